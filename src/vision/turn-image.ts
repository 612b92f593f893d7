import { packedPixels } from './packed-pixels.ts';
import type { PixelImage } from './pixels.ts';

/** Turns by 90 degrees clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** The pixels turned clockwise. */
export function turnImage(image: PixelImage, turns: QuarterTurns): PixelImage {
  if (turns === 0) return image;
  const sidesChange = turns % 2 === 1;
  const width = sidesChange ? image.height : image.width;
  const height = sidesChange ? image.width : image.height;
  const from = packedPixels(image);
  const to = new Uint32Array(width * height);
  const last = from.length - 1;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const source =
        turns === 2 ? last - at : turns === 1 ? (image.height - 1 - x) * image.width + y : x * image.width + (image.width - 1 - y);
      // Inside, because x and y run over the turned image.
      to[at] = from[source]!;
    }
  }
  return { data: new Uint8ClampedArray(to.buffer), width, height };
}
