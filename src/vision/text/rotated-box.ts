import type { PixelBox, PixelPoint } from '../geometry.ts';

/** A rectangle that may be turned: text lies along its length, upright across its height. */
export interface RotatedBox {
  readonly center: PixelPoint;
  /** Pixels in the direction of reading. */
  readonly length: number;
  /** Pixels across the direction of reading. */
  readonly height: number;
  /** Direction of reading in radians, clockwise from "to the right" as seen on the screen. */
  readonly angle: number;
}

/** Corners as the text is read: its upper left, upper right, lower right and lower left. */
export type Quadrilateral = readonly [PixelPoint, PixelPoint, PixelPoint, PixelPoint];

/** A point given along and across the direction of reading, measured from the box's middle, in pixels. */
export function pointOf({ center, angle }: RotatedBox, along: number, across: number): PixelPoint {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: center.x + along * cos - across * sin, y: center.y + along * sin + across * cos };
}

/** The reverse of {@link pointOf}. */
export function placeIn({ center, angle }: RotatedBox, { x, y }: PixelPoint): { along: number; across: number } {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = x - center.x;
  const dy = y - center.y;
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}

/** The four corners in reading order. */
export function cornersOf(box: RotatedBox): Quadrilateral {
  const along = box.length / 2;
  const across = box.height / 2;
  return [pointOf(box, -along, -across), pointOf(box, along, -across), pointOf(box, along, across), pointOf(box, -along, across)];
}

/** The smallest upright box around points. */
export function boundsOf(points: readonly PixelPoint[]): PixelBox {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The same place and direction, longer and higher by `distance` on every side. */
export function growBox(box: RotatedBox, distance: number): RotatedBox {
  return { ...box, length: box.length + 2 * distance, height: box.height + 2 * distance };
}

/** The same rectangle, read along another of its sides: `quarterTurns` times 90 degrees clockwise. */
export function turnBox(box: RotatedBox, quarterTurns: number): RotatedBox {
  const sidesChange = quarterTurns % 2 !== 0;
  return {
    center: box.center,
    length: sidesChange ? box.height : box.length,
    height: sidesChange ? box.length : box.height,
    angle: normalAngle(box.angle + (quarterTurns * Math.PI) / 2),
  };
}

/** The same angle within -pi (exclusive) and pi (inclusive). */
export function normalAngle(angle: number): number {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return turned <= -Math.PI ? turned + 2 * Math.PI : turned;
}

/** The part of a box between two places along its direction of reading, measured from its middle. */
export function sliceBox(box: RotatedBox, from: number, to: number): RotatedBox {
  return { ...box, center: pointOf(box, (from + to) / 2, 0), length: to - from };
}

/** The smallest box in the given direction that holds all points. */
export function boxAround(points: readonly PixelPoint[], angle: number): RotatedBox {
  const frame: RotatedBox = { center: { x: 0, y: 0 }, length: 0, height: 0, angle };
  const places = points.map((point) => placeIn(frame, point));
  const along = places.map((place) => place.along);
  const across = places.map((place) => place.across);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  return { center: pointOf(frame, (left + right) / 2, (top + bottom) / 2), length: right - left, height: bottom - top, angle };
}
