import { center, type PixelBox } from '../geometry.ts';
import type { CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { squareCrop } from '../similarity-transform.ts';

/** Pixels read per pixel that a model sees: more than one, so that halving them leaves no jagged edges. */
const OVERSAMPLING = 1.5;

/**
 * Cuts the square around a box, upright; what lies outside the picture is black.
 *
 * @param enlargement side of the square per longer side of the box
 * @param side pixels of the square that the model sees
 */
export function viewSquare(picture: PictureReader, box: PixelBox, enlargement: number, side: number): CropOfRegion {
  const middle = center(box);
  const pictureSide = Math.max(1, enlargement * Math.max(box.width, box.height));
  const square = { left: middle.x - pictureSide / 2, top: middle.y - pictureSide / 2, width: pictureSide, height: pictureSide };
  const region = picture.readRegion(square, Math.min(1, (OVERSAMPLING * side) / pictureSide));
  return { region, crop: { width: side, height: side, toPicture: squareCrop(middle, pictureSide, 0, side) } };
}
