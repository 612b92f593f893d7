/** Attributes that a head exists for. */
export type FaceAttributeName = 'eyeglasses' | 'sunglasses' | 'beard' | 'mustache';
/** What the heads tell of one face: probabilities, 0 to 1. */
export type FaceAttributeProbabilities = Readonly<Record<FaceAttributeName, number>>;
/** Numbers in the feature that the heads read. */
export declare const FEATURE_LENGTH = 1024;
/**
 * Reads eyeglasses, sunglasses, beard and mustache from faceres' feature.
 *
 * Eyeglasses means glasses of any kind, so a face with sunglasses has both. Each head is a logistic regression trained
 * by `train.ts` in this folder, calibrated on people it was not trained on; `report.md` tells how often it is right.
 *
 * @param feature the 1,024 numbers of the output `feature` of faceres, none of them negative
 * @throws RangeError when the feature has another length: the heads belong to this backbone alone
 */
export declare function predictFaceAttributes(feature: Float32Array): FaceAttributeProbabilities;
