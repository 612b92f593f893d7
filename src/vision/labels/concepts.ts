import { predictScenes } from '../../../models/heads/scenes/predict.ts';
import type { BackboneId, BackboneView } from '../backbone/backbone.ts';

/** A concept that a head sees in the whole picture, under its name in the label taxonomy. */
export interface SeenConcept {
  readonly name: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}

/** The one place where heads for scenes and concepts plug in. */
export function seeConcepts(
  views: { readonly squashed: BackboneView; readonly middle: BackboneView },
  backbone: BackboneId,
): readonly SeenConcept[] {
  return predictScenes(views, backbone);
}
