import type { SmallFrame } from './small-frame.ts';

/** Pixels across that frames are compared with. */
export const TRACE_WIDTH = 64;
/** Pixels down. */
export const TRACE_HEIGHT = 36;
const PIXELS = TRACE_WIDTH * TRACE_HEIGHT;

/** What is kept of a frame to compare it with others. Plain data. */
export interface FrameTrace {
  /** Red, green, blue, each pixel three numbers. */
  readonly colors: Uint8Array;
  /** Brightness of each pixel, 0 to 255. */
  readonly luma: Uint8Array;
  /** Mean of the brightness. */
  readonly mean: number;
  /** Standard deviation of the brightness. */
  readonly deviation: number;
  /** Share of the pixels in each of 4 x 4 x 4 colours. */
  readonly histogram: Float32Array;
}

/** Colours of a frame of any size and shape, brought to the size of traces: each pixel the mean of what it covers. */
export function traceColors({ pixels, width, height }: SmallFrame): Uint8Array {
  const colors = new Uint8Array(PIXELS * 3);
  for (let row = 0; row < TRACE_HEIGHT; row++) {
    const top = Math.floor((row * height) / TRACE_HEIGHT);
    const bottom = Math.max(top + 1, Math.ceil(((row + 1) * height) / TRACE_HEIGHT));
    for (let column = 0; column < TRACE_WIDTH; column++) {
      const left = Math.floor((column * width) / TRACE_WIDTH);
      const right = Math.max(left + 1, Math.ceil(((column + 1) * width) / TRACE_WIDTH));
      let [red, green, blue] = [0, 0, 0];
      for (let y = top; y < bottom; y++) {
        for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
          // What a pixel covers lies inside the frame.
          red += pixels[at]!;
          green += pixels[at + 1]!;
          blue += pixels[at + 2]!;
        }
      }
      const count = (bottom - top) * (right - left);
      const to = (row * TRACE_WIDTH + column) * 3;
      colors[to] = red / count + 0.5;
      colors[to + 1] = green / count + 0.5;
      colors[to + 2] = blue / count + 0.5;
    }
  }
  return colors;
}

/** A trace of colours. */
export function traceOf(colors: Uint8Array): FrameTrace {
  const luma = new Uint8Array(PIXELS);
  const histogram = new Float32Array(64);
  let sum = 0;
  let squares = 0;
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    // PIXELS pixels of three numbers.
    const red = colors[pixel * 3]!;
    const green = colors[pixel * 3 + 1]!;
    const blue = colors[pixel * 3 + 2]!;
    // ITU-R BT.601 in 256ths.
    const brightness = (77 * red + 150 * green + 29 * blue) >> 8;
    luma[pixel] = brightness;
    sum += brightness;
    squares += brightness * brightness;
    histogram[(red >> 6) * 16 + (green >> 6) * 4 + (blue >> 6)]! += 1 / PIXELS;
  }
  const mean = sum / PIXELS;
  return { colors, luma, mean, deviation: Math.sqrt(Math.max(0, squares / PIXELS - mean * mean)), histogram };
}
