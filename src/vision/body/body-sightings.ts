import type { HatFinder } from '../../../models/heads/protective-equipment/hat-finder.ts';
import type { Sessions } from '../../runtime/sessions.ts';
import { createBlazeface } from '../face/blazeface.ts';
import type { FaceCandidate } from '../face/detector.ts';
import { faceDetector } from '../face/find-faces.ts';
import { center, intersectionOverUnion, type PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { findHats, type HatSighting } from './find-hats.ts';
import { findPersonBoxes, personBoxes, personModels } from './person-boxes.ts';
import { estimatePose, poseModels, type Pose } from './pose.ts';

/** Something that may be a person, with its joints as far as they can be seen. */
export interface PersonSighting {
  readonly box: PixelBox;
  /** As the object detector has it, 0 to 1. */
  readonly score: number;
  readonly pose: Pose;
}

/** What the models see of people in a picture, before it is decided who is there. */
export interface BodySightings {
  readonly persons: readonly PersonSighting[];
  readonly faces: readonly FaceCandidate[];
  /** Heads with hats, where the build can look for them. */
  readonly hats?: readonly HatSighting[];
}

/** Joints of the face that are surer than this on average belong to a face that can be seen. */
const VISIBLE_FACE = 0.4;
const FACE_JOINTS = ['nose', 'leftEye', 'rightEye'] as const;
/** Faces that overlap more than this are one. */
const SAME_FACE = 0.3;
/** A face as wide as this part of the picture's shorter side is a close-up, of which the object detector may see no person. */
const CLOSE_UP = 0.3;

/** Models that `lookForBodies` runs. */
export function sightingModels(sessions: Sessions): string[] {
  return [...personModels(sessions), ...poseModels, ...new Set([faceDetector(sessions).model, 'blazeface'])];
}

/**
 * Looks for persons, their joints, faces and hats. The heads in models/heads/protective-equipment are trained on the same.
 *
 * @param finder of hats, another one than the library's own while one is trained
 */
export async function lookForBodies(sessions: Sessions, picture: PictureReader, finder?: Omit<HatFinder, 'verdict'>): Promise<BodySightings> {
  const found = sessions.has('yolox-nano') ? await findHats(sessions, picture, finder) : undefined;
  const boxes = found ? personBoxes(found.objects) : await findPersonBoxes(sessions, picture);
  const persons: PersonSighting[] = [];
  for (const { box, score } of boxes) persons.push({ box, score, pose: await estimatePose(sessions, picture, box) });
  return { persons, faces: await lookForFaces(sessions, picture, persons), ...(found && { hats: found.hats }) };
}

/**
 * Faces, covered ones too: YuNet misses every fifth face with a mask in a close-up, BlazeFace finds nearly all of these.
 * It is asked where a face should be seen, and believed only there, because it also sees faces where there are none.
 */
export async function lookForFaces(sessions: Sessions, picture: PictureReader, persons: readonly PersonSighting[]): Promise<readonly FaceCandidate[]> {
  const detector = faceDetector(sessions);
  const faces = await detector.detect(picture);
  const faceless = persons.filter(({ box, pose }) => showsFace(pose) && !faces.some((face) => holds(box, center(face.box))));
  if (detector.model === 'blazeface' || (faceless.length === 0 && faces.length > 0)) return faces;
  const closeUp = CLOSE_UP * Math.min(picture.width, picture.height);
  const more = (await createBlazeface(sessions).detect(picture)).filter(({ box }) => {
    const isExpected = faceless.some((person) => holds(person.box, center(box))) || (faces.length === 0 && box.width >= closeUp);
    return isExpected && faces.every((face) => intersectionOverUnion(face.box, box) < SAME_FACE);
  });
  return [...faces, ...more];
}

function showsFace(pose: Pose): boolean {
  return FACE_JOINTS.reduce((sum, name) => sum + pose[name].score, 0) / FACE_JOINTS.length >= VISIBLE_FACE;
}

function holds({ left, top, width, height }: PixelBox, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= left && y >= top && x <= left + width && y <= top + height;
}
