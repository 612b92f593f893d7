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

const heads = new Map<string, LinearHead>();
