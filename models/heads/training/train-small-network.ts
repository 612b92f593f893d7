import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import { activateUnits, type StoredNetwork } from '../../../src/vision/small-network.ts';
import type { Rows } from './logistic-regression.ts';

/** What to train. */
export interface NetworkTask {
  readonly rows: Rows;
  readonly hiddenUnits: number;
  readonly outputs: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Part of each weight that a step takes away, per learning rate. */
  readonly decay: number;
  /** Writes the slope of the loss along each output of one row. */
  readonly slopes: (outputs: Float64Array, row: number, slopes: Float64Array) => void;
}

const BATCH = 256;
/** Adam's usual constants, and how the learning rate falls from epoch to epoch. */
const MOMENTUM = 0.9;
const SQUARE_MOMENTUM = 0.999;
const EPSILON = 1e-8;
const COOLING = 0.8;
/** Added to each column's spread, as a share of the typical one, so that columns that are nearly constant are not blown up. */
const SHRINKAGE = 0.1;
const LARGEST = 32_767;

/** Trains a network of one hidden layer by Adam (Kingma and Ba, 2015, with decoupled decay); standardised columns are folded into its weights. */
export function trainSmallNetwork(task: NetworkTask): StoredNetwork {
  const { rows: { values, count, length }, hiddenUnits, outputs } = task;
  const { mean, scale } = spreadOf(task.rows);
  const random = randomNumbers(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const hidden = parameter(hiddenUnits * length, () => normal() * Math.sqrt(2 / length));
  const hiddenBias = parameter(hiddenUnits, () => 0);
  const output = parameter(outputs * hiddenUnits, () => normal() * Math.sqrt(1 / hiddenUnits));
  const outputBias = parameter(outputs, () => 0);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const row = new Float32Array(length);
  const active = new Float64Array(hiddenUnits);
  const given = new Float64Array(outputs);
  const slopes = new Float64Array(outputs);
  let rate = task.learningRate;
  let steps = 0;
  for (let epoch = 0; epoch < task.epochs; epoch++, rate *= COOLING) {
    shuffle(order, random);
    for (let start = 0; start < count; start += BATCH) {
      const batch = order.subarray(start, start + BATCH);
      for (const index of batch) {
        // Indices stay inside: parameters and rows were made with these lengths.
        for (let at = 0; at < length; at++) row[at] = (values[index * length + at]! - mean[at]!) * scale[at]!;
        activateUnits(hidden.value, hiddenBias.value, length, row, 0, active);
        for (let out = 0; out < outputs; out++) {
          let sum = outputBias.value[out]!;
          for (let unit = 0; unit < hiddenUnits; unit++) sum += output.value[out * hiddenUnits + unit]! * active[unit]!;
          given[out] = sum;
        }
        task.slopes(given, index, slopes);
        for (let out = 0; out < outputs; out++) outputBias.gradient[out]! += slopes[out]!;
        for (let unit = 0; unit < hiddenUnits; unit++) {
          const activity = active[unit]!;
          if (activity === 0) continue;
          let slope = 0;
          for (let out = 0; out < outputs; out++) {
            slope += slopes[out]! * output.value[out * hiddenUnits + unit]!;
            output.gradient[out * hiddenUnits + unit]! += slopes[out]! * activity;
          }
          hiddenBias.gradient[unit]! += slope;
          for (let at = 0, from = unit * length; at < length; at++) hidden.gradient[from + at]! += slope * row[at]!;
        }
      }
      steps += 1;
      for (const each of [hidden, hiddenBias, output, outputBias]) step(each, batch.length, rate, steps, each === hidden || each === output ? task.decay : 0);
    }
  }
  return stored(hidden.value, hiddenBias.value, output.value, outputBias.value, mean, scale);
}

interface Parameter {
  readonly value: Float32Array;
  readonly gradient: Float32Array;
  readonly momentum: Float32Array;
  readonly square: Float32Array;
}

function parameter(length: number, start: () => number): Parameter {
  return {
    value: Float32Array.from({ length }, start),
    gradient: new Float32Array(length),
    momentum: new Float32Array(length),
    square: new Float32Array(length),
  };
}

function step({ value, gradient, momentum, square }: Parameter, rows: number, rate: number, steps: number, decay: number): void {
  const length = (rate * Math.sqrt(1 - SQUARE_MOMENTUM ** steps)) / (1 - MOMENTUM ** steps);
  for (let at = 0; at < value.length; at++) {
    // All four have the same length.
    const slope = gradient[at]! / rows;
    momentum[at]! += (1 - MOMENTUM) * (slope - momentum[at]!);
    square[at]! += (1 - SQUARE_MOMENTUM) * (slope * slope - square[at]!);
    value[at]! -= (length * momentum[at]!) / (Math.sqrt(square[at]!) + EPSILON) + rate * decay * value[at]!;
    gradient[at] = 0;
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    // Both are inside.
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}

function spreadOf({ values, count, length }: Rows): { readonly mean: Float64Array; readonly scale: Float64Array } {
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  for (let index = 0; index < count; index++) {
    for (let at = 0; at < length; at++) {
      const value = values[index * length + at]!;
      mean[at]! += value / count;
      square[at]! += (value * value) / count;
    }
  }
  const deviation = square.map((sum, at) => Math.sqrt(Math.max(0, sum - mean[at]! ** 2)));
  const typical = deviation.reduce((sum, value) => sum + value, 0) / length;
  return { mean, scale: deviation.map((value) => 1 / (value + SHRINKAGE * typical)) };
}

function stored(hidden: Float32Array, hiddenBias: Float32Array, output: Float32Array, outputBias: Float32Array, mean: Float64Array, scale: Float64Array): StoredNetwork {
  const inputs = mean.length;
  const units = hiddenBias.length;
  const plain = hidden.map((weight, at) => weight * (scale[at % inputs] ?? 0));
  const bias = hiddenBias.map((value, unit) => value - plain.subarray(unit * inputs, (unit + 1) * inputs).reduce((sum, weight, at) => sum + weight * (mean[at] ?? 0), 0));
  const unitStep = Number((plain.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST).toPrecision(7));
  const bytes = new DataView(new ArrayBuffer(plain.length * 2));
  plain.forEach((weight, at) => bytes.setInt16(at * 2, Math.min(LARGEST, Math.round(weight / unitStep)), true));
  const rounded = (values: Float32Array): number[] => [...values].map((value) => Number(value.toPrecision(6)));
  return {
    inputs,
    outputs: outputBias.length,
    step: unitStep,
    hidden: Buffer.from(bytes.buffer).toString('base64'),
    hiddenBias: rounded(bias),
    output: Array.from({ length: outputBias.length }, (_, out) => rounded(output.subarray(out * units, (out + 1) * units))),
    outputBias: rounded(outputBias),
  };
}
