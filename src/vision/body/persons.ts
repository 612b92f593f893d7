import type { FaceCandidate } from '../face/detector.ts';
import { center, intersectionOverUnion, type PixelBox } from '../geometry.ts';
import type { BodySightings, PersonSighting } from './body-sightings.ts';
import { headOfFace, headOfPose } from './head-box.ts';
import type { Pose } from './pose.ts';

/** Somebody who may be in the picture, put together from what the detectors have seen. */
export interface PersonCandidate {
  readonly box: PixelBox;
  /** As the object detector has it; 0 when only a face was seen. */
  readonly score: number;
  /** The head with whatever is worn on it. */
  readonly head: PixelBox;
  /** Absent when the object detector has not seen the person. */
  readonly pose?: Pose;
  readonly face?: FaceCandidate;
}

/** A face belongs to a head whose middle is nearer than this, in sides of the head. */
const FACE_NEAR_HEAD = 0.75;
/** A face's own head is at most so many times larger or smaller than the head of the person it belongs to. */
const HEAD_SIZE_RATIO = 2.5;
/** Heads that overlap more than this are one. */
const SAME_HEAD = 0.4;

/** The person that a face shows, in widths and heights of its head: shoulders as far as the picture goes. */
const PERSON_PER_HEAD = { width: 2.6, height: 6.5 };

/** Gives each face to the person whose head holds it; a face without such a person becomes one. Heads are distinct. */
export function personCandidates({ persons, faces }: BodySightings, width: number, height: number): PersonCandidate[] {
  const heads = persons.map(({ box, pose }) => headOfPose(box, pose));
  const owners = assignFaces(heads, faces);
  const seen = persons.map((person, index) => withFace(person, heads[index], faces[owners.indexOf(index)]));
  const faceOnly = faces.filter((_, index) => owners[index] === undefined).map((face) => personOfFace(face, width, height));
  return distinct([...seen, ...faceOnly]);
}

/** For each face the index of its person, surest faces first; no person gets two. */
function assignFaces(heads: readonly PixelBox[], faces: readonly FaceCandidate[]): (number | undefined)[] {
  const owners: (number | undefined)[] = faces.map(() => undefined);
  const order = faces.map((_, index) => index).toSorted((a, b) => (faces[b]?.score ?? 0) - (faces[a]?.score ?? 0));
  for (const index of order) {
    const face = faces[index];
    if (!face) continue;
    const head = headOfFace(face.points);
    let nearest = FACE_NEAR_HEAD;
    heads.forEach((other, person) => {
      if (owners.includes(person)) return;
      const distance = headDistance(head, other);
      if (distance < nearest) [owners[index], nearest] = [person, distance];
    });
  }
  return owners;
}

/** Distance of two heads' middles in sides of the larger, infinite when they differ too much in size. */
function headDistance(a: PixelBox, b: PixelBox): number {
  const [sideA, sideB] = [Math.max(a.width, a.height), Math.max(b.width, b.height)];
  if (Math.max(sideA, sideB) > HEAD_SIZE_RATIO * Math.min(sideA, sideB)) return Infinity;
  const [middleA, middleB] = [center(a), center(b)];
  return Math.hypot(middleA.x - middleB.x, middleA.y - middleB.y) / Math.max(sideA, sideB);
}

function withFace({ box, score, pose }: PersonSighting, head: PixelBox | undefined, face: FaceCandidate | undefined): PersonCandidate {
  if (face) return { box, score, pose, face, head: headOfFace(face.points) };
  if (!head) throw new Error('A person was left without a head.');
  return { box, score, pose, head };
}

function personOfFace(face: FaceCandidate, width: number, height: number): PersonCandidate {
  const head = headOfFace(face.points);
  const middle = center(head).x;
  const left = Math.max(0, middle - (PERSON_PER_HEAD.width * head.width) / 2);
  const right = Math.min(width, middle + (PERSON_PER_HEAD.width * head.width) / 2);
  const top = Math.max(0, head.top);
  const bottom = Math.min(height, head.top + PERSON_PER_HEAD.height * head.height);
  return { box: { left, top, width: right - left, height: bottom - top }, score: 0, head, face };
}

/** Of persons who share a head the best is kept: first who has a face, then who is surer. */
function distinct(persons: readonly PersonCandidate[]): PersonCandidate[] {
  const rank = ({ score, face }: PersonCandidate): number => score + (face ? 1 : 0);
  const kept: PersonCandidate[] = [];
  for (const person of persons.toSorted((a, b) => rank(b) - rank(a))) {
    if (kept.every(({ head }) => intersectionOverUnion(head, person.head) <= SAME_HEAD)) kept.push(person);
  }
  return kept;
}
