import { rootsOf } from '../backbone/feature-roots.ts';

/** Numbers that faceres tells of a face. */
export const FEATURE_LENGTH = 1024;

/** An affine map of the square roots of features, with weights of 8 bits. */
export interface FeatureProjection {
  /** What each result has before any weight, in units of its step. */
  readonly biases: Float32Array;
  /** Row by row, `FEATURE_LENGTH` for each result. */
  readonly weights: Int8Array;
  /** Worth of one unit of each row's weights. */
  readonly steps: Float32Array;
}

/** Bytes of each result: bias, step, weights. */
const BYTES_PER_ROW = 2 * Float32Array.BYTES_PER_ELEMENT + FEATURE_LENGTH;

/** Reads a file that `packProjection` made: all biases, all steps (32-bit floats, little-endian), all weights. */
export function unpackProjection(file: ArrayBuffer): FeatureProjection {
  const rows = file.byteLength / BYTES_PER_ROW;
  if (!Number.isInteger(rows) || rows === 0) throw new RangeError(`A projection of ${file.byteLength} bytes has no whole rows of ${BYTES_PER_ROW}.`);
  return {
    biases: new Float32Array(file, 0, rows),
    steps: new Float32Array(file, rows * Float32Array.BYTES_PER_ELEMENT, rows),
    weights: new Int8Array(file, 2 * rows * Float32Array.BYTES_PER_ELEMENT),
  };
}

/** The inverse of `unpackProjection`. */
export function packProjection({ biases, steps, weights }: FeatureProjection): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(biases.length * BYTES_PER_ROW);
  bytes.set(new Uint8Array(Float32Array.from(biases).buffer));
  bytes.set(new Uint8Array(Float32Array.from(steps).buffer), biases.byteLength);
  bytes.set(new Uint8Array(Int8Array.from(weights).buffer), biases.byteLength + steps.byteLength);
  return bytes;
}

/**
 * Projects a feature and evens out how long the result is.
 *
 * The square root of each number is taken first, or the few large ones would drown the others. The result keeps the square
 * root of its length: at full length more strangers with portraits like those of a gallery are taken for its people, at unit
 * length more of the faces of other photos.
 *
 * @param feature numbers that are not negative, in any unit
 */
export function projectFeature(feature: Float32Array, { biases, steps, weights }: FeatureProjection): Float32Array {
  if (feature.length !== FEATURE_LENGTH) throw new RangeError(`A feature has ${FEATURE_LENGTH} numbers, not ${feature.length}.`);
  const roots = featureRoots(feature);
  const projected = biases.map((bias, row) => {
    let sum = bias;
    const start = row * FEATURE_LENGTH;
    for (let index = 0; index < FEATURE_LENGTH; index++) sum += (roots[index] ?? 0) * (weights[start + index] ?? 0);
    return sum * (steps[row] ?? 0);
  });
  const length = Math.hypot(...projected);
  return length === 0 ? projected : projected.map((value) => value / Math.sqrt(length));
}

/** What is projected: the square root of each number, together of unit length. */
export function featureRoots(feature: Float32Array): Float32Array {
  return unitLength(rootsOf(feature));
}

/** The same direction, of length 1. */
export function unitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
