/**
 * Trains the heads of this folder, measures them on scenes they were not trained on and writes weights.json and report.md.
 *
 * Usage: tsx models/heads/smoking/train.ts [--keep]
 *   --keep  measures only: weights.json and report.md stay as they are
 *
 * Needs ../shared/data and the built models (npm run models). What the backbones saw is kept in .cache/smoking/: delete
 * that folder when the way from picture to feature has changed.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import { FEATURE_LENGTHS, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import type { StoredHead } from '../linear-head.ts';
import { calibrate, type Calibration } from '../training/calibration.ts';
import type { LinearDecision } from '../training/logistic-regression.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainLinearHead } from '../training/train-linear-head.ts';
import { collectViews, type SeenView, type ViewKind } from './collect-views.ts';
import { PENALTY, rowsOf, scoreHeldBack, type ScoredView } from './held-back.ts';
import { neutralPictures, smokingSet } from './pictures.ts';
import type { SmokingView } from './predict.ts';
import { judgePictures, reportText, type BackboneResult, type JudgedView } from './report.ts';

/** Share of views that is taken to show somebody smoking; it gives the probabilities their slope. */
const PRIOR = 0.05;
/** Share of the neutral pictures, held back, that may reach one half. */
const FALSE_ALARMS = 0.004;
/** Logits that are left between the last of them and the bar. */
const MARGIN = 0.1;

const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const views = await collectViews([...smokingSet(), ...neutralPictures()]);
const weights: Partial<Record<BackboneId, Record<SmokingView, StoredHead>>> = {};
const doubtAlone: Partial<Record<BackboneId, number>> = {};
const isNear = (kind: ViewKind): boolean => kind === 'face' || kind === 'hand';
const isWhole = (kind: ViewKind): boolean => kind === 'whole';
const results: BackboneResult[] = [];
for (const backbone of Object.keys(FEATURE_LENGTHS) as BackboneId[]) {
  // Faces and hands share a head: of either alone there are too few with a cigarette. Squares anywhere in a picture join the whole ones: most of those in films and posters show no cigarette, and without
  // them a head could learn the style of films and posters instead.
  const near = trainView(backbone, isNear, views.filter(({ kind }) => kind !== 'whole'));
  const whole = trainView(backbone, isWhole, views.filter(({ kind }) => !isNear(kind) || kind === 'hand'));
  const bar = barOf(near, whole, true);
  const barAlone = barOf(near, whole, false);
  const shifted = ({ slope, offset }: Calibration): Calibration => ({ slope, offset: offset - bar });
  weights[backbone] = { near: storedHead(near.head, shifted(near.calibration)), whole: storedHead(whole.head, shifted(whole.calibration)) };
  const doubt = Math.max(0, Math.round(100 * (barAlone - bar)) / 100);
  doubtAlone[backbone] = doubt;
  results.push({ backbone, doubtAlone: doubt, near: judge(near, shifted(near.calibration)), whole: judge(whole, shifted(whole.calibration)) });
}

const report = reportText(views, results);
console.log(report);
if (!options.keep) {
  await writeFile(fileURLToPath(new URL('weights.json', import.meta.url)), `${JSON.stringify({ doubtAlone, heads: weights }, undefined, 1)}\n`);
  await writeFile(fileURLToPath(new URL('report.md', import.meta.url)), report);
}
process.exit(0);

interface TrainedView {
  readonly head: LinearDecision;
  readonly calibration: Calibration;
  readonly held: readonly ScoredView[];
}

function trainView(backbone: BackboneId, isShown: (kind: ViewKind) => boolean, trainedOn: readonly SeenView[]): TrainedView {
  const held = scoreHeldBack(trainedOn, views.filter(({ kind }) => isShown(kind)), backbone);
  const judged = held.flatMap(({ view: { answer }, score }) => (answer === undefined ? [] : [{ score, answer }]));
  return { head: trainLinearHead(rowsOf(trainedOn, backbone), PENALTY), calibration: calibrate(judged, PRIOR), held };
}

/** The logit that next to no neutral picture reaches when both heads are put together, of those with or without a face or hand. */
function barOf(near: TrainedView, whole: TrainedView, hasNear: boolean): number {
  const logits = judgePictures(judge(near, near.calibration), judge(whole, whole.calibration), 0)
    .filter(({ picture, nearViews }) => picture.answer === false && !picture.file.startsWith('moderation/') && nearViews > 0 === hasNear)
    .map(({ probabilities: { 'both (as shipped)': probability } }) => Math.log(probability / (1 - probability)))
    .toSorted((a, b) => b - a);
  return (logits[Math.floor(FALSE_ALARMS * logits.length)] ?? 0) + MARGIN;
}

function judge({ held }: TrainedView, { slope, offset }: Calibration): JudgedView[] {
  return held.map((each) => ({ ...each, probability: 1 / (1 + Math.exp(-(slope * each.score + offset))) }));
}
