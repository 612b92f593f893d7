import type { PixelBox } from '../geometry.ts';

/** Parts of the body at which equipment is looked for; left and right are the person's own. */
export type BodyPartName = 'face' | 'head' | 'leftHand' | 'rightHand';

/** Kinds of equipment, by what they cover. */
export type EquipmentKind = 'faceCover' | 'headCover' | 'handCover';

/** A probability, 0 to 1. */
export type Probability = number;

/** One piece of equipment at a part of the body. */
export interface FoundEquipment {
  readonly kind: EquipmentKind;
  readonly box: PixelBox;
  /** That the box holds such a piece. */
  readonly confidence: Probability;
  /** That the piece lies on the part of the body. */
  readonly covers: Probability;
}

/** A part of the body that was found, with or without equipment. */
export interface FoundBodyPart {
  readonly name: BodyPartName;
  readonly confidence: Probability;
  readonly equipment: readonly FoundEquipment[];
}

/** A person with what is worn. */
export interface EquippedPerson {
  readonly box: PixelBox;
  readonly confidence: Probability;
  readonly parts: readonly FoundBodyPart[];
}
