/** A point in pixels of the upright picture, origin top left. */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** An axis-aligned box in pixels of the upright picture; it may reach over the border. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Area of a box in square pixels. */
export function area(box: PixelBox): number {
  return box.width * box.height;
}

/** Intersection over union of two boxes, 0 to 1. */
export function intersectionOverUnion(a: PixelBox, b: PixelBox): number {
  const shared = sharedArea(a, b);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** How much of the smaller of two boxes lies in the larger, 0 to 1. */
export function sharedPartOfSmaller(a: PixelBox, b: PixelBox): number {
  return sharedArea(a, b) / Math.min(area(a), area(b));
}

/** Area that two boxes have in common, square pixels. */
function sharedArea(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** Middle of a box. */
export function center(box: PixelBox): PixelPoint {
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
