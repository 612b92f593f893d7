import { hash } from './picture-sets.ts';
import { personOf } from './plan-views.ts';

/** One person in four. */
const HELD_BACK = 4;

/**
 * Whether a picture is kept away from training and calibration, to measure the whole operation with: every fourth person
 * of the masks, and the `valid` folders of hats and gloves.
 */
export function isHeldBack(file: string): boolean {
  return file.includes('/valid/') || (file.startsWith('ppe/masks/') && hash(personOf(file)) % HELD_BACK === 0);
}
