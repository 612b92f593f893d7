import { boxAround, cornersOf, normalAngle, placeIn, type RotatedBox } from './rotated-box.ts';

/** Boxes belong to one line when their directions differ by no more than this. */
const SAME_DIRECTION = Math.PI / 18;
/** The lower of two boxes of one line has at least this part of the other's height. */
const SAME_HEIGHT = 0.5;
/** Boxes of one line are out of step by no more than this part of the lower one's height. */
const SAME_LEVEL = 0.35;
/** Boxes stand out over their letters by about this many heights on every side. */
const MARGIN = 0.3;
/** Widest gap between the boxes of one line, in heights. */
const WIDEST_GAP = 0.25;
/** Columns are read one after another only where their lines are at least this many heights long: a list of prices is no column. */
const LINE_OF_PROSE = 6;
const LINES_OF_A_COLUMN = 3;

/** Joins boxes that stand in a row to lines and orders the lines as one reads. */
export function inReadingOrder(boxes: readonly RotatedBox[], direction: number): RotatedBox[] {
  const lines = joinRows(boxes).map((box) => place(box, direction));
  return orderBlock(lines).map(({ box }) => box);
}

function joinRows(boxes: readonly RotatedBox[]): RotatedBox[] {
  const lines = [...boxes];
  for (let left = 0; left < lines.length; ) {
    const box = lines[left];
    const right = lines.findIndex((other, index) => index !== left && box !== undefined && follows(box, other));
    const other = lines[right];
    if (!box || !other) {
      left += 1;
      continue;
    }
    const longer = box.length > other.length ? box : other;
    lines[left] = boxAround([...cornersOf(box), ...cornersOf(other)], longer.angle);
    lines.splice(right, 1);
    if (right < left) left -= 1;
  }
  return lines;
}

/** Whether the second box continues the line of the first. */
function follows(left: RotatedBox, right: RotatedBox): boolean {
  if (Math.abs(normalAngle(left.angle - right.angle)) > SAME_DIRECTION) return false;
  const lower = Math.min(left.height, right.height);
  if (lower < SAME_HEIGHT * Math.max(left.height, right.height)) return false;
  const { along, across } = placeIn(left, right.center);
  const gap = along - (left.length + right.length) / 2;
  return Math.abs(across) < SAME_LEVEL * lower && gap < WIDEST_GAP * lower && along > left.length / 2;
}

interface PlacedLine {
  readonly box: RotatedBox;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the letters of a line are on the page when the page is turned upright. */
function place(box: RotatedBox, direction: number): PlacedLine {
  const { center, length, height, angle } = boxAround(cornersOf(box), direction);
  const { along, across } = placeIn({ center: { x: 0, y: 0 }, length: 0, height: 0, angle }, center);
  const margin = MARGIN * box.height;
  const halfLength = Math.max(1, length / 2 - margin);
  const halfHeight = Math.max(1, height / 2 - margin);
  return { box, left: along - halfLength, right: along + halfLength, top: across - halfHeight, bottom: across + halfHeight };
}

/** Recursive X-Y cut (G. Nagy and S. Seth, 1984): columns of prose side by side, else the widest gap between lines. */
function orderBlock(lines: readonly PlacedLine[]): PlacedLine[] {
  if (lines.length <= 1) return [...lines];
  const columns = cut(lines, 'left', 'right');
  if (columns && columns.every(isProse)) return columns.flatMap(orderBlock);
  const bands = cut(lines, 'top', 'bottom');
  if (bands) return bands.flatMap(orderBlock);
  return lines.toSorted((a, b) => (sameRow(a, b) ? a.left - b.left : a.top + a.bottom - b.top - b.bottom));
}

/** Two parts on either side of the widest gap that no line crosses. */
function cut(
  lines: readonly PlacedLine[],
  from: 'left' | 'top',
  to: 'right' | 'bottom',
): [PlacedLine[], PlacedLine[]] | undefined {
  const sorted = lines.toSorted((a, b) => a[from] - b[from]);
  let end = -Infinity;
  let widest = 0;
  let at = 0;
  sorted.forEach((line, index) => {
    if (index > 0 && line[from] - end > widest) {
      widest = line[from] - end;
      at = index;
    }
    end = Math.max(end, line[to]);
  });
  return at === 0 ? undefined : [sorted.slice(0, at), sorted.slice(at)];
}

function isProse(lines: readonly PlacedLine[]): boolean {
  const long = lines.filter(({ left, right, top, bottom }) => right - left > LINE_OF_PROSE * (bottom - top));
  return lines.length >= LINES_OF_A_COLUMN && long.length > lines.length / 2;
}

function sameRow(a: PlacedLine, b: PlacedLine): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > Math.min(a.bottom - a.top, b.bottom - b.top) / 2;
}
