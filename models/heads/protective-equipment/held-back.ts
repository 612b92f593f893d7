import { hash } from './picture-sets.ts';
import { personOf } from './plan-views.ts';

/** One person in four. */
const HELD_BACK = 4;
/** Ordinary photos, of which every second is held back. */
const ORDINARY = ['objects/coco128/', 'faces/'];
/** What the name of a person's second portrait has more than that of the first. */
const SECOND_PORTRAIT = /_0(?=\.)/;

/**
 * Whether a picture is kept away from training and calibration, to measure the whole operation with: every fourth person
 * of the masks, every second ordinary photo, and the `valid` folders of hats and gloves.
 */
export function isHeldBack(file: string): boolean {
  if (ORDINARY.some((folder) => file.startsWith(folder))) return hash(file.replace(SECOND_PORTRAIT, '')) % 2 === 0;
  return file.includes('/valid/') || (file.startsWith('ppe/masks/') && hash(personOf(file)) % HELD_BACK === 0);
}
