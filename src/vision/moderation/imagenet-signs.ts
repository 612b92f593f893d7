import type { Concern } from './concerns.ts';

/** The first entry of the model's probabilities is "background", the class 0 of ImageNet the second. */
const OFFSET = 1;

/** Concerns that classes of ImageNet show, by the numbers of the classes. */
const CLASSES = {
  // bikini; brassiere; maillot; maillot, tank suit
  femaleSwimwear: [445, 459, 638, 639],
  // swimming trunks
  maleSwimwear: [842],
  // assault rifle; revolver; rifle
  weapon: [413, 763, 764],
  // beer bottle; beer glass; wine bottle; red wine
  alcohol: [440, 441, 907, 966],
  // pill bottle
  pills: [720],
  // syringe
  syringe: [845],
  // slot, one-armed bandit
  gambling: [800],
} as const satisfies Partial<Record<Concern, readonly number[]>>;

/** A concern that a class of ImageNet shows. */
export type ImageNetConcern = keyof typeof CLASSES;

/** Sum of the probabilities of all classes that show a concern, 0 to 1. */
export function imageNetSign(probabilities: Float32Array, concern: ImageNetConcern): number {
  return CLASSES[concern].reduce((sum, kind) => sum + (probabilities[kind + OFFSET] ?? 0), 0);
}
