import type { DescribedFace } from '../face/face.ts';
import type { PixelBox } from '../geometry.ts';

/** How many faces are described, and how far. */
export interface PeopleRequest {
  /** 1 to 100. */
  readonly maxFaces: number;
}

/** Somebody in a picture: a body, a face, or both. */
export interface SeenPerson {
  readonly box: PixelBox;
  /** That it is a person, 0 to 1. */
  readonly probability: number;
  /** With its embedding; absent where no face is seen. */
  readonly face?: DescribedFace;
}
