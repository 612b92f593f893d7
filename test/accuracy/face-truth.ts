import { readFileSync } from 'node:fs';
import type { FaceLandmarkName } from '../../src/vision/face/face.ts';
import type { PixelBox, PixelPoint } from '../../src/vision/geometry.ts';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';

/** A face of the truth: dlib's square box from the brows to the chin, and its 68 points where they are known. */
export interface TrueFace {
  readonly box: PixelBox;
  readonly points: readonly PixelPoint[];
}

/** Faces by picture, as dlib's imglab writes them. Boxes marked `ignore` are left out. */
export function parseImglab(xml: string): ReadonlyMap<string, readonly TrueFace[]> {
  const pictures = new Map<string, TrueFace[]>();
  for (const [, attributes = '', body = ''] of xml.matchAll(/<image ([^>]*)>([\s\S]*?)<\/image>/g)) {
    const faces: TrueFace[] = [];
    for (const [, box = '', parts = ''] of body.matchAll(/<box ([^>]*?)(?:\/>|>([\s\S]*?)<\/box>)/g)) {
      if (attribute(box, 'ignore') === '1') continue;
      const points = [...parts.matchAll(/<part ([^>]*?)\/>/g)].map(([, part = '']) => ({ x: number(part, 'x'), y: number(part, 'y') }));
      faces.push({ box: { left: number(box, 'left'), top: number(box, 'top'), width: number(box, 'width'), height: number(box, 'height') }, points });
    }
    pictures.set(attribute(attributes, 'file') ?? '', faces);
  }
  return pictures;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}='([^']*)'`).exec(tag)?.[1];
}

function number(tag: string, name: string): number {
  const value = Number(attribute(tag, name));
  if (!Number.isFinite(value)) throw new Error(`"${name}" is missing in <${tag}>.`);
  return value;
}

/** The 43 faces of faces/group-boxes, by path in ../shared/data. */
export function groupBoxes(): ReadonlyMap<string, readonly TrueFace[]> {
  const all = new Map<string, readonly TrueFace[]>();
  for (const part of ['training', 'testing']) {
    const xml = readFileSync(`${sharedDataFolder}/faces/group-boxes/${part}_with_face_landmarks.xml`, 'utf8');
    for (const [file, faces] of parseImglab(xml)) all.set(`faces/group-boxes/${file}`, faces);
  }
  return all;
}

/** Which of the 68 points of iBUG's scheme stand for a landmark of the API; several mean their middle. Pupils have none. */
export const landmarkPoints: Readonly<Partial<Record<FaceLandmarkName, readonly number[]>>> = {
  eyeLeft: [36, 37, 38, 39, 40, 41],
  eyeRight: [42, 43, 44, 45, 46, 47],
  nose: [30],
  mouthLeft: [48],
  mouthRight: [54],
  leftEyeBrowLeft: [17],
  leftEyeBrowUp: [19],
  leftEyeBrowRight: [21],
  rightEyeBrowLeft: [22],
  rightEyeBrowUp: [24],
  rightEyeBrowRight: [26],
  leftEyeLeft: [36],
  leftEyeRight: [39],
  leftEyeUp: [37, 38],
  leftEyeDown: [40, 41],
  rightEyeLeft: [42],
  rightEyeRight: [45],
  rightEyeUp: [43, 44],
  rightEyeDown: [46, 47],
  noseLeft: [31],
  noseRight: [35],
  mouthUp: [51],
  mouthDown: [57],
  upperJawlineLeft: [0],
  midJawlineLeft: [4],
  chinBottom: [8],
  midJawlineRight: [12],
  upperJawlineRight: [16],
};

/** Where the truth has a landmark; undefined where it has none. */
export function trueLandmark(face: TrueFace, name: FaceLandmarkName): PixelPoint | undefined {
  const points = (landmarkPoints[name] ?? []).flatMap((index) => face.points[index] ?? []);
  if (points.length === 0) return undefined;
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}
