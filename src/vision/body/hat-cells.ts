import type { YoloxView } from '../objects/yolox.ts';

/*
 * What the hat finder reads of YOLOX: for each cell of its 8 px grid the features of the 3x3 cells around it, what the
 * object heads are told from, and the feature of the 16 px cell in which it lies.
 */

/** Cells per side of the grid, pixels of the model's square per cell. */
export const HAT_GRID = 52;
export const HAT_CELL = 8;
const COARSE = HAT_GRID / 2;
const CELLS = HAT_GRID * HAT_GRID;
const CHANNELS = 64;
const COARSE_CHANNELS = 128;
/** Numbers of a cell: nine neighbours, two towers, the coarse cell. */
export const HAT_ROW = 9 * CHANNELS + 2 * CHANNELS + COARSE_CHANNELS;
/** Where the towers begin in a row, and how many numbers they are. */
export const TOWERS: { readonly start: number; readonly length: number } = { start: 9 * CHANNELS, length: 2 * CHANNELS };

/** Planes of one view, channel by channel. */
export interface HatPlanes {
  readonly fine: Float32Array;
  readonly classes: Float32Array;
  readonly boxes: Float32Array;
  readonly coarse: Float32Array;
}

/** Takes the planes out of what the model gave. */
export function hatPlanes({ outputs }: Pick<YoloxView, 'outputs'>): HatPlanes {
  const plane = (name: string): Float32Array => {
    const tensor = outputs[name];
    if (!tensor) throw new Error(`yolox-nano was made without the value ${name} that hats are told from.`);
    return tensor.data;
  };
  return { fine: plane('956'), classes: plane('1044'), boxes: plane('1061'), coarse: plane('990') };
}

/** Writes the two towers of a cell. */
export function writeTowers({ classes, boxes }: HatPlanes, cell: number, row: Float32Array, start: number): void {
  for (let channel = 0; channel < CHANNELS; channel++) {
    // The planes hold every cell of every channel.
    row[start + channel] = classes[channel * CELLS + cell]!;
    row[start + CHANNELS + channel] = boxes[channel * CELLS + cell]!;
  }
}

/** Writes all the numbers of a cell; beyond the grid there are zeros. */
export function writeHatRow(planes: HatPlanes, cell: number, row: Float32Array, start: number): void {
  const column = cell % HAT_GRID;
  const line = (cell - column) / HAT_GRID;
  let to = start;
  for (let y = line - 1; y <= line + 1; y++) {
    for (let x = column - 1; x <= column + 1; x++, to += CHANNELS) {
      const outside = x < 0 || y < 0 || x >= HAT_GRID || y >= HAT_GRID;
      for (let channel = 0; channel < CHANNELS; channel++) {
        // Inside the planes by the check above.
        row[to + channel] = outside ? 0 : planes.fine[channel * CELLS + y * HAT_GRID + x]!;
      }
    }
  }
  writeTowers(planes, cell, row, to);
  to += TOWERS.length;
  const coarse = (line >> 1) * COARSE + (column >> 1);
  for (let channel = 0; channel < COARSE_CHANNELS; channel++) row[to + channel] = planes.coarse[channel * COARSE * COARSE + coarse]!;
}
