import type { FaceAttributes, HeadPose } from '../face/face.ts';
import type { PixelBox } from '../geometry.ts';
import type { ImageProperties } from '../image-properties/image-properties.ts';
import type { FoundObject } from '../objects/find-objects.ts';
import type { FoundPerson } from '../objects/people.ts';

/** What to look for in a picture; what is not asked for costs nothing. */
export interface SceneRequest {
  /** Objects, people, whole-picture classes and concepts. */
  readonly labels: boolean;
  /** Colours, sharpness, brightness and contrast. */
  readonly properties?: {
    /** 0 to 20. */
    readonly maxColors: number;
    /** Colours are told of the boxes of objects and people that are this probable, 0 to 1; of none when not given. */
    readonly boxesFrom?: number;
  };
}

/** A face as far as labels are made of it. */
export interface SeenFace {
  readonly box: PixelBox;
  /** That it is a face, 0 to 1. */
  readonly confidence: number;
  readonly pose?: HeadPose;
  /** Of the largest faces only. */
  readonly attributes?: FaceAttributes;
}

/** What the worker saw of one picture or frame. */
export interface SeenPicture {
  /** Things other than people. */
  readonly objects: readonly FoundObject[];
  readonly people: readonly FoundPerson[];
  readonly faces: readonly SeenFace[];
  /** Probability of each of the 1,000 ImageNet classes; absent without that model. */
  readonly classes?: Float32Array;
  readonly concepts: readonly SeenConcept[];
  readonly properties?: ImageProperties;
}

/** The boxes whose colours are told, in the order in which they are. */
export function coloredBoxes({ objects, people }: Pick<SeenPicture, 'objects' | 'people'>, boxesFrom = Infinity): PixelBox[] {
  return [...objects, ...people].filter(({ probability }) => probability >= boxesFrom).map(({ box }) => box);
}

/** A concept that a head sees in the whole picture, under its name in the label taxonomy. */
export interface SeenConcept {
  readonly name: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
}
