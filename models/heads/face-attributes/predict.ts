import weights from './weights.json' with { type: 'json' };

/** Attributes that a head exists for. */
export type FaceAttributeName = 'eyeglasses' | 'sunglasses' | 'beard' | 'mustache';

/** What the heads tell of one face: probabilities, 0 to 1. */
export type FaceAttributeProbabilities = Readonly<Record<FaceAttributeName, number>>;

/** Numbers in the feature that the heads read. */
export const FEATURE_LENGTH = 1024;

/** One head as it is applied: `bias` plus one weight for the square root of each number of the feature. */
interface LinearHead {
  readonly bias: number;
  readonly weights: Float32Array;
}

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
  const roots = feature.map((value) => Math.sqrt(Math.max(0, value)));
  return {
    eyeglasses: probability(heads.eyeglasses, roots),
    sunglasses: probability(heads.sunglasses, roots),
    beard: probability(heads.beard, roots),
    mustache: probability(heads.mustache, roots),
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

/** Weights are stored as 16-bit integers, low byte first, in base64; `step` is the worth of one unit. */
function readHead(stored: { readonly bias: number; readonly step: number; readonly weights: string }): LinearHead {
  const bytes = Uint8Array.from(atob(stored.weights), (character) => character.charCodeAt(0));
  const integers = new DataView(bytes.buffer);
  const values = new Float32Array(bytes.length / 2);
  for (let index = 0; index < values.length; index++) values[index] = integers.getInt16(index * 2, true) * stored.step;
  return { bias: stored.bias, weights: values };
}

function probability({ bias, weights: weightOf }: LinearHead, roots: Float32Array): number {
  let logit = bias;
  roots.forEach((root, index) => {
    logit += root * (weightOf[index] ?? 0);
  });
  return 1 / (1 + Math.exp(-logit));
}
