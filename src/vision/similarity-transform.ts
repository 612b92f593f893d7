import type { PixelPoint } from './geometry.ts';

/**
 * Rotation, uniform scale and translation: x' = a x - b y + tx, y' = b x + a y + ty.
 */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** The transformed point. */
export function applyTransform(transform: SimilarityTransform, { x, y }: PixelPoint): PixelPoint {
  const { a, b, tx, ty } = transform;
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

/** The transform that undoes another. */
export function invertTransform({ a, b, tx, ty }: SimilarityTransform): SimilarityTransform {
  const square = a * a + b * b;
  if (square === 0) throw new RangeError('A transform of scale zero has no inverse.');
  const inverse = { a: a / square, b: -b / square };
  return { ...inverse, tx: -(inverse.a * tx - inverse.b * ty), ty: -(inverse.b * tx + inverse.a * ty) };
}

/** How much longer a line gets. */
export function scaleOf({ a, b }: SimilarityTransform): number {
  return Math.hypot(a, b);
}

/**
 * The transform that takes `from` nearest to `to` in the least-squares sense
 * (Umeyama, "Least-squares estimation of transformation parameters between two point patterns", 1991; in the plane
 * and without reflection it has this closed form).
 */
export function fitSimilarityTransform(from: readonly PixelPoint[], to: readonly PixelPoint[]): SimilarityTransform {
  const count = from.length;
  if (count < 2 || to.length !== count) throw new RangeError('A similarity transform needs two or more pairs of points.');
  const fromMean = mean(from);
  const toMean = mean(to);
  let dot = 0;
  let cross = 0;
  let square = 0;
  from.forEach((point, index) => {
    const target = to[index];
    if (!target) return;
    const px = point.x - fromMean.x;
    const py = point.y - fromMean.y;
    const qx = target.x - toMean.x;
    const qy = target.y - toMean.y;
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    square += px * px + py * py;
  });
  if (square === 0) throw new RangeError('A similarity transform needs two points that differ.');
  const a = dot / square;
  const b = cross / square;
  return { a, b, tx: toMean.x - (a * fromMean.x - b * fromMean.y), ty: toMean.y - (b * fromMean.x + a * fromMean.y) };
}

/** The transform from a square crop of `side` pixels to the square of `pictureSide` around `middle`, turned by `roll` radians. */
export function squareCrop(middle: PixelPoint, pictureSide: number, roll: number, side: number): SimilarityTransform {
  const scale = pictureSide / side;
  const a = scale * Math.cos(roll);
  const b = scale * Math.sin(roll);
  const half = side / 2;
  return { a, b, tx: middle.x - (a * half - b * half), ty: middle.y - (b * half + a * half) };
}

function mean(points: readonly PixelPoint[]): PixelPoint {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
