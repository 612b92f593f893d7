import { hash, personOf } from './picture-sets.ts';

/** One person in four. */
const HELD_BACK = 4;
/** Ordinary photos, of which every second is held back. */
const ORDINARY = ['objects/coco128/', 'faces/'];
/** What the name of a person's second portrait has more than that of the first. */
const SECOND_PORTRAIT = /_0(?=\.)/;
/** The bit of an ordinary photo's hash that divides those held back into the ones for the verdict and the ones for the report. */
const DIVIDING_BIT = 3;

/**
 * Whether a picture is kept away from the training of the finder and of heads: every fourth person of the masks, every second
 * ordinary photo, and the `valid` folders of hats and gloves. The head of face covers alone sees what is not `isForReport`:
 * no verdict weighs it.
 */
export function isHeldBack(file: string): boolean {
  if (isOrdinary(file)) return ordinaryHash(file) % 2 === 0;
  return file.includes('/valid/') || (file.startsWith('ppe/masks/') && hash(personOf(file)) % HELD_BACK === 0);
}

/** Half of the ordinary photos that are held back: the verdicts are fitted on them, because neither the finder nor a head that a verdict weighs knows them. */
export function isForVerdict(file: string): boolean {
  return isOrdinary(file) && isHeldBack(file) && (ordinaryHash(file) >>> DIVIDING_BIT) % 2 === 1;
}

/** Whether a picture is in no way part of what is fitted: the whole operation is measured with it. */
export function isForReport(file: string): boolean {
  return isHeldBack(file) && !isForVerdict(file);
}

function isOrdinary(file: string): boolean {
  return ORDINARY.some((folder) => file.startsWith(folder));
}

function ordinaryHash(file: string): number {
  return hash(file.replace(SECOND_PORTRAIT, ''));
}
