import { FEATURE_LENGTHS, type BackboneId, type BackboneView } from '../../../src/vision/backbone/backbone.ts';
import { headProbability, readHead, rootsOf, type LinearHead, type StoredHead } from '../linear-head.ts';
import weights from './weights.json' with { type: 'json' };

/** A concept and how likely a picture shows it. */
export interface SceneProbability {
  /** A name of the service's list of labels. */
  readonly name: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}

/**
 * Tells what a whole picture shows: Outdoors, Sky, Food and the like. `conceptNames` lists the concepts of a backbone,
 * README.md says what each means.
 *
 * Each head is a logistic regression on the square roots of the backbone's feature, the mean of both views, trained by
 * `train.ts` in this folder and calibrated on scenes it was not trained on; `report.md` tells how often it is right.
 *
 * @param views the squashed picture and its middle, as `viewPicture` gives them
 * @param backbone whose views they are; heads of one backbone say nothing about another
 * @returns one answer for each concept, surest first; none for a backbone without heads
 * @throws RangeError when a feature is not as long as the backbone's
 */
export function predictScenes(
  views: { readonly squashed: BackboneView; readonly middle: BackboneView },
  backbone: BackboneId,
): readonly SceneProbability[] {
  const length = FEATURE_LENGTHS[backbone];
  for (const { feature } of [views.squashed, views.middle]) {
    if (feature.length !== length) throw new RangeError(`The heads read the ${length} numbers of ${backbone}, not ${feature.length}.`);
  }
  const row = sceneRow(views);
  return headsOf(backbone)
    .map(({ name, head }) => ({ name, probability: headProbability(head, row) }))
    .toSorted((a, b) => b.probability - a.probability);
}

/** Names of the concepts that `predictScenes` answers for a backbone; none for a backbone without heads. */
export function conceptNames(backbone: BackboneId): readonly string[] {
  return headsOf(backbone).map(({ name }) => name);
}

/** What the heads read: the mean of the square roots of both features. */
export function sceneRow({ squashed, middle }: { readonly squashed: BackboneView; readonly middle: BackboneView }): Float32Array {
  const inMiddle = rootsOf(middle.feature);
  return rootsOf(squashed.feature).map((value, index) => (value + (inMiddle[index] ?? 0)) / 2);
}

interface NamedHead {
  readonly name: string;
  readonly head: LinearHead;
}

const read = new Map<BackboneId, readonly NamedHead[]>();

function headsOf(backbone: BackboneId): readonly NamedHead[] {
  const stored: Readonly<Partial<Record<BackboneId, Readonly<Record<string, StoredHead>>>>> = weights;
  const heads = read.get(backbone) ?? Object.entries(stored[backbone] ?? {}).map(([name, head]) => ({ name, head: readHead(head) }));
  read.set(backbone, heads);
  return heads;
}
