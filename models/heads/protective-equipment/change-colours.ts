import type { PixelBox } from '../../../src/vision/geometry.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';

/** Red, green, blue as parts of white: the colours in which work gloves are sold. */
const GLOVE_COLOURS = [
  [0.25, 0.45, 0.85], [0.35, 0.6, 0.9], [0.12, 0.12, 0.14], [0.3, 0.3, 0.32], [0.9, 0.75, 0.2], [0.95, 0.5, 0.15],
  [0.2, 0.5, 0.3], [0.75, 0.2, 0.2], [0.6, 0.5, 0.4], [0.7, 0.72, 0.75], [0.5, 0.4, 0.75], [1, 1, 1],
] as const;
/** Weakest and strongest light of each colour channel. */
const LIGHT = { low: 0.7, high: 1.25 };

/**
 * A copy in another light, in which whatever is white inside the box has another colour: the labelled gloves are all
 * white. Bare hands are treated alike, so that the treatment tells nothing.
 */
export function changeColours(image: PixelImage, box: PixelBox, seed: number): PixelImage {
  const random = randomNumbers(seed);
  const gains = [0, 1, 2].map(() => LIGHT.low + random() * (LIGHT.high - LIGHT.low));
  const colour = GLOVE_COLOURS[Math.floor(random() * GLOVE_COLOURS.length)] ?? GLOVE_COLOURS[0];
  const data = new Uint8ClampedArray(image.data);
  for (let y = 0; y < image.height; y++) {
    const insideRow = y >= box.top && y < box.top + box.height;
    for (let x = 0; x < image.width; x++) {
      const at = 4 * (y * image.width + x);
      const inside = insideRow && x >= box.left && x < box.left + box.width;
      const white = inside ? whiteness(data, at) : 0;
      for (let channel = 0; channel < 3; channel++) {
        // Four numbers a pixel.
        data[at + channel] = data[at + channel]! * (gains[channel] ?? 1) * (1 - white + white * (colour[channel] ?? 1));
      }
    }
  }
  return { ...image, data };
}

/** 1 for grey of any brightness above black, 0 for colours as strong as skin's. */
function whiteness(data: Uint8ClampedArray, at: number): number {
  const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  const most = Math.max(red, green, blue, 1);
  const saturation = (most - Math.min(red, green, blue)) / most;
  const bright = Math.min(1, Math.max(0, (most - 60) / 60));
  return bright * Math.min(1, Math.max(0, (0.35 - saturation) / 0.15));
}
