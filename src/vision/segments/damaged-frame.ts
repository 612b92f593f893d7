import { rowDifferences } from './frame-difference.ts';
import { TRACE_HEIGHT, TRACE_WIDTH, type FrameTrace } from './frame-trace.ts';

/*
 * A decoder that loses a part of a frame shows everything above that part as it should be, and smears what is below
 * until the next whole frame comes. A cut leaves nothing above as it was.
 */

/** What tells a damaged frame from a new shot. */
export interface DamageRule {
  /** Rows of blocks, from the top, that show no cut. */
  readonly intactRows: number;
  /** Rows that differ by less (0 to 255) show the same scene going on. */
  readonly sameScene: number;
  /** How many times as much the lowest row differs. */
  readonly smeared: number;
  /** An upper part with less structure (standard deviation of brightness, 0 to 255) is alike in any two shots: a bar, a sky. */
  readonly flat: number;
}

// Fitted by test/accuracy/fit-damaged-frames.ts; of the rules that are equally good there the strictest, with `smeared` in the middle.
const RULE: DamageRule = { intactRows: 2, sameScene: 16, smeared: 2, flat: 15 };

/** Whether a frame shows the scene of the one before in its upper part, and something else only below: it is damaged, not a new shot. */
export function isDamaged(before: FrameTrace, after: FrameTrace, { intactRows, sameScene, smeared, flat }: DamageRule = RULE): boolean {
  if (deviationOfUpperPart(before.luma, intactRows) < flat || deviationOfUpperPart(after.luma, intactRows) < flat) return false;
  const rows = rowDifferences(before, after);
  const upper = Math.max(...rows.slice(0, intactRows));
  const lowest = rows.at(-1) ?? 0;
  return upper < sameScene && lowest > smeared * upper;
}

function deviationOfUpperPart(luma: Uint8Array, rows: number): number {
  const part = luma.subarray(0, Math.floor((TRACE_HEIGHT * rows) / 6) * TRACE_WIDTH);
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  return Math.sqrt(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / part.length);
}
