/**
 * Trains the heads of this folder, measures them on people they were not trained on and writes weights.json and report.md.
 *
 * Usage: tsx models/heads/face-attributes/train.ts [--keep]
 *   --keep  measures only: weights.json and report.md stay as they are
 *
 * Needs the labelled pictures (../shared/data) and the built models (npm run models). The features come out of the
 * library itself in a Chromium; they are kept in .cache/face-attributes/: delete that folder when the way from picture
 * to faceres has changed.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import { rootsOf, type StoredHead } from '../linear-head.ts';
import { calibrate } from '../training/calibration.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainLinearHead } from '../training/train-linear-head.ts';
import { openFeatureCollector, type SeenFace } from './collect-features.ts';
import { headPlans, type HeadPlan } from './heads.ts';
import { readLabelledFaces, type LabelName } from './labelled-faces.ts';
import { drawnSunglasses, harderPictures } from './picture-versions.ts';
import type { FaceAttributeName } from './predict.ts';
import { reportText, type HeadResult, type HeldBackFace, type Rivalry, type Trial } from './report.ts';
import { writeWeights } from './stored-weights.ts';
import { scoreHeldBack, type Sample } from './train-head.ts';

/** Strength of the L2 penalty for each face; see report.md for what other strengths give. */
const PENALTY_PER_FACE = 0.03;
/** Share of "yes" that the comparison with geometry is made for. */
const EVEN = 0.5;

const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const faces = await readLabelledFaces();
const collector = openFeatureCollector();
let seen: readonly SeenFace[];
let harder: readonly SeenFace[];
let drawn: readonly SeenFace[];
try {
  seen = await collector.collect('as it is', faces, () => ({}));
  harder = await collector.collect('harder', faces, harderPictures(seen));
  const bare = new Set(seen.filter(({ face }) => canWearDrawn(face.file) && face.labels.sunglasses === false).map(({ face }) => face));
  drawn = await collector.collect('sunglasses drawn', [...bare], drawnSunglasses(seen.filter(({ face }) => bare.has(face))));
} finally {
  await collector.close();
}
console.log(`${seen.length} of ${faces.length} labelled faces were found by the library.`);

const results: HeadResult[] = [];
const stored: Partial<Record<FaceAttributeName, StoredHead>> = {};
for (const plan of headPlans) {
  const samples = samplesFor(plan);
  const held = heldBackFor(plan.label);
  const scores = scoreHeldBack(samples, held, PENALTY_PER_FACE);
  const asTheyAre = scores.filter(({ held: { version } }) => version === 'as it is');
  const calibration = calibrate(asTheyAre.map(({ held: { answer }, score }) => ({ score, answer })), plan.prior);
  const judged = scores.map(({ held: each, score }) => ({
    ...each,
    probability: 1 / (1 + Math.exp(-(calibration.slope * score + calibration.offset))),
  }));
  results.push({ plan, judged });
  stored[plan.name] = storedHead(trainLinearHead(samples, PENALTY_PER_FACE), calibration);
}

const trials: Trial[] = [];
const sunglassesPlan = headPlans.find(({ name }) => name === 'sunglasses');
if (sunglassesPlan) {
  const real = answered(seen, 'sunglasses');
  const ways = {
    'no drawn ones': samplesFor({ ...sunglassesPlan, drawnShare: 0 }),
    'only drawn ones': samplesFor(sunglassesPlan, true),
    'both': samplesFor(sunglassesPlan),
  };
  for (const [way, samples] of Object.entries(ways)) {
    const scores = scoreHeldBack(samples, real, PENALTY_PER_FACE);
    trials.push({ way, judged: scores.map(({ held: { answer }, score }) => ({ answer, score })) });
  }
}

const rivals = (['mouthOpen', 'eyesClosed'] as const).map((label): Rivalry => {
  const held = answered(seen, label).map((each) => ({ ...each, version: 'as it is' as const }));
  const geometry = new Map(seen.map(({ face, mouthOpen, eyesOpen }) => [face, label === 'mouthOpen' ? mouthOpen : 1 - eyesOpen]));
  const scores = scoreHeldBack(held.map((each) => ({ ...each, weight: 1 })), held, PENALTY_PER_FACE);
  const { slope, offset } = calibrate(scores.map(({ held: { answer }, score }) => ({ score, answer })), EVEN);
  return {
    label,
    judged: scores.map(({ held: { face, answer }, score }) => ({
      answer,
      face,
      byHead: 1 / (1 + Math.exp(-(slope * score + offset))),
      byGeometry: geometry.get(face) ?? 0.5,
    })),
  };
});

const report = reportText(results, trials, rivals, { labelled: faces.length, seen: seen.length, drawn: drawn.length });
console.log(report);
if (!options.keep) {
  const { eyeglasses, sunglasses, beard, mustache } = stored;
  if (!eyeglasses || !sunglasses || !beard || !mustache) throw new Error('A head was not trained.');
  await writeWeights({ eyeglasses, sunglasses, beard, mustache });
  await writeFile(fileURLToPath(new URL('report.md', import.meta.url)), report);
}

/** Sunglasses are drawn onto faces that look at the camera, large enough to show them. */
function canWearDrawn(file: string): boolean {
  return file.startsWith('public-figures/test/') || file.startsWith('faces/') || file.startsWith('ppe/masks/without_mask/');
}

function samplesFor({ label, drawnShare }: HeadPlan, drawnOnly = false): Sample[] {
  const plain = answered(seen, label).map((each) => ({ ...each, weight: 1 }));
  if (drawnShare === 0) return plain;
  const yes = plain.filter(({ answer }) => answer).length;
  const weight = (yes * drawnShare) / (1 - drawnShare) / drawn.length;
  const withDrawn = drawn.map(({ face, feature }) => ({ face, answer: true, row: rootsOf(feature), weight }));
  return [...plain.filter(({ answer }) => !(drawnOnly && answer)), ...withDrawn];
}

function heldBackFor(label: LabelName): (HeldBackFace & { readonly row: Float32Array })[] {
  return [
    ...answered(seen, label).map((each) => ({ ...each, version: 'as it is' as const })),
    ...answered(harder, label).map((each) => ({ ...each, version: 'harder' as const })),
  ];
}

function answered(of: readonly SeenFace[], label: LabelName): Omit<Sample, 'weight'>[] {
  return of.flatMap(({ face, feature }) => {
    const answer = face.labels[label];
    return answer === undefined ? [] : [{ face, answer, row: rootsOf(feature) }];
  });
}
