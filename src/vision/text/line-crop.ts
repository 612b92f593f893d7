import { cutCrop } from '../crop.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { PixelNormalization } from '../pixels.ts';
import { boundsOf, cornersOf, pointOf, type RotatedBox } from './rotated-box.ts';

/** A line cut out and turned upright: three planes of `width` x `height` numbers. */
export interface LineCrop {
  readonly planes: Float32Array;
  /** Pixels, a multiple of 8: up to 7 columns at the right show what follows the line. */
  readonly width: number;
  readonly height: number;
  /** What was cut out. */
  readonly box: RotatedBox;
}

/** The recogniser sees a line in steps of this many columns. */
export const STEP = 8;

/** Cuts a line out, `height` pixels high and as long as its shape asks for. */
export function cutLine(picture: PictureReader, box: RotatedBox, height: number, normalization: PixelNormalization): LineCrop {
  const scale = box.height / height;
  const width = Math.max(1, Math.ceil(box.length / scale / STEP)) * STEP;
  // Read twice as large as needed where the text is larger: cutting from there is smoother than from the full size.
  const readScale = Math.min(1, 2 / scale);
  const bounds = boundsOf(cornersOf(box));
  const margin = (STEP * scale + 2) / readScale;
  const region = picture.readRegion(
    { left: bounds.left - margin, top: bounds.top - margin, width: bounds.width + 2 * margin, height: bounds.height + 2 * margin },
    readScale,
  );
  const planes = new Float32Array(3 * height * width);
  const origin = pointOf(box, -box.length / 2, -box.height / 2);
  const toPicture = { a: scale * Math.cos(box.angle), b: scale * Math.sin(box.angle), tx: origin.x, ty: origin.y };
  cutCrop(region, { width, height, toPicture }, normalization, planes, 0);
  return { planes, width, height, box };
}

/** Where a column's left edge lies along the line, in pixels of the picture from the middle of its box. */
export function alongLine({ box, height }: LineCrop, column: number): number {
  return Math.min(box.length / 2, (column * box.height) / height - box.length / 2);
}
