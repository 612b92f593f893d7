import type * as Tf from '@tensorflow/tfjs-core';
import type { SmallNetwork } from '../vision/small-network.ts';
import { fitParameters, gather, rowsWhere, type InitialParameter } from './fit-parameters.ts';
import { randomNumbers } from '../vision/random-numbers.ts';
import type { DetectionExamples, DetectionOutcome, EpochEvent, TrainingState } from './training-calls.ts';

/*
 * A network of one hidden layer that tells of a cell which thing it shows and where its box is, without anchors, as in
 * Zhou, Wang and Krähenbühl, "Objects as Points", 2019: a sigmoid for each label, and the box from the cell's centre.
 */

/* HIDDEN, PULL and PLACE_WEIGHT were chosen by test/accuracy/fit-custom-labels-boxes.ts. */
const HIDDEN = 32;
/** With few cells it takes more epochs to come as far: as many as make these steps. */
const EPOCHS = { least: 30, most: 100, steps: 600 } as const;
const ROWS_AT_ONCE = 256;
const LEARNING_RATE = 2e-3;
const PULL = 1e-2;
const PATIENCE = 12;
/** What the error of a box counts for, beside that of its label. */
const PLACE_WEIGHT = 1;
const PLACE_NUMBERS = 4;
const SEED = 2019;

/** What may be tried out; else fixed. */
export interface DetectionSettings {
  readonly hidden?: number;
  readonly pull?: number;
  readonly placeWeight?: number;
}

/** Trains a head that finds things. The same examples give the same numbers, also when it was interrupted. */
export async function trainDetection(
  tf: typeof Tf,
  examples: DetectionExamples,
  from: TrainingState | undefined,
  tell: (event: EpochEvent) => void,
  signal: AbortSignal,
  { hidden = HIDDEN, pull = PULL, placeWeight = PLACE_WEIGHT }: DetectionSettings = {},
): Promise<DetectionOutcome> {
  const { length, labelCount, labels, places, heldOut } = examples;
  const outputs = labelCount + PLACE_NUMBERS;
  const { rows, center, scale } = standardise(examples);
  const targets = new Float32Array(labels.length * labelCount);
  labels.forEach((label, row) => label >= 0 && (targets[row * labelCount + label] = 1));

  const lossOf = (parameters: readonly Tf.Variable[], indices: readonly number[]): Tf.Scalar => {
    const input = tf.tensor2d(gather(rows, length, indices), [indices.length, length]);
    const told = applied(tf, parameters, input);
    const [logits, boxes] = tf.split<Tf.Tensor2D>(told, [labelCount, PLACE_NUMBERS], 1);
    if (!logits || !boxes) throw new Error('A head tells labels and places.');
    const target = tf.tensor2d(gather(targets, labelCount, indices), [indices.length, labelCount]);
    const wanted = tf.tensor2d(gather(places, PLACE_NUMBERS, indices), [indices.length, PLACE_NUMBERS]);
    // Of -log(sigmoid) for yes and for no, in the form that cannot overflow.
    const unsure = tf.sum(tf.sub(tf.softplus(logits), tf.mul(target, logits)), 1);
    const shows = tf.max(target, 1);
    const astray = tf.mul(shows, tf.sum(tf.abs(tf.sub(boxes, wanted)), 1));
    return tf.mean(tf.add(unsure, tf.mul(placeWeight, astray)));
  };
  const learnt = rowsWhere(heldOut, 0);
  const initial = initialParameters(length, hidden, outputs, pull);
  const { parameters, epochs } = await fitParameters(
    tf,
    {
      initial,
      lossOf,
      learnt,
      watched: rowsWhere(heldOut, 1),
      epochsAtMost: Math.min(EPOCHS.most, Math.max(EPOCHS.least, Math.ceil(EPOCHS.steps / Math.ceil(learnt.length / ROWS_AT_ONCE)))),
      rowsAtOnce: ROWS_AT_ONCE,
      learningRate: LEARNING_RATE,
      slowsDown: true,
      patience: PATIENCE,
    },
    from,
    tell,
    signal,
  );
  return { network: networkOf(parameters, center, scale, outputs), epochs };
}

function applied(tf: typeof Tf, [hidden, hiddenBias, output, outputBias]: readonly Tf.Variable[], input: Tf.Tensor2D): Tf.Tensor2D {
  if (!hidden || !hiddenBias || !output || !outputBias) throw new Error('A head has two layers.');
  const active = tf.relu<Tf.Tensor2D>(tf.add(tf.matMul(input, hidden), hiddenBias));
  return tf.add<Tf.Tensor2D>(tf.matMul(active, output), outputBias);
}

/** As He and others, "Delving Deep into Rectifiers", 2015, with even instead of normal numbers. */
function initialParameters(inputs: number, hidden: number, outputs: number, pull: number): InitialParameter[] {
  const next = randomNumbers(SEED);
  const even = (count: number, fanIn: number): Float32Array => Float32Array.from({ length: count }, () => (2 * next() - 1) * Math.sqrt(6 / fanIn));
  return [
    { values: even(inputs * hidden, inputs), shape: [inputs, hidden], pull },
    { values: new Float32Array(hidden), shape: [hidden], pull: 0 },
    { values: new Float32Array(hidden * outputs), shape: [hidden, outputs], pull },
    { values: new Float32Array(outputs), shape: [outputs], pull: 0 },
  ];
}

interface Standardised {
  readonly rows: Float32Array;
  readonly center: Float32Array;
  readonly scale: Float32Array;
}

/** Each number of a cell with a mean of 0 and a mean square of nearly 1; those that hardly ever change stay small, for a new picture may change them a lot. */
function standardise({ features, length }: DetectionExamples): Standardised {
  const count = Math.max(1, features.length / length);
  const center = new Float32Array(length);
  const squares = new Float32Array(length);
  features.forEach((value, at) => (center[at % length] = (center[at % length] ?? 0) + value / count));
  features.forEach((value, at) => (squares[at % length] = (squares[at % length] ?? 0) + (value - (center[at % length] ?? 0)) ** 2 / count));
  const ofAll = squares.reduce((sum, square) => sum + square, 0) / length;
  const scale = squares.map((square) => 1 / Math.sqrt(square + CAUTION * ofAll + SMALLEST));
  return { rows: features.map((value, at) => (value - (center[at % length] ?? 0)) * (scale[at % length] ?? 0)), center, scale };
}

/** Part of the mean square of all numbers that is added to each. */
const CAUTION = 0.1;
/** Keeps the division finite where nothing changes at all. */
const SMALLEST = 1e-12;

/** The same network for numbers that are not standardised. */
function networkOf([hidden, hiddenBias, output, outputBias]: readonly Float32Array[], center: Float32Array, scale: Float32Array, outputs: number): SmallNetwork {
  if (!hidden || !hiddenBias || !output || !outputBias) throw new Error('A head was fitted without one of its layers.');
  const inputs = center.length;
  const units = hiddenBias.length;
  const weights = new Float32Array(units * inputs);
  const bias = hiddenBias.slice();
  for (let unit = 0; unit < units; unit++) {
    let shift = 0;
    for (let at = 0; at < inputs; at++) {
      const weight = (hidden[at * units + unit] ?? 0) * (scale[at] ?? 0);
      weights[unit * inputs + at] = weight;
      shift += weight * (center[at] ?? 0);
    }
    bias[unit] = (bias[unit] ?? 0) - shift;
  }
  return {
    inputs,
    hidden: weights,
    hiddenBias: bias,
    output: Array.from({ length: outputs }, (_, row) => Array.from({ length: units }, (__, unit) => output[unit * outputs + row] ?? 0)),
    outputBias: [...outputBias],
  };
}
