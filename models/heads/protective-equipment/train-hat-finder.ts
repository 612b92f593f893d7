import type { Sessions } from '../../../src/runtime/sessions.ts';
import { HAT_CELL, HAT_GRID, HAT_ROW, hatPlanes, TOWERS, writeHatRow } from '../../../src/vision/body/hat-cells.ts';
import { center, type PixelBox } from '../../../src/vision/geometry.ts';
import { runYolox, type YoloxView } from '../../../src/vision/objects/yolox.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import { decide, fitLogisticRegression } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../training/pixel-reader.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainSmallNetwork } from '../training/train-small-network.ts';
import type { HatPicture } from './fit-head-boxes.ts';
import type { StoredHatFinder } from './hat-finder.ts';
import { hash } from './picture-sets.ts';

/** Cells of a hat that are trained on, near its middle: this part of its sides and at least so many pixels of the square. */
const MIDDLE = { part: 0.22, least: 5 };
const MOST_CELLS_OF_HAT = 8;
/** Cells beside all hats: at random, and where YOLOX sees persons most. */
const NEGATIVES = { random: 30, hard: 25 };
/** A tile shows a hat when this much of it lies inside. */
const SHOWN = 0.9;
const TILE = 0.6;
const HIDDEN_UNITS = 32;
/** Bounds of the slopes of a box's numbers, as Huber's loss has them. */
const STEEPEST = 0.5;
/** Part of the hats' cells that the gate may lose. */
const GATE_LOSS = 0.004;
const PENALTY = 0.003;

interface Cells {
  readonly rows: Float32Array[];
  readonly answers: number[];
  /** Four numbers a cell, those beside hats zero. */
  readonly boxes: number[][];
}

/** Shows each picture to YOLOX, whole and one of its tiles, half of them mirrored, and trains the finder on the cells. */
export async function trainHatFinder(pictures: readonly HatPicture[], sessions: Sessions, decoder: PictureDecoder): Promise<Omit<StoredHatFinder, 'verdict'>> {
  const cells: Cells = { rows: [], answers: [], boxes: [] };
  for (const { seen: { file, width, height }, hats } of pictures) {
    const random = randomNumbers(hash(file));
    const mirrored = random() < 0.5;
    const image = await decoder.decode(file, { mirrored });
    const boxes = mirrored ? hats.map((hat) => ({ ...hat, left: width - hat.left - hat.width })) : hats;
    const tile = { left: random() * (1 - TILE) * width, top: random() * (1 - TILE) * height, width: TILE * width, height: TILE * height };
    for (const part of [{ left: 0, top: 0, width, height }, tile]) await addCells(cells, sessions, image, part, boxes, random);
  }
  const values = new Float32Array(cells.rows.length * HAT_ROW);
  cells.rows.forEach((row, index) => values.set(row, index * HAT_ROW));
  const rows = { values, count: cells.rows.length, length: HAT_ROW };
  console.log(`hat finder: ${rows.count} cells, ${cells.answers.filter((answer) => answer === 1).length} of hats`);
  const network = trainSmallNetwork({
    rows,
    hiddenUnits: HIDDEN_UNITS,
    outputs: 5,
    epochs: 9,
    learningRate: 0.002,
    decay: 0.001,
    slopes: ([logit = 0, ...box], index, slopes) => {
      const answer = cells.answers[index] ?? 0;
      slopes[0] = 1 / (1 + Math.exp(-logit)) - answer;
      box.forEach((value, member) => {
        const off = value - (cells.boxes[index]?.[member] ?? 0);
        slopes[member + 1] = answer * Math.min(STEEPEST, Math.max(-STEEPEST, off));
      });
    },
  });
  return { gate: trainGate(cells), network };
}

async function addCells(cells: Cells, sessions: Sessions, image: PixelImage, part: PixelBox, hats: readonly PixelBox[], random: () => number): Promise<void> {
  const view = await runYolox(sessions, readPixels(image), part);
  const inSquare = hats.map((hat) => toSquare(hat, part, view.scale));
  const shown = hats.map((hat) => overlapPart(hat, part) >= SHOWN);
  const planes = hatPlanes(view);
  const add = (cell: number, answer: number, box: number[]): void => {
    const row = new Float32Array(HAT_ROW);
    writeHatRow(planes, cell, row, 0);
    cells.rows.push(row);
    cells.answers.push(answer);
    cells.boxes.push(box);
  };
  inSquare.forEach((hat, index) => {
    if (!shown[index]) return;
    for (const cell of middleCells(hat).slice(0, MOST_CELLS_OF_HAT)) add(cell, 1, boxFromCell(hat, cell));
  });
  const free = Array.from({ length: HAT_GRID * HAT_GRID }, (_, cell) => cell).filter((cell) => {
    const { x, y } = middleOf(cell);
    const isFilled = x <= part.width * view.scale && y <= part.height * view.scale;
    return isFilled && inSquare.every((hat) => !holds(hat, x, y));
  });
  const hard = free.toSorted((a, b) => personScore(view, b) - personScore(view, a)).slice(0, 3 * NEGATIVES.hard);
  const chosen = [...picked(free, NEGATIVES.random, random), ...picked(hard, NEGATIVES.hard, random)];
  for (const cell of chosen) add(cell, 0, [0, 0, 0, 0]);
}

function picked(cells: readonly number[], count: number, random: () => number): number[] {
  return cells.length === 0 ? [] : Array.from({ length: count }, () => cells[Math.floor(random() * cells.length)] ?? 0);
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

/** Cells near the middle of a box, nearest first. */
function middleCells(box: PixelBox): number[] {
  const { x, y } = center(box);
  const away = (cell: number): number => Math.hypot(middleOf(cell).x - x, middleOf(cell).y - y);
  return Array.from({ length: HAT_GRID * HAT_GRID }, (_, cell) => cell)
    .filter((cell) => {
      const at = middleOf(cell);
      return Math.abs(at.x - x) < Math.max(MIDDLE.part * box.width, MIDDLE.least) && Math.abs(at.y - y) < Math.max(MIDDLE.part * box.height, MIDDLE.least);
    })
    .toSorted((a, b) => away(a) - away(b));
}

function boxFromCell(box: PixelBox, cell: number): number[] {
  const at = middleOf(cell);
  const middle = center(box);
  return [(middle.x - at.x) / HAT_CELL, (middle.y - at.y) / HAT_CELL, Math.log(box.width / HAT_CELL), Math.log(box.height / HAT_CELL)];
}

/** Whether a cell touches a box. */
function holds(box: PixelBox, x: number, y: number): boolean {
  const half = HAT_CELL / 2;
  return x > box.left - half && x < box.left + box.width + half && y > box.top - half && y < box.top + box.height + half;
}

/** A linear decision on the towers that nearly no hat's cell fails. */
function trainGate({ rows, answers }: Cells): StoredHatFinder['gate'] {
  const values = new Float32Array(rows.length * TOWERS.length);
  rows.forEach((row, index) => values.set(row.subarray(TOWERS.start, TOWERS.start + TOWERS.length), index * TOWERS.length));
  const block = { values, count: rows.length, length: TOWERS.length };
  const yes = answers.filter((answer) => answer === 1).length;
  const rowWeights = Float64Array.from(answers, (answer) => (answer === 1 ? 0.5 / yes : 0.5 / (answers.length - yes)));
  const decision = fitLogisticRegression({ rows: block, answers: Uint8Array.from(answers), rowWeights, penalty: PENALTY });
  const ofHats = answers.flatMap((answer, index) => (answer === 1 ? [decide(decision, block, index)] : [])).toSorted((a, b) => a - b);
  const bar = ofHats[Math.floor(GATE_LOSS * ofHats.length)] ?? 0;
  const passed = answers.filter((answer, index) => answer === 0 && decide(decision, block, index) >= bar).length;
  console.log(`hat finder: the gate lets ${((100 * passed) / (answers.length - yes)).toFixed(1)} % of the other cells pass`);
  return storedHead({ weights: decision.weights, bias: decision.bias - bar }, { slope: 1, offset: 0 });
}
