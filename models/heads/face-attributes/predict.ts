import { headProbability, readHead, rootsOf, type LinearHead } from '../linear-head.ts';
import weights from './weights.json' with { type: 'json' };

/** Attributes that a head exists for. */
export type FaceAttributeName = 'eyeglasses' | 'sunglasses' | 'beard' | 'mustache';

/** What the heads tell of one face: probabilities, 0 to 1. */
export type FaceAttributeProbabilities = Readonly<Record<FaceAttributeName, number>>;

/** Numbers in the feature that the heads read. */
export const FEATURE_LENGTH = 1024;

/**
 * Reads eyeglasses, sunglasses, beard and mustache from faceres' feature.
 *
 * Eyeglasses means glasses of any kind, so a face with sunglasses has both. Each head is a logistic regression trained
 * by `train.ts` in this folder, calibrated on people it was not trained on; `report.md` tells how often it is right.
 *
 * @param feature the 1,024 numbers of the output `feature` of faceres, none of them negative
 * @throws RangeError when the feature has another length: the heads belong to this backbone alone
 */
export function predictFaceAttributes(feature: Float32Array): FaceAttributeProbabilities {
  if (feature.length !== FEATURE_LENGTH) {
    throw new RangeError(`The heads read the ${FEATURE_LENGTH} numbers of ${weights.backbone}, not ${feature.length}.`);
  }
  heads ??= readHeads();
  const roots = rootsOf(feature);
  return {
    eyeglasses: headProbability(heads.eyeglasses, roots),
    sunglasses: headProbability(heads.sunglasses, roots),
    beard: headProbability(heads.beard, roots),
    mustache: headProbability(heads.mustache, roots),
  };
}

let heads: Readonly<Record<FaceAttributeName, LinearHead>> | undefined;

function readHeads(): Readonly<Record<FaceAttributeName, LinearHead>> {
  const { eyeglasses, sunglasses, beard, mustache } = weights.heads;
  return {
    eyeglasses: readHead(eyeglasses),
    sunglasses: readHead(sunglasses),
    beard: readHead(beard),
    mustache: readHead(mustache),
  };
}
