import { TRACE_HEIGHT, TRACE_WIDTH, type FrameTrace } from './frame-trace.ts';

// The innermost loops read them: an import that is not bundled is looked up each time.
const HEIGHT = TRACE_HEIGHT;
const WIDTH = TRACE_WIDTH;

const BLOCK_WIDTH = 8;
const BLOCK_HEIGHT = 6;
const BLOCK_PIXELS = BLOCK_WIDTH * BLOCK_HEIGHT;
/** How far a block may have moved from one frame to the next, in pixels of the small image. */
const REACH_X = 6;
const REACH_Y = 4;
/** Between frames that are not neighbours, so many times as far at most. */
const MOST_FARTHER = 2;
/** A block that differs by so much (0 to 255) is a wholly different one. */
const WHOLLY_DIFFERENT = 40;
/** Structure weighs as much as colour. */
const STRUCTURE_WEIGHT = 0.5;
/** A change of exposure between neighbouring frames lies within these; more is another picture. */
const LARGEST_GAIN = 1.6;
/** Below it (0 to 255) a frame has too little structure to tell a change of exposure by. */
const FLAT = 6;

/**
 * How far two frames differ beyond what motion and a change of exposure explain, 0 (the same) to 1 (nothing in common).
 * Blocks of one frame are sought near their place in the other (block matching); what is left is compared in colour,
 * and the colour histograms of the whole frames are compared too, which no motion changes.
 *
 * @param framesApart 1 for neighbours; things may have moved farther between others
 */
export function frameDifference(before: FrameTrace, after: FrameTrace, framesApart = 1): number {
  const farther = Math.min(MOST_FARTHER, framesApart);
  const plain = structureDifference(before, after, 1, 0, farther);
  const histogram = histogramDifference(before.histogram, after.histogram);
  const asTheyAre = STRUCTURE_WEIGHT * plain + (1 - STRUCTURE_WEIGHT) * histogram;
  const gain = after.deviation / Math.max(1, before.deviation);
  if (before.deviation < FLAT || after.deviation < FLAT || gain > LARGEST_GAIN || gain < 1 / LARGEST_GAIN) return asTheyAre;
  // Under another exposure the histograms say nothing.
  return Math.min(asTheyAre, structureDifference(before, after, gain, after.mean - before.mean * gain, farther));
}

/** Mean difference in brightness that is left of each row of blocks after matching, 0 to 255, the uppermost first. */
export function rowDifferences(before: FrameTrace, after: FrameTrace): number[] {
  const rows: number[] = [];
  for (let top = 0; top < HEIGHT; top += BLOCK_HEIGHT) {
    let sum = 0;
    for (let left = 0; left < WIDTH; left += BLOCK_WIDTH) {
      sum += blockDifference(before.luma, after.luma, bestMatch(before.luma, after.luma, left, top, 1), top * WIDTH + left, Infinity);
    }
    rows.push(sum / (WIDTH * BLOCK_HEIGHT));
  }
  return rows;
}

function histogramDifference(before: Float32Array, after: Float32Array): number {
  let sum = 0;
  // Both have 64 bins.
  for (let bin = 0; bin < before.length; bin++) sum += Math.abs(before[bin]! - after[bin]!);
  return sum / 2;
}

/** Mean over all blocks of what stays different after matching, 0 to 1. */
function structureDifference(before: FrameTrace, after: FrameTrace, gain: number, offset: number, farther: number): number {
  const matched = exposed(before.luma, gain, offset);
  let sum = 0;
  let blocks = 0;
  for (let top = 0; top < HEIGHT; top += BLOCK_HEIGHT) {
    let moved: Move = { x: 0, y: 0 };
    for (let left = 0; left < WIDTH; left += BLOCK_WIDTH) {
      const from = bestMatch(matched, after.luma, left, top, farther, moved);
      moved = { x: (from % WIDTH) - left, y: Math.floor(from / WIDTH) - top };
      sum += Math.min(WHOLLY_DIFFERENT, colorDifference(before.colors, after.colors, from, top * WIDTH + left, gain, offset));
      blocks += 1;
    }
  }
  return sum / blocks / WHOLLY_DIFFERENT;
}

function exposed(luma: Uint8Array, gain: number, offset: number): Uint8Array {
  if (gain === 1 && offset === 0) return luma;
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => value * gain + offset);
  return luma.map((value) => table[value] ?? 0);
}

const STILL: Move = { x: 0, y: 0 };

interface Move {
  readonly x: number;
  readonly y: number;
}

/**
 * First pixel of the block of `before` that is most like a block of `after`.
 *
 * @param guess where it probably is; changes nothing but how soon it is found
 */
function bestMatch(before: Uint8Array, after: Uint8Array, left: number, top: number, farther: number, guess: Move = STILL): number {
  const to = top * WIDTH + left;
  const lastX = Math.min(WIDTH - BLOCK_WIDTH, left + REACH_X * farther);
  const lastY = Math.min(HEIGHT - BLOCK_HEIGHT, top + REACH_Y * farther);
  const firstX = Math.max(0, left - REACH_X * farther);
  const firstY = Math.max(0, top - REACH_Y * farther);
  let best = to;
  let least = blockDifference(before, after, to, to, Infinity);
  const [guessedX, guessedY] = [left + guess.x, top + guess.y];
  if (guessedX >= firstX && guessedX <= lastX && guessedY >= firstY && guessedY <= lastY) {
    // One more than the guess, so that of blocks that are equally alike the first is taken, guessed or not.
    least = Math.min(least, blockDifference(before, after, guessedY * WIDTH + guessedX, to, least) + 1);
  }
  for (let y = firstY; y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const from = y * WIDTH + x;
      const difference = blockDifference(before, after, from, to, least);
      if (difference < least) {
        least = difference;
        best = from;
      }
    }
  }
  return best;
}

/** Sum of the differences in brightness; stops at `limit`. */
function blockDifference(before: Uint8Array, after: Uint8Array, from: number, to: number, limit: number): number {
  let sum = 0;
  for (let row = 0; row < BLOCK_HEIGHT && sum < limit; row++) {
    const a = from + row * WIDTH;
    const b = to + row * WIDTH;
    // Both blocks lie inside the frame.
    for (let column = 0; column < BLOCK_WIDTH; column++) sum += Math.abs(before[a + column]! - after[b + column]!);
  }
  return sum;
}

/** Mean difference of the three colours of two blocks, 0 to 255. */
function colorDifference(before: Uint8Array, after: Uint8Array, from: number, to: number, gain: number, offset: number): number {
  let sum = 0;
  for (let row = 0; row < BLOCK_HEIGHT; row++) {
    const a = (from + row * WIDTH) * 3;
    const b = (to + row * WIDTH) * 3;
    // Both blocks lie inside the frame.
    for (let at = 0; at < BLOCK_WIDTH * 3; at++) sum += Math.abs(before[a + at]! * gain + offset - after[b + at]!);
  }
  return sum / (BLOCK_PIXELS * 3);
}
