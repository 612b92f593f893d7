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
  /** 16-bit integers, low byte first, in base64. */
  readonly weights: string;
}

/** Makes a stored head ready to be applied. */
export function readHead(stored: StoredHead): LinearHead {
  const bytes = Uint8Array.from(atob(stored.weights), (character) => character.charCodeAt(0));
  const integers = new DataView(bytes.buffer);
  const values = new Float32Array(bytes.length / 2);
  for (let index = 0; index < values.length; index++) values[index] = integers.getInt16(index * 2, true) * stored.step;
  return { bias: stored.bias, weights: values };
}

/** Square roots of a pooled feature, which heads read instead of the feature: its large numbers would otherwise drown the others. */
export function rootsOf(feature: Float32Array): Float32Array {
  return feature.map((value) => Math.sqrt(Math.max(0, value)));
}

/** Probability of yes, 0 to 1. */
export function headProbability({ bias, weights }: LinearHead, row: Float32Array): number {
  let logit = bias;
  row.forEach((value, index) => {
    logit += value * (weights[index] ?? 0);
  });
  return 1 / (1 + Math.exp(-logit));
}
