import type { PixelBox } from './geometry.ts';
import { packedPixels, TWO_CHANNELS } from './packed-pixels.ts';
import type { PixelImage } from './pixels.ts';

/** Weights are counted in 256ths, so that a product still fits into its 16 bits. */
const WEIGHTS = 256;
/** A half in both channels, so that mixing rounds and does not darken. */
const ROUNDING = 0x800080;

/** Where the samples along one side lie: two neighbours, and how much of the second there is in each, in 256ths. */
interface Samples {
  /** The first and the last but one sample inside the image: others are black. */
  readonly begin: number;
  readonly end: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Int32Array;
}

function samplesAlong(start: number, step: number, count: number, size: number): Samples {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const weight = new Int32Array(count);
  let begin = count;
  let end = 0;
  for (let index = 0; index < count; index++) {
    // Pixel centres lie at halves on both sides.
    const at = start + (index + 0.5) * step - 0.5;
    if (at <= -1 || at >= size) continue;
    begin = Math.min(begin, index);
    end = index + 1;
    first[index] = Math.min(Math.max(Math.floor(at), 0), size - 1);
    second[index] = Math.min(first[index]! + 1, size - 1);
    weight[index] = Math.round(Math.min(Math.max(at - first[index]!, 0), 1) * WEIGHTS);
  }
  return { begin, end, first, second, weight };
}

/**
 * A box of an image at another size by bilinear interpolation, which is free of aliasing down to half of the size. Black outside.
 *
 * @param swapsColors the first channel becomes the third and the third the first
 */
export function resample(image: PixelImage, box: PixelBox, width: number, height: number, swapsColors: boolean): PixelImage {
  const source = packedPixels(image);
  const target = new Uint32Array(width * height);
  const columns = samplesAlong(box.left, box.width / width, width, image.width);
  const rows = samplesAlong(box.top, box.height / height, height, image.height);
  const isExact = columns.weight.every((weight) => weight === 0) && box.width === width;
  for (let row = rows.begin; row < rows.end; row++) {
    // Every index is one of the samples', which lie inside the image.
    const upper = rows.first[row]! * image.width;
    const lower = rows.second[row]! * image.width;
    const below = rows.weight[row]!;
    if (isExact && below === 0) {
      const from = upper + columns.first[columns.begin]!;
      copyRow(source.subarray(from, from + columns.end - columns.begin), swapsColors, target, row * width + columns.begin);
      continue;
    }
    mixRow(source, upper, lower, below, columns, swapsColors, target, row * width);
  }
  return { data: new Uint8ClampedArray(target.buffer), width, height };
}

function copyRow(row: Uint32Array, swapsColors: boolean, target: Uint32Array, start: number): void {
  if (!swapsColors) {
    target.set(row, start);
    return;
  }
  for (let column = 0; column < row.length; column++) {
    // Inside the row by the loop.
    const pixel = row[column]!;
    target[start + column] = swapped(pixel & TWO_CHANNELS) | (pixel & ~TWO_CHANNELS);
  }
}

/** Exchanges the two channels of red and blue. */
function swapped(redAndBlue: number): number {
  return (redAndBlue << 16) | (redAndBlue >>> 16);
}

function mixRow(
  source: Uint32Array,
  upper: number,
  lower: number,
  below: number,
  { begin, end, first, second, weight }: Samples,
  swapsColors: boolean,
  target: Uint32Array,
  start: number,
): void {
  const above = WEIGHTS - below;
  for (let column = begin; column < end; column++) {
    const left = first[column]!;
    const right = second[column]!;
    const after = weight[column]!;
    const before = WEIGHTS - after;
    const a = source[upper + left]!;
    const b = source[upper + right]!;
    const c = source[lower + left]!;
    const d = source[lower + right]!;
    const redAndBlueAbove = ((Math.imul(a & TWO_CHANNELS, before) + Math.imul(b & TWO_CHANNELS, after) + ROUNDING) >>> 8) & TWO_CHANNELS;
    const greenAndAlphaAbove = ((Math.imul((a >>> 8) & TWO_CHANNELS, before) + Math.imul((b >>> 8) & TWO_CHANNELS, after) + ROUNDING) >>> 8) & TWO_CHANNELS;
    const redAndBlueBelow = ((Math.imul(c & TWO_CHANNELS, before) + Math.imul(d & TWO_CHANNELS, after) + ROUNDING) >>> 8) & TWO_CHANNELS;
    const greenAndAlphaBelow = ((Math.imul((c >>> 8) & TWO_CHANNELS, before) + Math.imul((d >>> 8) & TWO_CHANNELS, after) + ROUNDING) >>> 8) & TWO_CHANNELS;
    const redAndBlue = ((Math.imul(redAndBlueAbove, above) + Math.imul(redAndBlueBelow, below) + ROUNDING) >>> 8) & TWO_CHANNELS;
    const greenAndAlpha = (Math.imul(greenAndAlphaAbove, above) + Math.imul(greenAndAlphaBelow, below) + ROUNDING) & ~TWO_CHANNELS;
    target[start + column] = (swapsColors ? swapped(redAndBlue) : redAndBlue) | greenAndAlpha;
  }
}
