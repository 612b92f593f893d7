import type { FaceCandidate } from '../face/detector.ts';
import { center, intersectionOverUnion, type PixelBox } from '../geometry.ts';
import type { BodySightings, PersonSighting } from './body-sightings.ts';
import type { HatSighting } from './find-hats.ts';
import { headOfFace, headOfPose } from './head-box.ts';
import type { Pose } from './pose.ts';

/** Somebody who may be in the picture, put together from what the detectors have seen. */
export interface PersonCandidate {
  readonly box: PixelBox;
  /** As the object detector has it; 0 when only a head was seen. */
  readonly score: number;
  /** The head with whatever is worn on it. */
  readonly head: PixelBox;
  /** Absent when the object detector has not seen the person. */
  readonly pose?: Pose;
  readonly face?: FaceCandidate;
  /** As the hat finder has it; absent where it has seen none. */
  readonly hat?: HatSighting;
}

/** A head that was seen by itself: its face, its hat, or both. */
interface HeadSighting {
  readonly box: PixelBox;
  readonly face?: FaceCandidate;
  readonly hat?: HatSighting;
}

/** A hat and a face whose heads overlap by this are of one head. */
const SAME_HEAD_SEEN = 0.3;
/** From this score on a hat's own box is trusted more than the face's. */
const SURE_HAT = 0.4;
/** A head belongs to a person whose own head is nearer than this, in sides of the larger. */
const NEAR = 0.75;
/** Heads of one person differ in size by at most this factor, however they were told. */
const HEAD_SIZE_RATIO = 2.5;
/** Joints that show a head. */
const HEAD_JOINTS = ['nose', 'leftEye', 'rightEye', 'leftEar', 'rightEar'] as const;
/** Heads that overlap more than this are one. */
const SAME_HEAD = 0.4;

/** The person that a head shows, in widths and heights of the head: shoulders and body as far as the picture goes. */
const PERSON_PER_HEAD = { width: 2.6, height: 6.5 };

/** Gives each head to the person it sits on; a head without such a person becomes one. Heads are distinct. */
export function personCandidates({ persons, faces, hats = [] }: BodySightings, width: number, height: number): PersonCandidate[] {
  const poseHeads = persons.map(({ box, pose }) => headOfPose(box, pose));
  const heads = headSightings(faces, hats);
  const owners = assignHeads(poseHeads, heads);
  const seen = persons.map((person, index) => withHead(person, poseHeads[index], heads[owners.indexOf(index)]));
  const headsOnly = heads.filter((_, index) => owners[index] === undefined).map((head) => personOfHead(head, width, height));
  return distinct([...seen, ...headsOnly]);
}

/** How well the best of the head's joints is seen, 0 to 1; 0 without a person. */
export function headJointScore({ pose }: PersonCandidate): number {
  return pose ? Math.max(...HEAD_JOINTS.map((name) => pose[name].score)) : 0;
}

/** Faces with their hats, then hats without a face. */
function headSightings(faces: readonly FaceCandidate[], hats: readonly HatSighting[]): HeadSighting[] {
  const left = new Set(hats);
  const withFaces = faces.toSorted((a, b) => b.score - a.score).map((face): HeadSighting => {
    const box = headOfFace(face.points);
    // The surest, not the nearest: beside a hat there are doubtful ones.
    const [hat] = [...left].filter((each) => intersectionOverUnion(each.box, box) >= SAME_HEAD_SEEN).toSorted((a, b) => b.score - a.score);
    if (!hat) return { box, face };
    left.delete(hat);
    return { box: hat.score >= SURE_HAT ? hat.box : box, face, hat };
  });
  return [...withFaces, ...[...left].map((hat) => ({ box: hat.box, hat }))];
}

/** For each head the index of its person, in the order of the heads; no person gets two. */
function assignHeads(poseHeads: readonly PixelBox[], heads: readonly HeadSighting[]): (number | undefined)[] {
  const owners: (number | undefined)[] = heads.map(() => undefined);
  heads.forEach(({ box }, index) => {
    let nearest = NEAR;
    poseHeads.forEach((other, person) => {
      if (owners.includes(person) && owners[index] !== person) return;
      const distance = headDistance(box, other);
      if (distance < nearest) [owners[index], nearest] = [person, distance];
    });
  });
  return owners;
}

/** Distance of two heads' middles in sides of the larger, infinite when they differ too much in size. */
function headDistance(a: PixelBox, b: PixelBox): number {
  const [sideA, sideB] = [Math.max(a.width, a.height), Math.max(b.width, b.height)];
  if (Math.max(sideA, sideB) > HEAD_SIZE_RATIO * Math.min(sideA, sideB)) return Infinity;
  const [middleA, middleB] = [center(a), center(b)];
  return Math.hypot(middleA.x - middleB.x, middleA.y - middleB.y) / Math.max(sideA, sideB);
}

function withHead({ box, score, pose }: PersonSighting, poseHead: PixelBox | undefined, seen: HeadSighting | undefined): PersonCandidate {
  const head = seen?.box ?? poseHead;
  if (!head) throw new Error('A person was left without a head.');
  return { box, score, pose, head, ...(seen?.face && { face: seen.face }), ...(seen?.hat && { hat: seen.hat }) };
}

function personOfHead({ box: head, face, hat }: HeadSighting, width: number, height: number): PersonCandidate {
  const middle = center(head).x;
  const left = Math.max(0, middle - (PERSON_PER_HEAD.width * head.width) / 2);
  const right = Math.min(width, middle + (PERSON_PER_HEAD.width * head.width) / 2);
  const top = Math.max(0, head.top);
  const bottom = Math.min(height, head.top + PERSON_PER_HEAD.height * head.height);
  const box = { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  return { box, score: 0, head, ...(face && { face }), ...(hat && { hat }) };
}

/** Of persons who share a head the best is kept: first who has a face or a hat, then who is surer. */
function distinct(persons: readonly PersonCandidate[]): PersonCandidate[] {
  const rank = ({ score, face, hat }: PersonCandidate): number => score + (face ? 1 : 0) + (hat?.score ?? 0);
  const kept: PersonCandidate[] = [];
  for (const person of persons.toSorted((a, b) => rank(b) - rank(a))) {
    if (kept.every(({ head }) => intersectionOverUnion(head, person.head) <= SAME_HEAD)) kept.push(person);
  }
  return kept;
}
