import type { PixelBox, PixelPoint } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';

/** Five points of a face: enough to cut it out upright. "Left" is the left side of the picture. */
export interface FaceKeyPoints {
  readonly eyeLeft: PixelPoint;
  readonly eyeRight: PixelPoint;
  readonly nose: PixelPoint;
  readonly mouthLeft: PixelPoint;
  readonly mouthRight: PixelPoint;
}

/** Something that looks like a face. */
export interface FaceCandidate {
  /** As the detector draws it; detectors differ in how much forehead they include. */
  readonly box: PixelBox;
  /** 0 to 1. */
  readonly score: number;
  readonly points: FaceKeyPoints;
}

/** Finds faces in a picture. */
export interface FaceDetector {
  /** Model id, as the manifest has it. */
  readonly model: string;
  /**
   * @param upright whether faces that lie or stand on their heads may be missed: looking for them takes four times as
   * long in a picture without a face. Default false.
   */
  detect(picture: PictureReader, upright?: boolean): Promise<readonly FaceCandidate[]>;
}
