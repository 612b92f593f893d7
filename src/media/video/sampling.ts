import type { Seconds } from './video.ts';

/** Browsers and files tell times in whole microseconds at best. */
const ROUNDING: Seconds = 0.00002;

/** Equally spaced times of a video. */
export interface Sampling {
  /** How many. */
  readonly count: number;
  /** Per second. */
  readonly rate: number;
}

/** Times 0, 1/rate, 2/rate and so on before the end; no more than there are frames. */
export function planSampling(video: { readonly duration: Seconds; readonly frameRate: number }, rate: number): Sampling {
  const kept = Math.min(rate, video.frameRate);
  return { rate: kept, count: Math.max(1, Math.ceil((video.duration - ROUNDING) * kept)) };
}

/** Where in the video a sample is taken: a hair late, so that a frame that begins there is the one that is shown. */
export function sampleTime({ rate }: Sampling, index: number): Seconds {
  return index / rate + ROUNDING;
}

/** Whole milliseconds, rounded up: seeking there shows the frame, where rounding down may show the one before. */
export function sampleMilliseconds({ rate }: Sampling, index: number): number {
  // The subtraction keeps 200.00000000000003 at 200.
  return Math.max(0, Math.ceil((index * 1000) / rate - 1e-6));
}
