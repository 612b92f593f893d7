import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sessions } from '../../../src/runtime/sessions.ts';
import { HAT_CELL, HAT_GRID, HAT_ROW, hatPlanes, writeHatRow } from '../../../src/vision/body/hat-cells.ts';
import { center, type PixelBox } from '../../../src/vision/geometry.ts';
import { runYolox, type YoloxView } from '../../../src/vision/objects/yolox.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import type { Rows } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import { hash } from './picture-sets.ts';

/** Sides of the parts that are shown, per side of the picture: the whole, tiles as the library looks at, and smaller ones that show hats larger. */
const SIDES = [1, 0.6, 0.4] as const;
/** At most so many cells of one hat in one view. */
const MOST_CELLS_OF_HAT = 16;
/** A cell this near to a hat's middle is of the hat, however small that is, in pixels of the square. */
const LEAST_REACH = 5;
/** Cells that are no hat's, of each view: at random, where YOLOX sees persons most, and beside each hat. */
const NEGATIVES = { random: 30, persons: 40, beside: 6 };
/** A tile shows a hat when this much of it lies inside. */
const SHOWN = 0.85;
/** Pictures between two lines that tell how far it is. */
const TELL_EVERY = 100;

/** Whether every hat of a picture is labelled, or whatever it shows counts as no hard hat. */
export type HatLabels = 'labelled' | 'no hats';

/** Cells of YOLOX's 8 px grid with what is known of them. */
export interface HatCells {
  readonly rows: Rows;
  /** Five numbers a cell: 1 for a hat's, then its hat's middle from the cell's, in cells, and the logarithms of its sides in cells. */
  readonly truth: Float32Array;
}
/** Numbers a cell in `HatCells.truth`. */
export const TRUTH = 5;

const cacheFolder = fileURLToPath(new URL('../../../.cache/protective-equipment/', import.meta.url));

/** Shows each picture to YOLOX, whole and a tile of each size, half of them mirrored. The cells are kept in `.cache/protective-equipment/`. */
export async function collectHatCells(files: readonly string[], kind: HatLabels, sessions: Sessions, decoder: PictureDecoder): Promise<HatCells> {
  const keptIn = `${cacheFolder}hat-cells-${hash(JSON.stringify([files, kind, SIDES, NEGATIVES, MOST_CELLS_OF_HAT])).toString(16)}`;
  const kept = await readKept(keptIn);
  if (kept) return kept;
  const rows: Float32Array[] = [];
  const truth: number[] = [];
  let shown = 0;
  for (const file of files) {
    const random = randomNumbers(hash(file));
    const mirrored = random() < 0.5;
    const image = await decoder.decode(file, { mirrored });
    const hats = kind === 'no hats' ? [] : (await readLabelledBoxes(file, image.width, image.height)).map(({ box }) => box);
    const boxes = mirrored ? hats.map((hat) => ({ ...hat, left: image.width - hat.left - hat.width })) : hats;
    for (const side of SIDES) {
      const [width, height] = [side * image.width, side * image.height];
      const part = { left: random() * (image.width - width), top: random() * (image.height - height), width, height };
      for (const cell of await cellsOf(sessions, image, part, boxes, random)) {
        rows.push(cell.row);
        truth.push(...cell.truth);
      }
    }
    shown += 1;
    if (shown % TELL_EVERY === 0) console.log(`hat finder: ${shown} pictures shown, ${rows.length} cells`);
  }
  const values = new Float32Array(rows.length * HAT_ROW);
  rows.forEach((row, index) => values.set(row, index * HAT_ROW));
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(`${keptIn}.bin`, values);
  await writeFile(`${keptIn}.truth`, Float32Array.from(truth));
  return { rows: { values, count: rows.length, length: HAT_ROW }, truth: Float32Array.from(truth) };
}

interface Cell {
  readonly row: Float32Array;
  readonly truth: readonly number[];
}

async function cellsOf(sessions: Sessions, image: PixelImage, part: PixelBox, hats: readonly PixelBox[], random: () => number): Promise<Cell[]> {
  const view = await runYolox(sessions, readPixels(image), part);
  const planes = hatPlanes(view);
  const inSquare = hats.map((hat) => toSquare(hat, part, view.scale));
  const filled = Array.from({ length: HAT_GRID * HAT_GRID }, (_, cell) => cell).filter((cell) => {
    const { x, y } = middleOf(cell);
    return x <= part.width * view.scale && y <= part.height * view.scale;
  });
  const cellWith = (cell: number, truth: readonly number[]): Cell => {
    const row = new Float32Array(HAT_ROW);
    writeHatRow(planes, cell, row, 0);
    return { row, truth };
  };
  const ofHats = inSquare.flatMap((hat, index) => {
    const whole = hats[index];
    if (!whole || overlapPart(whole, part) < SHOWN) return [];
    const own = filled.filter((cell) => reaches(hat, cell) && nearest(inSquare, cell) === hat);
    return picked(own, Math.min(own.length, MOST_CELLS_OF_HAT), random).map((cell) => cellWith(cell, [1, ...boxFromCell(hat, cell)]));
  });
  const free = filled.filter((cell) => inSquare.every((hat) => !touches(hat, cell, 1)));
  const beside = inSquare.flatMap((hat) => picked(free.filter((cell) => touches(hat, cell, 2)), NEGATIVES.beside, random));
  const persons = free.toSorted((a, b) => personScore(view, b) - personScore(view, a)).slice(0, 3 * NEGATIVES.persons);
  const others = [...picked(free, NEGATIVES.random, random), ...picked(persons, NEGATIVES.persons, random), ...beside];
  return [...ofHats, ...[...new Set(others)].map((cell) => cellWith(cell, [0, 0, 0, 0, 0]))];
}

/** So many of the cells, each at most once. */
function picked(cells: readonly number[], count: number, random: () => number): number[] {
  const left = [...cells];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
}

/** The rows of the 8 px grid come first; the fifth number is the object's, the sixth the first kind's. */
function personScore({ outputs }: YoloxView, cell: number): number {
  const rows = outputs['output']?.data;
  return rows ? (rows[cell * 85 + 4] ?? 0) * (rows[cell * 85 + 5] ?? 0) : 0;
}

function toSquare({ left, top, width, height }: PixelBox, part: PixelBox, scale: number): PixelBox {
  return { left: (left - Math.floor(part.left)) * scale, top: (top - Math.floor(part.top)) * scale, width: width * scale, height: height * scale };
}

/** How much of a box lies in a part, 0 to 1. */
function overlapPart(box: PixelBox, part: PixelBox): number {
  const width = Math.min(box.left + box.width, part.left + part.width) - Math.max(box.left, part.left);
  const height = Math.min(box.top + box.height, part.top + part.height) - Math.max(box.top, part.top);
  return (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
}

function middleOf(cell: number): { readonly x: number; readonly y: number } {
  return { x: ((cell % HAT_GRID) + 0.5) * HAT_CELL, y: (Math.floor(cell / HAT_GRID) + 0.5) * HAT_CELL };
}

/** Whether a cell's middle lies inside a hat, or very near to its middle. */
function reaches(hat: PixelBox, cell: number): boolean {
  const middle = center(hat);
  const at = middleOf(cell);
  return Math.abs(at.x - middle.x) < Math.max(hat.width / 2, LEAST_REACH) && Math.abs(at.y - middle.y) < Math.max(hat.height / 2, LEAST_REACH);
}

/** Whether a cell touches a box that is made larger. */
function touches(box: PixelBox, cell: number, enlargement: number): boolean {
  const middle = center(box);
  const at = middleOf(cell);
  const half = HAT_CELL / 2;
  return Math.abs(at.x - middle.x) < (enlargement * box.width) / 2 + half && Math.abs(at.y - middle.y) < (enlargement * box.height) / 2 + half;
}

function nearest(hats: readonly PixelBox[], cell: number): PixelBox | undefined {
  const at = middleOf(cell);
  const away = (hat: PixelBox): number => Math.hypot((center(hat).x - at.x) / hat.width, (center(hat).y - at.y) / hat.height);
  return hats.toSorted((a, b) => away(a) - away(b))[0];
}

function boxFromCell(box: PixelBox, cell: number): number[] {
  const at = middleOf(cell);
  const middle = center(box);
  return [(middle.x - at.x) / HAT_CELL, (middle.y - at.y) / HAT_CELL, Math.log(box.width / HAT_CELL), Math.log(box.height / HAT_CELL)];
}

async function readKept(file: string): Promise<HatCells | undefined> {
  try {
    const truth = await readNumbers(`${file}.truth`);
    const values = await readNumbers(`${file}.bin`);
    return { rows: { values, count: values.length / HAT_ROW, length: HAT_ROW }, truth };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readNumbers(file: string): Promise<Float32Array> {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
