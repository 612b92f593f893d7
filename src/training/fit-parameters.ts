import type * as Tf from '@tensorflow/tfjs-core';
import { seededOrder } from './seeded-order.ts';
import type { EpochEvent, TrainingState } from './training-calls.ts';

/*
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015) over rows in a seeded order, until the loss
 * falls no more.
 */

/** A parameter before the first step. */
export interface InitialParameter {
  readonly values: Float32Array;
  readonly shape: number[];
  /** Pull towards zero, as a part of half its sum of squares. */
  readonly pull: number;
}

/** What is fitted, and to what. */
export interface Fitting {
  readonly initial: readonly InitialParameter[];
  /** Mean loss of some rows, under the parameters in the order of `initial`. */
  readonly lossOf: (parameters: readonly Tf.Variable[], rows: readonly number[]) => Tf.Scalar;
  /** Rows to learn from. */
  readonly learnt: readonly number[];
  /** Rows that tell when to stop; none where the loss of the learnt ones tells. */
  readonly watched: readonly number[];
  readonly epochsAtMost: number;
  readonly rowsAtOnce: number;
  readonly learningRate: number;
  /** Whether the rate falls, in equal steps, to nothing after the last epoch; default false. */
  readonly slowsDown?: boolean;
  /** It stops after so many epochs in which the loss did not fall by `LEAST_FALL`. */
  readonly patience: number;
}

/** The best parameters that were met, and how many epochs it took to stop. */
export interface Fitted {
  readonly parameters: readonly Float32Array[];
  readonly epochs: number;
}

const LEAST_FALL = 0.002;
const CHECKPOINT_EPOCHS = 20;
const SEED = 20_200_425;
const BETAS = [0.9, 0.999] as const;
const EPSILON = 1e-8;

/** Fits parameters. The same rows give the same numbers, also when it was interrupted and goes on from a state that was told. */
export async function fitParameters(
  tf: typeof Tf,
  { initial, lossOf, learnt, watched, epochsAtMost, rowsAtOnce, learningRate, slowsDown = false, patience }: Fitting,
  from: TrainingState | undefined,
  tell: (event: EpochEvent) => void,
  signal: AbortSignal,
): Promise<Fitted> {
  const parameters = initial.map(({ values, shape }, index) => variableOf(tf, from?.parameters[index] ?? values, shape));
  const moments = [...initial, ...initial].map(({ values, shape }, index) => variableOf(tf, from?.moments[index] ?? new Float32Array(values.length), shape));
  let steps = from?.steps ?? 0;

  /** Learns from some rows; gives their loss. */
  const step = (rows: readonly number[]): number =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => lossOf(parameters, rows), parameters);
      steps += 1;
      parameters.forEach((parameter, index) => {
        const [first, second] = [moments[index], moments[index + parameters.length]];
        const slope = grads[parameter.name];
        if (!first || !second || !slope) throw new Error('A parameter has no gradient.');
        const pull = initial[index]?.pull ?? 0;
        const gradient = pull > 0 ? tf.add(slope, tf.mul(pull, parameter)) : slope;
        first.assign(tf.add(tf.mul(first, BETAS[0]), tf.mul(gradient, 1 - BETAS[0])));
        second.assign(tf.add(tf.mul(second, BETAS[1]), tf.mul(tf.square(gradient), 1 - BETAS[1])));
        // From the count of steps, so that a training that was interrupted goes on to the same numbers.
        const rate = slowsDown ? learningRate * (1 - epoch / epochsAtMost) : learningRate;
        const stepSize = (rate * Math.sqrt(1 - BETAS[1] ** steps)) / (1 - BETAS[0] ** steps);
        parameter.assign(tf.sub(parameter, tf.div(tf.mul(first, stepSize), tf.add(tf.sqrt(second), EPSILON))));
      });
      return value.dataSync()[0] ?? Number.NaN;
    });
  const meanLoss = (rows: readonly number[], ofPart: (part: readonly number[]) => number): number => {
    let sum = 0;
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const part = rows.slice(start, start + rowsAtOnce);
      sum += part.length * ofPart(part);
    }
    return sum / rows.length;
  };
  const lossNow = (part: readonly number[]): number => tf.tidy(() => lossOf(parameters, part).dataSync()[0] ?? Number.NaN);
  const stateNow = (): TrainingState => ({ epoch, parameters: parameters.map(valuesOf), steps, moments: moments.map(valuesOf), best, sinceBest });

  let epoch = from?.epoch ?? 0;
  let best = from?.best ?? { loss: Infinity, parameters: initial.map(({ values }) => values) };
  let sinceBest = from?.sinceBest ?? 0;
  try {
    while (epoch < epochsAtMost && sinceBest < patience) {
      signal.throwIfAborted();
      const loss = meanLoss(seededOrder(learnt, String, SEED + epoch), step);
      epoch += 1;
      const heldOutLoss = watched.length > 0 ? meanLoss(watched, lossNow) : undefined;
      const judged = heldOutLoss ?? loss;
      if (!Number.isFinite(judged)) throw new Error('Training ran out of numbers: the loss is none any more.');
      sinceBest = judged < best.loss * (1 - LEAST_FALL) ? 0 : sinceBest + 1;
      if (judged < best.loss) best = { loss: judged, parameters: parameters.map(valuesOf) };
      tell({ epoch, loss, epochsAtMost, ...(heldOutLoss !== undefined && { heldOutLoss }), ...(epoch % CHECKPOINT_EPOCHS === 0 && { state: stateNow() }) });
      // Lets a message come in that cancels the call.
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    for (const variable of [...parameters, ...moments]) variable.dispose();
  }
  return { parameters: best.parameters, epochs: epoch };
}

/** Indices of the rows that are flagged so. */
export function rowsWhere(flags: Uint8Array, wanted: number): number[] {
  return [...flags.keys()].filter((index) => flags[index] === wanted);
}

/** Some rows of `width` numbers, one after another. */
export function gather(values: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((from, to) => gathered.set(values.subarray(from * width, (from + 1) * width), to * width));
  return gathered;
}

function variableOf(tf: typeof Tf, values: Float32Array, shape: number[]): Tf.Variable {
  // The tensor it begins with is given back, the variable is not.
  return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
}

function valuesOf(variable: Tf.Variable): Float32Array {
  return variable.dataSync<'float32'>().slice();
}
