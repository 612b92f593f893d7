import { intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { headJointScore, type PersonCandidate } from '../../../src/vision/body/persons.ts';
import { logit } from './evidence.ts';

/** A head of a picture, before it is decided whether a hat is on it. */
export interface DoubtedHead {
  readonly candidate: PersonCandidate;
  /** Probability of a head cover, as the head has it. */
  readonly byHead: number;
  /** Where the head cover would be told. */
  readonly box: PixelBox;
}

/**
 * What speaks for a hat and against it, for each head of a picture: what the finder of hats says, whether it says anything,
 * what the head says (its no counts differently from its yes), how well a face, the joints of a head and a person are seen
 * (lamps and buckets have none of them), whether the finder's views agree, and how much of a surer hat is in the same place.
 * Where a face is seen the head sees best, and its no counts once more.
 */
export function hatEvidence(heads: readonly DoubtedHead[]): readonly (readonly number[])[] {
  return heads.map(({ candidate, byHead, box }, index) => {
    const { hat, face, score } = candidate;
    const ofHead = logit(byHead);
    const overlaps = heads
      .filter((other, at) => at !== index && finderScore(other) > finderScore({ candidate }))
      .map((other) => intersectionOverUnion(other.box, box));
    return [
      hat ? logit(hat.score) : 0,
      hat ? 0 : 1,
      ofHead,
      Math.min(0, ofHead),
      face ? 1 : 0,
      headJointScore(candidate),
      score,
      hat?.agreement ?? 0,
      Math.max(0, ...overlaps),
      face ? Math.min(0, ofHead) : 0,
    ];
  });
}

function finderScore({ candidate: { hat } }: Pick<DoubtedHead, 'candidate'>): number {
  return hat?.score ?? 0;
}
