import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import type { SkinShares } from '../../../src/vision/body/skin-shares.ts';
import { verdictProbability, type Verdict } from './evidence.ts';
import { handEvidence } from './hand-evidence.ts';
import { headDecision, headProbability, readHead, rootsOf, type LinearHead, type StoredHead } from '../linear-head.ts';
import weights from './weights.json' with { type: 'json' };

/** Equipment that a head exists for. */
export type EquipmentHeadName = 'faceCover' | 'headCover' | 'handCover';

/** How a box is to be moved, in sides of the square that was shown: middle, and logarithms of its size in such sides. */
export type BoxInSquare = readonly [x: number, y: number, width: number, height: number];

/** The heads of one backbone as `weights.json` holds them. */
export interface StoredEquipmentHeads {
  readonly feature: number;
  readonly heads: Readonly<Record<EquipmentHeadName, StoredHead>>;
  readonly headCoverBox: readonly StoredHead[];
  readonly handVerdict: Verdict;
}

/** What a head and its box head read. */
interface EquipmentHeads {
  readonly feature: number;
  readonly heads: Readonly<Record<EquipmentHeadName, LinearHead>>;
  readonly headCoverBox: readonly LinearHead[];
  readonly handVerdict: Verdict;
}

const opened = new Map<BackboneId, EquipmentHeads>();

/**
 * Probability, 0 to 1, that the shown face, head or hand is covered by equipment.
 *
 * Each head is a logistic regression trained by `train.ts` in this folder on what src/vision/body/equipment-views.ts
 * shows; `report.md` tells how often it is right.
 *
 * @param backbone the network that made the feature
 * @param feature its pooled feature, no number negative
 * @throws RangeError when the feature is not this backbone's
 */
export function equipmentProbability(name: EquipmentHeadName, backbone: BackboneId, feature: Float32Array): number {
  return headProbability(headsOf(backbone, feature).heads[name], rootsOf(feature));
}

/**
 * Probability, 0 to 1, that a hand is gloved: what the head says of its feature, and how much skin is seen there.
 *
 * @param backbone the network that made the feature
 */
export function gloveProbability(backbone: BackboneId, feature: Float32Array, skin: SkinShares): number {
  return verdictProbability(headsOf(backbone, feature).handVerdict, handEvidence(equipmentProbability('handCover', backbone, feature), skin));
}

/** Where in the square the head with its cover is; for squares that show one. */
export function headCoverBox(backbone: BackboneId, feature: Float32Array): BoxInSquare {
  const roots = rootsOf(feature);
  const [x = 0, y = 0, width = 0, height = 0] = headsOf(backbone, feature).headCoverBox.map((head) => headDecision(head, roots));
  return [x, y, width, height];
}

function headsOf(backbone: BackboneId, feature: Float32Array): EquipmentHeads {
  const heads = opened.get(backbone) ?? readHeads(weights.backbones[backbone]);
  opened.set(backbone, heads);
  if (feature.length !== heads.feature) {
    throw new RangeError(`The heads read the ${heads.feature} numbers of ${backbone}, not ${feature.length}.`);
  }
  return heads;
}

function readHeads({ feature, heads, headCoverBox: box, handVerdict }: StoredEquipmentHeads): EquipmentHeads {
  const { faceCover, headCover, handCover } = heads;
  return {
    feature,
    heads: { faceCover: readHead(faceCover), headCover: readHead(headCover), handCover: readHead(handCover) },
    headCoverBox: box.map(readHead),
    handVerdict,
  };
}
