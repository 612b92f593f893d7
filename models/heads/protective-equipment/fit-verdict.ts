import { fitLogisticRegression } from '../training/logistic-regression.ts';
import type { Verdict } from './evidence.ts';

/** What is known of one case. */
export interface EvidenceRow {
  readonly evidence: readonly number[];
  readonly answer: boolean;
  /** How much it counts. */
  readonly weight: number;
}

const PENALTY = 1e-4;
/** Digits that are stored. */
const DIGITS = 5;

/** Fits a verdict; the weights of the rows are taken in proportion. */
export function fitVerdict(rows: readonly EvidenceRow[]): Verdict {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const { bias, weights } = fitLogisticRegression({
    rows: { values: Float32Array.from(rows.flatMap(({ evidence }) => evidence)), count: rows.length, length: rows[0]?.evidence.length ?? 0 },
    answers: Uint8Array.from(rows, ({ answer }) => (answer ? 1 : 0)),
    rowWeights: Float64Array.from(rows, ({ weight }) => weight / total),
    penalty: PENALTY,
  });
  const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
  return { bias: rounded(bias), weights: [...weights].map(rounded) };
}
