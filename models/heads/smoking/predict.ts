import { FEATURE_LENGTHS, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { headProbability, readHead, rootsOf, type LinearHead } from '../linear-head.ts';
import weights from './weights.json' with { type: 'json' };

/** What a head looks at: the surroundings of one face or a hand, or the whole picture. */
export type SmokingView = 'near' | 'whole';

/**
 * Reads from a backbone's feature whether somebody smokes.
 *
 * Each head is a logistic regression trained by `train.ts` in this folder, calibrated on scenes it was not trained on;
 * `report.md` tells how often it is right.
 *
 * @param feature of the square that `view` names, as src/vision/moderation/views.ts cuts it
 * @returns probability, 0 to 1
 * @throws RangeError when the feature is not this backbone's
 */
export function predictSmoking(backbone: BackboneId, view: SmokingView, feature: Float32Array): number {
  if (feature.length !== FEATURE_LENGTHS[backbone]) {
    throw new RangeError(`The heads for ${backbone} read ${FEATURE_LENGTHS[backbone]} numbers, not ${feature.length}.`);
  }
  const name = `${backbone}/${view}`;
  const head = heads.get(name) ?? readHead(weights.heads[backbone][view]);
  heads.set(name, head);
  return headProbability(head, rootsOf(feature));
}

/**
 * Puts the views of one picture together: the mean, in logits, of what the whole picture and the likeliest face or hand tell.
 * Where there is neither, nothing shows that somebody is there: the picture and its middle must agree, and the less sure counts.
 *
 * @param whole probabilities of the whole picture and of its middle
 * @param near probabilities of the faces and hands; may be empty
 */
export function smokingProbability(backbone: BackboneId, whole: readonly number[], near: readonly number[]): number {
  return combinedProbability(whole, near, weights.doubtAlone[backbone]);
}

/** The same, with what is taken from that logit where the whole picture stands alone. */
export function combinedProbability(whole: readonly number[], near: readonly number[], doubtAlone: number): number {
  if (near.length === 0) return 1 / (1 + Math.exp(doubtAlone - logit(Math.min(...whole))));
  const wholeLogit = whole.reduce((sum, probability) => sum + logit(probability), 0) / whole.length;
  return 1 / (1 + Math.exp(-(wholeLogit + logit(Math.max(...near))) / 2));
}

function logit(probability: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
}

const heads = new Map<string, LinearHead>();
