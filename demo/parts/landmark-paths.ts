import type { Landmark, LandmarkType } from '../../src/index.ts';

interface PathPoint {
  readonly x: number;
  readonly y: number;
}

type Points = ReadonlyMap<string, PathPoint>;

/** Side of the square the paths are drawn in; ratios of the picture times this. */
export const PATH_UNITS = 1000;

const BROWS: readonly (readonly LandmarkType[])[] = [
  ['leftEyeBrowLeft', 'leftEyeBrowUp', 'leftEyeBrowRight'],
  ['rightEyeBrowLeft', 'rightEyeBrowUp', 'rightEyeBrowRight'],
];

/** Left, up, right, down: rims of the eyes and of the mouth. */
const RIMS: readonly (readonly [LandmarkType, LandmarkType, LandmarkType, LandmarkType])[] = [
  ['leftEyeLeft', 'leftEyeUp', 'leftEyeRight', 'leftEyeDown'],
  ['rightEyeLeft', 'rightEyeUp', 'rightEyeRight', 'rightEyeDown'],
  ['mouthLeft', 'mouthUp', 'mouthRight', 'mouthDown'],
];

const NOSE: readonly LandmarkType[] = ['noseLeft', 'nose', 'noseRight'];
const JAW: readonly LandmarkType[] = ['upperJawlineLeft', 'midJawlineLeft', 'chinBottom', 'midJawlineRight', 'upperJawlineRight'];

function pointsByName(landmarks: readonly Landmark[]): Points {
  const points = new Map<string, PathPoint>();
  for (const { Type, X, Y } of landmarks) {
    if (Type !== undefined && X !== undefined && Y !== undefined) points.set(Type, { x: X * PATH_UNITS, y: Y * PATH_UNITS });
  }
  return points;
}

function pick(points: Points, names: readonly LandmarkType[]): PathPoint[] {
  return names.flatMap((name) => points.get(name) ?? []);
}

const write = ({ x, y }: PathPoint): string => `${x.toFixed(2)} ${y.toFixed(2)}`;

/** A quadratic curve from `start` that passes `middle` half way to `end`. */
function arc(start: PathPoint, middle: PathPoint, end: PathPoint): string {
  const control = { x: 2 * middle.x - (start.x + end.x) / 2, y: 2 * middle.y - (start.y + end.y) / 2 };
  return `Q${write(control)} ${write(end)}`;
}

/** A Catmull-Rom spline through all points, as cubic curves. */
function smooth(points: readonly PathPoint[]): string {
  const first = points[0];
  if (!first) return '';
  let path = `M${write(first)}`;
  for (let i = 0; i + 1 < points.length; i += 1) {
    const from = points[i] ?? first;
    const to = points[i + 1] ?? from;
    const before = points[i - 1] ?? from;
    const after = points[i + 2] ?? to;
    const leave = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const arrive = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    path += `C${write(leave)} ${write(arrive)} ${write(to)}`;
  }
  return path;
}

/** Soft lines along brows, eyes, nose, mouth and jaw. */
export function landmarkLines(landmarks: readonly Landmark[]): string {
  const points = pointsByName(landmarks);
  const paths: string[] = [];
  for (const names of [...BROWS, JAW]) paths.push(smooth(pick(points, names)));
  for (const names of RIMS) {
    const [left, up, right, down] = pick(points, names);
    if (left && up && right && down) paths.push(`M${write(left)}${arc(left, up, right)}${arc(right, down, left)}Z`);
  }
  const nose = pick(points, NOSE);
  if (nose.length === NOSE.length) paths.push(`M${nose.map(write).join('L')}`);
  return paths.join('');
}

/** Every landmark as a line of no length: with round caps a dot that stays as large as its stroke at any scale. */
export function landmarkDots(landmarks: readonly Landmark[]): string {
  return [...pointsByName(landmarks).values()].map((point) => `M${write(point)}h0`).join('');
}
