import type { TrainedHead } from '../../training/trained-head.ts';
import type { DetectionHead } from '../../vision/cells/detection-head.ts';

/** Above which confidence each label is told. */
interface Thresholds {
  /** 0 to 1, one for each label. */
  readonly thresholds: readonly number[];
}

/** A head for labels of whole pictures, kept for a trained version. */
export interface LabelHead extends TrainedHead, Thresholds {}

/** A head that finds things, kept for a trained version. */
export interface PlaceHead extends DetectionHead, Thresholds {}

/** What is kept for a trained version. */
export type VersionHead = LabelHead | PlaceHead;

/** Whether a head tells where things are. */
export function findsPlaces(head: VersionHead): head is PlaceHead {
  return 'network' in head;
}

/** A box that is less sure than this is never told, 0 to 1: of those there are hundreds in every picture. */
export const LEAST_SCORE = 0.02;
