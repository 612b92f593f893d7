// filterFaces(faces, filter, { maxFaces?, picture? }) -> { kept, dropped: { face, reasons }[] }
// Used by IndexFaces, CompareFaces and SearchFacesByImage.
import type { DescribedFace } from '../vision/face/face.ts';
import { area } from '../vision/geometry.ts';

/** How poor a face may be before it is dropped; `NONE` drops none, `AUTO` lets the library pick the bar. */
export type QualityFilterName = 'NONE' | 'AUTO' | 'LOW' | 'MEDIUM' | 'HIGH';

/** Why a face was dropped; a face can have several reasons. */
export type DropReason =
  | 'EXCEEDS_MAX_FACES'
  | 'EXTREME_POSE'
  | 'LOW_BRIGHTNESS'
  | 'LOW_SHARPNESS'
  | 'LOW_CONFIDENCE'
  | 'SMALL_BOUNDING_BOX'
  | 'LOW_FACE_QUALITY';

/** The members of a face that the filter reads. */
export type RatedFace = Pick<DescribedFace, 'box' | 'confidence' | 'pose' | 'quality'>;

/** What a face must reach to be kept. Every bound is inclusive. */
export interface QualityBar {
  /** Lowest probability that the box holds a face, 0 to 1. */
  readonly minConfidence: number;
  /** Largest turn to the side, degrees. Roll is no reason: the face is turned upright before it is compared. */
  readonly maxYaw: number;
  /** Largest turn up or down, degrees. */
  readonly maxPitch: number;
  /** Lowest brightness, 0 to 100. */
  readonly minBrightness: number;
  /** Lowest sharpness, 0 to 100. */
  readonly minSharpness: number;
  /** Shortest side of the box in pixels of a picture of at most 1920 x 1920; larger pictures ask for more in proportion. */
  readonly minSide: number;
  /** Lowest {@link faceDetail}. */
  readonly minDetail: number;
}

/**
 * The bar of each filter. Chosen, not fitted: the detector reports faces from 0.7 up, the embedding holds down to 32 px
 * (DESIGN: measured on 61 photos of 13 people), and the documented behaviour is that LOW drops only the worst faces and
 * HIGH keeps only the best.
 */
export const qualityBars: Readonly<Record<Exclude<QualityFilterName, 'NONE'>, QualityBar>> = {
  LOW: { minConfidence: 0.72, maxYaw: 75, maxPitch: 65, minBrightness: 8, minSharpness: 3, minSide: 20, minDetail: 1.5 },
  AUTO: { minConfidence: 0.75, maxYaw: 65, maxPitch: 55, minBrightness: 15, minSharpness: 6, minSide: 26, minDetail: 3 },
  MEDIUM: { minConfidence: 0.8, maxYaw: 50, maxPitch: 40, minBrightness: 25, minSharpness: 15, minSide: 40, minDetail: 8 },
  HIGH: { minConfidence: 0.85, maxYaw: 30, maxPitch: 25, minBrightness: 35, minSharpness: 30, minSide: 64, minDetail: 20 },
};

/** Longest side in pixels up to which a box may be as small as its bar says; 1920 x 1080 is the API's own reference. */
const REFERENCE_PICTURE_SIDE = 1920;

/** Detail above which a face is no easier to tell apart: the embedding sees a chip of 150 pixels, fairly sharp. */
const FULL_DETAIL = 60;

/** What else `filterFaces` may know. */
export interface FilterOptions {
  /** Keep at most this many faces. Default: all. */
  readonly maxFaces?: number;
  /** Size of the picture in pixels, by which "too small" is judged. Default: one of at most 1920 pixels. */
  readonly picture?: { readonly width: number; readonly height: number };
}

/** A face that was dropped, with at least one reason. */
export interface DroppedFace<Face> {
  readonly face: Face;
  readonly reasons: readonly DropReason[];
}

/** Both lists largest box first. */
export interface FilteredFaces<Face> {
  readonly kept: readonly Face[];
  readonly dropped: readonly DroppedFace<Face>[];
}

/**
 * Drops the faces that miss the bar of `filter`; when more than `maxFaces` are left, first those that miss the bar of
 * AUTO, poorest first, then the smallest boxes.
 */
export function filterFaces<Face extends RatedFace>(
  faces: readonly Face[],
  filter: QualityFilterName,
  { maxFaces = Infinity, picture }: FilterOptions = {},
): FilteredFaces<Face> {
  const largestFirst = faces.toSorted((a, b) => area(b.box) - area(a.box));
  const reasons = new Map<Face, readonly DropReason[]>();
  for (const face of largestFirst) {
    const found = qualityReasons(face, filter, picture);
    if (found.length > 0) reasons.set(face, found);
  }

  const passed = largestFirst.filter((face) => !reasons.has(face));
  for (const face of surplus(passed, maxFaces, picture)) {
    reasons.set(face, ['EXCEEDS_MAX_FACES', ...qualityReasons(face, 'AUTO', picture)]);
  }

  return {
    kept: largestFirst.filter((face) => !reasons.has(face)),
    dropped: largestFirst.flatMap((face) => {
      const why = reasons.get(face);
      return why ? [{ face, reasons: why }] : [];
    }),
  };
}

/** Every reason for which `filter` drops the face, none when it is kept. */
export function qualityReasons(
  face: RatedFace,
  filter: QualityFilterName,
  picture?: FilterOptions['picture'],
): readonly DropReason[] {
  if (filter === 'NONE') return [];
  const bar = qualityBars[filter];
  const longestSide = picture ? Math.max(picture.width, picture.height) : 0;
  const minSide = bar.minSide * Math.max(1, longestSide / REFERENCE_PICTURE_SIDE);
  const reasons: DropReason[] = [];
  if (Math.abs(face.pose.yaw) > bar.maxYaw || Math.abs(face.pose.pitch) > bar.maxPitch) reasons.push('EXTREME_POSE');
  if (face.quality.brightness < bar.minBrightness) reasons.push('LOW_BRIGHTNESS');
  if (face.quality.sharpness < bar.minSharpness) reasons.push('LOW_SHARPNESS');
  if (face.confidence < bar.minConfidence) reasons.push('LOW_CONFIDENCE');
  if (shortestSide(face) < minSide) reasons.push('SMALL_BOUNDING_BOX');
  if (faceDetail(face) < bar.minDetail) reasons.push('LOW_FACE_QUALITY');
  return reasons;
}

/** How much there is to tell a face by: pixels across it times the share of them that is sharp. */
export function faceDetail(face: RatedFace): number {
  return (shortestSide(face) * face.quality.sharpness) / 100;
}

/** One number for how well a face can be told apart, 0 to 1: confidence, frontality and detail multiplied. */
export function faceRating(face: RatedFace): number {
  const frontality = cosine(face.pose.yaw) * cosine(face.pose.pitch);
  return face.confidence * frontality * Math.min(1, faceDetail(face) / FULL_DETAIL);
}

function surplus<Face extends RatedFace>(
  faces: readonly Face[],
  maxFaces: number,
  picture: FilterOptions['picture'],
): readonly Face[] {
  const count = Math.max(0, faces.length - maxFaces);
  if (count === 0) return [];
  const poorestFirst = faces
    .filter((face) => qualityReasons(face, 'AUTO', picture).length > 0)
    .toSorted((a, b) => faceRating(a) - faceRating(b));
  const poor = new Set(poorestFirst.slice(0, count));
  const rest = faces.filter((face) => !poor.has(face));
  return [...poor, ...rest.slice(rest.length - (count - poor.size))];
}

function shortestSide(face: RatedFace): number {
  return Math.min(face.box.width, face.box.height);
}

function cosine(degrees: number): number {
  return Math.max(0, Math.cos((degrees * Math.PI) / 180));
}
