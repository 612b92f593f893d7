import type { DescribedFace } from '../face/face.ts';
import type { PixelBox } from '../geometry.ts';
import type { SceneColors } from '../segments/scene-change.ts';

/** How many faces are described, and how far. */
export interface PeopleRequest {
  /** 1 to 100. */
  readonly maxFaces: number;
  /** Who was seen a moment ago: a frame that shows them again is not searched for what else it may hide. Absent: it is. */
  readonly expected?: ExpectedPeople | undefined;
  /** Places of faces that are known already: those found there are given without the 128 numbers, which take much time. */
  readonly known?: readonly PixelBox[] | undefined;
  /** The scene of the frame that `expected` and `known` are of: both count only where it goes on, so that nobody gets another's name after a cut. */
  readonly scene?: SceneColors | undefined;
}

/** Everybody in a picture. */
export interface SeenPeople {
  /** The surest first. */
  readonly people: readonly SeenPerson[];
  /** For the request of the next frame. */
  readonly scene: SceneColors;
  /** Whether the frame was looked at without regard to what was expected. */
  readonly wasThorough: boolean;
}

/** What was seen of people a moment ago. Plain data. */
export interface ExpectedPeople {
  readonly faces: readonly PixelBox[];
  readonly bodies: readonly PixelBox[];
}

/** Somebody in a picture: a body, a face, or both. */
export interface SeenPerson {
  readonly box: PixelBox;
  /** That it is a person, 0 to 1. */
  readonly probability: number;
  /** Whether the body itself is surely seen, and not only guessed from the face. */
  readonly hasBody: boolean;
  /** With its embedding unless the place was known; absent where no face is seen. */
  readonly face?: DescribedFace;
}
