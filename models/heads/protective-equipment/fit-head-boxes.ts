import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { boxFrom, faceEvidence, poseEvidence, relativeBox, type BoxEvidence, type LinearBox } from '../../../src/vision/body/head-evidence.ts';
import { area, center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { fitRidgeRegression } from '../training/ridge-regression.ts';
import type { SeenPicture } from './collect-sightings.ts';

/** Strength of the L2 penalty on standardised columns. */
const PENALTY = 0.01;
/** The pairs that a first fit misses most are wrong pairs: this part is fitted without. */
const LEFT_OUT = 0.07;

/** A picture with the boxes of its hats, each the head with its hat. */
export interface HatPicture {
  readonly seen: SeenPicture;
  readonly hats: readonly PixelBox[];
}

/** What says where a head is, and where it truly is. */
export interface HeadPair {
  readonly evidence: BoxEvidence;
  readonly hat: PixelBox;
}

/** Faces in the middle of exactly one labelled hat. */
export function facePairs(pictures: readonly HatPicture[]): HeadPair[] {
  return pictures.flatMap(({ seen, hats }) =>
    seen.faces.flatMap(({ box, points }) => pairWith(hats.filter((hat) => holdsFace(hat, box)), faceEvidence(points))),
  );
}

/** Persons at whose top exactly one labelled hat lies. */
export function posePairs(pictures: readonly HatPicture[]): HeadPair[] {
  return pictures.flatMap(({ seen, hats }) =>
    seen.persons.flatMap(({ box, pose }) => pairWith(hats.filter((hat) => liesOnTop(hat, box)), poseEvidence(box, pose))),
  );
}

function pairWith(hats: readonly PixelBox[], evidence: BoxEvidence): HeadPair[] {
  const [hat] = hats;
  return hat && hats.length === 1 ? [{ evidence, hat }] : [];
}

function holdsFace(hat: PixelBox, face: PixelBox): boolean {
  const { x, y } = center(face);
  const part = area(face) / area(hat);
  const inside = x >= hat.left && x <= hat.left + hat.width && y >= hat.top && y <= hat.top + 1.1 * hat.height;
  return inside && part > 0.15 && part < 1.5;
}

function liesOnTop(hat: PixelBox, person: PixelBox): boolean {
  const { x } = center(hat);
  const between = x > person.left + 0.05 * person.width && x < person.left + 0.95 * person.width;
  const atTop = Math.abs(hat.top - person.top) < 0.5 * hat.height;
  return between && atTop && hat.height < 0.75 * person.height && hat.width < 1.1 * person.width;
}

/** A linear model of the head's box. */
export function fitHeadBox(pairs: readonly HeadPair[]): LinearBox {
  const first = fit(pairs);
  const overlap = ({ evidence, hat }: HeadPair): number => intersectionOverUnion(boxFrom(evidence, first), hat);
  return fit(pairs.toSorted((a, b) => overlap(b) - overlap(a)).slice(0, Math.ceil(pairs.length * (1 - LEFT_OUT))));
}

function fit(pairs: readonly HeadPair[]): LinearBox {
  const length = pairs[0]?.evidence.row.length ?? 0;
  const rows = { values: Float32Array.from(pairs.flatMap(({ evidence }) => evidence.row)), count: pairs.length, length };
  const targets = pairs.map(({ evidence, hat }) => relativeBox(hat, evidence.frame));
  const weightsOf = (member: 0 | 1 | 2 | 3): number[] => {
    const { bias, weights } = fitRidgeRegression(rows, Float64Array.from(targets, (target) => target[member]), PENALTY);
    // The first number of a row is 1: the bias becomes its weight.
    return [...weights].map((weight, column) => Number((column === 0 ? bias : weight).toPrecision(6)));
  };
  return { x: weightsOf(0), y: weightsOf(1), width: weightsOf(2), height: weightsOf(3) };
}

/** Share of pairs whose modelled box overlaps the true one by half or more. */
export function hitShare(pairs: readonly HeadPair[], model: LinearBox): number {
  return pairs.filter(({ evidence, hat }) => intersectionOverUnion(boxFrom(evidence, model), hat) >= 0.5).length / pairs.length;
}

/** Writes `head-boxes.json`. */
export async function writeHeadBoxes(models: Readonly<Record<'fromFace' | 'fromPose', LinearBox>>): Promise<void> {
  await writeFile(fileURLToPath(new URL('head-boxes.json', import.meta.url)), `${JSON.stringify(models)}\n`);
}
