import type * as Tf from '@tensorflow/tfjs-core';
import { rootsOf } from '../../models/heads/linear-head.ts';
import { seededOrder } from './seeded-order.ts';
import type { EpochEvent, TrainingExamples, TrainingOutcome, TrainingState } from './training-calls.ts';

/*
 * Multinomial or one-against-all logistic regression with L2, by Adam (Kingma and Ba, "Adam: A Method for Stochastic
 * Optimization", 2015), on roots of features that are centred and scaled to a mean square of 1.
 */

const EPOCHS_AT_MOST = 300;
const ROWS_AT_ONCE = 256;
const LEARNING_RATE = 1e-3;
/** Pull of the weights towards zero, as a part of half their sum of squares. Chosen by test/accuracy/fit-custom-labels.ts. */
const L2 = 0.1;
/** It stops after so many epochs in which the loss did not fall by this part. */
const PATIENCE = 12;
const LEAST_FALL = 0.002;
const CHECKPOINT_EPOCHS = 20;
const SEED = 20_200_425;
const BETAS = [0.9, 0.999] as const;
const EPSILON = 1e-8;

/** What may be tried out; else fixed. */
export interface TrainingSettings {
  readonly l2?: number;
}

/** Trains a head. The same examples give the same numbers, also when it was interrupted. */
export async function trainHead(
  tf: typeof Tf,
  examples: TrainingExamples,
  from: TrainingState | undefined,
  tell: (event: EpochEvent) => void,
  signal: AbortSignal,
  { l2 = L2 }: TrainingSettings = {},
): Promise<TrainingOutcome> {
  const { featureLength, labelCount, exclusive, heldOut } = examples;
  const { rows, center, scale } = normalise(examples);
  const learnt = indicesWhere(heldOut, 0);
  const watched = indicesWhere(heldOut, 1);
  const weights = variableOf<Tf.Rank.R2>(tf, from?.weights ?? new Float32Array(featureLength * labelCount), [featureLength, labelCount]);
  const biases = variableOf<Tf.Rank.R1>(tf, from?.biases ?? new Float32Array(labelCount), [labelCount]);
  const parameters = [weights, biases];
  const moments = (from?.moments ?? [weights.size, biases.size, weights.size, biases.size].map((size) => new Float32Array(size))).map((values, index) =>
    variableOf(tf, values, index % 2 === 0 ? weights.shape : biases.shape),
  );
  let steps = from?.steps ?? 0;

  const crossEntropy = (input: Tf.Tensor2D, target: Tf.Tensor2D): Tf.Scalar => {
    const logits = tf.add(tf.matMul(input, weights), biases);
    if (exclusive) return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)));
    // Of -log(sigmoid) for yes and for no, in the form that cannot overflow.
    return tf.mean(tf.sum(tf.sub(tf.softplus(logits), tf.mul(target, logits)), 1));
  };
  const batch = (indices: readonly number[]): [Tf.Tensor2D, Tf.Tensor2D] => [
    tf.tensor2d(gather(rows, featureLength, indices), [indices.length, featureLength]),
    tf.tensor2d(gather(examples.targets, labelCount, indices), [indices.length, labelCount]),
  ];
  const lossOf = (indices: readonly number[]): number => tf.tidy(() => crossEntropy(...batch(indices)).dataSync()[0] ?? Number.NaN);

  /** Learns from some rows; gives their loss. */
  const step = (indices: readonly number[]): number =>
    tf.tidy(() => {
      const [input, target] = batch(indices);
      const { value, grads } = tf.variableGrads(() => crossEntropy(input, target), parameters);
      steps += 1;
      parameters.forEach((parameter, index) => {
        const [first, second] = [moments[index], moments[index + 2]];
        const slope = grads[parameter.name];
        if (!first || !second || !slope) throw new Error('A parameter has no gradient.');
        const gradient = parameter === weights ? tf.add(slope, tf.mul(l2, weights)) : slope;
        first.assign(tf.add(tf.mul(first, BETAS[0]), tf.mul(gradient, 1 - BETAS[0])));
        second.assign(tf.add(tf.mul(second, BETAS[1]), tf.mul(tf.square(gradient), 1 - BETAS[1])));
        // From the count of steps, so that a training that was interrupted goes on to the same numbers.
        const stepSize = (LEARNING_RATE * Math.sqrt(1 - BETAS[1] ** steps)) / (1 - BETAS[0] ** steps);
        parameter.assign(tf.sub(parameter, tf.div(tf.mul(first, stepSize), tf.add(tf.sqrt(second), EPSILON))));
      });
      return value.dataSync()[0] ?? Number.NaN;
    });
  const stateNow = (): TrainingState => ({ epoch, weights: valuesOf(weights), biases: valuesOf(biases), steps, moments: moments.map(valuesOf), best, sinceBest });

  let epoch = from?.epoch ?? 0;
  let best = from?.best ?? { loss: Infinity, weights: new Float32Array(featureLength * labelCount), biases: new Float32Array(labelCount) };
  let sinceBest = from?.sinceBest ?? 0;
  try {
    while (epoch < EPOCHS_AT_MOST && sinceBest < PATIENCE) {
      signal.throwIfAborted();
      const order = seededOrder(learnt, String, SEED + epoch);
      let loss = 0;
      for (let start = 0; start < order.length; start += ROWS_AT_ONCE) {
        const indices = order.slice(start, start + ROWS_AT_ONCE);
        loss += indices.length * step(indices);
      }
      loss /= learnt.length;
      epoch += 1;
      const heldOutLoss = watched.length > 0 ? lossOf(watched) : undefined;
      const judged = heldOutLoss ?? loss;
      if (!Number.isFinite(judged)) throw new Error('Training ran out of numbers: the loss is none any more.');
      sinceBest = judged < best.loss * (1 - LEAST_FALL) ? 0 : sinceBest + 1;
      if (judged < best.loss) best = { loss: judged, weights: valuesOf(weights), biases: valuesOf(biases) };
      tell({ epoch, loss, epochsAtMost: EPOCHS_AT_MOST, ...(heldOutLoss !== undefined && { heldOutLoss }), ...(epoch % CHECKPOINT_EPOCHS === 0 && { state: stateNow() }) });
      // Lets a message come in that cancels the call.
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    for (const variable of [...parameters, ...moments]) variable.dispose();
  }
  return { ...forRoots(best, center, scale, labelCount), epochs: epoch };
}

interface Normalised {
  readonly rows: Float32Array;
  readonly center: Float32Array;
  readonly scale: number;
}

/** Roots of the features, centred, with a mean square of 1 over all their numbers. */
function normalise({ features, featureLength }: TrainingExamples): Normalised {
  const rows = rootsOf(features);
  const count = rows.length / featureLength;
  const center = new Float32Array(featureLength);
  for (let index = 0; index < rows.length; index++) center[index % featureLength] = (center[index % featureLength] ?? 0) + (rows[index] ?? 0) / count;
  let squares = 0;
  for (let index = 0; index < rows.length; index++) {
    const centred = (rows[index] ?? 0) - (center[index % featureLength] ?? 0);
    rows[index] = centred;
    squares += centred * centred;
  }
  const scale = squares > 0 ? Math.sqrt(rows.length / squares) : 1;
  for (let index = 0; index < rows.length; index++) rows[index] = (rows[index] ?? 0) * scale;
  return { rows, center, scale };
}

/** The same head for roots that are neither centred nor scaled, a row for each label. */
function forRoots(trained: { readonly weights: Float32Array; readonly biases: Float32Array }, center: Float32Array, scale: number, labelCount: number): Pick<TrainingOutcome, 'weights' | 'biases'> {
  const length = center.length;
  const weights = new Float32Array(labelCount * length);
  const biases = trained.biases.slice();
  for (let label = 0; label < labelCount; label++) {
    let shift = 0;
    for (let index = 0; index < length; index++) {
      const weight = (trained.weights[index * labelCount + label] ?? 0) * scale;
      weights[label * length + index] = weight;
      shift += weight * (center[index] ?? 0);
    }
    biases[label] = (biases[label] ?? 0) - shift;
  }
  return { weights, biases };
}

function variableOf<Rank extends Tf.Rank>(tf: typeof Tf, values: Float32Array, shape: Tf.ShapeMap[Rank]): Tf.Variable<Rank> {
  // The tensor it begins with is given back, the variable is not.
  return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
}

function valuesOf(variable: Tf.Variable): Float32Array {
  return variable.dataSync<'float32'>().slice();
}

function indicesWhere(flags: Uint8Array, wanted: number): number[] {
  return [...flags.keys()].filter((index) => flags[index] === wanted);
}

function gather(values: Float32Array, width: number, indices: readonly number[]): Float32Array {
  const gathered = new Float32Array(indices.length * width);
  indices.forEach((from, to) => gathered.set(values.subarray(from * width, (from + 1) * width), to * width));
  return gathered;
}
