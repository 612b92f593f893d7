import type { Sessions } from '../../runtime/sessions.ts';
import type { Crop } from '../crop.ts';
import type { PixelBox, PixelPoint } from '../geometry.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { Region } from '../pixels.ts';
import { applyTransform, scaleOf, squareCrop } from '../similarity-transform.ts';
import type { FaceCandidate, FaceKeyPoints } from './detector.ts';

/*
 * MediaPipe Face Mesh: Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019.
 * 468 points on a crop that shows the upright face with a quarter of its height around it.
 */

const MODEL = 'facemesh';
const SIDE = 192;

/** Number of mesh points. */
export const MESH_POINTS = 468;

/** Faces are read out of the picture at most this high, in pixels: more shows no model anything new. */
const READ_HEIGHT = 448;

/** Side of the crop as a multiple of the mesh's height. */
const CROP_SIDE_PER_MESH_HEIGHT = 1.5;
/** The same seen from the detector's points: mesh height per distance of the eyes, and of eyes and mouth, in typical faces. */
const MESH_HEIGHT_PER_EYE_DISTANCE = 2.62;
const MESH_HEIGHT_PER_EYE_TO_MOUTH = 2.38;
/** How far below the eyes, as a fraction of the way to the mouth, the middle of the mesh lies. */
const MESH_MIDDLE = 0.45;

/** The crop is cut again around the mesh itself when the first cut was off by more than this. */
const OFF_CENTER = 0.1;
const OFF_SCALE = 0.2;
const OFF_ROLL = (10 * Math.PI) / 180;

/** The points of a face in space. */
export interface FaceMesh {
  /** x, y, z of 468 points, in pixels of the picture; z grows away from the viewer. */
  readonly points: Float32Array;
  /** Probability that the crop shows a face. */
  readonly presence: number;
  /** Radians, clockwise. */
  readonly roll: number;
  /** The pixels around the face, for the models that follow. */
  readonly region: Region;
}

/** A point of the mesh in the plane. */
export function meshPoint(mesh: FaceMesh, index: number): PixelPoint {
  return { x: mesh.points[index * 3] ?? Number.NaN, y: mesh.points[index * 3 + 1] ?? Number.NaN };
}

/** Middle of several points of the mesh. */
export function meshMiddle(mesh: FaceMesh, indices: readonly number[]): PixelPoint {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    const point = meshPoint(mesh, index);
    x += point.x;
    y += point.y;
  }
  return { x: x / indices.length, y: y / indices.length };
}

/** The axis-aligned box around all points. */
export function meshBox(mesh: Pick<FaceMesh, 'points'>): PixelBox {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let index = 0; index < mesh.points.length; index += 3) {
    const x = mesh.points[index] ?? 0;
    const y = mesh.points[index + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** Fits a mesh to every candidate. */
export async function fitMeshes(
  sessions: Sessions,
  picture: PictureReader,
  candidates: readonly FaceCandidate[],
): Promise<FaceMesh[]> {
  const placements = candidates.map(({ points }) => placementFromPoints(points));
  const cuts = placements.map((placement) => ({ region: readAround(picture, placement), crop: cropAt(placement) }));
  const meshes = await fit(sessions, cuts, placements);
  const again = meshes.flatMap((mesh, index) => {
    const placement = placementFromMesh(mesh);
    const used = placements[index];
    return used && isOff(used, placement) ? [{ index, placement }] : [];
  });
  const refitted = await fit(
    sessions,
    again.map(({ placement }) => ({ region: readAround(picture, placement), crop: cropAt(placement) })),
    again.map(({ placement }) => placement),
  );
  again.forEach(({ index }, position) => {
    const better = refitted[position];
    const first = meshes[index];
    if (better && first && better.presence >= first.presence * 0.9) meshes[index] = better;
  });
  return meshes;
}

/** Where a face is cut out: the crop is square and turned by the face's roll. */
interface Placement {
  readonly middle: PixelPoint;
  readonly side: number;
  readonly roll: number;
}

function placementFromPoints({ eyeLeft, eyeRight, mouthLeft, mouthRight }: FaceKeyPoints): Placement {
  const eyes = between(eyeLeft, eyeRight, 0.5);
  const mouth = between(mouthLeft, mouthRight, 0.5);
  const eyeDistance = Math.hypot(eyeRight.x - eyeLeft.x, eyeRight.y - eyeLeft.y);
  const eyeToMouth = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y);
  // Turned heads have near eyes and nodding ones a near mouth: the larger of the two tells the size.
  const height = Math.max(MESH_HEIGHT_PER_EYE_DISTANCE * eyeDistance, MESH_HEIGHT_PER_EYE_TO_MOUTH * eyeToMouth);
  return {
    middle: between(eyes, mouth, MESH_MIDDLE),
    side: CROP_SIDE_PER_MESH_HEIGHT * Math.max(height, 1),
    // Eyes, corners of the mouth and the line from eyes to mouth each know the roll; together they are steadier.
    roll: Math.atan2(
      eyeRight.y - eyeLeft.y + (mouthRight.y - mouthLeft.y) - (mouth.x - eyes.x),
      eyeRight.x - eyeLeft.x + (mouthRight.x - mouthLeft.x) + (mouth.y - eyes.y),
    ),
  };
}

/** Mesh points of the outer eye corners, the forehead's top and the chin. */
const EYE_CORNER_LEFT = 33;
const EYE_CORNER_RIGHT = 263;
const FOREHEAD = 10;
const CHIN = 152;

/** Roll of a face from its outer eye corners and the line from forehead to chin, radians, clockwise. */
export function meshRoll(points: Float32Array): number {
  const at = (index: number): PixelPoint => ({ x: points[index * 3] ?? 0, y: points[index * 3 + 1] ?? 0 });
  const left = at(EYE_CORNER_LEFT);
  const right = at(EYE_CORNER_RIGHT);
  const top = at(FOREHEAD);
  const bottom = at(CHIN);
  return Math.atan2(right.y - left.y - (bottom.x - top.x) / 2, right.x - left.x + (bottom.y - top.y) / 2);
}

function placementFromMesh(mesh: FaceMesh): Placement {
  const { middle, longSide } = meshExtent(mesh);
  return { middle, side: CROP_SIDE_PER_MESH_HEIGHT * longSide, roll: mesh.roll };
}

/** Middle and longer side of a mesh along the face's own axes, so that a rolled face is not taken for a larger one. */
export function meshExtent({ points, roll }: Pick<FaceMesh, 'points' | 'roll'>): { middle: PixelPoint; longSide: number } {
  const cos = Math.cos(roll);
  const sin = Math.sin(roll);
  const upright = new Float32Array(points.length);
  for (let index = 0; index < points.length; index += 3) {
    const x = points[index] ?? 0;
    const y = points[index + 1] ?? 0;
    upright[index] = cos * x + sin * y;
    upright[index + 1] = cos * y - sin * x;
  }
  const box = meshBox({ points: upright });
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  return { middle: { x: cos * x - sin * y, y: sin * x + cos * y }, longSide: Math.max(box.width, box.height, 1) };
}

function isOff(used: Placement, wanted: Placement): boolean {
  const turn = Math.abs(Math.atan2(Math.sin(wanted.roll - used.roll), Math.cos(wanted.roll - used.roll)));
  return (
    Math.hypot(wanted.middle.x - used.middle.x, wanted.middle.y - used.middle.y) > OFF_CENTER * wanted.side ||
    Math.abs(Math.log(wanted.side / used.side)) > OFF_SCALE ||
    turn > OFF_ROLL
  );
}

function cropAt({ middle, side, roll }: Placement): Crop {
  return { width: SIDE, height: SIDE, toPicture: squareCrop(middle, side, roll, SIDE) };
}

function readAround(picture: PictureReader, { middle, side }: Placement): Region {
  // The turned crop reaches as far as its diagonal.
  const reach = (side * Math.SQRT2) / 2 + 2;
  const scale = Math.min(1, (READ_HEIGHT * CROP_SIDE_PER_MESH_HEIGHT) / side);
  const around = { left: middle.x - reach, top: middle.y - reach, width: 2 * reach, height: 2 * reach };
  // Copied where that is cheap: smaller copies of the part then begin at its own corner, and a face looks the same wherever it is.
  return scale < 1 ? picture.regionAround(around, scale) : picture.readRegion(around, 1);
}

async function fit(
  sessions: Sessions,
  cuts: readonly CropOfRegion[],
  placements: readonly Placement[],
): Promise<FaceMesh[]> {
  const outputs = await runOnCrops(sessions, MODEL, cuts);
  return outputs.map((outputsOfCrop, index) => {
    const cut = cuts[index];
    const placement = placements[index];
    if (!cut || !placement) throw new Error('The mesh model answered for more faces than were shown to it.');
    const points = toPicture(output(outputsOfCrop, 'mesh'), cut.crop);
    const presence = output(outputsOfCrop, 'face_flag')[0] ?? 0;
    return { points, presence, roll: meshRoll(points), region: cut.region };
  });
}

function toPicture(inCrop: Float32Array, { toPicture: transform }: Crop): Float32Array {
  const points = new Float32Array(MESH_POINTS * 3);
  const scale = scaleOf(transform);
  for (let index = 0; index < points.length; index += 3) {
    const moved = applyTransform(transform, { x: inCrop[index] ?? 0, y: inCrop[index + 1] ?? 0 });
    points[index] = moved.x;
    points[index + 1] = moved.y;
    points[index + 2] = (inCrop[index + 2] ?? 0) * scale;
  }
  return points;
}

function between(a: PixelPoint, b: PixelPoint, part: number): PixelPoint {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}
