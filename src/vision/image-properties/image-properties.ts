import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { dominantColors, type DominantColor } from './dominant-colors.ts';
import { imageQuality, type ImageQuality } from './image-quality.ts';

/** Colours and quality of a picture or of a part of it. */
export interface AreaProperties {
  readonly quality: ImageQuality;
  /** Most common first. */
  readonly colors: readonly DominantColor[];
}

/** What can be told of a picture without knowing what it shows. */
export interface ImageProperties extends AreaProperties {
  /** The boxes of what the picture shows; absent when there are none. */
  readonly foreground?: AreaProperties;
  /** Everything else; absent when the boxes leave nothing. */
  readonly background?: AreaProperties;
  /** Colours of each box that was asked for, in the same order. */
  readonly boxColors: readonly (readonly DominantColor[])[];
}

/** Long side, in pixels, at which pictures are looked at. */
const LONG_SIDE = 640;

/**
 * Properties of a picture.
 *
 * @param foreground boxes of what the picture shows
 * @param boxes boxes whose colours are asked for
 * @param maxColors 0 to 20
 */
export function imageProperties(
  picture: PictureReader,
  foreground: readonly PixelBox[],
  boxes: readonly PixelBox[],
  maxColors: number,
): ImageProperties {
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const image = picture.readScaled(width, height);
  const isForeground = new Uint8Array(width * height);
  for (const box of foreground) for (const pixel of pixelsOf(box, scale, width, height)) isForeground[pixel] = 1;
  const all = Uint32Array.from({ length: width * height }, (_, pixel) => pixel);
  const describe = (pixels: Uint32Array): AreaProperties | undefined => {
    const quality = imageQuality(image, pixels);
    return quality && { quality, colors: dominantColors(image, pixels, maxColors) };
  };
  const whole = describe(all);
  if (!whole) throw new Error('A picture without pixels has no properties.');
  const front = describe(all.filter((pixel) => isForeground[pixel] === 1));
  const back = describe(all.filter((pixel) => isForeground[pixel] !== 1));
  return {
    ...whole,
    ...(front && { foreground: front }),
    ...(back && { background: back }),
    boxColors: boxes.map((box) => dominantColors(image, Uint32Array.from(pixelsOf(box, scale, width, height)), maxColors)),
  };
}

/** Places of a box's pixels in the scaled image. */
function pixelsOf(box: PixelBox, scale: number, width: number, height: number): number[] {
  const left = Math.min(width - 1, Math.max(0, Math.floor(box.left * scale)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(box.top * scale)));
  const right = Math.min(width, Math.max(left + 1, Math.round((box.left + box.width) * scale)));
  const bottom = Math.min(height, Math.max(top + 1, Math.round((box.top + box.height) * scale)));
  const pixels: number[] = [];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) pixels.push(y * width + x);
  return pixels;
}
