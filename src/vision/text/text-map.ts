import type { PixelPoint } from '../geometry.ts';
import { minimumAreaBox } from './minimum-area-box.ts';
import { boundsOf, cornersOf, growBox, type RotatedBox } from './rotated-box.ts';

/** Probability of text for each pixel, row by row. */
export interface TextMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** A place where text was seen. */
export interface TextBox extends RotatedBox {
  /** Mean probability of text inside, 0 to 1. */
  readonly score: number;
}

/** Bar for a pixel to belong to text. */
const PIXEL_BAR = 0.3;
/** Bar for the mean probability within a box. */
const BOX_BAR = 0.5;
/** Less than this many pixels high, what was seen cannot be read. */
const MIN_HEIGHT = 3;
/**
 * The model is trained to mark a shrunken core of each text. A polygon is grown back by area * ratio / perimeter
 * (M. Liao and others, "Real-time Scene Text Detection with Differentiable Binarization", 2020).
 */
const GROWTH_RATIO = 1.5;

/** Boxes of the connected areas of a map, in map pixels. */
export function boxesOfMap(map: TextMap): TextBox[] {
  const boxes: TextBox[] = [];
  for (const outline of connectedAreas(map)) {
    const core = minimumAreaBox(outline);
    if (core.height < MIN_HEIGHT) continue;
    const score = meanInside(map, core);
    if (score < BOX_BAR) continue;
    const distance = (core.length * core.height * GROWTH_RATIO) / (2 * (core.length + core.height));
    boxes.push({ ...growBox(core, distance), score });
  }
  return boxes;
}

/** For every area of neighbouring pixels above the bar, the outer corners of its first and last pixel in each row. */
function connectedAreas({ data, width, height }: TextMap): PixelPoint[][] {
  const seen = new Uint8Array(data.length);
  const areas: PixelPoint[][] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    // Indices run over the map only.
    if (seen[start] || data[start]! <= PIXEL_BAR) continue;
    const rows = new Map<number, [first: number, last: number]>();
    seen[start] = 1;
    stack.push(start);
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
        for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
          const near = nearY * width + nearX;
          if (seen[near] || data[near]! <= PIXEL_BAR) continue;
          seen[near] = 1;
          stack.push(near);
        }
      }
    }
    areas.push(
      [...rows].flatMap(([y, [first, last]]) => [
        { x: first, y },
        { x: first, y: y + 1 },
        { x: last + 1, y },
        { x: last + 1, y: y + 1 },
      ]),
    );
  }
  return areas;
}

function meanInside({ data, width, height }: TextMap, box: RotatedBox): number {
  const bounds = boundsOf(cornersOf(box));
  const right = Math.min(width - 1, Math.ceil(bounds.left + bounds.width));
  const bottom = Math.min(height - 1, Math.ceil(bounds.top + bounds.height));
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.floor(bounds.top)); y <= bottom; y++) {
    const dy = y + 0.5 - box.center.y;
    for (let x = Math.max(0, Math.floor(bounds.left)); x <= right; x++) {
      const dx = x + 0.5 - box.center.x;
      const along = dx * cos + dy * sin;
      const across = dy * cos - dx * sin;
      if (Math.abs(along) > box.length / 2 || Math.abs(across) > box.height / 2) continue;
      sum += data[y * width + x]!;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
