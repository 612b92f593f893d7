import type { LineCrop } from './line-crop.ts';

/** Columns from `start` to `end` (exclusive). */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The outermost rows may show the paper's edge or another line. */
const OUTER_ROWS = 1;
/** A column without letters differs less from top to bottom than this part of what columns with letters do. */
const EMPTY_PART = 0.25;

/** For each column of a line, whether it is free of letters. */
export function emptyColumns(line: LineCrop): readonly boolean[] {
  const { width } = line;
  const contrast = Array.from({ length: width }, (_, column) => contrastOf(line, column));
  const sorted = contrast.toSorted((a, b) => a - b);
  const low = sorted[Math.floor(width * 0.05)] ?? 0;
  const high = sorted[Math.floor(width * 0.9)] ?? 0;
  const bar = low + (high - low) * EMPTY_PART;
  return contrast.map((value) => value <= bar);
}

/** Standard deviation of the brightness within a column. */
function contrastOf({ planes, width, height }: LineCrop, column: number): number {
  const plane = height * width;
  let sum = 0;
  let squares = 0;
  for (let row = OUTER_ROWS; row < height - OUTER_ROWS; row++) {
    const at = row * width + column;
    // Three planes of width * height numbers.
    const brightness = planes[at]! + planes[at + plane]! + planes[at + 2 * plane]!;
    sum += brightness;
    squares += brightness * brightness;
  }
  const count = height - 2 * OUTER_ROWS;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** The longest run of empty columns within a stretch. */
export function widestGap(empty: readonly boolean[], { start, end }: Stretch): Stretch | undefined {
  let widest: Stretch | undefined;
  let begin = start;
  for (let column = start; column <= end; column++) {
    if (column < end && empty[column]) continue;
    if (column > begin && (!widest || column - begin > widest.end - widest.start)) widest = { start: begin, end: column };
    begin = column + 1;
  }
  return widest;
}
