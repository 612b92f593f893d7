import { type BackboneId, type BackboneView } from '../../../src/vision/backbone/backbone.ts';
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
export declare function predictScenes(views: {
    readonly squashed: BackboneView;
    readonly middle: BackboneView;
}, backbone: BackboneId): readonly SceneProbability[];
/** Names of the concepts that `predictScenes` answers for a backbone; none for a backbone without heads. */
export declare function conceptNames(backbone: BackboneId): readonly string[];
/** What the heads read: the mean of the square roots of both features. */
export declare function sceneRow({ squashed, middle }: {
    readonly squashed: BackboneView;
    readonly middle: BackboneView;
}): Float32Array;
