import type { PixelBox } from '../geometry.ts';
import type { Pose } from './pose.ts';

/** A hand as the joints tell of it. */
export interface Hand {
  readonly name: 'leftHand' | 'rightHand';
  readonly box: PixelBox;
  /** Of the wrist, 0 to 1. */
  readonly score: number;
}

/** The middle of a hand lies beyond the wrist by this part of the forearm. */
const BEYOND_WRIST = 0.35;
/** Side of a hand per length: medians over the hands of ../shared/data/ppe/gloves, except the head's, which is set by eye. */
const PER_SHOULDERS = 0.45;
const PER_FOREARM = 1;
const PER_HEAD = 0.65;

/** Both hands of a person, from wrist and elbow; left and right are the person's own. */
export function handsOfPose(pose: Pose, head: PixelBox): Hand[] {
  const shoulders = Math.hypot(pose.leftShoulder.x - pose.rightShoulder.x, pose.leftShoulder.y - pose.rightShoulder.y);
  return (['left', 'right'] as const).map((side) => {
    const wrist = pose[`${side}Wrist`];
    const elbow = pose[`${side}Elbow`];
    const alongX = wrist.x - elbow.x;
    const alongY = wrist.y - elbow.y;
    // Each length is foreshortened in some view; seldom two at once.
    const length = median(PER_SHOULDERS * shoulders, PER_FOREARM * Math.hypot(alongX, alongY), PER_HEAD * Math.max(head.width, head.height));
    const x = wrist.x + BEYOND_WRIST * alongX;
    const y = wrist.y + BEYOND_WRIST * alongY;
    return {
      name: `${side}Hand`,
      score: wrist.score,
      box: { left: x - length / 2, top: y - length / 2, width: length, height: length },
    };
  });
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
