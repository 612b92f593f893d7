/**
 * An axis-aligned box as ratios of the upright picture's width and height, origin top left.
 * On 700x200 pixels, Left 0.5 and Top 0.25 is the pixel (350, 50).
 */
export interface BoundingBox {
  /** Width of the box / width of the picture. */
  Width?: number | undefined;
  /** Height of the box / height of the picture. */
  Height?: number | undefined;
  /** Left edge / width of the picture; below 0 or above 1 where the border cuts the object. */
  Left?: number | undefined;
  /** Top edge / height of the picture; below 0 or above 1 where the border cuts the object. */
  Top?: number | undefined;
}

/** A corner of a polygon, as ratios of the picture's width and height. */
export interface Point {
  /** Distance from the left / width of the picture. */
  X?: number | undefined;
  /** Distance from the top / height of the picture. */
  Y?: number | undefined;
}

/** Where a text or a custom label is. */
export interface Geometry {
  /** Axis-aligned box around it. */
  BoundingBox?: BoundingBox | undefined;
  /** Finer outline inside the box. */
  Polygon?: Point[] | undefined;
}

/** An area of the picture in which text is looked for. */
export interface RegionOfInterest {
  /** The area. */
  BoundingBox?: BoundingBox | undefined;
  /** Newer than this API: refused in a request. */
  Polygon?: Point[] | undefined;
}

/** Estimated orientation of a stored picture. None is ever returned: pictures are turned upright by their Exif data. */
export const OrientationCorrection = {
  ROTATE_0: 'ROTATE_0',
  ROTATE_90: 'ROTATE_90',
  ROTATE_180: 'ROTATE_180',
  ROTATE_270: 'ROTATE_270',
} as const;
export type OrientationCorrection = (typeof OrientationCorrection)[keyof typeof OrientationCorrection];
