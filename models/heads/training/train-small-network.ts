import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import type { StoredNetwork } from '../../../src/vision/small-network.ts';
import { openNetworkProducts, type NetworkWeights } from './network-products.ts';

/** What a network is trained on. */
export interface NetworkRows {
  readonly count: number;
  readonly length: number;
  /** Writes one row to `to` from `start` on. */
  readonly write: (row: number, to: Float32Array, start: number) => void;
}

/** What to train. */
export interface NetworkTask {
  readonly rows: NetworkRows;
  readonly hiddenUnits: number;
  readonly outputs: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Part of each weight that a step takes away, per learning rate. */
  readonly decay: number;
  /** Networks that begin differently err differently. */
  readonly seed: number;
  /** Writes the slope of the loss along each output of one row. */
  readonly slopes: (outputs: Float32Array, row: number, slopes: Float32Array) => void;
}

const BATCH = 512;
/** Adam's usual constants, and how the learning rate falls from epoch to epoch. */
const MOMENTUM = 0.9;
const SQUARE_MOMENTUM = 0.999;
const EPSILON = 1e-8;
const COOLING = 0.8;
/** Added to each column's spread, as a share of the typical one, so that columns that are nearly constant are not blown up. */
const SHRINKAGE = 0.1;
/** Rows that tell how columns are spread. */
const MOST_FOR_SPREAD = 60_000;
const LARGEST = 127;

/** Trains a network of one hidden layer by Adam (Kingma and Ba, 2015, with decoupled decay); standardised columns are folded into its weights. */
export async function trainSmallNetwork(task: NetworkTask): Promise<StoredNetwork> {
  const { rows, hiddenUnits, outputs } = task;
  const { count, length } = rows;
  const { mean, scale } = spreadOf(rows);
  const random = randomNumbers(task.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const products = await openNetworkProducts({ inputs: length, hiddenUnits, outputs });
  const weights: NetworkWeights = {
    hidden: Float32Array.from({ length: hiddenUnits * length }, () => normal() * Math.sqrt(2 / length)),
    hiddenBias: new Float32Array(hiddenUnits),
    output: Float32Array.from({ length: outputs * hiddenUnits }, () => normal() * Math.sqrt(1 / hiddenUnits)),
    outputBias: new Float32Array(outputs),
  };
  const parameters = (['hidden', 'hiddenBias', 'output', 'outputBias'] as const).map((name) => ({
    name, value: weights[name], momentum: new Float32Array(weights[name].length), square: new Float32Array(weights[name].length),
    decay: name === 'hidden' || name === 'output' ? task.decay : 0,
  }));
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let rate = task.learningRate;
  let steps = 0;
  for (let epoch = 0; epoch < task.epochs; epoch++, rate *= COOLING) {
    shuffle(order, random);
    for (let start = 0; start < count; start += BATCH) {
      const batch = order.subarray(start, start + BATCH);
      const shown = new Float32Array(batch.length * length);
      batch.forEach((row, index) => {
        const from = index * length;
        rows.write(row, shown, from);
        // Indices stay inside: rows, means and scales have this length.
        for (let at = 0; at < length; at++) shown[from + at] = (shown[from + at]! - mean[at]!) * scale[at]!;
      });
      const { active, outputs: given } = await products.answer(weights, shown);
      const outputSlopes = new Float32Array(given.length);
      batch.forEach((row, index) => {
        task.slopes(given.subarray(index * outputs, (index + 1) * outputs), row, outputSlopes.subarray(index * outputs, (index + 1) * outputs));
      });
      const slopes = await products.slopes(weights, shown, active, outputSlopes);
      steps += 1;
      for (const each of parameters) step(each, slopes[each.name], batch.length, rate, steps);
    }
  }
  return stored(weights, mean, scale);
}

interface Parameter {
  readonly value: Float32Array;
  readonly momentum: Float32Array;
  readonly square: Float32Array;
  readonly decay: number;
}

function step({ value, momentum, square, decay }: Parameter, slopes: Float32Array, rows: number, rate: number, steps: number): void {
  const length = (rate * Math.sqrt(1 - SQUARE_MOMENTUM ** steps)) / (1 - MOMENTUM ** steps);
  for (let at = 0; at < value.length; at++) {
    // All four have the same length.
    const slope = slopes[at]! / rows;
    momentum[at]! += (1 - MOMENTUM) * (slope - momentum[at]!);
    square[at]! += (1 - SQUARE_MOMENTUM) * (slope * slope - square[at]!);
    value[at]! -= (length * momentum[at]!) / (Math.sqrt(square[at]!) + EPSILON) + rate * decay * value[at]!;
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    // Both are inside.
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}

/** Mean and scale of each column, from rows that lie evenly among all. */
function spreadOf({ count, length, write }: NetworkRows): { readonly mean: Float64Array; readonly scale: Float64Array } {
  const seen = Math.min(count, MOST_FOR_SPREAD);
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  const row = new Float32Array(length);
  for (let index = 0; index < seen; index++) {
    write(Math.floor((index * count) / seen), row, 0);
    for (let at = 0; at < length; at++) {
      // Columns of one length.
      mean[at]! += row[at]! / seen;
      square[at]! += (row[at]! * row[at]!) / seen;
    }
  }
  const deviation = square.map((sum, at) => Math.sqrt(Math.max(0, sum - mean[at]! ** 2)));
  const typical = deviation.reduce((sum, value) => sum + value, 0) / length;
  return { mean, scale: deviation.map((value) => 1 / (value + SHRINKAGE * typical)) };
}

function stored({ hidden, hiddenBias, output, outputBias }: NetworkWeights, mean: Float64Array, scale: Float64Array): StoredNetwork {
  const inputs = mean.length;
  const units = hiddenBias.length;
  const plain = hidden.map((weight, at) => weight * (scale[at % inputs] ?? 0));
  const bias = hiddenBias.map((value, unit) => value - plain.subarray(unit * inputs, (unit + 1) * inputs).reduce((sum, weight, at) => sum + weight * (mean[at] ?? 0), 0));
  const unitStep = Number((plain.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST).toPrecision(7));
  const integers = Int8Array.from(plain, (weight) => Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight / unitStep))));
  const rounded = (values: Float32Array): number[] => [...values].map((value) => Number(value.toPrecision(6)));
  return {
    inputs,
    outputs: outputBias.length,
    step: unitStep,
    hidden: Buffer.from(integers.buffer).toString('base64'),
    hiddenBias: rounded(bias),
    output: Array.from({ length: outputBias.length }, (_, out) => rounded(output.subarray(out * units, (out + 1) * units))),
    outputBias: rounded(outputBias),
  };
}
