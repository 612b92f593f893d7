import { headBoxModels } from '../../../models/heads/protective-equipment/head-boxes.ts';
import type { FaceKeyPoints } from '../face/detector.ts';
import type { PixelBox } from '../geometry.ts';
import { boxFrom, faceEvidence, poseEvidence } from './head-evidence.ts';
import type { Pose } from './pose.ts';

/*
 * Where a head is, with whatever is worn on it, by linear models that models/heads/protective-equipment/train.ts has
 * fitted to the labelled hats of ../shared/data: their boxes hold the whole head.
 */

/** The head of a face. */
export function headOfFace(points: FaceKeyPoints): PixelBox {
  return boxFrom(faceEvidence(points), headBoxModels.fromFace);
}

/** The head of a person, whether its face can be seen or not. */
export function headOfPose(person: PixelBox, pose: Pose): PixelBox {
  return boxFrom(poseEvidence(person, pose), headBoxModels.fromPose);
}
