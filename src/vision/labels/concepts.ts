import { predictScenes } from '../../../models/heads/scenes/predict.ts';
import type { BackboneId, BackboneView } from '../backbone/backbone.ts';
import type { SeenConcept } from './seen-picture.ts';

/** The one place where heads for scenes and concepts plug in. */
export function seeConcepts(
  views: { readonly squashed: BackboneView; readonly middle: BackboneView },
  backbone: BackboneId,
): readonly SeenConcept[] {
  return predictScenes(views, backbone);
}
