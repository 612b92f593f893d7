import type { FaceKeyPoints } from '../../../src/vision/face/detector.ts';
import type { PixelBox } from '../../../src/vision/geometry.ts';
import type { EquipmentHeadName, BoxInSquare } from './predict.ts';

/** Where to look in a picture, in pixels of the picture as it is stored. */
export type ViewTarget =
  | { readonly part: 'face'; readonly points: FaceKeyPoints }
  | { readonly part: 'head' | 'hand'; readonly box: PixelBox };

/** One view that a head is trained on or measured with. */
export interface PlannedView {
  readonly head: EquipmentHeadName;
  /** Relative to ../shared/data. */
  readonly file: string;
  readonly target: ViewTarget;
  readonly answer: boolean;
  /** Views that may not be on both sides of a division: a person, a picture or a scene. */
  readonly group: string;
  /** Where the view comes from, for figures by source. */
  readonly source: string;
  /** Made smaller by this factor, below 1, and compressed, before it is looked at. */
  readonly scale?: number;
  /** Seed of a change of colours. */
  readonly colours?: number;
  /** Where the cover truly is in the square, where that is known. */
  readonly truth?: BoxInSquare;
}
