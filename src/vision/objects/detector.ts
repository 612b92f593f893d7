import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';

/** Something that looks like an object of a known kind. */
export interface ObjectCandidate {
  readonly box: PixelBox;
  /** As the detector has it, 0 to 1; detectors differ in what their numbers mean. */
  readonly score: number;
  /** Class of COCO, 0 to 79. */
  readonly kind: number;
}

/** Finds objects in one square or oblong part of a picture. */
export interface ObjectDetector {
  /** Model id, as the manifest has it. */
  readonly model: string;
  /** Candidates inside `part`, in pixels of the picture; several may be of one object. */
  look(picture: PictureReader, part: PixelBox): Promise<readonly ObjectCandidate[]>;
}
