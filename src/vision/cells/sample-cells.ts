import type { PixelBox } from '../geometry.ts';
import type { CellMap } from './read-cells.ts';

/** Cells to learn from: some that show a thing and some that show none. */
export interface CellSample {
  /** Numbers of the cells, one cell after another. */
  readonly features: Float32Array;
  /** For each cell the index of the box whose middle it shows, or -1 where it shows none. */
  readonly owners: Int32Array;
  /** For each cell four numbers of its box: from the cell's centre to the box's, right and down, in cells, then the logarithms of width and height in cells. */
  readonly places: Float32Array;
}

/** How far from the middle of a box a cell still shows its middle: a part of the box's width and height, but at least half a cell and at most two. */
const MIDDLE = 0.25;
const LEAST_REACH = 0.5;
const MOST_REACH = 2;
/** Cells without a thing that are taken of one view, besides those beside a thing. */
const OTHERS = 80;

/**
 * Takes cells out of a map: those that show the middle of a box, and of the others a part that is chosen by `next`.
 *
 * @param boxes in pixels of the picture
 * @param next random numbers, 0 to 1
 */
export function sampleCells(map: CellMap, boxes: readonly PixelBox[], next: () => number, others = OTHERS): CellSample {
  const owned = ownersOf(map, boxes.map(map.toCells));
  const positive: number[] = [];
  const free: number[] = [];
  owned.owners.forEach((owner, cell) => (owner >= 0 ? positive.push(cell) : owner === NOBODY && free.push(cell)));
  const beside = free.filter((cell) => owned.inside[cell] === 1);
  const away = free.filter((cell) => owned.inside[cell] !== 1);
  const chosen = [...positive, ...someOf(beside, others / 2, next), ...someOf(away, others, next)];
  const features = new Float32Array(chosen.length * map.length);
  const places = new Float32Array(chosen.length * 4);
  chosen.forEach((cell, index) => {
    features.set(map.features.subarray(cell * map.length, (cell + 1) * map.length), index * map.length);
    const box = owned.boxes[owned.owners[cell] ?? NOBODY];
    if (box) places.set(placeOf(box, cell % map.columns, Math.floor(cell / map.columns)), index * 4);
  });
  return { features, owners: Int32Array.from(chosen, (cell) => Math.max(-1, owned.owners[cell] ?? -1)), places };
}

const NOBODY = -1;

interface Owned {
  readonly boxes: readonly PixelBox[];
  readonly owners: Int32Array;
  /** 1 for cells whose centre lies in a box. */
  readonly inside: Uint8Array;
}

function ownersOf({ columns, rows }: CellMap, boxes: readonly PixelBox[]): Owned {
  const owners = new Int32Array(columns * rows).fill(NOBODY);
  const inside = new Uint8Array(columns * rows);
  const reach = (size: number): number => Math.min(MOST_REACH, Math.max(LEAST_REACH, MIDDLE * size));
  // Small ones last: in front of a large thing it is the small one that is seen.
  const order = [...boxes.keys()].toSorted((a, b) => sizeOf(boxes[b]) - sizeOf(boxes[a]));
  for (const index of order) {
    const box = boxes[index];
    if (!box) continue;
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [x, y] = [column + 0.5, row + 0.5];
        const cell = row * columns + column;
        if (x > box.left && x < box.left + box.width && y > box.top && y < box.top + box.height) inside[cell] = 1;
        if (Math.abs(x - middle.x) <= reach(box.width) && Math.abs(y - middle.y) <= reach(box.height)) owners[cell] = index;
      }
    }
  }
  return { boxes, owners, inside };
}

function sizeOf(box: PixelBox | undefined): number {
  return box ? box.width * box.height : 0;
}

/** The four numbers that `boxOfPlace` turns back. */
export function placeOf(box: PixelBox, column: number, row: number): [number, number, number, number] {
  return [
    box.left + box.width / 2 - column - 0.5,
    box.top + box.height / 2 - row - 0.5,
    Math.log(Math.max(LEAST_SIZE, box.width)),
    Math.log(Math.max(LEAST_SIZE, box.height)),
  ];
}

/** In cells. */
const LEAST_SIZE = 0.1;
/** Logarithm of the largest box, in cells. */
const LARGEST = 4;

/** The box of a cell, in cells. */
export function boxOfPlace([right = 0, down = 0, width = 0, height = 0]: readonly number[], column: number, row: number): PixelBox {
  const size = { width: Math.exp(Math.min(width, LARGEST)), height: Math.exp(Math.min(height, LARGEST)) };
  return { left: column + 0.5 + right - size.width / 2, top: row + 0.5 + down - size.height / 2, ...size };
}

function someOf(cells: readonly number[], count: number, next: () => number): number[] {
  if (cells.length <= count) return [...cells];
  const left = [...cells];
  // The first `count` of a shuffle by Fisher and Yates.
  return Array.from({ length: Math.floor(count) }, (_, index) => {
    const at = index + Math.floor(next() * (left.length - index));
    const [chosen, moved] = [left[at] ?? 0, left[index] ?? 0];
    left[at] = moved;
    left[index] = chosen;
    return chosen;
  });
}
