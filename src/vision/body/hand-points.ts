import type { Sessions } from '../../runtime/sessions.ts';
import { center, type PixelBox, type PixelPoint } from '../geometry.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { applyTransform } from '../similarity-transform.ts';
import { turnedSquare } from '../turned-square.ts';

/*
 * MediaPipe hand landmarks (lite): Zhang et al., "MediaPipe Hands: On-device Real-time Hand Tracking", 2020. The model is
 * made for hands that point up, so each is looked at twice: as it is, then turned by what the first look told.
 */

const MODEL = 'handlandmark-lite';
/** Side in pixels of the square that the model sees. */
const SIDE = 224;
/** Sides of the squares: per longer side of a detector's box, then of the box around the turned points. */
const PER_BOX = 1.7;
const PER_POINTS = 1.8;

/** Points of a hand: the wrist, then four from the palm to the tip of each finger. */
const POINTS = 21;
const WRIST = 0;
const KNUCKLES = [5, 9, 13] as const;

/** A hand with its points. */
export interface HandPoints {
  /** 21 points in pixels of the picture: wrist, then knuckle, two joints and tip of thumb, index, middle, ring and little finger. */
  readonly points: readonly PixelPoint[];
  /** That it is a hand, 0 to 1. */
  readonly presence: number;
}

/** Models that `readHands` runs. */
export const handPointModels: readonly string[] = [MODEL];

/** Looks for the points of the hands in boxes; in the order of the boxes. */
export async function readHands(sessions: Sessions, picture: PictureReader, boxes: readonly PixelBox[]): Promise<HandPoints[]> {
  const upright = boxes.map((box) => turnedSquare(picture, center(box), PER_BOX * Math.max(box.width, box.height), 0, SIDE));
  const turned = (await look(sessions, upright)).map(({ points }) => turnedView(picture, points));
  return look(sessions, turned);
}

async function look(sessions: Sessions, views: readonly CropOfRegion[]): Promise<HandPoints[]> {
  return (await runOnCrops(sessions, MODEL, views)).map((outputs, index) => {
    const numbers = output(outputs, 'points');
    const toPicture = views[index]?.crop.toPicture;
    if (!toPicture) throw new Error('The hand model saw more than it was shown.');
    const points = Array.from({ length: POINTS }, (_, at) => applyTransform(toPicture, { x: numbers[3 * at] ?? 0, y: numbers[3 * at + 1] ?? 0 }));
    return { points, presence: output(outputs, 'hand_flag')[0] ?? 0 };
  });
}

/** The square in which the fingers of a hand with these points would point up. */
function turnedView(picture: PictureReader, points: readonly PixelPoint[]): CropOfRegion {
  const wrist = points[WRIST] ?? { x: 0, y: 0 };
  const knuckles = KNUCKLES.map((index) => points[index] ?? wrist);
  const toX = knuckles.reduce((sum, { x }) => sum + x, 0) / knuckles.length - wrist.x;
  const toY = knuckles.reduce((sum, { y }) => sum + y, 0) / knuckles.length - wrist.y;
  const roll = Math.atan2(toX, -toY);
  const cos = Math.cos(roll);
  const sin = Math.sin(roll);
  const across = extent(points.map(({ x, y }) => x * cos + y * sin));
  const along = extent(points.map(({ x, y }) => y * cos - x * sin));
  const middle = { x: across.middle * cos - along.middle * sin, y: across.middle * sin + along.middle * cos };
  return turnedSquare(picture, middle, PER_POINTS * Math.max(1, across.length, along.length), roll, SIDE);
}

function extent(values: readonly number[]): { readonly middle: number; readonly length: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { middle: (least + most) / 2, length: most - least };
}
