import { structureDifference } from './look-difference.ts';
import type { FrameLook } from './frame-look.ts';

/** Lengths of dissolves that are looked for. Seconds. */
const LENGTHS = [0.4, 0.8, 1.4, 2];
/** Structure of its end that is not in its beginning. */
const LEAST_CHANGE = 0.3;
/** Share of the change that is no mixture of beginning and end. */
const LARGEST_REMAINDER = 0.15;

/**
 * Finds a dissolve that ends with the last frame given: frames between its ends are mixtures of both, which frames of a
 * pan, a zoom or of moving things are not.
 *
 * @param looks the last frames in order, none of them plain
 * @returns the number of the frame in its middle, or undefined
 */
export function findDissolve(looks: readonly FrameLook[], frameRate: number): number | undefined {
  const last = looks.at(-1);
  if (!last) return undefined;
  for (const length of LENGTHS) {
    const first = looks.at(-1 - Math.round(length * frameRate));
    if (!first || last.number - first.number < 4) continue;
    const between = [0.25, 0.5, 0.75].map((share) => looks.at(-1 - Math.round((1 - share) * length * frameRate)));
    const mixtures = between.map((look) => (look ? mixture(first, last, look) : undefined));
    const isDissolve = mixtures.every((mixed, index) => {
      if (!mixed || mixed.remainder > LARGEST_REMAINDER) return false;
      return Math.abs(mixed.share - 0.25 * (index + 1)) < 0.2;
    });
    if (isDissolve && structureDifference(first, last) >= LEAST_CHANGE) return Math.round((first.number + last.number) / 2);
  }
  return undefined;
}

/** How much of the last frame is in a frame between, and what share of the change neither explains. */
function mixture(first: FrameLook, last: FrameLook, between: FrameLook): { readonly share: number; readonly remainder: number } {
  let along = 0;
  let change = 0;
  let moved = 0;
  for (let cell = 0; cell < first.thumbnail.length; cell++) {
    const whole = (last.thumbnail[cell] ?? 0) - (first.thumbnail[cell] ?? 0);
    const part = (between.thumbnail[cell] ?? 0) - (first.thumbnail[cell] ?? 0);
    along += whole * part;
    change += whole * whole;
    moved += part * part;
  }
  if (change === 0) return { share: 0, remainder: 1 };
  return { share: along / change, remainder: Math.max(0, moved - (along * along) / change) / change };
}
