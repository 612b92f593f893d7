import { BACKBONE_SIDE } from '../backbone/backbone.ts';
import type { FaceKeyPoints } from '../face/detector.ts';
import type { PixelBox } from '../geometry.ts';
import type { CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { squareCrop } from '../similarity-transform.ts';
import { faceEvidence } from './head-evidence.ts';
import { viewSquare } from './square-view.ts';

/*
 * What the heads of models/heads/protective-equipment are shown, in training as at run time. Whoever changes a number
 * here trains them again.
 */

/** Sides of the squares: of a face per unit of its frame, of a head and a hand per longer side of its box. */
const FACE_SQUARE = 2.4;
const HEAD_SQUARE = 1.8;
const HAND_SQUARE = 2.2;
/** Pixels read per pixel that the model sees. */
const OVERSAMPLING = 1.5;

/** A face turned upright, from the brows to below the chin. */
export function viewFace(picture: PictureReader, points: FaceKeyPoints): CropOfRegion {
  const { frame } = faceEvidence(points);
  const side = FACE_SQUARE * frame.unit;
  const roll = Math.atan2(points.eyeRight.y - points.eyeLeft.y, points.eyeRight.x - points.eyeLeft.x);
  // The turned square reaches as far as its diagonal.
  const reach = (Math.SQRT2 * side) / 2;
  const around = { left: frame.x - reach, top: frame.y - reach, width: 2 * reach, height: 2 * reach };
  const region = picture.readRegion(around, Math.min(1, (OVERSAMPLING * BACKBONE_SIDE) / side));
  return { region, crop: { width: BACKBONE_SIDE, height: BACKBONE_SIDE, toPicture: squareCrop(frame, side, roll, BACKBONE_SIDE) } };
}

/** A head with some room around it. */
export function viewHead(picture: PictureReader, head: PixelBox): CropOfRegion {
  return viewSquare(picture, head, HEAD_SQUARE, BACKBONE_SIDE);
}

/** Side of the square that `viewHead` shows, pixels of the picture. */
export function headSquareSide(head: PixelBox): number {
  return HEAD_SQUARE * Math.max(head.width, head.height);
}

/** A hand with its wrist; there is room because a wrist tells only roughly where the hand is. */
export function viewHand(picture: PictureReader, hand: PixelBox): CropOfRegion {
  return viewSquare(picture, hand, HAND_SQUARE, BACKBONE_SIDE);
}
