import { luma, type SmallFrame } from './small-frame.ts';

/** Size of the thumbnail in which structure is compared. */
export const THUMBNAIL_WIDTH = 32;
export const THUMBNAIL_HEIGHT = 18;
/** Steps of each colour channel in the histogram. */
const STEPS = 4;
/** A frame whose luma varies less than this (standard deviation, of 255) shows nothing: black, white, or one plain colour. */
const PLAIN = 5;

/** What of a frame is compared with other frames. Plain data. */
export interface FrameLook {
  readonly number: number;
  readonly time: number;
  /** Shares of 64 colours, each pixel spread over the nearest ones; sums to 1. */
  readonly histogram: Float32Array;
  /** Luma, 32 × 18. */
  readonly thumbnail: Float32Array;
  /** Nothing is to be seen in it. */
  readonly plain: boolean;
}

/** What of a frame is compared. */
export function lookOf(frame: SmallFrame): FrameLook {
  const thumbnail = thumbnailOf(frame);
  return { number: frame.number, time: frame.time, histogram: histogramOf(frame), thumbnail, plain: deviation(thumbnail) < PLAIN };
}

/** Pixels count for the two nearest steps of each channel, so that a slight change of light moves little. */
function histogramOf({ pixels, width, height }: SmallFrame): Float32Array {
  const histogram = new Float32Array(STEPS ** 3);
  const count = width * height;
  const lower = [0, 0, 0];
  const share = [0, 0, 0];
  for (let pixel = 0; pixel < count; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const place = ((pixels[4 * pixel + channel] ?? 0) / 255) * (STEPS - 1);
      const step = Math.min(STEPS - 2, Math.floor(place));
      lower[channel] = step;
      share[channel] = place - step;
    }
    for (let corner = 0; corner < 8; corner++) {
      let weight = 1 / count;
      let bin = 0;
      for (let channel = 0; channel < 3; channel++) {
        const upper = (corner >> channel) & 1;
        weight *= upper === 1 ? (share[channel] ?? 0) : 1 - (share[channel] ?? 0);
        bin = bin * STEPS + (lower[channel] ?? 0) + upper;
      }
      histogram[bin] = (histogram[bin] ?? 0) + weight;
    }
  }
  return histogram;
}

function thumbnailOf({ pixels, width, height }: SmallFrame): Float32Array {
  const sums = new Float32Array(THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT);
  const counts = new Float32Array(sums.length);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * THUMBNAIL_HEIGHT) / height) * THUMBNAIL_WIDTH;
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const cell = row + Math.floor((x * THUMBNAIL_WIDTH) / width);
      sums[cell] = (sums[cell] ?? 0) + luma(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
