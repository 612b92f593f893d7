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

/** What vessels of a picture may be besides {@link CLASSES}' `alcohol`, so that one need only be told from the other. */
const HARMLESS_VESSELS: readonly number[] = [
  // coffee mug; cup; espresso; espresso maker; eggnog; milk can; measuring cup; pitcher; vase; saltshaker
  504, 968, 967, 550, 969, 653, 647, 725, 883, 773,
  // pop bottle; water bottle; water jug; pill bottle; lotion; sunscreen; soap dispenser; perfume; hair spray; face powder
  737, 898, 899, 720, 631, 838, 804, 711, 585, 551,
];

/** A concern that a class of ImageNet shows. */
export type ImageNetConcern = keyof typeof CLASSES;

/** Sum of the probabilities of all classes that show a concern, 0 to 1. */
export function imageNetSign(probabilities: Float32Array, concern: ImageNetConcern): number {
  return sumOf(probabilities, CLASSES[concern]);
}

/** Added to either side, so that views which show no vessel at all say nothing. */
const DOUBT = 0.1;

/**
 * Whether what a detector has called a bottle, glass or cup holds alcohol, 0 to 1.
 *
 * @param views probabilities of views of one vessel
 */
export function alcoholInVessel(views: readonly Float32Array[]): number {
  const alcohol = views.reduce((sum, view) => sum + sumOf(view, CLASSES.alcohol), 0);
  const harmless = views.reduce((sum, view) => sum + sumOf(view, HARMLESS_VESSELS), 0);
  return alcohol / (alcohol + harmless + DOUBT * views.length);
}

function sumOf(probabilities: Float32Array, classes: readonly number[]): number {
  return classes.reduce((sum, kind) => sum + (probabilities[kind + OFFSET] ?? 0), 0);
}
