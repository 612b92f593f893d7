import type { LabelName } from './labelled-faces.ts';
import type { FaceAttributeName } from './predict.ts';

/** What a head is trained with. */
export interface HeadPlan {
  readonly name: FaceAttributeName;
  readonly label: LabelName;
  /**
   * Share of the faces of everyday pictures that are taken to be "yes": the probabilities are calibrated for it. Set by
   * hand; the pictures that were labelled are no sample of everyday life.
   */
  readonly prior: number;
  /** Faces with sunglasses drawn onto them count as yes, all together as much as this share of all yes. */
  readonly drawnShare: number;
}

/** The heads that are shipped. */
export const headPlans: readonly HeadPlan[] = [
  { name: 'eyeglasses', label: 'eyeglasses', prior: 0.25, drawnShare: 0.15 },
  { name: 'sunglasses', label: 'sunglasses', prior: 0.05, drawnShare: 0.5 },
  { name: 'beard', label: 'beard', prior: 0.15, drawnShare: 0 },
  { name: 'mustache', label: 'mustache', prior: 0.15, drawnShare: 0 },
];
