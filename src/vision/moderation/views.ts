import type { FaceCandidate } from '../face/detector.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';
import type { CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { squareCrop } from '../similarity-transform.ts';
import { turnedSquare } from '../turned-square.ts';

/** Side in pixels of the squares that classifiers see. */
const SIDE = 224;

/** Faces lower than this, in pixels, show neither a cigarette nor what a body wears. */
export const LOWEST_FACE = 24;

/** A face measured by its key points, so that it does not matter which detector drew its box. */
export interface FaceFrame {
  readonly mouth: PixelPoint;
  readonly middle: PixelPoint;
  /** From the upper forehead to the chin, pixels. */
  readonly height: number;
  /** Radians, clockwise. */
  readonly roll: number;
}

/** From the eyes to the mouth is this part of a face's height; between the eyes that of a face seen from the front. */
const EYES_TO_MOUTH = 0.36;
const BETWEEN_EYES = 0.36;

/** Measures a face. */
export function frameOf({ points: { eyeLeft, eyeRight, mouthLeft, mouthRight } }: FaceCandidate): FaceFrame {
  const eyes = between(eyeLeft, eyeRight);
  const mouth = between(mouthLeft, mouthRight);
  // In profile the eyes are one behind the other, and looking up or down shortens the other way.
  const height = Math.max(distance(eyes, mouth) / EYES_TO_MOUTH, distance(eyeLeft, eyeRight) / BETWEEN_EYES);
  return { mouth, middle: between(eyes, mouth), height, roll: Math.atan2(mouth.x - eyes.x, mouth.y - eyes.y) * -1 };
}

/** Where a cigarette is when somebody smokes: mouth and the hand before it. Sides in heights of the face. */
export function smokingView(picture: PictureReader, { mouth, height, roll }: FaceFrame): CropOfRegion {
  const down = 0.3 * height;
  const middle = { x: mouth.x - down * Math.sin(roll), y: mouth.y + down * Math.cos(roll) };
  return squareView(picture, middle, 3.5 * height, roll);
}

/** A hand with what it holds. */
export function handView(picture: PictureReader, { left, top, width, height }: PixelBox): CropOfRegion {
  return squareView(picture, { x: left + width / 2, y: top + height / 2 }, 2.2 * Math.max(width, height), 0);
}

/** From above the head to the hips of somebody who stands upright. */
export function torsoView(picture: PictureReader, { middle, height }: FaceFrame): CropOfRegion {
  return squareView(picture, { x: middle.x, y: middle.y + 1.8 * height }, 4 * height, 0);
}

/** From above the head to the knees of somebody who stands upright. */
export function bodyView(picture: PictureReader, { middle, height }: FaceFrame): CropOfRegion {
  return squareView(picture, { x: middle.x, y: middle.y + 2.6 * height }, 7 * height, 0);
}

/** A bottle or glass with a little of what is around it, with more of it, and the lower half, where its content is. */
export function vesselViews(picture: PictureReader, { left, top, width, height }: PixelBox): [CropOfRegion, CropOfRegion, CropOfRegion] {
  const middle = { x: left + width / 2, y: top + height / 2 };
  const side = Math.max(width, height);
  const belly = { x: middle.x, y: top + 0.75 * height };
  return [
    squareView(picture, middle, 1.15 * side, 0),
    squareView(picture, middle, 1.5 * side, 0),
    squareView(picture, belly, Math.max(1.2 * width, 0.6 * height), 0),
  ];
}

/** The whole picture squashed into the square, then its middle. */
export function wholeViews(picture: PictureReader): [CropOfRegion, CropOfRegion] {
  const squashed = { origin: { x: 0, y: 0 }, scale: 1, levels: [picture.readScaled(SIDE, SIDE)] };
  const side = 0.875 * Math.min(picture.width, picture.height);
  return [
    { region: squashed, crop: { width: SIDE, height: SIDE, toPicture: squareCrop({ x: SIDE / 2, y: SIDE / 2 }, SIDE, 0, SIDE) } },
    squareView(picture, { x: picture.width / 2, y: picture.height / 2 }, side, 0),
  ];
}

/** A square around a point, turned by `roll` radians, as large as classifiers see. */
export function squareView(picture: PictureReader, middle: PixelPoint, side: number, roll: number): CropOfRegion {
  return turnedSquare(picture, middle, side, roll, SIDE);
}

function between(a: PixelPoint, b: PixelPoint): PixelPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
