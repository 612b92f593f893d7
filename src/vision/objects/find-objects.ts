import type { Sessions } from '../../runtime/sessions.ts';
import { intersectionOverUnion, type PixelBox } from '../geometry.ts';
import { suppressNonMaxima } from '../non-maximum-suppression.ts';
import type { PictureReader } from '../picture-reader.ts';
import { createCenternet } from './centernet.ts';
import type { ObjectCandidate, ObjectDetector } from './detector.ts';
import { objectProbability } from './object-probability.ts';
import { smallTiles, squares, uncut } from './tiles.ts';
import { createYolox } from './yolox.ts';

/** An object of a picture. */
export interface FoundObject {
  readonly box: PixelBox;
  /** Class of COCO, 0 to 79. */
  readonly kind: number;
  /** That the picture shows such an object there, 0 to 1; see models/heads/object-scores. */
  readonly probability: number;
}

/** Two boxes of one kind that overlap by more than this are of one object. */
const SAME_OBJECT = 0.5;
/** An object of a moment ago overlaps itself by so much, however fast people walk. */
const SAME_PLACE = 0.3;
/** Pictures whose long side has this many pixels may show what only small tiles show. */
const LARGE_PICTURE = 1200;
/** Small tiles are looked at when the first looks show this many sure objects or a small one. */
const MANY_OBJECTS = 8;
const SURE_SCORE = 0.3;
/** Part of the picture's long side. */
const SMALL_OBJECT = 0.12;
/** Longest side, per side of a small tile, of what is believed to be better seen there than in the whole picture. */
const LARGEST_OF_TILE = 0.4;

/** The detector that this build can use. */
export function objectDetector(sessions: Sessions): ObjectDetector {
  return sessions.has('yolox-nano') ? createYolox(sessions) : createCenternet(sessions);
}

/** Something that a frame showed a moment ago. */
export type ExpectedObject = Pick<FoundObject, 'box' | 'kind'>;

/**
 * Objects of all 80 kinds, surest first.
 *
 * @param expected objects of a frame a moment ago: as soon as all are found again, no closer look is taken. Absent: whatever the picture may hide is looked for
 */
export async function findObjects(sessions: Sessions, picture: PictureReader, expected?: readonly ExpectedObject[]): Promise<FoundObject[]> {
  const detector = objectDetector(sessions);
  return (await findCandidates(detector, picture, expected))
    .map(({ box, kind, score }) => ({ box: inside(box, picture), kind, probability: objectProbability(detector.model, score) }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
}

/** What a detector sees in all looks, each object once, with the detector's own scores. Fitting and measuring start from here. */
export async function findCandidates(detector: ObjectDetector, picture: PictureReader, expected?: readonly ExpectedObject[]): Promise<ObjectCandidate[]> {
  const { width, height } = picture;
  const isEnough = (found: readonly ObjectCandidate[]): boolean => expected !== undefined && findsAgain(found, expected);
  let candidates: ObjectCandidate[] = [...(await detector.look(picture, { left: 0, top: 0, width, height }))];
  if (isEnough(candidates)) return distinct(candidates);
  for (const square of squares(width, height)) candidates.push(...uncut(await detector.look(picture, square), square, width, height));
  candidates = distinct(candidates);
  if (isEnough(candidates)) return candidates;
  if (Math.max(width, height) < LARGE_PICTURE || !mayHideSmallOnes(candidates, Math.max(width, height))) return candidates;
  for (const tile of smallTiles(width, height)) {
    const seen = uncut(await detector.look(picture, tile), tile, width, height);
    candidates.push(...seen.filter(({ box }) => Math.max(box.width, box.height) < LARGEST_OF_TILE * tile.width));
  }
  return distinct(candidates);
}

function findsAgain(found: readonly ObjectCandidate[], expected: readonly ExpectedObject[]): boolean {
  return expected.every(({ box, kind }) =>
    found.some((candidate) => candidate.kind === kind && candidate.score >= SURE_SCORE && intersectionOverUnion(candidate.box, box) >= SAME_PLACE),
  );
}

function mayHideSmallOnes(candidates: readonly ObjectCandidate[], longSide: number): boolean {
  const sure = candidates.filter(({ score }) => score >= SURE_SCORE);
  return sure.length >= MANY_OBJECTS || sure.some(({ box }) => Math.max(box.width, box.height) < SMALL_OBJECT * longSide);
}

function distinct(candidates: readonly ObjectCandidate[]): ObjectCandidate[] {
  const kinds = new Set(candidates.map(({ kind }) => kind));
  return [...kinds]
    .flatMap((each) => suppressNonMaxima(candidates.filter(({ kind }) => kind === each), SAME_OBJECT))
    .toSorted((a, b) => b.score - a.score);
}

/** The part of a box that lies in the picture: a detector's guess of what lies beyond is nothing anybody saw. */
function inside({ left, top, width, height }: PixelBox, picture: PictureReader): PixelBox {
  const from = { x: Math.max(0, left), y: Math.max(0, top) };
  const to = { x: Math.min(picture.width, left + width), y: Math.min(picture.height, top + height) };
  return { left: from.x, top: from.y, width: Math.max(0, to.x - from.x), height: Math.max(0, to.y - from.y) };
}
