import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { PixelImage } from '../pixels.ts';

/** How much of a hand's place has the colour of skin. */
export interface SkinShares {
  /** Of the hand's box, 0 to 1. */
  readonly inBox: number;
  /** Of that quarter of the box, in it or near it, which has most: a wrist tells only roughly where the hand is. */
  readonly atBest: number;
}

/**
 * Colours of skin in YCbCr (D. Chai and K. N. Ngan, "Face segmentation using skin-color map in videophone applications",
 * IEEE Transactions on Circuits and Systems for Video Technology 9, 1999): people of all colours of skin differ in
 * brightness more than in these two.
 */
const SKIN = { cb: { low: 77, high: 127 }, cr: { low: 133, high: 173 } };
/** What is looked at, in sides of the box around its middle. */
const REACH = 1.5;
/** Side and distance of the parts that are compared, in sides of the box. */
const PART = 0.5;
const STEP = 0.1;
/** Pixels per side of the box that are enough to tell the share by. */
const PIXELS = 20;

/** Looks for skin where a hand is. */
export function skinShares(picture: PictureReader, hand: PixelBox): SkinShares {
  const side = Math.max(1, hand.width, hand.height);
  const middle = { x: hand.left + hand.width / 2, y: hand.top + hand.height / 2 };
  const around = (size: number): PixelBox => ({ left: middle.x - size / 2, top: middle.y - size / 2, width: size, height: size });
  const { origin, scale, levels } = picture.readRegion(around(REACH * side), Math.min(1, PIXELS / side));
  const [image] = levels;
  if (!image) throw new Error('A region has no pixels.');
  const inside = { left: -origin.x * scale, top: -origin.y * scale, width: picture.width * scale, height: picture.height * scale };
  const sums = skinSums(image);
  const share = ({ left, top, width, height }: PixelBox): number =>
    shareOf(sums, image, { left: (left - origin.x) * scale, top: (top - origin.y) * scale, width: width * scale, height: height * scale }, inside);
  const starts = Array.from({ length: Math.round((REACH - PART) / STEP) + 1 }, (_, index) => (index * STEP - REACH / 2) * side);
  const part = PART * side;
  const best = starts.flatMap((y) => starts.map((x) => share({ left: middle.x + x, top: middle.y + y, width: part, height: part })));
  return { inBox: share(around(side)), atBest: Math.max(...best) };
}

/** For each corner between pixels how many pixels above and left of it are of skin's colour. */
function skinSums({ data, width, height }: PixelImage): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      // Four numbers a pixel.
      if (isSkin(data[at]!, data[at + 1]!, data[at + 2]!)) row += 1;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/** Whether a colour, 0 to 255 each, is one of skin's; YCbCr as JPEG has it. */
function isSkin(red: number, green: number, blue: number): boolean {
  const cb = 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue;
  const cr = 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue;
  return cb > SKIN.cb.low && cb < SKIN.cb.high && cr > SKIN.cr.low && cr < SKIN.cr.high;
}

/** Share of a box; what lies outside the picture does not count. */
function shareOf(sums: Float64Array, { width, height }: PixelImage, box: PixelBox, inside: PixelBox): number {
  const between = (value: number, low: number, high: number): number => Math.round(Math.min(Math.max(value, low), high));
  const left = between(box.left, Math.max(0, inside.left), width);
  const top = between(box.top, Math.max(0, inside.top), height);
  const right = between(box.left + box.width, left, Math.min(width, inside.left + inside.width));
  const bottom = between(box.top + box.height, top, Math.min(height, inside.top + inside.height));
  const sumAt = (x: number, y: number): number => sums[y * (width + 1) + x] ?? 0;
  const skin = sumAt(right, bottom) - sumAt(left, bottom) - sumAt(right, top) + sumAt(left, top);
  return skin / Math.max(1, (right - left) * (bottom - top));
}
