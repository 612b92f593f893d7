import type { SmallFrame } from './small-frame.ts';

/*
 * Colour bars as SMPTE ECR 1-1978 and EBU Tech. 3325 have them: grey or white, yellow, cyan, green, magenta, red, blue, from
 * left to right and of equal width, in EBU's with black at the end, at 75 or 100 % of full colour.
 */

/** Channels that are on, red first; the eighth bar is EBU's black. */
const BARS: readonly (readonly [boolean, boolean, boolean])[] = [
  [true, true, true],
  [true, true, false],
  [false, true, true],
  [false, true, false],
  [true, false, true],
  [true, false, false],
  [false, false, true],
  [false, false, false],
];
/** A channel that is on reaches this at 75 %, one that is off stays below that. */
const ON = 130;
const OFF = 75;
/** Standard deviation inside a bar, of 255: a picture of stripes is rougher. */
const ROUGHEST = 14;
/** SMPTE's bars end at two thirds of the height, where other patches begin. */
const LOWEST = 0.6;
/** Left out at both sides of a bar, as a share of its width: there it blurs into the next one. */
const BLUR = 0.25;

/** How sure a frame shows colour bars, 50 to 100; undefined for one that does not. */
export function seesColorBars(frame: SmallFrame): number | undefined {
  const found = [7, 8].map((count) => roughness(frame, count)).filter((each) => each !== undefined);
  return found.length === 0 ? undefined : 100 - (50 * Math.min(...found)) / ROUGHEST;
}

/** The roughest of so many bars, or undefined where one of them has another colour or no colour of its own. */
function roughness(frame: SmallFrame, count: number): number | undefined {
  let roughest = 0;
  for (let bar = 0; bar < count; bar++) {
    const [red, green, blue] = BARS[bar] ?? [false, false, false];
    const channels = [red, green, blue];
    for (let channel = 0; channel < 3; channel++) {
      const { mean, deviation } = statistics(frame, (bar + BLUR) / count, (bar + 1 - BLUR) / count, channel);
      if (channels[channel] ? mean < ON : mean > OFF) return undefined;
      roughest = Math.max(roughest, deviation);
    }
  }
  return roughest > ROUGHEST ? undefined : roughest;
}

function statistics({ pixels, width, height }: SmallFrame, from: number, to: number, channel: number): { mean: number; deviation: number } {
  const [left, right, bottom] = [Math.ceil(from * width), Math.floor(to * width), Math.floor(LOWEST * height)];
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = pixels[4 * (y * width + x) + channel] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  const count = Math.max(1, (right - left) * bottom);
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}
