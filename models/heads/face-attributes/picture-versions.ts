import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import type { ChangeOf, SeenFace } from './collect-features.ts';
import type { DrawnSunglasses } from '../training/page/picture-changes.ts';

/** How a picture can be made harder. */
export const hardships = ['small', 'dark', 'grey'] as const;
export type Hardship = (typeof hardships)[number];

/** Height of the largest face in a small picture, pixels. */
const SMALL_FACE = 34;
/** Pictures whose largest face is lower than this, in pixels, are small already. */
const NOT_SMALL = 60;

/** Each picture gets one hardship, every other one is mirrored too. */
export function hardshipOf(file: string): { readonly hardship: Hardship; readonly mirrored: boolean } {
  const number = hash(file);
  return { hardship: hardships[number % hardships.length] ?? 'small', mirrored: (number >>> 8) % 2 === 1 };
}

/** How each picture is made harder, given the faces seen in the pictures as they are. */
export function harderPictures(seen: readonly SeenFace[]): ChangeOf {
  const heights = new Map<string, number>();
  for (const { face, height } of seen) heights.set(face.file, Math.max(heights.get(face.file) ?? 0, height));
  return (file) => {
    const height = heights.get(file);
    if (height === undefined) return undefined;
    const { hardship, mirrored } = hardshipOf(file);
    if (hardship === 'dark') return { mirrored, filter: 'brightness(0.22)' };
    if (hardship === 'grey') return { mirrored, filter: 'grayscale(1) contrast(1.3)' };
    return height >= NOT_SMALL ? { mirrored, scale: Number((SMALL_FACE / height).toPrecision(2)) } : { mirrored };
  };
}

const LENS_COLOURS = ['12, 12, 14', '28, 18, 12', '10, 20, 26', '30, 26, 22', '40, 22, 10', '8, 24, 12'] as const;
const FRAME_COLOURS = ['#111', '#3a2413', '#777', '#b9974a', '#5a1a1a', '#ddd'] as const;

/**
 * Sunglasses drawn onto faces that wear none, each face with lenses of its own: real ones are rare in the pictures.
 * Faces with glasses keep them underneath, as with lenses that are clipped on.
 */
export function drawnSunglasses(seen: readonly SeenFace[]): ChangeOf {
  const glasses = new Map<string, DrawnSunglasses[]>();
  for (const { face, eyes } of seen) {
    const random = randomNumbers(hash(`${face.file} ${face.box?.join(' ') ?? ''}`));
    const between = (low: number, high: number): number => Number((low + random() * (high - low)).toFixed(3));
    const pick = (values: readonly [string, ...string[]]): string => values[Math.floor(random() * values.length)] ?? values[0];
    const halfWidth = between(0.36, 0.47);
    const drawn: DrawnSunglasses = {
      eyes,
      halfWidth,
      halfHeight: halfWidth * between(0.55, 0.9),
      squareness: between(2, 5),
      drop: between(0, 0.45),
      lens: `rgba(${pick(LENS_COLOURS)}, ${between(0.75, 1)})`,
      frame: pick(FRAME_COLOURS),
      frameWidth: between(0.02, 0.08),
      reflection: random() < 0.5 ? between(0.1, 0.55) : 0,
    };
    glasses.set(face.file, [...(glasses.get(face.file) ?? []), drawn]);
  }
  return (file) => {
    const sunglasses = glasses.get(file);
    return sunglasses && { sunglasses };
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  // Neighbouring names differ in their last letters only, which FNV leaves in the low bits.
  return (value ^ (value >>> 15)) >>> 0;
}
