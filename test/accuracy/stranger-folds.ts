import type { IdentifiedFace } from './described-portraits.ts';
import { halves } from './verification.ts';

/** Strangers to fit to, and other strangers to ask for. */
export interface StrangerFold {
  readonly fitted: readonly IdentifiedFace[];
  readonly asked: readonly IdentifiedFace[];
}

/** Either half of the strangers of public-figures is fitted to once, and the other one asked for. */
export function strangerFolds(strangers: readonly IdentifiedFace[]): readonly [StrangerFold, StrangerFold] {
  const [first, second] = halves(strangers);
  return [
    { fitted: first, asked: second },
    { fitted: second, asked: first },
  ];
}
