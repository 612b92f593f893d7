import { headJointScore, type PersonCandidate } from '../../../src/vision/body/persons.ts';
import { logit } from './evidence.ts';

/**
 * What speaks for a hat and against it: what the finder of hats says, whether it says anything, what the head says (its
 * no counts differently from its yes), and how well a face, the joints of a head and a person are seen: lamps and buckets
 * have none of them.
 *
 * @param byHead probability of a head cover, as the head has it
 */
export function hatEvidence(candidate: PersonCandidate, byHead: number): readonly number[] {
  const { hat, face, score } = candidate;
  const ofHead = logit(byHead);
  return [hat ? logit(hat.score) : 0, hat ? 0 : 1, ofHead, Math.min(0, ofHead), face ? 1 : 0, headJointScore(candidate), score];
}
