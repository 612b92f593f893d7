import type { Sessions } from '../../runtime/sessions.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';
import { output, runOnCrops } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { applyTransform } from '../similarity-transform.ts';
import { viewSquare } from './square-view.ts';

/*
 * MoveNet Lightning: Votel and Li, "Next-Generation Pose Detection with MoveNet and TensorFlow.js", 2021. Weights of
 * TensorFlow Hub as @vladmandic/human carries them.
 */

const MODEL = 'movenet-lightning';
/** Side in pixels of the square that the model sees. */
const SIDE = 192;
/** The square holds the person with some room around, as the model was trained. */
const ENLARGEMENT = 1.25;

/** The joints in the model's order; left and right are the person's own. */
export const jointNames = [
  'nose', 'leftEye', 'rightEye', 'leftEar', 'rightEar', 'leftShoulder', 'rightShoulder', 'leftElbow', 'rightElbow',
  'leftWrist', 'rightWrist', 'leftHip', 'rightHip', 'leftKnee', 'rightKnee', 'leftAnkle', 'rightAnkle',
] as const;
export type JointName = (typeof jointNames)[number];

/** A joint in pixels of the picture. */
export interface Joint extends PixelPoint {
  /** How sure the model is, 0 to 1. */
  readonly score: number;
}

/** Where the joints of one person are; those that are out of sight have low scores. */
export type Pose = Readonly<Record<JointName, Joint>>;

/** Models that `estimatePose` runs. */
export const poseModels: readonly string[] = [MODEL];

/** Looks for the joints of the person in a box. */
export async function estimatePose(sessions: Sessions, picture: PictureReader, person: PixelBox): Promise<Pose> {
  const view = viewSquare(picture, person, ENLARGEMENT, SIDE);
  const [seen] = await runOnCrops(sessions, MODEL, [view]);
  if (!seen) throw new Error('The pose model left out its only crop.');
  return decodePose(output(seen, 'keypoints'), (point) => applyTransform(view.crop.toPicture, point));
}

/** The model's rows of y, x and score, as fractions of its square, in pixels of the picture. */
export function decodePose(rows: Float32Array, toPicture: (point: PixelPoint) => PixelPoint): Pose {
  const joint = (index: number): Joint => {
    const [y = 0, x = 0, score = 0] = rows.subarray(index * 3, index * 3 + 3);
    return { ...toPicture({ x: x * SIDE, y: y * SIDE }), score };
  };
  return Object.fromEntries(jointNames.map((name, index) => [name, joint(index)])) as Pose;
}
