import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';
import { suppressNonMaxima } from '../non-maximum-suppression.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { applyTransform, squareCrop, type SimilarityTransform } from '../similarity-transform.ts';
import type { FaceCandidate, FaceDetector } from './detector.ts';

/*
 * BlazeFace, back camera model: Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs",
 * 2019. It sees one square of 256 pixels and misses what is small in it, so the picture is also shown in tiles and
 * each find is looked at again from near.
 */

const MODEL = 'blazeface';
const SIDE = 256;

/** Grid cells per side and anchors per cell; every anchor is the middle of its cell. */
const GRIDS = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
] as const;
/** Numbers per anchor: box and six points. */
const NUMBERS = 16;

const PROPOSAL_SCORE = 0.3;
const FACE_SCORE = 0.5;
const OVERLAP = 0.3;
/** Side of the second, near look per side of the find. */
const ZOOM = 2;
/** Tiles are half the picture's long side and overlap by half. */
const TILE = 0.5;

/** The detector that npm packages alone can offer. Slower and less sure than YuNet, behind the same interface. */
export function createBlazeface(sessions: Sessions): FaceDetector {
  async function look(views: readonly CropOfRegion[]): Promise<FaceCandidate[][]> {
    const outputs = await runOnCrops(sessions, MODEL, views);
    return outputs.map((view, index) => {
      const crop = views[index]?.crop;
      if (!crop) throw new Error('The detector answered for more views than were shown to it.');
      return decode(output(view, 'scores'), output(view, 'boxes'), crop.toPicture);
    });
  }

  async function lookNear(picture: PictureReader, candidates: readonly FaceCandidate[]): Promise<FaceCandidate[]> {
    const views = candidates.map((candidate) => nearView(picture, candidate));
    const seen = await look(views);
    return candidates.flatMap((candidate, index) => {
      const again = seen[index]
        ?.filter(({ score, box }) => score >= FACE_SCORE && isNear(box, candidate.box))
        .toSorted((a, b) => b.score - a.score)[0];
      return again ? [again] : [];
    });
  }

  async function detectTurned(picture: PictureReader, roll: number): Promise<FaceCandidate[]> {
    const found = await look(farViews(picture, roll));
    const proposals = suppressNonMaxima(found.flat(), OVERLAP);
    return suppressNonMaxima(await lookNear(picture, proposals), OVERLAP);
  }

  return {
    model: MODEL,
    async detect(picture, { upright = false, expected } = {}) {
      for (const roll of upright || expected?.length === 0 ? [0] : [0, Math.PI / 2, -Math.PI / 2, Math.PI]) {
        const faces = await detectTurned(picture, roll);
        if (faces.length > 0) return faces;
      }
      return [];
    },
  };
}

/** The whole picture and overlapping tiles of half its long side. */
function farViews(picture: PictureReader, roll: number): CropOfRegion[] {
  const longSide = Math.max(picture.width, picture.height);
  const tile = longSide * TILE;
  const scale = Math.min(1, SIDE / tile);
  const region = picture.readRegion({ left: 0, top: 0, width: picture.width, height: picture.height }, scale);
  const view = (middle: PixelPoint, side: number): CropOfRegion => ({
    region,
    crop: { width: SIDE, height: SIDE, toPicture: squareCrop(middle, side, roll, SIDE) },
  });
  const views = [view({ x: picture.width / 2, y: picture.height / 2 }, longSide)];
  for (const y of steps(picture.height, tile)) {
    for (const x of steps(picture.width, tile)) views.push(view({ x, y }, tile));
  }
  return views;
}

/** Middles of overlapping tiles along one side. */
function steps(length: number, tile: number): number[] {
  if (length <= tile) return [length / 2];
  const count = Math.ceil((length - tile) / (tile / 2)) + 1;
  return Array.from({ length: count }, (_, index) => tile / 2 + ((length - tile) * index) / (count - 1));
}

function nearView(picture: PictureReader, { box, points }: FaceCandidate): CropOfRegion {
  const roll = Math.atan2(points.eyeRight.y - points.eyeLeft.y, points.eyeRight.x - points.eyeLeft.x);
  const side = ZOOM * Math.max(box.width, box.height);
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const reach = (side * Math.SQRT2) / 2 + 2;
  const region = picture.readRegion(
    { left: middle.x - reach, top: middle.y - reach, width: 2 * reach, height: 2 * reach },
    Math.min(1, (SIDE * 1.5) / side),
  );
  return { region, crop: { width: SIDE, height: SIDE, toPicture: squareCrop(middle, side, roll, SIDE) } };
}

function isNear(box: PixelBox, wanted: PixelBox): boolean {
  const x = box.left + box.width / 2 - wanted.left - wanted.width / 2;
  const y = box.top + box.height / 2 - wanted.top - wanted.height / 2;
  return Math.hypot(x, y) < 0.5 * Math.max(wanted.width, wanted.height);
}

function decode(scores: Float32Array, boxes: Float32Array, toPicture: SimilarityTransform): FaceCandidate[] {
  const found: FaceCandidate[] = [];
  let anchor = 0;
  for (const { cells, anchors } of GRIDS) {
    for (let cell = 0; cell < cells * cells; cell++) {
      const middleX = ((cell % cells) + 0.5) / cells;
      const middleY = (Math.floor(cell / cells) + 0.5) / cells;
      for (let repeat = 0; repeat < anchors; repeat++, anchor++) {
        const score = 1 / (1 + Math.exp(-(scores[anchor] ?? -100)));
        if (score >= PROPOSAL_SCORE) found.push(decodeAnchor(boxes, anchor, middleX * SIDE, middleY * SIDE, score, toPicture));
      }
    }
  }
  return suppressNonMaxima(found, OVERLAP);
}

function decodeAnchor(
  boxes: Float32Array,
  anchor: number,
  anchorX: number,
  anchorY: number,
  score: number,
  toPicture: SimilarityTransform,
): FaceCandidate {
  const number = (index: number): number => boxes[anchor * NUMBERS + index] ?? 0;
  const middle = applyTransform(toPicture, { x: anchorX + number(0), y: anchorY + number(1) });
  const scale = Math.hypot(toPicture.a, toPicture.b);
  const width = number(2) * scale;
  const height = number(3) * scale;
  const point = (index: number): PixelPoint =>
    applyTransform(toPicture, { x: anchorX + number(4 + index * 2), y: anchorY + number(5 + index * 2) });
  const mouth = point(3);
  const eyeLeft = point(0);
  const eyeRight = point(1);
  // This model has one point for the mouth; its corners lie about a third of the eyes' distance to either side.
  const half = { x: (eyeRight.x - eyeLeft.x) * 0.36, y: (eyeRight.y - eyeLeft.y) * 0.36 };
  return {
    box: { left: middle.x - width / 2, top: middle.y - height / 2, width, height },
    score,
    points: {
      eyeLeft,
      eyeRight,
      nose: point(2),
      mouthLeft: { x: mouth.x - half.x, y: mouth.y - half.y },
      mouthRight: { x: mouth.x + half.x, y: mouth.y + half.y },
    },
  };
}
