import type { SkinShares } from '../../../src/vision/body/skin-shares.ts';
import { logit } from './evidence.ts';

/** Added before a logarithm is taken, so that no skin at all is not infinitely far from a little. */
const LITTLE = 0.02;

/** What speaks for a glove and against it: what the head says, and how much skin is seen where the hand is. */
export function handEvidence(byHead: number, { inBox, atBest }: SkinShares): readonly number[] {
  return [logit(byHead), Math.log(inBox + LITTLE), Math.log(atBest + LITTLE)];
}
