import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sessions } from '../../../src/runtime/sessions.ts';
import { HAT_CELL, HAT_GRID, HAT_ROW, hatPlanes, writeHatRow, type HatPlanes } from '../../../src/vision/body/hat-cells.ts';
import { hatViews } from '../../../src/vision/body/find-hats.ts';
import { center, type PixelBox } from '../../../src/vision/geometry.ts';
import { mirrorImage } from '../../../src/vision/mirror-image.ts';
import { runYolox, type YoloxView } from '../../../src/vision/objects/yolox.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import { hash } from './picture-sets.ts';
import { varyLight } from './vary-light.ts';

/** Parts of each picture that are shown beside the library's own views, mirrored every second time and most in another light: the whole, then parts of random sides, per side of the picture. */
const RANDOM_VIEWS = 8;
const SIDE = { least: 0.33, most: 0.88 };
const AS_IT_IS = 0.3;
/** At most so many cells of one hat in one view. */
const MOST_CELLS_OF_HAT = 16;
/** Cells within this part of a hat's sides from its middle, or so many pixels of the square, are trained on; those farther out propose second boxes of it. */
const MIDDLE = { part: 0.22, least: 5 };
/** Cells that are no hat's, of each view: at random, where YOLOX sees persons most, and beside each hat. */
const NEGATIVES = { random: 15, persons: 15, beside: 4 };
/** Of the cells where YOLOX sees persons most, so many times as many are chosen from. */
const PERSON_CHOICE = 10;
/** A cell that is no hat's but that a first network takes for one more surely than this, as a logit, is always among them. */
const HARD = -1.5;
/** A tile shows a hat when this much of it lies inside. */
const SHOWN = 0.85;
/** Pictures between two lines that tell how far it is. */
const TELL_EVERY = 100;

/** Whether every hat of a picture is labelled, or whatever it shows counts as no hard hat. */
export type HatLabels = 'labelled' | 'no hats';

/** Cells of YOLOX's 8 px grid with what is known of them. */
export interface HatCells {
  readonly count: number;
  /** `HAT_ROW` numbers a cell, of each the upper half of a 32-bit float: thousands of views fill gigabytes. */
  readonly values: Uint16Array;
  /** `TRUTH` numbers a cell: 1 for a hat's, then its hat's middle from the cell's, in cells, and the logarithms of its sides in cells. */
  readonly truth: Float32Array;
  /** The picture that each cell is from, by its place in the list of files. */
  readonly pictures: Uint16Array;
}
/** Numbers a cell in `HatCells.truth`. */
export const TRUTH = 5;

/** Writes the numbers of a cell to `to` from `start` on. */
export function writeCell({ values }: HatCells, cell: number, to: Float32Array, start: number): void {
  const bits = new Uint32Array(to.buffer, to.byteOffset, to.length);
  const from = cell * HAT_ROW;
  // Inside both: every cell has its row.
  for (let at = 0; at < HAT_ROW; at++) bits[start + at] = values[from + at]! << 16;
}

/** What a first network says of rows of cells: the logit of a hat for each. */
export interface FirstOpinion {
  /** Tells it from others, for the cache. */
  readonly name: string;
  readonly ask: (rows: Float32Array) => Promise<Float32Array>;
}

const cacheFolder = fileURLToPath(new URL('../../../.cache/protective-equipment/', import.meta.url));

/**
 * Shows pictures to YOLOX in many views. The cells are kept in `.cache/protective-equipment/`.
 *
 * @param files pictures, with or without labelled hats
 * @param first names cells that are hard to tell from hats; without it there are none such
 */
export async function collectHatCells(files: readonly HatPictureFile[], sessions: Sessions, decoder: PictureDecoder, first?: FirstOpinion): Promise<HatCells> {
  const made = [files, first?.name, RANDOM_VIEWS, SIDE, AS_IT_IS, NEGATIVES, PERSON_CHOICE, MOST_CELLS_OF_HAT, MIDDLE, HARD];
  const keptIn = `${cacheFolder}hat-cells-${hash(JSON.stringify(made)).toString(16)}`;
  const kept = await readKept(keptIn);
  if (kept) return kept;
  const chunks: CellsOfView[] = [];
  for (const [picture, { file, kind }] of files.entries()) {
    const image = await decoder.decode(file);
    const hats = kind === 'no hats' ? [] : (await readLabelledBoxes(file, image.width, image.height)).map(({ box }) => box);
    const random = randomNumbers(hash(file));
    for (const view of viewsOf(image, hats, random)) {
      const cells = await cellsOf(sessions, view, random, first);
      const values = new Uint16Array(cells.length * HAT_ROW);
      cells.forEach(({ row }, index) => values.set(upperHalves(row), index * HAT_ROW));
      chunks.push({ values, truth: cells.flatMap(({ truth }) => truth), picture });
    }
    if ((picture + 1) % TELL_EVERY === 0) console.log(`hat finder: ${picture + 1} of ${files.length} pictures shown`);
  }
  const cells = joined(chunks);
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(`${keptIn}.values`, cells.values);
  await writeFile(`${keptIn}.truth`, cells.truth);
  await writeFile(`${keptIn}.pictures`, cells.pictures);
  return cells;
}

/** A picture to be shown. */
export interface HatPictureFile {
  /** Relative to ../shared/data. */
  readonly file: string;
  readonly kind: HatLabels;
}

interface ShownView {
  readonly image: PixelImage;
  readonly part: PixelBox;
  /** In pixels of the image. */
  readonly hats: readonly PixelBox[];
}

/** The library's own views, and others. */
function viewsOf(image: PixelImage, hats: readonly PixelBox[], random: () => number): ShownView[] {
  const { width, height } = image;
  const own = hatViews(image).map((part): ShownView => ({ image, part, hats }));
  const more = Array.from({ length: RANDOM_VIEWS }, (_, number): ShownView => {
    const isMirrored = number % 2 === 1;
    const lit = random() < AS_IT_IS ? image : varyLight(image, random);
    const side = number === 0 ? 1 : SIDE.least + random() * (SIDE.most - SIDE.least);
    const [across, down] = [side * width, side * height];
    return {
      image: isMirrored ? mirrorImage(lit) : lit,
      part: { left: random() * (width - across), top: random() * (height - down), width: across, height: down },
      hats: isMirrored ? hats.map((hat) => ({ ...hat, left: width - hat.left - hat.width })) : hats,
    };
  });
  return [...own, ...more];
}

/** The cells of one view as `HatCells` holds those of all. */
interface CellsOfView {
  readonly values: Uint16Array;
  readonly truth: readonly number[];
  readonly picture: number;
}

interface Cell {
  readonly row: Float32Array;
  readonly truth: readonly number[];
}

async function cellsOf(sessions: Sessions, { image, part, hats }: ShownView, random: () => number, first?: FirstOpinion): Promise<Cell[]> {
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
    const own = filled.filter((cell) => isInMiddle(hat, cell) && nearest(inSquare, cell) === hat);
    return picked(own, Math.min(own.length, MOST_CELLS_OF_HAT), random).map((cell) => cellWith(cell, [1, ...boxFromCell(hat, cell)]));
  });
  const free = filled.filter((cell) => inSquare.every((hat) => !touches(hat, cell, 1)));
  const beside = inSquare.flatMap((hat) => picked(free.filter((cell) => touches(hat, cell, 2)), NEGATIVES.beside, random));
  const persons = free.toSorted((a, b) => personScore(view, b) - personScore(view, a)).slice(0, PERSON_CHOICE * NEGATIVES.persons);
  const hard = first ? await hardCells(planes, free, first) : [];
  const others = [...picked(free, NEGATIVES.random, random), ...picked(persons, NEGATIVES.persons, random), ...beside, ...hard];
  return [...ofHats, ...[...new Set(others)].map((cell) => cellWith(cell, [0, 0, 0, 0, 0]))];
}

/** Those of the cells that are taken for a hat's. */
async function hardCells(planes: HatPlanes, cells: readonly number[], { ask }: FirstOpinion): Promise<number[]> {
  const rows = new Float32Array(cells.length * HAT_ROW);
  cells.forEach((cell, index) => writeHatRow(planes, cell, rows, index * HAT_ROW));
  const logits = await ask(rows);
  return cells.filter((_, index) => (logits[index] ?? 0) > HARD);
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

/** Whether a cell lies in the middle of a hat. */
function isInMiddle(hat: PixelBox, cell: number): boolean {
  const middle = center(hat);
  const at = middleOf(cell);
  return Math.abs(at.x - middle.x) < Math.max(MIDDLE.part * hat.width, MIDDLE.least) && Math.abs(at.y - middle.y) < Math.max(MIDDLE.part * hat.height, MIDDLE.least);
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

function upperHalves(row: Float32Array): Uint16Array {
  // Half a unit of the lower half is added, to round.
  return Uint16Array.from(new Uint32Array(row.buffer, row.byteOffset, row.length), (bits) => (bits + 0x8000) >>> 16);
}

function joined(chunks: readonly CellsOfView[]): HatCells {
  const count = chunks.reduce((sum, { truth }) => sum + truth.length / TRUTH, 0);
  const values = new Uint16Array(count * HAT_ROW);
  const truth = new Float32Array(count * TRUTH);
  const pictures = new Uint16Array(count);
  let cell = 0;
  for (const chunk of chunks) {
    values.set(chunk.values, cell * HAT_ROW);
    truth.set(chunk.truth, cell * TRUTH);
    const end = cell + chunk.truth.length / TRUTH;
    pictures.fill(chunk.picture, cell, end);
    cell = end;
  }
  return { count, values, truth, pictures };
}

async function readKept(file: string): Promise<HatCells | undefined> {
  try {
    const pictures = await readBytes(`${file}.pictures`);
    const truth = await readBytes(`${file}.truth`);
    const values = await readBytes(`${file}.values`);
    return { count: pictures.byteLength / 2, values: new Uint16Array(values), truth: new Float32Array(truth), pictures: new Uint16Array(pictures) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readBytes(file: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
