import type { BackboneId } from '../backbone/backbone.ts';

/** What somebody may not want to see, as far as the models tell it from other things. */
export const CONCERNS = [
  /** Photos of nudity and sex. */
  'nudity',
  /** Drawings of nudity and sex. */
  'drawnNudity',
  /** Photos made to arouse, with clothes on. */
  'revealingClothes',
  /** Bikinis, swimsuits and brassieres that are worn. */
  'femaleSwimwear',
  /** Swimming trunks that are worn. */
  'maleSwimwear',
  /** A bare chest, as of somebody in swimming trunks. */
  'bareChest',
  /** A hand that shows the middle finger alone. */
  'middleFinger',
  /** Rifles, assault rifles, revolvers. */
  'weapon',
  /** Beer, wine and what they are served in. */
  'alcohol',
  /** A cigarette, cigar or pipe in hand or mouth. */
  'smoking',
  /** Bottles of pills. */
  'pills',
  /** Syringes. */
  'syringe',
  /** Slot machines. */
  'gambling',
] as const;

/** One of {@link CONCERNS}. */
export type Concern = (typeof CONCERNS)[number];

/** Numbers of 0 to 1, one for each concern that the build's models can see at all. */
export type ConcernScores = Readonly<Partial<Record<Concern, number>>>;

/** What was seen of the concerns in one picture. */
export interface SeenConcerns {
  /** Calibrated: at one half a concern is more likely there than not, and hardly ever told of an ordinary picture. */
  readonly probabilities: ConcernScores;
  /** The backbone that was used; without ImageNet's several concerns are not seen. */
  readonly backbone: BackboneId;
}
