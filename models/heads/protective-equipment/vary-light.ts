import type { PixelImage } from '../../../src/vision/pixels.ts';

/** How much the light varies: logarithm of gamma, and parts of brightness, of each colour channel and of saturation. */
const GAMMA = 0.35;
const BRIGHTNESS = 0.25;
const TINT = 0.08;
const SATURATION = 0.3;
/** Parts of white that red, green and blue are. */
const LUMA = [0.3, 0.59, 0.11] as const;

/** A copy in another light, as another camera would have taken it. */
export function varyLight({ width, height, data }: PixelImage, random: () => number): PixelImage {
  const around = (reach: number): number => reach * (2 * random() - 1);
  const gamma = Math.exp(around(GAMMA));
  const brightness = 1 + around(BRIGHTNESS);
  const saturation = 1 + around(SATURATION);
  const [red, green, blue] = [0, 1, 2].map(() => {
    const gain = brightness * (1 + around(TINT));
    return Float32Array.from({ length: 256 }, (_, value) => 255 * (value / 255) ** gamma * gain);
  });
  if (!red || !green || !blue) throw new Error('There are three channels.');
  const varied = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    // Four numbers a pixel, each 0 to 255.
    const [r, g, b] = [red[data[at]!]!, green[data[at + 1]!]!, blue[data[at + 2]!]!];
    const grey = (1 - saturation) * (LUMA[0] * r + LUMA[1] * g + LUMA[2] * b);
    varied[at] = grey + saturation * r;
    varied[at + 1] = grey + saturation * g;
    varied[at + 2] = grey + saturation * b;
    varied[at + 3] = 255;
  }
  return { width, height, data: varied };
}
