// npx tsx test/accuracy/fit-custom-labels-boxes.ts: trains heads of Custom Labels on boxes of hard hats of ../shared/data with several settings, and prints
// how each does on pictures that test/accuracy/custom-labels-boxes.ts does not test on. HIDDEN, PULL and PLACE_WEIGHT of src/training/train-detection.ts are chosen by it.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Tf from '@tensorflow/tfjs-core';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { evaluateDetection, type LabelledBox } from '../../src/training/detection-evaluation.ts';
import { seededOrder } from '../../src/training/seeded-order.ts';
import { trainDetection, type DetectionSettings } from '../../src/training/train-detection.ts';
import type { DetectionExamples } from '../../src/training/training-calls.ts';
import { cellBackbone, cellBackbones } from '../../src/vision/cells/cell-backbones.ts';
import { findInCells } from '../../src/vision/cells/detection-head.ts';
import { PLAIN_VIEW, readCells, type CellView } from '../../src/vision/cells/read-cells.ts';
import { sampleCells } from '../../src/vision/cells/sample-cells.ts';
import type { PictureReader } from '../../src/vision/picture-reader.ts';
import { randomNumbers } from '../../src/vision/random-numbers.ts';
import { textTable } from '../bench/statistics.ts';
import { sharedDataExists, sharedDataFolder, withoutSharedData } from '../set-up/shared-data-server.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

// Its modules for bundlers cannot be loaded by Node.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof Tf;

/** As in custom-labels-boxes.ts, which tests on the pictures that follow these. */
const SEED = 1;
const TRAINING = 60;
const TESTING = 80;
/** As in src/operations/custom-labels/learn-places.ts. */
const VIEWS: readonly CellView[] = [PLAIN_VIEW, { fill: 0.8, mirrored: true }];
const OTHERS = 60;
const LEAST_SCORE = 0.02;
/** Every tenth picture tells when to stop. */
const HELD_OUT_EVERY = 10;
const settings: readonly DetectionSettings[] = [{}, { hidden: 64 }, { pull: 0.003 }, { pull: 0.03 }, { placeWeight: 0.5 }, { placeWeight: 2 }];

const decoder = openPictureDecoder();
const sessions = createNativeSessions();
const [id] = cellBackbones(sessions);
if (!id) throw new Error('There is no detector. Make the models first: npm run models.');
const backbone = cellBackbone(id);

interface LabelledPicture {
  readonly picture: PictureReader;
  readonly truth: readonly LabelledBox[];
}

async function* pictures(part: 'train' | 'valid', count: number): AsyncGenerator<LabelledPicture> {
  const folder = `ppe/hardhats/${part}`;
  const names = readdirSync(`${sharedDataFolder}/${folder}`).filter((name) => name.endsWith('.jpg'));
  for (const name of seededOrder(names, (each) => each, SEED).slice(0, count)) {
    const picture = readPixels(await decoder.decode(`${folder}/${name}`));
    const lines = readFileSync(`${sharedDataFolder}/${folder}/${name.replace(/jpg$/, 'txt')}`, 'utf8').split('\n');
    const truth = lines
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [label = 0, x = 0, y = 0, across = 0, down = 0] = line.trim().split(/\s+/).map(Number);
        const box = { left: (x - across / 2) * picture.width, top: (y - down / 2) * picture.height, width: across * picture.width, height: down * picture.height };
        return { label, box };
      });
    yield { picture, truth };
  }
}

async function examples(): Promise<DetectionExamples> {
  const features: Float32Array[] = [];
  const rows: { readonly label: number; readonly place: Float32Array; readonly heldOut: number }[] = [];
  let index = 0;
  for await (const { picture, truth } of pictures('train', TRAINING)) {
    index += 1;
    const heldOut = index % HELD_OUT_EVERY === 0 ? 1 : 0;
    const next = randomNumbers(index);
    for (const view of heldOut ? [PLAIN_VIEW] : VIEWS) {
      const sample = sampleCells(await readCells(sessions, picture, backbone, view), truth.map(({ box }) => box), next, OTHERS);
      features.push(sample.features);
      sample.owners.forEach((owner, row) => rows.push({ label: truth[owner]?.label ?? -1, place: sample.places.subarray(row * 4, row * 4 + 4), heldOut }));
    }
  }
  const all = new Float32Array(rows.length * backbone.length);
  let at = 0;
  for (const part of features) {
    all.set(part, at);
    at += part.length;
  }
  return {
    features: all,
    length: backbone.length,
    labels: Int32Array.from(rows, ({ label }) => label),
    places: Float32Array.from(rows.flatMap(({ place }) => [...place])),
    labelCount: 1,
    heldOut: Uint8Array.from(rows, ({ heldOut }) => heldOut),
  };
}

const learnt = await examples();
const tested = [];
for await (const { picture, truth } of pictures('valid', TESTING)) tested.push({ picture, truth, map: await readCells(sessions, picture, backbone, PLAIN_VIEW) });
await decoder.close();

await tf.setBackend('cpu');
const table: (string | number)[][] = [['settings', 'AP50', 'precision', 'recall', 'F1', 'threshold', 'epochs', 'seconds']];
for (const setting of settings) {
  const begun = performance.now();
  const { network, epochs } = await trainDetection(tf, learnt, undefined, () => {}, new AbortController().signal, setting);
  const seconds = (performance.now() - begun) / 1000;
  const located = tested.map(({ picture, truth, map }) => ({ truth, told: findInCells(map, { labels: ['hard hat'], network }, LEAST_SCORE, picture) }));
  const [found] = evaluateDetection(located, 1).labels;
  const figures = [found?.averagePrecision, found?.precision, found?.recall, found?.f1, found?.threshold].map((figure = 0) => figure.toFixed(3));
  table.push([JSON.stringify(setting), ...figures, epochs, seconds.toFixed(1)]);
}
console.log(textTable(table));
