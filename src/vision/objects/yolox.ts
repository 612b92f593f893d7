import type { PlainTensor, Sessions } from '../../runtime/sessions.ts';
import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { upperLeft, writePlanes, type PixelNormalization } from '../pixels.ts';
import type { ObjectCandidate, ObjectDetector } from './detector.ts';

/*
 * YOLOX-Nano: Ge et al., "YOLOX: Exceeding YOLO Series in 2021". Weights: Megvii, Apache-2.0. Anchor-free: every cell
 * of three grids proposes one object.
 */

const MODEL = 'yolox-nano';
/** Side in pixels of the square that the model sees. */
const SIDE = 416;
const STRIDES = [8, 16, 32] as const;
const KINDS = 80;
const NUMBERS = 5 + KINDS;
/** The grey that fills what a picture leaves free of the square, as in training. */
const GREY = 114;
/** Below this a cell proposes nothing. */
const PROPOSAL_SCORE = 0.05;

/** The detector that the library prefers; see the manifest for where it comes from. */
export function createYolox(sessions: Sessions): ObjectDetector {
  return {
    model: MODEL,
    async look(picture, part) {
      const { outputs, toPicture } = await runYolox(sessions, picture, part);
      const { output } = outputs;
      if (!output) throw new Error(`${MODEL} was made without its output.`);
      return decodeYolox(output.data).map(({ box, ...candidate }) => ({ ...candidate, box: toPicture(box) }));
    },
  };
}

/** What the model gave for a part of a picture. */
export interface YoloxView {
  /** By the names that the manifest has. */
  readonly outputs: Readonly<Record<string, PlainTensor>>;
  /** Pixels of the model's square per pixel of the picture. */
  readonly scale: number;
  /** From pixels of the model's square to pixels of the picture. */
  readonly toPicture: (box: PixelBox) => PixelBox;
}

/** Shows a part of a picture to the model. */
export async function runYolox(sessions: Sessions, picture: PictureReader, part: PixelBox): Promise<YoloxView> {
  const scale = SIDE / Math.max(part.width, part.height);
  const { origin, levels: [image] } = picture.readRegion(part, scale);
  if (!image) throw new Error('A region has no pixels.');
  const data = greySquare(sessions.normalization(MODEL));
  writePlanes(upperLeft(image, SIDE, SIDE), sessions.normalization(MODEL), SIDE, SIDE, data);
  const outputs = await sessions.run(MODEL, { data, dims: [1, 3, SIDE, SIDE] });
  return {
    outputs,
    scale,
    toPicture: ({ left, top, width, height }) => ({
      left: origin.x + left / scale, top: origin.y + top / scale, width: width / scale, height: height / scale,
    }),
  };
}

function greySquare({ mean, scale }: PixelNormalization): Float32Array {
  const plane = SIDE * SIDE;
  const data = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    data.fill((GREY - (mean[channel] ?? 0)) * (scale[channel] ?? 1), channel * plane, (channel + 1) * plane);
  }
  return data;
}

/** Candidates in pixels of the square, from the rows that the model gives for the cells of its grids. */
export function decodeYolox(rows: Float32Array): ObjectCandidate[] {
  const candidates: ObjectCandidate[] = [];
  let at = 0;
  for (const stride of STRIDES) {
    const cells = SIDE / stride;
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++, at += NUMBERS) {
        // Every cell has its row of numbers, by the sizes above.
        const object = rows[at + 4]!;
        if (object < PROPOSAL_SCORE) continue;
        const { kind, probability } = bestKind(rows, at + 5);
        const score = object * probability;
        if (score < PROPOSAL_SCORE) continue;
        candidates.push({ kind, score, box: boxOfCell(rows, at, column, row, stride) });
      }
    }
  }
  return candidates;
}

function bestKind(rows: Float32Array, start: number): { kind: number; probability: number } {
  let kind = 0;
  for (let other = 1; other < KINDS; other++) {
    // Inside the row of the cell.
    if (rows[start + other]! > rows[start + kind]!) kind = other;
  }
  return { kind, probability: rows[start + kind] ?? 0 };
}

function boxOfCell(rows: Float32Array, at: number, column: number, row: number, stride: number): PixelBox {
  // Inside the row of the cell.
  const x = (column + rows[at]!) * stride;
  const y = (row + rows[at + 1]!) * stride;
  const width = Math.exp(rows[at + 2]!) * stride;
  const height = Math.exp(rows[at + 3]!) * stride;
  return { left: x - width / 2, top: y - height / 2, width, height };
}
