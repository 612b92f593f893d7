import type { PixelBox, PixelPoint } from '../geometry.ts';

/** How much to compute for each face; what is not asked for costs nothing. */
export interface FaceRequest {
  /** At most this many faces, the largest ones. 1 to 100. */
  readonly maxFaces: number;
  /** Age, gender, expression, glasses, beard and the like. */
  readonly attributes: boolean;
  /** The 128 numbers that tell one person from another. */
  readonly embeddings: boolean;
  /** Faces that lie or stand on their heads may be missed, for the sake of the pace of live video. Default false. */
  readonly upright?: boolean;
  /** Places of faces that are known already: those found there are given without the 128 numbers, which take the most time. */
  readonly known?: readonly PixelBox[];
  /** Faces of a frame a moment ago, as FaceLook has them. */
  readonly expected?: readonly PixelBox[] | undefined;
  /** Pupils are told in the middle of the eyes, and how open these are by the mesh alone: for the pace of video, and where nobody asks for eyes. Default false. */
  readonly coarseEyes?: boolean;
  /** What faces are compared with galleries by, see template.ts: of a face that is asked for, or of a portrait that a gallery is to hold. Default none. */
  readonly templates?: 'asked' | 'portrait';
  /** The numbers that the heads in models/heads/face-attributes are trained on; only their training script asks for them. */
  readonly features?: boolean;
}

/** The 30 points, "left" meaning the left side of the picture. */
export type FaceLandmarkName =
  | 'eyeLeft' | 'eyeRight' | 'nose' | 'mouthLeft' | 'mouthRight'
  | 'leftEyeBrowLeft' | 'leftEyeBrowRight' | 'leftEyeBrowUp'
  | 'rightEyeBrowLeft' | 'rightEyeBrowRight' | 'rightEyeBrowUp'
  | 'leftEyeLeft' | 'leftEyeRight' | 'leftEyeUp' | 'leftEyeDown'
  | 'rightEyeLeft' | 'rightEyeRight' | 'rightEyeUp' | 'rightEyeDown'
  | 'noseLeft' | 'noseRight' | 'mouthUp' | 'mouthDown'
  | 'leftPupil' | 'rightPupil'
  | 'upperJawlineLeft' | 'midJawlineLeft' | 'chinBottom' | 'midJawlineRight' | 'upperJawlineRight';

/** Degrees, -180 to 180. */
export interface HeadPose {
  /** Positive when the head leans to the picture's right (clockwise). */
  readonly roll: number;
  /** Positive when the face looks to the picture's right. */
  readonly yaw: number;
  /** Positive when the face looks up. */
  readonly pitch: number;
}

/** Both 0 to 100. */
export interface FaceQuality {
  readonly brightness: number;
  readonly sharpness: number;
}

/** A yes/no property as the probability of yes, 0 to 1. */
export type Probability = number;

/** The seven expressions told apart; probabilities that sum to 1. */
export interface ExpressionProbabilities {
  readonly neutral: Probability;
  readonly happy: Probability;
  readonly sad: Probability;
  readonly angry: Probability;
  readonly fearful: Probability;
  readonly disgusted: Probability;
  readonly surprised: Probability;
}

/** What is told of a face beyond where it is. */
export interface FaceAttributes {
  /** Years. */
  readonly age: { readonly low: number; readonly high: number };
  readonly female: Probability;
  readonly expressions: ExpressionProbabilities;
  readonly smile: Probability;
  readonly eyeglasses: Probability;
  readonly sunglasses: Probability;
  readonly beard: Probability;
  readonly mustache: Probability;
  readonly eyesOpen: Probability;
  readonly mouthOpen: Probability;
}

/** One face of a picture. */
export interface DescribedFace {
  /** From the upper forehead to the chin, without ears and most hair. */
  readonly box: PixelBox;
  /** Probability that the box holds a face. */
  readonly confidence: Probability;
  readonly landmarks: Readonly<Record<FaceLandmarkName, PixelPoint>>;
  readonly pose: HeadPose;
  readonly quality: FaceQuality;
  /** Present when asked for. */
  readonly attributes?: FaceAttributes;
  /** 128 numbers, compared by Euclidean distance; present when asked for. */
  readonly embedding?: Float32Array;
  /** 320 numbers, compared by Euclidean distance; present when asked for. */
  readonly template?: Float32Array;
  /** 1,024 numbers; present when asked for. */
  readonly feature?: Float32Array;
}
