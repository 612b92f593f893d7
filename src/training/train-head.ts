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
/** Pull of the weights towards zero, as a part of half their sum of squares. */
const L2 = 0.02;
/** It stops after so many epochs in which the loss did not fall by this part. */
const PATIENCE = 12;
const LEAST_FALL = 0.002;
const CHECKPOINT_EPOCHS = 20;
const SEED = 20_200_425;
const BETAS = [0.9, 0.999] as const;

/** Trains a head. The same examples give the same numbers, also when it was interrupted. */
export async function trainHead(
  tf: typeof Tf,
  examples: TrainingExamples,
  from: TrainingState | undefined,
  tell: (event: EpochEvent) => void,
  signal: AbortSignal,
): Promise<TrainingOutcome> {
  const { featureLength, labelCount, exclusive, heldOut } = examples;
  const { rows, center, scale } = normalise(examples);
  const learnt = indicesWhere(heldOut, 0);
  const watched = indicesWhere(heldOut, 1);
  const weights = tf.variable(tf.tensor2d(from?.weights ?? new Float32Array(featureLength * labelCount), [featureLength, labelCount]));
  const biases = tf.variable(tf.tensor1d(from?.biases ?? new Float32Array(labelCount)));
  const optimizer = tf.train.adam(LEARNING_RATE, ...BETAS);
  if (from) await restore(tf, optimizer, from, [featureLength, labelCount]);

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
        loss += indices.length * tf.tidy(() => {
          const [input, target] = batch(indices);
          let plain: Tf.Scalar | undefined;
          optimizer.minimize(() => {
            plain = tf.keep(crossEntropy(input, target));
            return tf.add(plain, tf.mul(L2 / 2, tf.sum(tf.square(weights))));
          });
          const value = plain?.dataSync()[0] ?? Number.NaN;
          plain?.dispose();
          return value;
        });
      }
      loss /= learnt.length;
      epoch += 1;
      const heldOutLoss = watched.length > 0 ? lossOf(watched) : undefined;
      const judged = heldOutLoss ?? loss;
      if (!Number.isFinite(judged)) throw new Error('Training ran out of numbers: the loss is none any more.');
      sinceBest = judged < best.loss * (1 - LEAST_FALL) ? 0 : sinceBest + 1;
      if (judged < best.loss) best = { loss: judged, weights: weights.dataSync<'float32'>().slice(), biases: biases.dataSync<'float32'>().slice() };
      const state = epoch % CHECKPOINT_EPOCHS === 0 ? await stateOf(optimizer, { epoch, weights, biases, best, sinceBest }) : undefined;
      tell({ epoch, loss, epochsAtMost: EPOCHS_AT_MOST, ...(heldOutLoss !== undefined && { heldOutLoss }), ...(state && { state }) });
      // Lets a message come in that cancels the call.
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    weights.dispose();
    biases.dispose();
    optimizer.dispose();
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

async function stateOf(
  optimizer: Tf.AdamOptimizer,
  { weights, biases, ...rest }: Pick<TrainingState, 'epoch' | 'best' | 'sinceBest'> & { readonly weights: Tf.Variable; readonly biases: Tf.Variable },
): Promise<TrainingState> {
  const [steps, ...moments] = await optimizer.getWeights();
  return {
    ...rest,
    weights: weights.dataSync<'float32'>().slice(),
    biases: biases.dataSync<'float32'>().slice(),
    steps: steps?.tensor.dataSync()[0] ?? 0,
    moments: moments.map(({ tensor }) => tensor.dataSync<'float32'>().slice()),
  };
}

async function restore(tf: typeof Tf, optimizer: Tf.AdamOptimizer, { steps, moments }: TrainingState, shape: readonly [number, number]): Promise<void> {
  const tensors = moments.map((values) => ({
    name: '',
    tensor: values.length === shape[0] * shape[1] ? tf.tensor(values, [...shape]) : tf.tensor1d(values),
  }));
  await optimizer.setWeights([{ name: 'iter', tensor: tf.scalar(steps, 'int32') }, ...tensors]);
}

function indicesWhere(flags: Uint8Array, wanted: number): number[] {
  return [...flags.keys()].filter((index) => flags[index] === wanted);
}

function gather(values: Float32Array, width: number, indices: readonly number[]): Float32Array {
  const gathered = new Float32Array(indices.length * width);
  indices.forEach((from, to) => gathered.set(values.subarray(from * width, (from + 1) * width), to * width));
  return gathered;
}
