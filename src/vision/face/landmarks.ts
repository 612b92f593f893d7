import type { PixelBox, PixelPoint } from '../geometry.ts';
import type { FaceLandmarkName } from './face.ts';
import type { Eyes } from './iris.ts';
import { meshBox, meshExtent, meshMiddle, meshPoint, type FaceMesh } from './mesh.ts';

/** Mesh points that stand for the API's names; "left" is the left side of the picture. Several mean their middle. */
const MESH_INDICES: Readonly<Record<Exclude<FaceLandmarkName, 'leftPupil' | 'rightPupil'>, readonly number[]>> = {
  eyeLeft: [33, 133, 159, 145],
  eyeRight: [263, 362, 386, 374],
  nose: [4],
  mouthLeft: [61],
  mouthRight: [291],
  leftEyeBrowLeft: [70],
  leftEyeBrowRight: [55, 107],
  leftEyeBrowUp: [105],
  rightEyeBrowLeft: [285, 336],
  rightEyeBrowRight: [300],
  rightEyeBrowUp: [334],
  leftEyeLeft: [33],
  leftEyeRight: [133],
  leftEyeUp: [159],
  leftEyeDown: [145],
  rightEyeLeft: [362],
  rightEyeRight: [263],
  rightEyeUp: [386],
  rightEyeDown: [374],
  noseLeft: [98, 64],
  noseRight: [327, 294],
  mouthUp: [0],
  mouthDown: [17],
  upperJawlineLeft: [234],
  midJawlineLeft: [172],
  chinBottom: [152],
  midJawlineRight: [397],
  upperJawlineRight: [454],
};

/** The 30 landmarks of a face. */
export function faceLandmarks(mesh: FaceMesh, eyes: Eyes): Record<FaceLandmarkName, PixelPoint> {
  const fromMesh = Object.fromEntries(
    Object.entries(MESH_INDICES).map(([name, indices]) => [name, meshMiddle(mesh, indices)]),
  ) as Record<keyof typeof MESH_INDICES, PixelPoint>;
  return { ...fromMesh, leftPupil: eyes.left.pupil, rightPupil: eyes.right.pupil };
}

/**
 * The mesh ends below the hairline and the API's box does not: it reaches this fraction of the mesh's height further up,
 * which puts the eyes at 0.40 of its height (DESIGN section 3; test/accuracy/geometry.ts prints where they lie).
 */
const FOREHEAD_ABOVE_MESH = 0.125;
/** Mesh points along the upper edge. */
const UPPER_EDGE = [10, 109, 67, 338, 297] as const;

/** The face box of the API: upper forehead to chin, without ears. */
export function faceBox(mesh: FaceMesh): PixelBox {
  const box = meshBox(mesh);
  const { longSide } = meshExtent(mesh);
  let { left, top } = box;
  let right = box.left + box.width;
  let bottom = box.top + box.height;
  for (const index of UPPER_EDGE) {
    const { x, y } = meshPoint(mesh, index);
    // Up along the face's own axis, which is not the picture's when the head is rolled.
    const above = { x: x + Math.sin(mesh.roll) * FOREHEAD_ABOVE_MESH * longSide, y: y - Math.cos(mesh.roll) * FOREHEAD_ABOVE_MESH * longSide };
    left = Math.min(left, above.x);
    right = Math.max(right, above.x);
    top = Math.min(top, above.y);
    bottom = Math.max(bottom, above.y);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** Height of the opening of the mouth between the inner lips, per width of the mouth. */
export function mouthOpening(mesh: FaceMesh): number {
  const upper = meshPoint(mesh, 13);
  const lower = meshPoint(mesh, 14);
  const left = meshPoint(mesh, 78);
  const right = meshPoint(mesh, 308);
  const width = Math.max(Math.hypot(right.x - left.x, right.y - left.y), 1);
  return Math.hypot(lower.x - upper.x, lower.y - upper.y) / width;
}
