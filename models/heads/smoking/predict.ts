import { FEATURE_LENGTHS, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { headProbability, readHead, rootsOf, type LinearHead } from '../linear-head.ts';
import weights from './weights.json' with { type: 'json' };

/** What a head looks at: the surroundings of one face, or the whole picture. */
export type SmokingView = 'face' | 'whole';

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
 * Puts the views of one picture together: the mean, in logits, of what the whole picture and the likeliest face tell, or
 * the whole picture alone where there is no face.
 *
 * @param whole probabilities of the whole picture and of its middle
 * @param faces probabilities of the faces; may be empty
 */
export function smokingProbability(whole: readonly number[], faces: readonly number[]): number {
  const wholeLogit = whole.reduce((sum, probability) => sum + logit(probability), 0) / whole.length;
  const logits = faces.length === 0 ? wholeLogit : (wholeLogit + logit(Math.max(...faces))) / 2;
  return 1 / (1 + Math.exp(-logits));
}

function logit(probability: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
}

const heads = new Map<string, LinearHead>();
