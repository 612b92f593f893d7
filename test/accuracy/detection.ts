import type { FaceLandmarkName } from '../../src/vision/face/face.ts';
import { intersectionOverUnion, type PixelBox } from '../../src/vision/geometry.ts';
import { trueLandmark, type TrueFace } from './face-truth.ts';
import type { DescribedPicture, ReportedFace } from './page/main.ts';

/** A found face with the true one it stands for. */
export interface FaceMatch {
  readonly truth: TrueFace;
  readonly found: ReportedFace;
  readonly overlap: number;
}

/** Found against true faces of one or more pictures. */
export interface DetectionResult {
  readonly matches: readonly FaceMatch[];
  readonly missed: readonly { readonly path: string; readonly box: PixelBox; readonly bestOverlap: number }[];
  readonly falseAlarms: readonly { readonly path: string; readonly box: PixelBox; readonly confidence: number }[];
}

/** Pairs each true face with at most one found face, best overlap first; pairs under `leastOverlap` do not count. */
export function matchFaces(picture: DescribedPicture, truth: readonly TrueFace[], leastOverlap: number): DetectionResult {
  const pairs = truth
    .flatMap((true_) => picture.faces.map((found) => ({ truth: true_, found, overlap: intersectionOverUnion(true_.box, found.box) })))
    .toSorted((a, b) => b.overlap - a.overlap);
  const matches: FaceMatch[] = [];
  for (const pair of pairs) {
    const taken = matches.some(({ truth: true_, found }) => true_ === pair.truth || found === pair.found);
    if (pair.overlap >= leastOverlap && !taken) matches.push(pair);
  }
  return {
    matches,
    missed: truth
      .filter((true_) => !matches.some((match) => match.truth === true_))
      .map((true_) => ({
        path: picture.path,
        box: true_.box,
        bestOverlap: pairs.find((pair) => pair.truth === true_)?.overlap ?? 0,
      })),
    falseAlarms: picture.faces
      .filter((found) => !matches.some((match) => match.found === found))
      .map(({ box, confidence }) => ({ path: picture.path, box, confidence })),
  };
}

/** The results of several pictures as one. */
export function joined(results: readonly DetectionResult[]): DetectionResult {
  return {
    matches: results.flatMap(({ matches }) => matches),
    missed: results.flatMap(({ missed }) => missed),
    falseAlarms: results.flatMap(({ falseAlarms }) => falseAlarms),
  };
}

/**
 * Distance of each landmark from the truth, as a fraction of the distance between the outer corners of the eyes
 * (the normalization of the 300-W challenge). One list a landmark name, one entry a match.
 */
export function landmarkErrors(matches: readonly FaceMatch[]): ReadonlyMap<FaceLandmarkName, readonly number[]> {
  const errors = new Map<FaceLandmarkName, number[]>();
  for (const { truth, found } of matches) {
    const left = truth.points[36];
    const right = truth.points[45];
    if (left === undefined || right === undefined) continue;
    const interOcular = Math.hypot(right.x - left.x, right.y - left.y);
    for (const name of Object.keys(found.landmarks) as FaceLandmarkName[]) {
      const expected = trueLandmark(truth, name);
      if (expected === undefined) continue;
      const { x, y } = found.landmarks[name];
      errors.set(name, [...(errors.get(name) ?? []), Math.hypot(x - expected.x, y - expected.y) / interOcular]);
    }
  }
  return errors;
}
