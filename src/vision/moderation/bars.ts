import type { BackboneId } from '../backbone/backbone.ts';
import bars from './bars.json' with { type: 'json' };
import { CONCERNS, type ConcernScores } from './concerns.ts';

/** Scores so near to 0 or 1 say no more than this. */
const EDGE = 1e-4;

/**
 * Turns what the models say into probabilities: a score at its concern's bar becomes one half, others keep their
 * distance from it in logits. The bars lie where next to no ordinary picture reaches them: test/accuracy/fit-moderation.ts
 * has fitted them, each for the backbone in use, and test/accuracy/MODERATION.md tells what they do on other pictures.
 */
export function concernProbabilities(scores: ConcernScores, backbone: BackboneId): ConcernScores {
  const ofBackbone: ConcernScores = bars[backbone];
  return Object.fromEntries(
    CONCERNS.flatMap((concern) => {
      const score = scores[concern];
      const bar = ofBackbone[concern];
      return score === undefined || bar === undefined ? [] : [[concern, 1 / (1 + Math.exp(logit(bar) - logit(score)))]];
    }),
  );
}

function logit(value: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, value));
  return Math.log(inside / (1 - inside));
}
