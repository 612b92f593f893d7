import type { ModelInput } from './declaration.ts';

type Normalization = Pick<ModelInput, 'mean' | 'scale'>;

function same(value: number): readonly [number, number, number] {
  return [value, value, value];
}

/** Pixels as they are, 0 to 255. */
export const PIXELS: Normalization = { mean: same(0), scale: same(1) };

/** Pixels as 0 to 1. */
export const ZERO_TO_ONE: Normalization = { mean: same(0), scale: same(1 / 255) };

/** Pixels as -1 to 1. */
export const MINUS_ONE_TO_ONE: Normalization = { mean: same(127.5), scale: same(1 / 127.5) };

/** face-api's networks: the mean colour of VGG-Face, RGB, then a division by 255. */
export const FACE_API: Normalization = { mean: [122.782, 117.001, 104.298], scale: same(1 / 255) };
