import { area, center, type PixelBox } from '../geometry.ts';
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

/**
 * Where a body lies around its face, in face widths and heights: what fits people of coco128 best whose box is known
 * (mean overlap .61 there, of people whose faces stand alone in crowds unknown). Boxes end at the picture's border.
 */
const BODY = { halfWidth: 1.6, above: 0.45, below: 4.2 } as const;
/** A face belongs to a body when it lies in this upper part of it. */
const HEAD_PART = 0.62;
/** A face higher than this part of a body that is not a head close to the camera belongs to somebody else before it. */
const LARGEST_FACE = 0.95;
/** Bodies less sure than this take no face: the face alone gives a better box. */
const LEAST_BODY = 0.2;
/** A face is also the sure sign of a person whose body was seen only faintly. */
const BODY_TOLD = 0.05;

/** Everybody in the picture: bodies with the faces that belong to them, then faces that no body was found for. */
export function findPeople(objects: readonly FoundObject[], faces: readonly FaceOfPerson[], picture: Pick<PictureReader, 'width' | 'height'>): FoundPerson[] {
  const bodies = objects.filter(({ kind, probability }) => kind === PERSON_KIND && probability >= BODY_TOLD);
  const owners = faces.map((): number | undefined => undefined);
  const taken = new Set<number>();
  // Surest bodies first, each with the largest face in its head's place.
  bodies.forEach((body, index) => {
    if (body.probability < LEAST_BODY) return;
    const [own] = faces
      .map((face, at) => ({ at, size: area(face.box), fits: owners[at] === undefined && isHeadOf(face.box, body.box) }))
      .filter(({ fits }) => fits)
      .toSorted((a, b) => b.size - a.size);
    if (own === undefined) return;
    owners[own.at] = index;
    taken.add(index);
  });
  const withBodies = bodies.map((body, index): FoundPerson => {
    const at = owners.indexOf(index);
    const face = faces[at];
    return face ? { box: body.box, probability: Math.max(body.probability, face.confidence), face: at } : { box: body.box, probability: body.probability };
  });
  const alone = faces.flatMap(({ box, confidence }, at): FoundPerson[] =>
    owners[at] === undefined ? [{ box: bodyOf(box, picture), probability: confidence, face: at }] : [],
  );
  return [...withBodies, ...alone].toSorted((a, b) => b.probability - a.probability);
}

function isHeadOf(face: PixelBox, body: PixelBox): boolean {
  const { x, y } = center(face);
  return (
    x > body.left && x < body.left + body.width && y > body.top && y < body.top + HEAD_PART * body.height && face.height < LARGEST_FACE * body.height
  );
}

/** Where the body of a face lies, as far as the picture shows it. */
export function bodyOf(face: PixelBox, { width, height }: Pick<PictureReader, 'width' | 'height'>): PixelBox {
  const middle = face.left + face.width / 2;
  const left = Math.max(0, middle - BODY.halfWidth * face.width);
  const right = Math.min(width, middle + BODY.halfWidth * face.width);
  const top = Math.max(0, face.top - BODY.above * face.height);
  const bottom = Math.min(height, face.top + face.height + BODY.below * face.height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
