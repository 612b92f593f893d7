import type { PixelPoint } from '../geometry.ts';
import { boxAround, type RotatedBox } from './rotated-box.ts';

/**
 * Corners of the smallest convex polygon around points, in order (A. M. Andrew, "Another efficient algorithm for
 * convex hulls in two dimensions", 1979).
 */
export function convexHull(points: readonly PixelPoint[]): PixelPoint[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.toReversed());
  return [...lower, ...upper];
}

function halfHull(sorted: readonly PixelPoint[]): PixelPoint[] {
  const hull: PixelPoint[] = [];
  for (const point of sorted) {
    for (;;) {
      const last = hull.at(-1);
      const beforeLast = hull.at(-2);
      if (!last || !beforeLast || turn(beforeLast, last, point) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  // The last point is the first one of the other half.
  return hull.slice(0, -1);
}

function turn(a: PixelPoint, b: PixelPoint, c: PixelPoint): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/**
 * The rectangle of least area around points; its longer side is taken for the direction of reading, with an angle of
 * -90 (exclusive) to 90 degrees. One side of it lies on a side of the convex hull (H. Freeman and R. Shapira, 1975).
 */
export function minimumAreaBox(points: readonly PixelPoint[]): RotatedBox {
  const hull = convexHull(points);
  let best: RotatedBox | undefined;
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length];
    if (!to) return;
    const box = boxAround(hull, Math.atan2(to.y - from.y, to.x - from.x));
    if (!best || box.length * box.height < best.length * best.height) best = box;
  });
  return alongLongSide(best ?? boxAround(points, 0));
}

function alongLongSide(box: RotatedBox): RotatedBox {
  const [length, height, angle] =
    box.length >= box.height ? [box.length, box.height, box.angle] : [box.height, box.length, box.angle + Math.PI / 2];
  const halfTurns = Math.round(angle / Math.PI);
  const upright = angle - halfTurns * Math.PI;
  return { center: box.center, length, height, angle: upright <= -Math.PI / 2 ? upright + Math.PI : upright };
}
