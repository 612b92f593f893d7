const SQUARE_ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
/** Nearer to the mean than this, the sum is used, and the fraction beyond. */
const BEYOND_SUM = 2.5;
/** Terms of either, enough for ten digits where they meet. */
const TERMS = 60;

/** The part of a normal distribution that lies below so many standard deviations from the mean; small parts keep their digits. */
export function normalShareBelow(deviations: number): number {
  if (deviations > 0) return 1 - normalShareBelow(-deviations);
  const away = -deviations;
  const density = Math.exp(-(away ** 2) / 2) / SQUARE_ROOT_OF_TWO_PI;
  return away < BEYOND_SUM ? 0.5 - density * oddSum(away) : density / continuedFraction(away);
}

/** x + x^3 / 3 + x^5 / (3 * 5) + ... */
function oddSum(x: number): number {
  let term = x;
  let sum = x;
  for (let index = 1; index < TERMS; index++) {
    term *= x ** 2 / (2 * index + 1);
    sum += term;
  }
  return sum;
}

/** x + 1 / (x + 2 / (x + 3 / ...)) */
function continuedFraction(x: number): number {
  let value = x;
  for (let index = TERMS; index > 0; index--) value = x + index / value;
  return value;
}
