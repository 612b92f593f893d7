import type { FaceKeyPoints } from '../face/detector.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';
import type { JointName, Pose } from './pose.ts';

/*
 * What says where a head is, with whatever is worn on it: a face's points, or a person's joints. Linear models of
 * position and size read it.
 */

/** A point and a length that boxes are told relative to. */
export interface Frame extends PixelPoint {
  /** Pixels. */
  readonly unit: number;
}

/** Frame and size-free numbers that a linear model reads. The first is 1. */
export interface BoxEvidence {
  readonly frame: Frame;
  readonly row: readonly number[];
}

const HEAD_JOINTS = ['nose', 'leftEye', 'rightEye', 'leftEar', 'rightEar'] as const satisfies readonly JointName[];
const SHOULDERS = ['leftShoulder', 'rightShoulder'] as const satisfies readonly JointName[];

/** What a face's points say of its head. */
export function faceEvidence(points: FaceKeyPoints): BoxEvidence {
  const eyes = between(points.eyeLeft, points.eyeRight);
  const mouth = between(points.mouthLeft, points.mouthRight);
  // Seen from the side the eyes come together, seen from above the mouth comes near: one of the two stays long.
  const unit = Math.max(2, Math.hypot(eyes.x - mouth.x, eyes.y - mouth.y, points.eyeLeft.x - points.eyeRight.x));
  const frame = { ...between(eyes, mouth), unit };
  const at = ({ x, y }: PixelPoint): [number, number] => [(x - frame.x) / unit, (y - frame.y) / unit];
  const nose = at(points.nose);
  const apart = (points.eyeRight.x - points.eyeLeft.x) / unit;
  return { frame, row: [1, ...at(points.eyeLeft), ...at(points.eyeRight), ...nose, ...at(mouth), apart ** 2, nose[0] ** 2] };
}

/** What a person's box and joints say of the head. */
export function poseEvidence(person: PixelBox, pose: Pose): BoxEvidence {
  const frame = { x: person.left, y: person.top, unit: Math.max(1, person.width) };
  const { unit } = frame;
  const joints = [...HEAD_JOINTS, ...SHOULDERS].flatMap((name) => {
    const { x, y, score } = pose[name];
    return [(x - frame.x) / unit, (y - frame.y) / unit, score];
  });
  const head = weightedMiddle(pose);
  const [left, right] = [pose.leftShoulder, pose.rightShoulder];
  const shoulders = Math.hypot(left.x - right.x, left.y - right.y) / unit;
  const spread = head.spread / unit;
  const neck = ((left.y + right.y) / 2 - head.y) / unit;
  return {
    frame,
    row: [
      1, Math.log(Math.max(1, person.height) / unit), ...joints, (head.x - frame.x) / unit, (head.y - frame.y) / unit,
      Math.log(shoulders + 0.05), Math.log(spread + 0.02), Math.log(Math.max(neck, 0) + 0.05), shoulders, spread, neck, Math.min(neck, 0),
    ],
  };
}

/** Middle of the head's joints and their spread from left to right, each as much as it can be seen. */
function weightedMiddle(pose: Pose): PixelPoint & { readonly spread: number } {
  const joints = HEAD_JOINTS.map((name) => pose[name]);
  const weightOf = (score: number): number => score + 0.001;
  const total = joints.reduce((sum, { score }) => sum + weightOf(score), 0);
  const x = joints.reduce((sum, joint) => sum + weightOf(joint.score) * joint.x, 0) / total;
  const y = joints.reduce((sum, joint) => sum + weightOf(joint.score) * joint.y, 0) / total;
  const square = joints.reduce((sum, joint) => sum + weightOf(joint.score) * (joint.x - x) ** 2, 0) / total;
  return { x, y, spread: Math.sqrt(square) };
}

/** A box relative to a frame: its middle in units, and the logarithms of its sides in units. */
export function relativeBox(box: PixelBox, { x, y, unit }: Frame): readonly [x: number, y: number, width: number, height: number] {
  return [
    (box.left + box.width / 2 - x) / unit, (box.top + box.height / 2 - y) / unit,
    Math.log(box.width / unit), Math.log(box.height / unit),
  ];
}

/** The box of which `relativeBox` told. */
export function absoluteBox([x, y, logWidth, logHeight]: readonly [number, number, number, number], frame: Frame): PixelBox {
  const width = frame.unit * Math.exp(logWidth);
  const height = frame.unit * Math.exp(logHeight);
  return { left: frame.x + x * frame.unit - width / 2, top: frame.y + y * frame.unit - height / 2, width, height };
}

/** A linear model of a box: one row of weights for the middle's x and y and for the logarithms of width and height. */
export interface LinearBox {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly width: readonly number[];
  readonly height: readonly number[];
}

/** Applies a linear model of a box. */
export function boxFrom({ frame, row }: BoxEvidence, { x, y, width, height }: LinearBox): PixelBox {
  const sum = (weights: readonly number[]): number => row.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0);
  return absoluteBox([sum(x), sum(y), sum(width), sum(height)], frame);
}

function between(a: PixelPoint, b: PixelPoint): PixelPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
