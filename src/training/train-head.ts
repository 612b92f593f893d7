import type * as Tf from '@tensorflow/tfjs-core';
import { rootsOf } from '../../models/heads/linear-head.ts';
import { fitParameters, gather, rowsWhere } from './fit-parameters.ts';
import type { EpochEvent, TrainingExamples, TrainingOutcome, TrainingState } from './training-calls.ts';

/*
 * Multinomial or one-against-all logistic regression with L2, on roots of features that are centred and scaled to a mean
 * square of 1.
 */

const EPOCHS_AT_MOST = 300;
const ROWS_AT_ONCE = 256;
const LEARNING_RATE = 1e-3;
/** Pull of the weights towards zero, as a part of half their sum of squares. Chosen by test/accuracy/fit-custom-labels.ts. */
const L2 = 0.1;
/** It stops after so many epochs in which the loss did not fall. */
const PATIENCE = 12;

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

  const crossEntropy = ([weights, biases]: readonly Tf.Variable[], indices: readonly number[]): Tf.Scalar => {
    if (!weights || !biases) throw new Error('A head has weights and biases.');
    const input = tf.tensor2d(gather(rows, featureLength, indices), [indices.length, featureLength]);
    const target = tf.tensor2d(gather(examples.targets, labelCount, indices), [indices.length, labelCount]);
    const logits = tf.add<Tf.Tensor2D>(tf.matMul(input, weights), biases);
    if (exclusive) return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)));
    // Of -log(sigmoid) for yes and for no, in the form that cannot overflow.
    return tf.mean(tf.sum(tf.sub(tf.softplus(logits), tf.mul(target, logits)), 1));
  };
  const { parameters: [weights, biases], epochs } = await fitParameters(
    tf,
    {
      initial: [
        { values: new Float32Array(featureLength * labelCount), shape: [featureLength, labelCount], pull: l2 },
        { values: new Float32Array(labelCount), shape: [labelCount], pull: 0 },
      ],
      lossOf: crossEntropy,
      learnt: rowsWhere(heldOut, 0),
      watched: rowsWhere(heldOut, 1),
      epochsAtMost: EPOCHS_AT_MOST,
      rowsAtOnce: ROWS_AT_ONCE,
      learningRate: LEARNING_RATE,
      patience: PATIENCE,
    },
    from,
    tell,
    signal,
  );
  if (!weights || !biases) throw new Error('A head was fitted without its weights.');
  return { ...forRoots({ weights, biases }, center, scale, labelCount), epochs };
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
