import type { Sessions } from '../../runtime/sessions.ts';
import type { Crop } from '../crop.ts';
import type { PixelPoint } from '../geometry.ts';
import { output, runOnCrops } from '../model-input.ts';
import { applyTransform, squareCrop, type SimilarityTransform } from '../similarity-transform.ts';
import { meshPoint, type FaceMesh } from './mesh.ts';

/*
 * MediaPipe Iris: Ablavatski et al., "Real-time Pupil Tracking from Monocular Video for Digital Puppetry", 2020.
 * Sees one eye at a time, the one on the left of the picture; the other is shown mirrored.
 */

const MODEL = 'iris';
const SIDE = 64;
/** Side of the crop per width of the eye. */
const CROP_SIDE_PER_EYE_WIDTH = 2.3;

/** Mesh points of the eye corners, outer first. */
const CORNERS = { left: [33, 133], right: [263, 362] } as const;
/** Mesh points in the middle of the lids, upper first. */
const LIDS = { left: [159, 145], right: [386, 374] } as const;

/** What the iris model tells of one eye. */
export interface Eye {
  readonly pupil: PixelPoint;
  /** Height of the opening between the lids per width of the eye: about 0 closed, 0.3 and more wide open. */
  readonly openness: number;
}

/** Both eyes of a face; "left" is the left side of the picture. */
export interface Eyes {
  readonly left: Eye;
  readonly right: Eye;
}

/** Pixels: in a smaller eye the model sees nothing that the mesh does not tell. */
const SMALLEST_EYE = 8;

/**
 * Looks at both eyes of every face.
 *
 * @param closely false: everything is told from the mesh, which does not know where a pupil looks
 */
export async function lookAtEyes(sessions: Sessions, meshes: readonly FaceMesh[], closely: boolean): Promise<Eyes[]> {
  const views = meshes.flatMap((mesh) => SIDES.map((side) => ({ mesh, side, ...eyeSpan(mesh, side) })));
  const seen = views.filter(({ width }) => closely && width >= SMALLEST_EYE);
  const crops = seen.map((view) => ({ region: view.mesh.region, crop: eyeCrop(view) }));
  const outputs = await runOnCrops(sessions, MODEL, crops);
  const decoded = new Map(
    seen.map((view, index) => {
      const points = outputs[index];
      const cut = crops[index];
      if (!points || !cut) throw new Error('The iris model left out an eye.');
      return [view, decodeEye(output(points, 'points'), cut.crop)];
    }),
  );
  const eyes = views.map((view) => decoded.get(view) ?? { pupil: view.middle, openness: meshOpenness(view.mesh, view.side) });
  return meshes.map((_, index) => {
    const left = eyes[index * 2];
    const right = eyes[index * 2 + 1];
    if (!left || !right) throw new Error('Every face has two eyes.');
    return { left, right };
  });
}

const SIDES = ['left', 'right'] as const;
type Side = (typeof SIDES)[number];

interface EyeSpan {
  readonly middle: PixelPoint;
  /** Pixels of the picture. */
  readonly width: number;
}

function eyeSpan(mesh: FaceMesh, side: Side): EyeSpan {
  const outer = meshPoint(mesh, CORNERS[side][0]);
  const inner = meshPoint(mesh, CORNERS[side][1]);
  return {
    middle: { x: (outer.x + inner.x) / 2, y: (outer.y + inner.y) / 2 },
    width: Math.max(Math.hypot(inner.x - outer.x, inner.y - outer.y), 1),
  };
}

/** Height of the opening between the lids per width of the eye, as the mesh has it. */
export function meshOpenness(mesh: FaceMesh, side: Side): number {
  const upper = meshPoint(mesh, LIDS[side][0]);
  const lower = meshPoint(mesh, LIDS[side][1]);
  return Math.hypot(lower.x - upper.x, lower.y - upper.y) / eyeSpan(mesh, side).width;
}

function eyeCrop({ mesh, side, middle, width }: EyeSpan & { mesh: FaceMesh; side: Side }): Crop {
  const upright = squareCrop(middle, CROP_SIDE_PER_EYE_WIDTH * width, mesh.roll, SIDE);
  return { width: SIDE, height: SIDE, toPicture: upright, mirrored: side === 'right' };
}

/** Number of the iris' middle, after the 71 points of contour and brow. */
const PUPIL = 71;
/** Numbers of the contour's points: corners, and three pairs of lid points that face each other. */
const CONTOUR_CORNERS = [0, 8] as const;
const LID_PAIRS = [
  [3, 11],
  [4, 12],
  [5, 13],
] as const;

function decodeEye(points: Float32Array, crop: Crop): Eye {
  const at = (index: number): PixelPoint => ({ x: points[index * 3] ?? 0, y: points[index * 3 + 1] ?? 0 });
  const distance = (a: number, b: number): number => Math.hypot(at(a).x - at(b).x, at(a).y - at(b).y);
  const opening = LID_PAIRS.reduce((sum, [lower, upper]) => sum + distance(lower, upper), 0) / LID_PAIRS.length;
  const width = Math.max(distance(...CONTOUR_CORNERS), 1);
  const inCrop = at(PUPIL);
  const unmirrored = crop.mirrored ? { x: SIDE - inCrop.x, y: inCrop.y } : inCrop;
  const toPicture: SimilarityTransform = crop.toPicture;
  return { pupil: applyTransform(toPicture, unmirrored), openness: opening / width };
}
