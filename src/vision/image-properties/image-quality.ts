import type { PixelImage } from '../pixels.ts';

/** All 0 to 100. */
export interface ImageQuality {
  /** Mean luminance. */
  readonly brightness: number;
  /** How much fine detail the sharpest parts have. */
  readonly sharpness: number;
  /** How far luminance spreads around its mean; 100 is half black, half white. */
  readonly contrast: number;
}

/** Side in pixels of the blocks whose sharpness is measured. */
const BLOCK = 24;
/** Blocks with a smaller variance of luminance are plain areas, which tell nothing of sharpness. */
const LEAST_VARIANCE = 40;
/** This part of the blocks may be sharper than the one that counts: a photo is sharp when its subject is. */
const SHARPEST = 0.1;
/** Sharpness 50 stands for this energy of detail against variance; fitted by test/accuracy/image-sharpness.ts. */
const HALF_SHARP = 0.25;

/** Quality of an area of an image; undefined when the area holds no pixel. */
export function imageQuality(image: PixelImage, pixels: Uint32Array): ImageQuality | undefined {
  if (pixels.length === 0) return undefined;
  const luminance = luminanceOf(image);
  let sum = 0;
  let squares = 0;
  for (const pixel of pixels) {
    const value = luminance[pixel] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = sum / pixels.length;
  const spread = Math.sqrt(Math.max(0, squares / pixels.length - mean * mean));
  const energy = detailEnergy(luminance, image, pixels);
  return { brightness: (100 * mean) / 255, sharpness: (100 * energy) / (energy + HALF_SHARP), contrast: Math.min(100, (100 * spread) / 127.5) };
}

/** Luminance of every pixel, 0 to 255 (Rec. 601). */
function luminanceOf({ data, width, height }: PixelImage): Float32Array {
  const values = new Float32Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    values[pixel] = 0.299 * (data[4 * pixel] ?? 0) + 0.587 * (data[4 * pixel + 1] ?? 0) + 0.114 * (data[4 * pixel + 2] ?? 0);
  }
  return values;
}

/**
 * Energy of a Laplacian against the variance of luminance (variance of Laplacian, after Pech-Pacheco et al. 2000,
 * normalised so that light and contrast do not decide), of the area's sharper blocks. 0 where all is plain.
 */
export function detailEnergy(luminance: Float32Array, { width, height }: Pick<PixelImage, 'width' | 'height'>, pixels: Uint32Array): number {
  const inArea = new Uint8Array(width * height);
  for (const pixel of pixels) inArea[pixel] = 1;
  const ratios: number[] = [];
  for (let top = 1; top + BLOCK < height; top += BLOCK) {
    for (let left = 1; left + BLOCK < width; left += BLOCK) {
      if (inArea[(top + BLOCK / 2) * width + left + BLOCK / 2] !== 1) continue;
      const { energy, variance } = blockDetail(luminance, width, left, top);
      if (variance >= LEAST_VARIANCE) ratios.push(energy / variance);
    }
  }
  return ratios.toSorted((a, b) => b - a)[Math.floor(ratios.length * SHARPEST)] ?? 0;
}

function blockDetail(luminance: Float32Array, width: number, left: number, top: number): { energy: number; variance: number } {
  let [energy, sum, squares] = [0, 0, 0];
  for (let y = top; y < top + BLOCK; y++) {
    for (let at = y * width + left; at < y * width + left + BLOCK; at++) {
      // Inside the image: blocks begin one pixel from its border and end before it.
      const value = luminance[at]!;
      const laplacian = 4 * value - luminance[at - 1]! - luminance[at + 1]! - luminance[at - width]! - luminance[at + width]!;
      energy += laplacian * laplacian;
      sum += value;
      squares += value * value;
    }
  }
  const count = BLOCK * BLOCK;
  return { energy: energy / count, variance: squares / count - (sum / count) ** 2 };
}
