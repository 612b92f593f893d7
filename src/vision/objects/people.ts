import { area, center, intersectionOverUnion, type PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { FoundObject } from './find-objects.ts';

/** Class of people in COCO. */
export const PERSON_KIND = 0;

/** A face that was found, without more than is needed to tell whose it is. */
export interface FaceOfPerson {
  readonly box: PixelBox;
  /** That it is a face, 0 to 1. */
  readonly confidence: number;
}

/** One person: found by the body, by the face, or both. */
export interface FoundPerson {
  readonly box: PixelBox;
  readonly probability: number;
  /** Place in the list of faces, where the face was found too. */
  readonly face?: number;
}

/** Where a body lies around its face. */
export interface BodyProportions {
  /** From the middle of the face to either side, in widths of the face. */
  readonly halfWidth: number;
  /** Above the face, in its heights. */
  readonly above: number;
  /** Below the face, in its heights. */
  readonly below: number;
}

/**
 * Of people who stand free, half width 2, above 0.5 and below 7 fit best (models/heads/object-scores/fit-bodies.ts). Whose
 * body was not found mostly stands behind others or is cut off, so only the upper body is told; set by hand.
 */
const BODY: BodyProportions = { halfWidth: 1.6, above: 0.5, below: 3 };
/** A face belongs to a body when it lies in this upper part of it. */
const HEAD_PART = 0.62;
/** A face higher than this part of a body that is not a head close to the camera belongs to somebody else before it. */
const LARGEST_FACE = 0.95;
/** Bodies less sure than this take no face: the face alone gives a better box. */
const LEAST_BODY = 0.2;
/** A face is also the sure sign of a person whose body was seen only faintly. */
const BODY_TOLD = 0.05;

/** A face that overlaps a body by more than this, itself or by the body it suggests, belongs to it: heads are found as bodies too. */
const SAME_AS_FACE = 0.25;
const SAME_AS_BODY = 0.4;

/** Everybody in the picture: bodies with the faces that belong to them, then faces that no body was found for. */
export function findPeople(objects: readonly FoundObject[], faces: readonly FaceOfPerson[], picture: Pick<PictureReader, 'width' | 'height'>): FoundPerson[] {
  const bodies = objects.filter(({ kind, probability }) => kind === PERSON_KIND && probability >= BODY_TOLD);
  const faceOf = matchFaces(bodies, faces, picture);
  const withBodies = bodies.map((body, index): FoundPerson => {
    const at = faceOf.get(index);
    const face = at === undefined ? undefined : faces[at];
    return face && at !== undefined
      ? { box: body.box, probability: Math.max(body.probability, face.confidence), face: at }
      : { box: body.box, probability: body.probability };
  });
  const owned = new Set(faceOf.values());
  const alone = faces.flatMap(({ box, confidence }, at): FoundPerson[] => (owned.has(at) ? [] : [{ box: bodyOf(box, picture), probability: confidence, face: at }]));
  return [...withBodies, ...alone].toSorted((a, b) => b.probability - a.probability);
}

/** Places of bodies with the places of their faces. Surest bodies choose first, each the largest face in its head's place. */
function matchFaces(bodies: readonly FoundObject[], faces: readonly FaceOfPerson[], picture: Pick<PictureReader, 'width' | 'height'>): ReadonlyMap<number, number> {
  const faceOf = new Map<number, number>();
  const isFree = (at: number): boolean => ![...faceOf.values()].includes(at);
  const bySize = faces.map(({ box }, at) => ({ box, at })).toSorted((a, b) => area(b.box) - area(a.box));
  const choose = (fits: (face: PixelBox, body: PixelBox) => boolean): void => {
    bodies.forEach(({ box, probability }, index) => {
      if (faceOf.has(index) || probability < LEAST_BODY) return;
      const own = bySize.find((face) => isFree(face.at) && fits(face.box, box));
      if (own) faceOf.set(index, own.at);
    });
  };
  choose(isHeadOf);
  choose((face, body) => intersectionOverUnion(face, body) > SAME_AS_FACE || intersectionOverUnion(bodyOf(face, picture), body) > SAME_AS_BODY);
  return faceOf;
}

function isHeadOf(face: PixelBox, body: PixelBox): boolean {
  const { x, y } = center(face);
  return (
    x > body.left && x < body.left + body.width && y > body.top && y < body.top + HEAD_PART * body.height && face.height < LARGEST_FACE * body.height
  );
}

/** Where the body of a face lies, as far as the picture shows it. */
export function bodyOf(face: PixelBox, { width, height }: Pick<PictureReader, 'width' | 'height'>, proportions = BODY): PixelBox {
  const middle = face.left + face.width / 2;
  const left = Math.max(0, middle - proportions.halfWidth * face.width);
  const right = Math.min(width, middle + proportions.halfWidth * face.width);
  const top = Math.max(0, face.top - proportions.above * face.height);
  const bottom = Math.min(height, face.top + face.height + proportions.below * face.height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
