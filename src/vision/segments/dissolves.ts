import { brightnessCorrelation, nearestMixture, type Mixture } from './frame-correlation.ts';
import { frameDifference } from './frame-difference.ts';
import type { SeenFrame } from './seen-frame.ts';

/** Lengths of the stretches that are looked at, in sampled frames. */
const LENGTHS = [4, 6, 8, 12, 16, 24];
/** Sampled frames that a dissolve is sought in. */
export const DISSOLVE_SAMPLES = 25;
/** Sampled frames a second, where the video has as many. */
export const DISSOLVE_SAMPLES_PER_SECOND = 12;

// Chosen by hand on the clips of test/unit/drawn-clips.ts with seeds 1 to 7.
const LEAST_DIFFERENCE = 0.36;
const MOST_CORRELATION = 0.8;
const MOST_UNEXPLAINED = 0.43;
const LARGEST_STEP = 0.42;
const BACKWARD = 0.06;
/** Nearer to flat (0 to 255) an end belongs to a fade. */
const FLAT_END = 12;

/** A dissolve that was seen. */
export interface Dissolve {
  /** First frame that shows more of the second shot than of the first. */
  readonly frame: number;
  /** 0 to 1. */
  readonly strength: number;
}

/** Looks for a dissolve that ends with the newest of some sampled frames: every frame in it a mixture of both ends, ever more of the second. */
export function dissolveBefore(samples: readonly SeenFrame[]): Dissolve | undefined {
  let best: Dissolve | undefined;
  const last = samples.at(-1);
  for (const length of LENGTHS) {
    const first = samples.at(-1 - length);
    if (!first || !last) break;
    const found = dissolveBetween(first, last, samples.slice(-length, -1));
    if (found && found.strength > (best?.strength ?? 0)) best = found;
  }
  return best;
}

function dissolveBetween(first: SeenFrame, last: SeenFrame, between: readonly SeenFrame[]): Dissolve | undefined {
  if (first.trace.deviation < FLAT_END || last.trace.deviation < FLAT_END) return undefined;
  const middle = between[between.length >> 1];
  // Most stretches end here: one frame tells that they are no mixture.
  if (!middle || !isMiddle(nearestMixture(first.trace, last.trace, middle.trace))) return undefined;
  if (brightnessCorrelation(first.trace, last.trace) > MOST_CORRELATION) return undefined;
  const mixtures = between.map(({ trace }) => nearestMixture(first.trace, last.trace, trace));
  if (!risesEvenly(mixtures)) return undefined;
  const unexplained = mixtures.reduce((sum, mixture) => sum + mixture.unexplained, 0) / mixtures.length;
  if (unexplained > MOST_UNEXPLAINED || frameDifference(first.trace, last.trace, last.frame - first.frame) < LEAST_DIFFERENCE) return undefined;
  const half = mixtures.findIndex(({ share }) => share >= 0.5);
  const after = between[half] ?? last;
  const before = between[half - 1] ?? first;
  const [low, high] = [mixtures[half - 1]?.share ?? 0, mixtures[half]?.share ?? 1];
  const frame = Math.ceil(before.frame + ((after.frame - before.frame) * (0.5 - low)) / Math.max(0.01, high - low));
  return { frame, strength: 1 - unexplained / MOST_UNEXPLAINED };
}

function isMiddle({ share, unexplained }: Mixture): boolean {
  return share > 0.25 && share < 0.75 && unexplained < MOST_UNEXPLAINED * 1.3;
}

function risesEvenly(mixtures: readonly Mixture[]): boolean {
  let before = 0;
  for (const { share } of [...mixtures, { share: 1 }]) {
    const step = share - before;
    if (step < -BACKWARD || step > LARGEST_STEP) return false;
    before = share;
  }
  return true;
}
