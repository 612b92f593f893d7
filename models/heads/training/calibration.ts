import type { Judged } from './measures.ts';

/** The probability of yes is the logistic function of `slope * score + offset`. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

const ITERATIONS = 100;

/**
 * Turns scores into probabilities (Platt, "Probabilistic outputs for support vector machines", 1999, with his softened
 * targets), by Newton's method. Faces are weighted so that a share `prior` of them is yes: the pictures that were
 * labelled hold other shares than the pictures of everyday life.
 */
export function calibrate(judged: readonly Judged[], prior: number): Calibration {
  const yes = judged.filter(({ answer }) => answer).length;
  const no = judged.length - yes;
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (no + 2);
  let slope = 1;
  let offset = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let [gradientSlope, gradientOffset, slopeSlope, slopeOffset, offsetOffset] = [0, 0, 1e-9, 0, 1e-9];
    for (const { score, answer } of judged) {
      const weight = answer ? prior / yes : (1 - prior) / no;
      const probability = 1 / (1 + Math.exp(-(slope * score + offset)));
      const error = weight * (probability - (answer ? high : low));
      const spread = weight * probability * (1 - probability);
      gradientSlope += error * score;
      gradientOffset += error;
      slopeSlope += spread * score * score;
      slopeOffset += spread * score;
      offsetOffset += spread;
    }
    const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
    const stepSlope = (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant;
    const stepOffset = (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant;
    // A long step from far away would overshoot.
    const shortening = Math.min(1, 2 / Math.max(Math.abs(stepSlope), Math.abs(stepOffset), 1e-12));
    slope -= shortening * stepSlope;
    offset -= shortening * stepOffset;
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-9) break;
  }
  return { slope, offset };
}
