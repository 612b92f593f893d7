import { decide, fitLogisticRegression, type LinearDecision } from './logistic-regression.ts';

/** A row whose answer is known. */
export interface TrainingRow {
  readonly answer: boolean;
  /** Rows of one training have one length. */
  readonly row: Float32Array;
  /** How much it counts among the rows with its answer. */
  readonly weight: number;
}

/** Added to each number's own standard deviation, as a share of the typical one, so that numbers that are nearly always zero are not blown up. */
const SHRINKAGE = 0.1;

/** Trains one head. Yes and no weigh the same in sum, whatever their numbers. */
export function trainLinearHead(samples: readonly TrainingRow[], penalty: number): LinearDecision {
  const length = samples[0]?.row.length ?? 0;
  const values = new Float32Array(samples.length * length);
  samples.forEach(({ row }, index) => values.set(row, index * length));
  const { mean, scale } = standardize(values, length);
  const total = { yes: 0, no: 0 };
  for (const { answer, weight } of samples) total[answer ? 'yes' : 'no'] += weight;
  const { bias, weights } = fitLogisticRegression({
    rows: { values, count: samples.length, length },
    answers: Uint8Array.from(samples, ({ answer }) => (answer ? 1 : 0)),
    rowWeights: Float64Array.from(samples, ({ answer, weight }) => weight / (2 * total[answer ? 'yes' : 'no'])),
    penalty,
  });
  // Back to plain rows, so that the head can be applied without knowing mean and scale.
  const plain = weights.map((weight, index) => weight * (scale[index] ?? 0));
  return { weights: plain, bias: bias - plain.reduce((sum, weight, index) => sum + weight * (mean[index] ?? 0), 0) };
}

/** The decision of a head about one row. */
export function scoreOf(head: LinearDecision, row: Float32Array): number {
  return decide(head, { values: row, count: 1, length: row.length }, 0);
}

/** Takes the mean from every column and divides it by its spread, in place. */
function standardize(values: Float32Array, length: number): { readonly mean: Float64Array; readonly scale: Float64Array } {
  const count = values.length / length;
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    mean[at % length]! += value / count;
    square[at % length]! += (value * value) / count;
  }
  const deviation = square.map((sum, column) => Math.sqrt(Math.max(0, sum - (mean[column] ?? 0) ** 2)));
  const typical = deviation.reduce((sum, value) => sum + value, 0) / length;
  const scale = deviation.map((value) => 1 / (value + SHRINKAGE * typical));
  for (let at = 0; at < values.length; at++) {
    const column = at % length;
    values[at] = ((values[at] ?? 0) - (mean[column] ?? 0)) * (scale[column] ?? 0);
  }
  return { mean, scale };
}
