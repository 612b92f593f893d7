import type { PixelPoint } from './geometry.ts';
import { packedPixels, TWO_CHANNELS } from './packed-pixels.ts';

/** Half of four in both channels, so that a mean of four is rounded and not cut off. */
const ROUNDING = 0x20002;

/** Red, green, blue, alpha, row by row from the top, 0 to 255. */
export interface PixelImage {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How a model wants its numbers: `(pixel - mean) * scale` for each channel, mean and scale in the order of the planes. */
export interface PixelNormalization {
  readonly channelOrder: 'RGB' | 'BGR';
  readonly mean: readonly [number, number, number];
  readonly scale: readonly [number, number, number];
}

/** Where one colour goes: the first number of its plane, and what is done to each pixel. */
export interface ColorPlane {
  readonly start: number;
  readonly mean: number;
  readonly scale: number;
}

/** Part of a picture that was read out, possibly made smaller, and ever smaller copies of it, made when asked for. */
export interface Region {
  /** Where the region's top left corner lies in the picture. */
  readonly origin: PixelPoint;
  /** Region pixels per picture pixel. */
  readonly scale: number;
  /** The first is the region itself, each next one half as large. */
  readonly levels: PixelImage[];
  /** Which colours the first three channels of its pixels are. Default RGB, as images have it else. */
  readonly channelOrder?: 'RGB' | 'BGR';
}

/** Half as wide and high, each pixel the mean of four; an odd last row or column is left out. */
export function halve(image: PixelImage): PixelImage {
  const width = Math.max(1, image.width >> 1);
  const height = Math.max(1, image.height >> 1);
  const target = new Uint32Array(width * height);
  const source = packedPixels(image);
  const right = image.width > 1 ? 1 : 0;
  const below = image.height > 1 ? image.width : 0;
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = y * 2 * image.width;
    for (let x = 0; x < width; x++, from += 2) {
      // Indices stay inside: from + below + right is the last pixel of an even-sized image.
      const a = source[from]!;
      const b = source[from + right]!;
      const c = source[from + below]!;
      const d = source[from + below + right]!;
      const redAndBlue = (a & TWO_CHANNELS) + (b & TWO_CHANNELS) + (c & TWO_CHANNELS) + (d & TWO_CHANNELS) + ROUNDING;
      const greenAndAlpha =
        ((a >>> 8) & TWO_CHANNELS) + ((b >>> 8) & TWO_CHANNELS) + ((c >>> 8) & TWO_CHANNELS) + ((d >>> 8) & TWO_CHANNELS) + ROUNDING;
      target[to++] = ((redAndBlue >>> 2) & TWO_CHANNELS) | (((greenAndAlpha >>> 2) & TWO_CHANNELS) << 8);
    }
  }
  return { data: new Uint8ClampedArray(target.buffer), width, height };
}

/** The level of a region whose pixels are at most as small as asked, made when it does not exist yet. */
export function levelFor(region: Region, regionPixelsPerSample: number): { image: PixelImage; shrink: number } {
  let level = 0;
  let shrink = 1;
  while (regionPixelsPerSample / shrink >= 2) {
    const current = region.levels[level];
    if (!current || current.width < 4 || current.height < 4) break;
    region.levels[level + 1] ??= halve(current);
    level += 1;
    shrink *= 2;
  }
  const image = region.levels[level];
  if (!image) throw new Error('A region has no pixels.');
  return { image, shrink };
}

/** The upper left part of an image, at most as large as asked: regions are read in whole pixels and may be one larger than a model's square. */
export function upperLeft(image: PixelImage, width: number, height: number): PixelImage {
  if (image.width <= width && image.height <= height) return image;
  const part = { width: Math.min(image.width, width), height: Math.min(image.height, height) };
  const data = new Uint8ClampedArray(4 * part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    data.set(image.data.subarray(4 * row * image.width, 4 * (row * image.width + part.width)), 4 * row * part.width);
  }
  return { data, ...part };
}

/** Writes a whole image as three planes of `planeWidth` x `planeHeight`; what lies beyond the image is left as it is. */
export function writePlanes(
  image: PixelImage,
  normalization: PixelNormalization,
  planeWidth: number,
  planeHeight: number,
  planes: Float32Array,
): void {
  const planeSize = planeWidth * planeHeight;
  const [red, green, blue] = colorPlanes(normalization, planeSize);
  const { width, height } = image;
  const pixels = packedPixels(image);
  let from = 0;
  for (let y = 0; y < height; y++) {
    let to = y * planeWidth;
    for (let x = 0; x < width; x++, from++, to++) {
      // The loops run over exactly width * height pixels.
      const pixel = pixels[from]!;
      planes[red.start + to] = ((pixel & 255) - red.mean) * red.scale;
      planes[green.start + to] = (((pixel >>> 8) & 255) - green.mean) * green.scale;
      planes[blue.start + to] = (((pixel >>> 16) & 255) - blue.mean) * blue.scale;
    }
  }
}

/** The planes that take red, green and blue. */
export function colorPlanes({ channelOrder, mean, scale }: PixelNormalization, planeSize: number): [ColorPlane, ColorPlane, ColorPlane] {
  const first = { start: 0, mean: mean[0], scale: scale[0] };
  const second = { start: planeSize, mean: mean[1], scale: scale[1] };
  const third = { start: 2 * planeSize, mean: mean[2], scale: scale[2] };
  return channelOrder === 'RGB' ? [first, second, third] : [third, second, first];
}
