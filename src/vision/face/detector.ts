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

/** How hard faces are looked for. */
export interface FaceLook {
  /** Leaves out the looks at the turned picture, which is up to four times as fast where there are no faces. Default false. */
  readonly upright?: boolean | undefined;
  /**
   * Faces of a frame a moment ago: one look that is large enough for them is enough when it finds all of them again.
   * Absent: whatever the picture may hide is looked for.
   */
  readonly expected?: readonly PixelBox[] | undefined;
}

/** Finds faces in a picture. */
export interface FaceDetector {
  /** Model id, as the manifest has it. */
  readonly model: string;
  /** Faces of a picture, which is looked at turned as well when nothing sure is found. */
  detect(picture: PictureReader, look?: FaceLook): Promise<readonly FaceCandidate[]>;
}
