/**
 * Trains the heads of this folder for both backbones, measures them on scenes they were not trained on and writes
 * weights.json (the heads that are good enough) and report.md (all of them).
 *
 * Usage: tsx models/heads/scenes/train.ts [--keep] [--only Sky,Food]
 *   --keep  measures only: weights.json and report.md stay as they are
 *   --only  looks at these concepts alone; implies --keep
 *
 * Needs the labelled pictures (../shared/data) and the built models (npm run models). What the backbones saw is kept in
 * .cache/scenes/: delete that folder when the way from picture to feature has changed. What the heads say of each
 * picture whose scene they have not seen goes to .cache/scenes/held-back.json, to be looked at beside the picture.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import type { StoredHead } from '../linear-head.ts';
import { calibrate } from '../training/calibration.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainLinearHead } from '../training/train-linear-head.ts';
import { classSum, sumClasses } from './class-sums.ts';
import { backbones, openFeatureCollector, type SeenPicture } from './collect-features.ts';
import { conceptPlans, type ConceptPlan } from './concepts.ts';
import { judgedOf, probabilitiesOf, scoreHeldBack, type Sample } from './cross-validation.ts';
import { readLabelledPictures } from './labelled-pictures.ts';
import { sceneRow } from './predict.ts';
import { reportText, type HeadResult } from './report.ts';
import { BAR, verdictOn } from './verdict.ts';

/** Strength of the L2 penalty; README.md tells what other strengths give. */
const PENALTY = 0.1;
const heldBackFile = fileURLToPath(new URL('../../../.cache/scenes/held-back.json', import.meta.url));

const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false }, only: { type: 'string' } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const pictures = await readLabelledPictures();
const perScene = new Map<string, number>();
for (const { scene } of pictures) perScene.set(scene, (perScene.get(scene) ?? 0) + 1);
const files = pictures.map(({ file }) => file);
const collector = openFeatureCollector();
let seen: ReadonlyMap<string, SeenPicture>;
try {
  seen = await collector.collect(files);
} finally {
  await collector.close();
}

const rows = new Map(
  [...seen].map(([file, views]) => [
    file,
    { 'mobilenet-v2-imagenet': sceneRow(views['mobilenet-v2-imagenet']), 'nsfw-mobilenet-v2-mid': sceneRow(views['nsfw-mobilenet-v2-mid']) },
  ]),
);
const only = options.only?.split(',');
const results: HeadResult[] = [];
const stored: Partial<Record<BackboneId, Record<string, StoredHead>>> = {};
for (const backbone of backbones) {
  const heads: Record<string, StoredHead> = {};
  for (const plan of conceptPlans.filter(({ name }) => only?.includes(name) ?? true)) {
    const samples = answered(plan, backbone);
    const scores = scoreHeldBack(samples, PENALTY);
    const judged = probabilitiesOf(scores, plan.prior);
    const verdict = verdictOn(judged);
    results.push({ plan, backbone, judged, verdict, bySum: backbone === 'mobilenet-v2-imagenet' ? judgedBySum(plan) : undefined });
    if (verdict.shipped) heads[plan.name] = storedHead(trainLinearHead(samples, PENALTY), calibrate(judgedOf(scores), plan.prior), 8);
    console.log(`${backbone}, ${plan.name}: ${verdict.shipped ? 'shipped' : verdict.reason}`);
  }
  stored[backbone] = heads;
}

await writeFile(heldBackFile, JSON.stringify(heldBackNames(), undefined, 1));
const report = reportText(results, { pictures: pictures.length, scenes: perScene.size });
console.log(report);
if (!options.keep && !only) {
  await writeFile(fileURLToPath(new URL('weights.json', import.meta.url)), `${JSON.stringify(stored, undefined, 1)}\n`);
  await writeFile(fileURLToPath(new URL('report.md', import.meta.url)), report);
}

function answered({ name }: ConceptPlan, backbone: BackboneId): Sample[] {
  return pictures.flatMap((picture) => {
    const answer = picture.shows(name);
    const row = rows.get(picture.file)?.[backbone];
    // A scene counts once, however many pictures there are of it.
    return answer === undefined || !row ? [] : [{ picture, answer, row, weight: 1 / (perScene.get(picture.scene) ?? 1) }];
  });
}

/** For each picture: names that the better backbone's shipped heads return at the default bar, the wrong ones marked. */
function heldBackNames(): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { plan, backbone, judged, verdict } of results) {
    if (backbone !== 'mobilenet-v2-imagenet' || !verdict.shipped) continue;
    for (const { picture, answer, probability } of judged) {
      if (probability >= BAR) (names[picture.file] ??= []).push(`${plan.name} ${Math.round(probability * 100)}${answer ? '' : ' (wrong)'}`);
      else if (answer) (names[picture.file] ??= []).push(`${plan.name} ${Math.round(probability * 100)} (missed)`);
    }
  }
  return names;
}

/** What the backbone's own classes say of the pictures that a head is measured with. */
function judgedBySum({ name }: ConceptPlan): HeadResult['bySum'] {
  const classes = sumClasses[name];
  if (!classes) return undefined;
  return pictures.flatMap((picture) => {
    const answer = picture.shows(name);
    const views = seen.get(picture.file)?.['mobilenet-v2-imagenet'];
    return answer === undefined || !views ? [] : [{ picture, answer, probability: classSum(classes, views) }];
  });
}
