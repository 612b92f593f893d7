import { evaluateDetection, matchBoxes, type LabelledBox, type LocatedPicture } from '../../training/detection-evaluation.ts';
import type { Evaluation } from '../../training/evaluation.ts';
import { seededHash } from '../../training/seeded-order.ts';
import type { DetectionExamples } from '../../training/training-calls.ts';
import type { CellBackboneId } from '../../vision/cells/cell-backbones.ts';
import type { DetectionHead } from '../../vision/cells/detection-head.ts';
import { PLAIN_VIEW, type CellView } from '../../vision/cells/read-cells.ts';
import type { CellSample } from '../../vision/cells/sample-cells.ts';
import type { ManifestLine } from './ground-truth-manifest.ts';
import { heldOutKeys, type Learning, type School } from './learning.ts';
import type { DescribedLine } from './picture-features.ts';
import { placesEvaluationManifest, type TestedBox } from './training-files.ts';
import { keyOf, type UsableData } from './usable-data.ts';
import { LEAST_SCORE } from './version-head.ts';

/** Cells of a picture, a sample for each view; none where it is only to be tested on. */
export type SeenCells = readonly CellSample[];

/** As it is, and mirrored and smaller: things come in other sizes and from the other side. */
const VIEWS: readonly CellView[] = [PLAIN_VIEW, { fill: 0.8, mirrored: true }];
/** Cells without a thing of one view, and of all pictures together as many as the memory of a page bears. */
const MOST_OTHERS = 60;
const LEAST_OTHERS = 12;
const OTHERS_OF_ALL = 16_000;
const SEED = 2012;

/**
 * Learns where things are, from the cells of a detector.
 *
 * @param pictures how many there will be
 */
export function learnPlaces(backbone: CellBackboneId, pictures: number): Learning<SeenCells> {
  const others = Math.round(Math.min(MOST_OTHERS, Math.max(LEAST_OTHERS, OTHERS_OF_ALL / Math.max(1, pictures))));
  return {
    atTraining: {
      piece: ({ text }) => `cells ${backbone} ${others} ${seededHash(text, SEED)}`,
      see: (picture, { vision }, line) =>
        vision.sampleCells(picture, { backbone, views: VIEWS, others, seed: seededHash(keyOf(line), SEED), boxes: line.marked?.boxes.map(({ box }) => box) ?? [] }),
    },
    atTesting: {
      piece: () => `opened ${backbone}`,
      // It is looked at when there is a head to test.
      see: (picture) => {
        picture.bitmap.close();
        return Promise.resolve([]);
      },
    },
    async learn(data, training, testing, school) {
      const { labels } = data;
      const examples = examplesOf(training, data);
      const { network } = await school.train(`places ${backbone} ${examples.labels.length} ${examples.labelCount}`, (calls, from) => calls.trainDetection(examples, from));
      const head: DetectionHead = { backbone, labels, network };
      const tested: { readonly line: ManifestLine; readonly located: LocatedPicture }[] = [];
      for (const { line } of testing) {
        tested.push({ line, located: await locate(line, head, school) });
        school.onTested(tested.length, testing.length);
      }
      const evaluation = evaluateDetection(tested.map(({ located }) => located), labels.length);
      return {
        head: { ...head, thresholds: evaluation.labels.map(({ threshold }) => threshold) },
        evaluation,
        manifest: (version) => placesEvaluationManifest(tested.map(({ line, located }) => ({ line, boxes: testedBoxes(located, evaluation) })), version),
      };
    },
  };
}

async function locate(line: ManifestLine, head: DetectionHead, { signal, contextOf }: School): Promise<LocatedPicture> {
  const ofPicture = new AbortController();
  const context = contextOf(AbortSignal.any([signal, ofPicture.signal]));
  try {
    const told = await context.vision.findThings(await context.openPicture({ S3Object: line.image }, { minSide: 1 }), head, LEAST_SCORE);
    return { truth: line.marked?.boxes.map(({ label, box }): LabelledBox => ({ label: head.labels.indexOf(label), box })) ?? [], told };
  } finally {
    ofPicture.abort(new Error('The picture was tested.'));
  }
}

function testedBoxes(located: LocatedPicture, { labels }: Evaluation): TestedBox[] {
  const counted = located.told.filter(({ label, score }) => score >= (labels[label]?.threshold ?? 1));
  const matched = matchBoxes({ ...located, told: counted });
  const found = new Set(matched.map(({ truth }) => truth));
  return [
    ...matched.map(({ told: { label, box, score }, truth }) => ({ label, box, confidence: score, isTold: true, isTrue: truth !== undefined })),
    ...located.truth.filter((each) => !found.has(each)).map(({ label, box }) => ({ label, box, confidence: 0, isTold: false, isTrue: true })),
  ];
}

function examplesOf(described: readonly DescribedLine<SeenCells>[], { labels }: UsableData): DetectionExamples {
  const heldOut = heldOutKeys(described, labels);
  // Of pictures held out other views tell nothing new.
  const samples = described.flatMap(({ line, seen }) => (heldOut.has(keyOf(line)) ? seen.slice(0, 1) : seen).map((sample) => ({ line, sample })));
  const count = samples.reduce((sum, { sample }) => sum + sample.owners.length, 0);
  const length = samples.reduce((sum, { sample }) => sum + sample.features.length, 0) / Math.max(1, count);
  const examples = { features: new Float32Array(count * length), labels: new Int32Array(count), places: new Float32Array(4 * count), heldOut: new Uint8Array(count) };
  let row = 0;
  for (const { line, sample } of samples) {
    examples.features.set(sample.features, row * length);
    examples.places.set(sample.places, row * 4);
    examples.labels.set(sample.owners.map((owner) => labels.indexOf(line.marked?.boxes[owner]?.label ?? '')), row);
    examples.heldOut.fill(heldOut.has(keyOf(line)) ? 1 : 0, row, row + sample.owners.length);
    row += sample.owners.length;
  }
  return { ...examples, length, labelCount: labels.length };
}
