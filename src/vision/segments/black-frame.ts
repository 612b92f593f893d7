import { luma, type SmallFrame } from './small-frame.ts';

/** A pixel is black up to this luma, and a frame when this share of its pixels are: the defaults of the API's later versions. */
const BLACK_LUMA = 0.2 * 255;
const COVERAGE = 0.99;
/** Up to this mean luma nothing is to be seen for sure. */
const SURE_LUMA = 8;

/** How sure a frame is black, 50 to 100; undefined for one that shows something. */
export function seesBlack({ pixels, width, height }: SmallFrame): number | undefined {
  const count = width * height;
  let black = 0;
  let sum = 0;
  for (let at = 0; at < 4 * count; at += 4) {
    const value = luma(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    sum += value;
    if (value <= BLACK_LUMA) black += 1;
  }
  if (black < COVERAGE * count) return undefined;
  const brightness = Math.max(0, sum / count - SURE_LUMA) / (BLACK_LUMA - SURE_LUMA);
  return 100 - 50 * Math.min(1, brightness);
}
