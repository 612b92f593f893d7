export { rootsOf } from '../../src/vision/backbone/feature-roots.ts';

/** A head as it is applied to a row of numbers: `bias` plus one weight for each. */
export interface LinearHead {
  readonly bias: number;
  readonly weights: Float32Array;
}

/** A head as a file holds it; models/heads/training/stored-head.ts writes it. */
export interface StoredHead {
  readonly bias: number;
  /** Worth of one unit of the weights. */
  readonly step: number;
  /** Bits of each weight, 8 or 16. Default 16. */
  readonly bits?: number;
  /** Signed integers, low byte first, in base64. */
  readonly weights: string;
}

/** Makes a stored head ready to be applied. */
export function readHead(stored: StoredHead): LinearHead {
  const bytes = Uint8Array.from(atob(stored.weights), (character) => character.charCodeAt(0));
  const integers = new DataView(bytes.buffer);
  const size = (stored.bits ?? 16) / 8;
  const integerAt = (at: number): number => (size === 1 ? integers.getInt8(at) : integers.getInt16(at, true));
  return { bias: stored.bias, weights: Float32Array.from({ length: bytes.length / size }, (_, index) => integerAt(index * size) * stored.step) };
}

/** What a head says of a row: `bias + weights . row`. */
export function headDecision({ bias, weights }: LinearHead, row: Float32Array): number {
  let sum = bias;
  // Inside the row by the loop's bound.
  for (let at = 0; at < row.length; at++) sum += row[at]! * (weights[at] ?? 0);
  return sum;
}

/** Probability of yes, 0 to 1. */
export function headProbability(head: LinearHead, row: Float32Array): number {
  return 1 / (1 + Math.exp(-headDecision(head, row)));
}
