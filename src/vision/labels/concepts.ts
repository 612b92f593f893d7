import type { BackboneId } from '../backbone/backbone.ts';

/** A concept that a head sees in the whole picture, under its name in the label taxonomy. */
export interface SeenConcept {
  readonly name: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}

/**
 * The one place where heads for scenes and concepts plug in.
 *
 * @param feature mean of the features of the squashed picture and its middle
 */
export function seeConcepts(_feature: Float32Array, _backbone: BackboneId): readonly SeenConcept[] {
  return [];
}
