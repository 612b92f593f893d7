import type { PixelBox } from '../../vision/geometry.ts';
import { isLabel, isObject, type LineProblem } from './manifest-values.ts';

/*
 * Boxes as a bounding-box job of SageMaker Ground Truth writes them: the attribute has the size of the picture and
 * `annotations`, each a `class_id` with `left`, `top`, `width` and `height` in pixels; the `class-map` of the metadata
 * names the classes.
 */

/** A box that a line marks. */
export interface MarkedBox {
  readonly label: string;
  readonly box: PixelBox;
}

/** What a line marks in its picture. */
export interface MarkedPicture {
  /** Size of the picture for which the boxes were drawn, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly MarkedBox[];
}

/** As many boxes of one picture the service takes, by its guide. */
const MOST_BOXES = 50;
/** Pixels of the picture by which a box may reach over its border: boxes are rounded. */
const ROUNDING = 1;
/** Shortest side of a box in pixels. */
const LEAST_SIDE = 1;

/** Reads an attribute that marks places, or says what is wrong with it. */
export function readBoxes(attribute: string, value: unknown, metadata: unknown): MarkedPicture | { readonly problem: LineProblem } {
  if (!isObject(value) || !Array.isArray(value['annotations'])) {
    return invalid('ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', `"${attribute}" has no list of "annotations".`);
  }
  const size = sizeOf(value['image_size']);
  if (!size) return invalid('ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', `"${attribute}" does not say for which picture its boxes are: "image_size" with one "width" and "height" in whole pixels is missing.`);
  const map = isObject(metadata) ? metadata['class-map'] : undefined;
  if (!isObject(map)) return invalid('ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', `"${attribute}-metadata" has no "class-map" for the numbers of classes.`);
  const annotations: readonly unknown[] = value['annotations'];
  if (annotations.length > MOST_BOXES) return invalid('ERROR_TOO_MANY_BOUNDING_BOXES', `"${attribute}" marks ${annotations.length} places; more than ${MOST_BOXES} in one picture are not allowed.`);
  const boxes: MarkedBox[] = [];
  for (const [index, annotation] of annotations.entries()) {
    const box = boxOf(annotation);
    const where = `Box ${index + 1} of "${attribute}"`;
    if (!box) return invalid('ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', `${where} lacks one of the numbers "class_id", "left", "top", "width" and "height".`);
    const label = map[String(box.kind)];
    if (!isLabel(label)) return invalid('ERROR_MISSING_CLASS_MAP_ID', `${where} is of class ${box.kind}, which the "class-map" does not name.`);
    if (box.width < LEAST_SIDE || box.height < LEAST_SIDE) return invalid('ERROR_BOUNDING_BOX_TOO_SMALL', `${where} has a side of less than ${LEAST_SIDE} pixel.`);
    const { kind: _, ...pixels } = box;
    if (!isInside(pixels, size)) return invalid('ERROR_INVALID_BOUNDING_BOX', `${where} reaches over the border of the picture of ${size.width} x ${size.height} pixels.`);
    boxes.push({ label, box: pixels });
  }
  return { ...size, boxes };
}

function invalid(code: string, message: string): { readonly problem: LineProblem } {
  return { problem: { code, message } };
}

function sizeOf(value: unknown): { readonly width: number; readonly height: number } | undefined {
  const [size, second]: readonly unknown[] = Array.isArray(value) ? value : [];
  if (second !== undefined || !isObject(size)) return undefined;
  const { width, height } = size;
  return isSide(width) && isSide(height) ? { width, height } : undefined;
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function boxOf(annotation: unknown): (PixelBox & { readonly kind: number }) | undefined {
  if (!isObject(annotation)) return undefined;
  const { class_id: kind, left, top, width, height } = annotation;
  return isNumber(kind) && isNumber(left) && isNumber(top) && isNumber(width) && isNumber(height) ? { kind, left, top, width, height } : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isInside({ left, top, width, height }: PixelBox, size: { readonly width: number; readonly height: number }): boolean {
  return left >= -ROUNDING && top >= -ROUNDING && left + width <= size.width + ROUNDING && top + height <= size.height + ROUNDING;
}
