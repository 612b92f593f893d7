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

/** Probability of yes, 0 to 1. */
export function headProbability({ bias, weights }: LinearHead, row: Float32Array): number {
  let logit = bias;
  row.forEach((value, index) => {
    logit += value * (weights[index] ?? 0);
  });
  return 1 / (1 + Math.exp(-logit));
}
