import type { Crop } from '../crop.ts';
import { applyTransform } from '../similarity-transform.ts';

/** How a face is shown to a model, in place of the crop that the model is used to. */
export interface FaceView {
  /** Left and right exchanged. */
  readonly mirrored: boolean;
  /** Side of the crop per its usual side: above 1 shows more of what is around the face. */
  readonly scale: number;
}

/** As the model is used to. */
export const usualView: FaceView = { mirrored: false, scale: 1 };

/** Views whose mean tells more of who a face is than any of them. */
export const portraitViews: readonly FaceView[] = [usualView, { mirrored: true, scale: 1 }, { mirrored: false, scale: 0.92 }, { mirrored: false, scale: 1.08 }];

/** The crop as a view shows it; its middle stays where it is. */
export function viewCrop(crop: Crop, { mirrored, scale }: FaceView): Crop {
  const { a, b } = crop.toPicture;
  const corner = applyTransform(crop.toPicture, { x: (crop.width * (1 - scale)) / 2, y: (crop.height * (1 - scale)) / 2 });
  return { ...crop, mirrored, toPicture: { a: a * scale, b: b * scale, tx: corner.x, ty: corner.y } };
}
