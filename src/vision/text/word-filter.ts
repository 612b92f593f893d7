import { area, type PixelBox } from '../geometry.ts';
import { boundsOf } from './rotated-box.ts';
import type { ReadWord, TextRequest } from './text.ts';

/** Whether a word is sure and large enough and lies where words are wanted. */
export function isWanted(word: ReadWord, { minConfidence, minWidth, minHeight, regions }: TextRequest): boolean {
  if (word.confidence < minConfidence) return false;
  const box = boundsOf(word.polygon);
  if (box.width < minWidth || box.height < minHeight) return false;
  return regions === undefined || regions.some((region) => overlap(box, region) > area(box) / 2);
}

/** Whether a box touches an area in which words are wanted; what lies in none need not be read. */
export function touchesRegion(box: PixelBox, regions: readonly PixelBox[] | undefined): boolean {
  return regions === undefined || regions.some((region) => overlap(box, region) > 0);
}

/** Square pixels that two boxes share. */
function overlap(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
