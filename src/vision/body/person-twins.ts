import { sharedPartOfSmaller, type PixelBox } from '../geometry.ts';
import type { Probability } from './body.ts';

/** Somebody who would be told. */
export interface ToldPerson {
  readonly box: PixelBox;
  /** Whether a face or a hat was seen with this person. */
  readonly showsHead: boolean;
  /** That this is a person. */
  readonly confidence: Probability;
}

/** Of two boxes of one person this much of the smaller lies in the larger. */
const SHARED = 0.8;
/** Their upper edges are no farther apart than this part of the lower box's height. */
const SAME_TOP = 0.25;

/**
 * Leaves out who is somebody else seen a second time: without a face and without a hat, in a box that begins where another
 * one's does and shares nearly all with it, such as the whole of a person and the upper half. Who stands behind somebody shows
 * a face, or is higher. Who shows a head stays, and of the others the surer.
 */
export function withoutTwins<Person extends ToldPerson>(persons: readonly Person[]): Person[] {
  const rank = ({ showsHead, confidence }: ToldPerson): number => (showsHead ? 1 : 0) + confidence;
  const kept: Person[] = [];
  for (const person of persons.toSorted((a, b) => rank(b) - rank(a))) {
    if (person.showsHead || kept.every(({ box }) => !areTwins(box, person.box))) kept.push(person);
  }
  return kept;
}

function areTwins(a: PixelBox, b: PixelBox): boolean {
  return sharedPartOfSmaller(a, b) >= SHARED && Math.abs(a.top - b.top) < SAME_TOP * Math.min(a.height, b.height);
}
