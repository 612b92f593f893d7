import { THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH, type FrameLook } from './frame-look.ts';

/** Blocks of the thumbnail are found again up to so far away. */
const BLOCK_WIDTH = 8;
const BLOCK_HEIGHT = 6;
const REACH_X = 5;
const REACH_Y = 4;
/** Contrast of a block below which it is noise (standard deviation of luma, of 255). */
const NOISE = 2;

/** How differently two frames are coloured: half the sum of absolute differences of their histograms, 0 to 1. */
export function colorDifference(a: FrameLook, b: FrameLook): number {
  let sum = 0;
  for (let bin = 0; bin < a.histogram.length; bin++) sum += Math.abs((a.histogram[bin] ?? 0) - (b.histogram[bin] ?? 0));
  return sum / 2;
}

/**
 * How much of the structure of `b` is not found in `a`: each block of `b` is looked for in `a` around its place, and the
 * best normalised correlation counts by the block's contrast. Motion, pans and changes of brightness leave it low.
 *
 * @returns 0 to 1; 0 where `b` shows nothing
 */
export function structureDifference(a: FrameLook, b: FrameLook): number {
  let weights = 0;
  let missing = 0;
  for (let top = 0; top < THUMBNAIL_HEIGHT; top += BLOCK_HEIGHT) {
    for (let left = 0; left < THUMBNAIL_WIDTH; left += BLOCK_WIDTH) {
      const block = statistics(b.thumbnail, left, top);
      const contrast = Math.sqrt(block.variance);
      if (contrast < NOISE) continue;
      weights += contrast;
      missing += contrast * (1 - bestCorrelation(a.thumbnail, b.thumbnail, left, top, block));
    }
  }
  return weights === 0 ? 0 : missing / weights;
}

/** How different two frames are, 0 to 1: half by colour, half by structure; by colour alone where one of them shows nothing. */
export function lookDifference(a: FrameLook, b: FrameLook): number {
  const color = colorDifference(a, b);
  return a.plain || b.plain ? color : (color + structureDifference(a, b)) / 2;
}

interface BlockStatistics {
  readonly mean: number;
  readonly variance: number;
}

function statistics(values: Float32Array, left: number, top: number): BlockStatistics {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < top + BLOCK_HEIGHT; y++) {
    for (let x = left; x < left + BLOCK_WIDTH; x++) {
      const value = values[y * THUMBNAIL_WIDTH + x] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / (BLOCK_WIDTH * BLOCK_HEIGHT);
  return { mean, variance: Math.max(0, squares / (BLOCK_WIDTH * BLOCK_HEIGHT) - mean * mean) };
}

function bestCorrelation(a: Float32Array, b: Float32Array, left: number, top: number, block: BlockStatistics): number {
  let best = 0;
  for (let otherTop = Math.max(0, top - REACH_Y); otherTop <= Math.min(THUMBNAIL_HEIGHT - BLOCK_HEIGHT, top + REACH_Y); otherTop++) {
    for (let otherLeft = Math.max(0, left - REACH_X); otherLeft <= Math.min(THUMBNAIL_WIDTH - BLOCK_WIDTH, left + REACH_X); otherLeft++) {
      const other = statistics(a, otherLeft, otherTop);
      if (other.variance < 1e-3) continue;
      let products = 0;
      for (let y = 0; y < BLOCK_HEIGHT; y++) {
        for (let x = 0; x < BLOCK_WIDTH; x++) {
          products += (a[(otherTop + y) * THUMBNAIL_WIDTH + otherLeft + x] ?? 0) * (b[(top + y) * THUMBNAIL_WIDTH + left + x] ?? 0);
        }
      }
      const covariance = products / (BLOCK_WIDTH * BLOCK_HEIGHT) - other.mean * block.mean;
      // Noise does not correlate; without it a block of little contrast would count as changed.
      const expected = Math.sqrt(Math.max(1e-6, (other.variance - NOISE / 2) * (block.variance - NOISE / 2)));
      best = Math.max(best, Math.min(1, covariance / expected));
    }
  }
  return best;
}
