/** How several signs are put together: a logistic regression on a few numbers. */
export interface Verdict {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Surer than this nothing is taken to be. */
const SUREST = 1 - 1e-4;

/** Probability, 0 to 1, that the evidence speaks for. */
export function verdictProbability({ bias, weights }: Verdict, evidence: readonly number[]): number {
  return 1 / (1 + Math.exp(-evidence.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), bias)));
}

/** Logarithm of the odds. */
export function logit(probability: number): number {
  const bounded = Math.min(SUREST, Math.max(1 - SUREST, probability));
  return Math.log(bounded / (1 - bounded));
}
