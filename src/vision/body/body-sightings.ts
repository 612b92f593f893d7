import type { Sessions } from '../../runtime/sessions.ts';
import type { FaceCandidate } from '../face/detector.ts';
import { faceDetector } from '../face/find-faces.ts';
import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { findPersonBoxes, personModels } from './person-boxes.ts';
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
}

/** Models that `lookForBodies` runs. */
export function sightingModels(sessions: Sessions): string[] {
  return [...personModels(sessions), ...poseModels, faceDetector(sessions).model];
}

/** Looks for persons, their joints and faces. The heads in models/heads/protective-equipment are trained on the same. */
export async function lookForBodies(sessions: Sessions, picture: PictureReader): Promise<BodySightings> {
  const boxes = await findPersonBoxes(sessions, picture);
  const faces = await faceDetector(sessions).detect(picture);
  const persons: PersonSighting[] = [];
  for (const { box, score } of boxes) persons.push({ box, score, pose: await estimatePose(sessions, picture, box) });
  return { persons, faces };
}
