import type { PixelPoint } from './geometry.ts';
import type { CropOfRegion } from './model-input.ts';
import type { PictureReader } from './picture-reader.ts';
import { squareCrop } from './similarity-transform.ts';

/** A region is read so large, in pixels per pixel that a model sees, that reducing it leaves no aliasing. */
const FINENESS = 2;

/**
 * Cuts a square around a point, turned by `roll` radians; what lies outside the picture is black.
 *
 * @param pictureSide of the square, pixels of the picture
 * @param side of the square, pixels that the model sees
 */
export function turnedSquare(picture: PictureReader, middle: PixelPoint, pictureSide: number, roll: number, side: number): CropOfRegion {
  const reach = (pictureSide / 2) * (Math.abs(Math.cos(roll)) + Math.abs(Math.sin(roll)));
  const region = picture.readRegion(
    { left: middle.x - reach, top: middle.y - reach, width: 2 * reach, height: 2 * reach },
    Math.min(1, (FINENESS * side) / pictureSide),
  );
  return { region, crop: { width: side, height: side, toPicture: squareCrop(middle, pictureSide, roll, side) } };
}
