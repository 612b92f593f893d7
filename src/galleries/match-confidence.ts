import { normalShareBelow } from './normal-share.ts';
import { strangerDistances } from './stranger-distances.ts';

/*
 * How sure a match is, told by how rarely a stranger comes out as near to anyone of the galleries in use: the more people
 * they hold, the nearer a face must be. 80 stands for at most one stranger in 1,000, 99 for at most one in 100,000, as
 * Similarity does for a single pair.
 */

/** Confidence against the common logarithm of the part of strangers that come as near; straight lines between. */
const SCALE: readonly (readonly [exponent: number, confidence: number])[] = [
  [-7, 100],
  [-5, 99],
  [-3, 80],
  [-2, 40],
  [-1, 10],
  [0, 0],
];

/** How far apart strangers lie: the near ones as a normal distribution with these two has them, see stranger-distances.ts. */
export interface StrangerDistances {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The part of strangers whose face lies at least as near to a face of one other person, 0 to 1.
 *
 * @param distance Euclidean distance of two templates, 0 or more
 */
export function pairRate(distance: number, { mean, deviation }: StrangerDistances = strangerDistances): number {
  return normalShareBelow((distance - mean) / deviation);
}

/**
 * The part of strangers whose face lies at least as near to any of so many faces, 0 to 1.
 *
 * @param distance to the nearest of them
 * @param faces how many they are, from 1
 */
export function strangerRate(distance: number, faces: number, strangers: StrangerDistances = strangerDistances): number {
  // 1 - (1 - p)^n, without losing a small p.
  return -Math.expm1(faces * Math.log1p(-pairRate(distance, strangers)));
}

/**
 * Percent, 0 to 100, for a face whose nearest in the galleries lies so far away; never rises with the distance or the
 * number of faces.
 */
export function matchConfidence(distance: number, faces: number, strangers: StrangerDistances = strangerDistances): number {
  const exponent = Math.log10(strangerRate(distance, faces, strangers));
  for (const [index, [upper, lowConfidence]] of SCALE.entries()) {
    const before = SCALE[index - 1];
    if (exponent > upper) continue;
    if (!before) return lowConfidence;
    const [lower, highConfidence] = before;
    return highConfidence + ((exponent - lower) / (upper - lower)) * (lowConfidence - highConfidence);
  }
  return 0;
}
