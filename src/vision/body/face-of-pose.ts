import type { FaceCandidate } from '../face/detector.ts';
import type { PixelPoint } from '../geometry.ts';
import type { Pose } from './pose.ts';

/** Joints of the face that are surer than this on average belong to a face that can be seen. */
const VISIBLE = 0.5;
/** From the eyes the tip of the nose is this part of the way to the mouth. */
const NOSE_ON_THE_WAY = 0.55;
/** Half the mouth's width and half the face's, per distance between the eyes. */
const HALF_MOUTH = 0.4;
const HALF_FACE = 1.1;

/** The face that a person's joints show where no face detector sees one: hidden by a mask, blurred, turned. */
export function faceOfPose({ nose, leftEye, rightEye }: Pose): FaceCandidate | undefined {
  const score = (nose.score + leftEye.score + rightEye.score) / 3;
  // The person's left is on the picture's right when the face looks at the camera.
  const [eyeLeft, eyeRight] = leftEye.x < rightEye.x ? [leftEye, rightEye] : [rightEye, leftEye];
  const across = { x: eyeRight.x - eyeLeft.x, y: eyeRight.y - eyeLeft.y };
  const apart = Math.hypot(across.x, across.y);
  if (score < VISIBLE || apart < 1) return undefined;
  const eyes = { x: (eyeLeft.x + eyeRight.x) / 2, y: (eyeLeft.y + eyeRight.y) / 2 };
  const mouth = { x: eyes.x + (nose.x - eyes.x) / NOSE_ON_THE_WAY, y: eyes.y + (nose.y - eyes.y) / NOSE_ON_THE_WAY };
  const corner = (side: number): PixelPoint => ({ x: mouth.x + side * HALF_MOUTH * across.x, y: mouth.y + side * HALF_MOUTH * across.y });
  const half = HALF_FACE * apart;
  return {
    score,
    points: { eyeLeft: { x: eyeLeft.x, y: eyeLeft.y }, eyeRight: { x: eyeRight.x, y: eyeRight.y }, nose: { x: nose.x, y: nose.y }, mouthLeft: corner(-1), mouthRight: corner(1) },
    box: { left: nose.x - half, top: nose.y - half, width: 2 * half, height: 2 * half },
  };
}
