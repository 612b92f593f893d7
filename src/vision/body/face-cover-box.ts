import type { FaceKeyPoints } from '../face/detector.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';

/** Corners of a mask in a face's own axes, origin between the eyes, unit from there to the mouth: from the nose's bridge to under the chin. */
const MASK = { halfWidth: 0.95, top: 0.3, bottom: 1.75 };

/** The box around what covers a face from the nose's bridge to the chin, whichever way the head leans. */
export function faceCoverBox({ eyeLeft, eyeRight, nose, mouthLeft, mouthRight }: FaceKeyPoints): PixelBox {
  const eyes = { x: (eyeLeft.x + eyeRight.x) / 2, y: (eyeLeft.y + eyeRight.y) / 2 };
  const mouth = { x: (mouthLeft.x + mouthRight.x) / 2, y: (mouthLeft.y + mouthRight.y) / 2 };
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y };
  // A turned head shows its cheek on the side from which the nose points away.
  const aside = ((nose.x - (eyes.x + mouth.x) / 2) * -down.y + (nose.y - (eyes.y + mouth.y) / 2) * down.x) / Math.max(1, down.x ** 2 + down.y ** 2);
  const corner = (across: number, along: number): PixelPoint => ({
    x: eyes.x + along * down.x - across * down.y,
    y: eyes.y + along * down.y + across * down.x,
  });
  const corners = [-1, 1].flatMap((side) => [MASK.top, MASK.bottom].map((along) => corner(side * MASK.halfWidth - aside / 2, along)));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
