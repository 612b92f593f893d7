import type { PlainTensor, Sessions } from '../../runtime/sessions.ts';
import type { Crop } from '../crop.ts';
import { center, intersectionOverUnion, type PixelBox, type PixelPoint } from '../geometry.ts';
import { runOnCrops, withInput } from '../model-input.ts';
import { suppressNonMaxima } from '../non-maximum-suppression.ts';
import type { PictureReader } from '../picture-reader.ts';
import { writePlanes } from '../pixels.ts';
import { applyTransform, squareCrop, type SimilarityTransform } from '../similarity-transform.ts';
import { turnImage, type QuarterTurns } from '../turn-image.ts';
import type { FaceCandidate, FaceDetector, FaceKeyPoints } from './detector.ts';

/*
 * YuNet: Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence Research 2023.
 * Weights: ShiqiYu/libfacedetection.train. Anchor-free: every cell of three grids proposes one face.
 */

const MODEL = 'yunet';
const STRIDES = [8, 16, 32] as const;

/** Below this a cell proposes nothing. */
const PROPOSAL_SCORE = 0.5;
/** A face needs this score in one of the looks (DESIGN section 3). */
const FACE_SCORE = 0.7;
/** From here on a face is believed without a second look. */
const CERTAIN_SCORE = 0.86;
/** What a second look must still find where the first one saw a face. */
const CONFIRMED_SCORE = 0.6;
const OVERLAP = 0.35;
const SIDE_MULTIPLE = 32;

/** Long sides, in pixels, at which a picture is looked at. A smaller picture is looked at as it is, and magnified where that can pay. */
const FIRST_LOOK = 640;
const CLOSE_LOOK = 1280;
const SMALLEST_LOOK = 320;
const MOST_MAGNIFIED = 2;
/** A face moves little from frame to frame; boxes of meshes reach higher up than those of the detector. */
const SAME_PLACE = 0.2;
const SECOND_LOOK_SIDE = 128;
/** A picture is looked at again, larger, when it has this many faces or one smaller than this in the first look. */
const MANY_FACES = 6;
const SMALL_FACE = 28;

/** Upright first, then turned left, right and upside down, as cameras are held. */
const QUARTER_TURNS = [0, 1, 3, 2] as const;
const UPRIGHT = [0] as const;

/** The detector that the library prefers; see the manifest for where it comes from. */
export function createYunet(sessions: Sessions): FaceDetector {
  async function look(picture: PictureReader, longSide: number, quarterTurns: QuarterTurns): Promise<FaceCandidate[]> {
    const scale = longSide / Math.max(picture.width, picture.height);
    const image = turnImage(
      picture.readScaled(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))),
      quarterTurns,
    );
    const width = Math.ceil(image.width / SIDE_MULTIPLE) * SIDE_MULTIPLE;
    const height = Math.ceil(image.height / SIDE_MULTIPLE) * SIDE_MULTIPLE;
    const outputs = await withInput(3 * width * height, (data) => {
      // Beyond the picture is black.
      data.fill(0);
      writePlanes(image, sessions.normalization(MODEL), width, height, data);
      return sessions.run(MODEL, { data, dims: [1, 3, height, width] });
    });
    const grids = STRIDES.map((stride) => gridOf(outputs, stride, width));
    const toPicture = turnBack(picture, image.width, image.height, quarterTurns);
    return propose(grids).map((candidate) => moveCandidate(candidate, toPicture));
  }

  /** Looks at the whole picture, and again, larger, where that can pay. */
  async function lookCloser(picture: PictureReader, quarterTurns: QuarterTurns): Promise<FaceCandidate[]> {
    const longSide = Math.max(picture.width, picture.height);
    // Beyond twice its size there is nothing more to see in a tiny picture.
    const magnified = MOST_MAGNIFIED * longSide;
    const first = Math.min(FIRST_LOOK, Math.max(SMALLEST_LOOK, longSide), magnified);
    const close = longSide > FIRST_LOOK ? Math.min(CLOSE_LOOK, longSide) : Math.min(FIRST_LOOK, magnified);
    let candidates = await look(picture, first, quarterTurns);
    // For turned pictures only where the first look found something: most pictures without faces are upright.
    const worthwhile = quarterTurns === 0 || candidates.length > 0;
    if (close > first && worthwhile && needsCloserLook(candidates, first / longSide)) {
      candidates = [...candidates, ...(await look(picture, close, quarterTurns))];
    }
    return suppressNonMaxima(candidates, OVERLAP).filter(({ score }) => score >= FACE_SCORE);
  }

  /** Looks once, as large as the smallest of the expected faces needs it. */
  async function glance(picture: PictureReader, expected: readonly PixelBox[]): Promise<FaceCandidate[]> {
    const longSide = Math.max(picture.width, picture.height);
    const largest = Math.min(Math.max(SMALLEST_LOOK, longSide), MOST_MAGNIFIED * longSide);
    const smallest = Math.min(...expected.map(({ width, height }) => Math.max(width, height)));
    const side = expected.length === 0 ? FIRST_LOOK : ([SMALLEST_LOOK, FIRST_LOOK].find((each) => (smallest * each) / longSide >= SMALL_FACE) ?? CLOSE_LOOK);
    const candidates = await look(picture, Math.min(side, largest), 0);
    return candidates.filter(({ score }) => score >= FACE_SCORE);
  }

  /** Looks at each doubtful candidate again, cut out upright and at the size the model knows best. */
  async function confirm(picture: PictureReader, candidates: readonly FaceCandidate[]): Promise<FaceCandidate[]> {
    const doubtful = candidates.filter(({ score }) => score < CERTAIN_SCORE);
    const crops = doubtful.map((candidate) => secondLookCrop(candidate));
    const outputs = await runOnCrops(
      sessions,
      MODEL,
      crops.map((crop, index) => ({ region: regionOf(picture, doubtful[index]), crop })),
    );
    const confirmed = doubtful.filter((_, index) => {
      const crop = outputs[index];
      return crop !== undefined && seesFaceInMiddle(crop);
    });
    return candidates.filter((candidate) => candidate.score >= CERTAIN_SCORE || confirmed.includes(candidate));
  }

  return {
    model: MODEL,
    async detect(picture, { upright = false, expected } = {}) {
      if (expected) {
        const faces = await confirm(picture, await glance(picture, expected));
        if (findsAgain(faces, expected)) return faces;
      }
      let surest: readonly FaceCandidate[] = [];
      for (const quarterTurns of upright ? UPRIGHT : QUARTER_TURNS) {
        const faces = await confirm(picture, await lookCloser(picture, quarterTurns));
        if (surety(faces) > surety(surest)) surest = faces;
        // A lying face seen upright can look like a poor face: only a sure one ends the search.
        if (surety(surest) >= CERTAIN_SCORE) break;
      }
      return surest;
    },
  };
}

interface Grid {
  readonly stride: number;
  readonly columns: number;
  readonly classScores: Float32Array;
  readonly objectScores: Float32Array;
  readonly boxes: Float32Array;
  readonly points: Float32Array;
}

function gridOf(outputs: Readonly<Record<string, PlainTensor>>, stride: number, width: number): Grid {
  const of = (kind: string): Float32Array => {
    const tensor = outputs[`${kind}_${stride}`];
    if (!tensor) throw new Error(`YuNet has no output ${kind}_${stride}.`);
    return tensor.data;
  };
  return {
    stride,
    columns: width / stride,
    classScores: of('cls'),
    objectScores: of('obj'),
    boxes: of('bbox'),
    points: of('kps'),
  };
}

function propose(grids: readonly Grid[]): FaceCandidate[] {
  const proposals: FaceCandidate[] = [];
  for (const grid of grids) {
    for (let cell = 0; cell < grid.classScores.length; cell++) {
      const score = cellScore(grid, cell);
      if (score >= PROPOSAL_SCORE) proposals.push(decodeCell(grid, cell, score));
    }
  }
  return suppressNonMaxima(proposals, OVERLAP);
}

function cellScore(grid: Grid, cell: number): number {
  return Math.sqrt(Math.min(1, grid.classScores[cell] ?? 0) * Math.min(1, grid.objectScores[cell] ?? 0));
}

function decodeCell(grid: Grid, cell: number, score: number): FaceCandidate {
  const { stride, columns, boxes, points } = grid;
  const column = cell % columns;
  const row = Math.floor(cell / columns);
  const number = (values: Float32Array, index: number): number => values[index] ?? 0;
  const middleX = (column + number(boxes, cell * 4)) * stride;
  const middleY = (row + number(boxes, cell * 4 + 1)) * stride;
  const width = Math.exp(number(boxes, cell * 4 + 2)) * stride;
  const height = Math.exp(number(boxes, cell * 4 + 3)) * stride;
  const point = (index: number): PixelPoint => ({
    x: (column + number(points, cell * 10 + index * 2)) * stride,
    y: (row + number(points, cell * 10 + index * 2 + 1)) * stride,
  });
  return {
    box: { left: middleX - width / 2, top: middleY - height / 2, width, height },
    score,
    points: { eyeLeft: point(0), eyeRight: point(1), nose: point(2), mouthLeft: point(3), mouthRight: point(4) },
  };
}

/** Whether every expected face is there, and none of them lies: lying faces are found better in the turned picture. */
function findsAgain(faces: readonly FaceCandidate[], expected: readonly PixelBox[]): boolean {
  if (expected.length === 0) return true;
  return surety(faces) >= CERTAIN_SCORE && expected.every((box) => faces.some((face) => intersectionOverUnion(face.box, box) >= SAME_PLACE));
}

/** Score of the best face. */
function surety(faces: readonly FaceCandidate[]): number {
  return faces.reduce((best, { score }) => Math.max(best, score), 0);
}

function needsCloserLook(candidates: readonly FaceCandidate[], scale: number): boolean {
  const plausible = candidates.filter(({ score }) => score >= FACE_SCORE);
  return (
    plausible.length === 0 ||
    plausible.length >= MANY_FACES ||
    plausible.some(({ box }) => Math.max(box.width, box.height) * scale < SMALL_FACE)
  );
}

function secondLookCrop({ box, points }: FaceCandidate): Crop {
  const roll = Math.atan2(points.eyeRight.y - points.eyeLeft.y, points.eyeRight.x - points.eyeLeft.x);
  const side = 2 * Math.max(box.width, box.height);
  return {
    width: SECOND_LOOK_SIDE,
    height: SECOND_LOOK_SIDE,
    toPicture: squareCrop(center(box), side, roll, SECOND_LOOK_SIDE),
  };
}

function regionOf(picture: PictureReader, candidate: FaceCandidate | undefined): ReturnType<PictureReader['readRegion']> {
  if (!candidate) throw new Error('A crop needs its candidate.');
  const middle = center(candidate.box);
  // The turned square of twice the face reaches as far as its diagonal.
  const reach = Math.SQRT2 * Math.max(candidate.box.width, candidate.box.height) + 1;
  const scale = Math.min(1, (SECOND_LOOK_SIDE * 1.5) / (2 * reach));
  return picture.readRegion({ left: middle.x - reach, top: middle.y - reach, width: 2 * reach, height: 2 * reach }, scale);
}

function seesFaceInMiddle(outputs: Readonly<Record<string, Float32Array>>): boolean {
  const tensors = Object.fromEntries(Object.entries(outputs).map(([name, data]) => [name, { data, dims: [] }]));
  const middle = SECOND_LOOK_SIDE / 2;
  return propose(STRIDES.map((stride) => gridOf(tensors, stride, SECOND_LOOK_SIDE))).some(({ box, score }) => {
    const at = center(box);
    return score >= CONFIRMED_SCORE && Math.hypot(at.x - middle, at.y - middle) < SECOND_LOOK_SIDE / 4;
  });
}

/** From pixels of the turned and scaled image to pixels of the picture. */
function turnBack(picture: PictureReader, turnedWidth: number, turnedHeight: number, quarterTurns: QuarterTurns): SimilarityTransform {
  const longSide = Math.max(picture.width, picture.height);
  const scale = longSide / Math.max(turnedWidth, turnedHeight);
  switch (quarterTurns) {
    case 0:
      return { a: scale, b: 0, tx: 0, ty: 0 };
    case 1:
      return { a: 0, b: -scale, tx: 0, ty: turnedWidth * scale };
    case 2:
      return { a: -scale, b: 0, tx: turnedWidth * scale, ty: turnedHeight * scale };
    case 3:
      return { a: 0, b: scale, tx: turnedHeight * scale, ty: 0 };
  }
}

function moveCandidate(candidate: FaceCandidate, toPicture: SimilarityTransform): FaceCandidate {
  const { left, top, width, height } = candidate.box;
  const corner = applyTransform(toPicture, { x: left, y: top });
  const opposite = applyTransform(toPicture, { x: left + width, y: top + height });
  const move = (point: PixelPoint): PixelPoint => applyTransform(toPicture, point);
  const { eyeLeft, eyeRight, nose, mouthLeft, mouthRight } = candidate.points;
  const points: FaceKeyPoints = {
    eyeLeft: move(eyeLeft),
    eyeRight: move(eyeRight),
    nose: move(nose),
    mouthLeft: move(mouthLeft),
    mouthRight: move(mouthRight),
  };
  const box: PixelBox = {
    left: Math.min(corner.x, opposite.x),
    top: Math.min(corner.y, opposite.y),
    width: Math.abs(opposite.x - corner.x),
    height: Math.abs(opposite.y - corner.y),
  };
  return { box, score: candidate.score, points };
}
