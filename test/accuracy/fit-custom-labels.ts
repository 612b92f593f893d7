// npx tsx test/accuracy/fit-custom-labels.ts: trains heads of Custom Labels with several strengths of L2 on masks of ../shared/data that
// test/accuracy/custom-labels.ts leaves alone, and prints how each does on others of them. The constant L2 of src/training/train-head.ts is chosen by it.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Tf from '@tensorflow/tfjs-core';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { seededOrder } from '../../src/training/seeded-order.ts';
import { trainHead } from '../../src/training/train-head.ts';
import { headConfidences } from '../../src/training/trained-head.ts';
import { backbones, describePicture } from '../../src/vision/backbone/describe-picture.ts';
import { sharedDataExists, sharedDataFolder, withoutSharedData } from '../set-up/shared-data-server.ts';
import { textTable } from '../bench/statistics.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

// Its modules for bundlers cannot be loaded by Node.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof Tf;

const labels = ['with_mask', 'without_mask'] as const;
/** As in custom-labels.ts, which uses the first 200 of each label. */
const SEED = 1;
const FROM = 300;
const TRAINING = 50;
const TESTING = 60;

const decoder = openPictureDecoder();
const sessions = createNativeSessions();
const [backbone] = backbones(sessions);
if (!backbone) throw new Error('There is no backbone. Make the models first: npm run models.');

interface Described {
  readonly label: number;
  readonly features: readonly Float32Array[];
}

async function describe(from: number, count: number, mirrored: boolean): Promise<Described[]> {
  const described: Described[] = [];
  for (const [label, name] of labels.entries()) {
    const files = readdirSync(`${sharedDataFolder}/ppe/masks/${name}`).filter((file) => /\.(jpe?g|png)$/i.test(file));
    for (const file of seededOrder(files, (each) => each, SEED).slice(from, from + count)) {
      const picture = readPixels(await decoder.decode(`ppe/masks/${name}/${file}`));
      if (backbone) described.push({ label, features: await describePicture(sessions, picture, { backbone, mirrored }) });
    }
  }
  return described;
}

const training = await describe(FROM, TRAINING, true);
const testing = await describe(FROM + TRAINING, TESTING, false);
await decoder.close();

function examplesOf(pictures: readonly Described[]): Parameters<typeof trainHead>[1] {
  const rows = pictures.flatMap(({ label, features }) => features.map((feature) => ({ label, feature })));
  const featureLength = rows[0]?.feature.length ?? 0;
  const features = new Float32Array(rows.length * featureLength);
  rows.forEach(({ feature }, index) => features.set(feature, index * featureLength));
  return { features, featureLength, targets: Float32Array.from(rows.flatMap(({ label }) => labels.map((_, index) => (index === label ? 1 : 0)))), labelCount: 2, exclusive: true, heldOut: new Uint8Array(rows.length) };
}

await tf.setBackend('cpu');
const table: (string | number)[][] = [['L2', 'pictures of each label', 'right', 'log loss', 'mean confidence', 'epochs']];
for (const each of [10, TRAINING]) {
  const some = labels.flatMap((_, label) => training.filter((picture) => picture.label === label).slice(0, each));
  for (const l2 of [0.02, 0.1, 0.5, 2, 5, 20]) {
    const head = await trainHead(tf, examplesOf(some), undefined, () => {}, new AbortController().signal, { l2 });
    const told = testing.map(({ label, features: [feature] }) => ({ label, confidences: headConfidences({ labels, exclusive: true, ...head }, feature ?? new Float32Array()) }));
    const right = told.filter(({ label, confidences }) => (confidences[label] ?? 0) > 0.5).length / told.length;
    const logLoss = told.reduce((sum, { label, confidences }) => sum - Math.log(Math.max(1e-12, confidences[label] ?? 0)), 0) / told.length;
    const sure = told.reduce((sum, { confidences }) => sum + Math.max(...confidences), 0) / told.length;
    table.push([l2, each, right.toFixed(3), logLoss.toFixed(4), sure.toFixed(3), head.epochs]);
  }
}
console.log(textTable(table));
