import type { BoundingBox, OrientationCorrection } from './geometry.ts';
import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';

/**
 * Which members of FaceDetail to fill. DEFAULT: BoundingBox, Confidence, Landmarks, Pose, Quality. ALL: every member.
 * The other values are newer than this API and refused.
 */
export const Attribute = {
  DEFAULT: 'DEFAULT',
  ALL: 'ALL',
  AGE_RANGE: 'AGE_RANGE',
  BEARD: 'BEARD',
  EMOTIONS: 'EMOTIONS',
  EYE_DIRECTION: 'EYE_DIRECTION',
  EYEGLASSES: 'EYEGLASSES',
  EYES_OPEN: 'EYES_OPEN',
  GENDER: 'GENDER',
  MOUTH_OPEN: 'MOUTH_OPEN',
  MUSTACHE: 'MUSTACHE',
  FACE_OCCLUDED: 'FACE_OCCLUDED',
  SMILE: 'SMILE',
  SUNGLASSES: 'SUNGLASSES',
} as const;
export type Attribute = (typeof Attribute)[keyof typeof Attribute];

/** Apparent facial expression. CONFUSED, CALM and UNKNOWN are names of the API like the rest. */
export const EmotionName = {
  HAPPY: 'HAPPY',
  SAD: 'SAD',
  ANGRY: 'ANGRY',
  CONFUSED: 'CONFUSED',
  DISGUSTED: 'DISGUSTED',
  SURPRISED: 'SURPRISED',
  CALM: 'CALM',
  UNKNOWN: 'UNKNOWN',
  FEAR: 'FEAR',
} as const;
export type EmotionName = (typeof EmotionName)[keyof typeof EmotionName];

export const GenderType = { Female: 'Female', Male: 'Male' } as const;
export type GenderType = (typeof GenderType)[keyof typeof GenderType];

/** The 30 points of a face. Left and right are sides of the picture, not of the person. */
export const LandmarkType = {
  eyeLeft: 'eyeLeft',
  eyeRight: 'eyeRight',
  nose: 'nose',
  mouthLeft: 'mouthLeft',
  mouthRight: 'mouthRight',
  leftEyeBrowLeft: 'leftEyeBrowLeft',
  leftEyeBrowRight: 'leftEyeBrowRight',
  leftEyeBrowUp: 'leftEyeBrowUp',
  rightEyeBrowLeft: 'rightEyeBrowLeft',
  rightEyeBrowRight: 'rightEyeBrowRight',
  rightEyeBrowUp: 'rightEyeBrowUp',
  leftEyeLeft: 'leftEyeLeft',
  leftEyeRight: 'leftEyeRight',
  leftEyeUp: 'leftEyeUp',
  leftEyeDown: 'leftEyeDown',
  rightEyeLeft: 'rightEyeLeft',
  rightEyeRight: 'rightEyeRight',
  rightEyeUp: 'rightEyeUp',
  rightEyeDown: 'rightEyeDown',
  noseLeft: 'noseLeft',
  noseRight: 'noseRight',
  mouthUp: 'mouthUp',
  mouthDown: 'mouthDown',
  leftPupil: 'leftPupil',
  rightPupil: 'rightPupil',
  upperJawlineLeft: 'upperJawlineLeft',
  midJawlineLeft: 'midJawlineLeft',
  chinBottom: 'chinBottom',
  midJawlineRight: 'midJawlineRight',
  upperJawlineRight: 'upperJawlineRight',
} as const;
export type LandmarkType = (typeof LandmarkType)[keyof typeof LandmarkType];

/** How poor a face may be before it is dropped. NONE drops nothing, AUTO lets the library pick the bar. */
export const QualityFilter = { NONE: 'NONE', AUTO: 'AUTO', LOW: 'LOW', MEDIUM: 'MEDIUM', HIGH: 'HIGH' } as const;
export type QualityFilter = (typeof QualityFilter)[keyof typeof QualityFilter];

/** A yes/no attribute of a face. */
export interface FaceDecision {
  /** The decision. */
  Value?: boolean | undefined;
  /** Percent, 0 to 100: certainty of the decision, also when it is no. */
  Confidence?: number | undefined;
}

/** Whether the face smiles, from its apparent expression. Its accuracy is not measured. */
export interface Smile extends FaceDecision {}
/**
 * Whether glasses of any kind are worn, sunglasses included. On people held back: average precision .995, recall .98
 * (models/heads/face-attributes/report.md, also for the three below).
 */
export interface Eyeglasses extends FaceDecision {}
/** Whether sunglasses are worn. On people held back: average precision .96, of only 25 real pairs. */
export interface Sunglasses extends FaceDecision {}
/** Whether the face has a beard; stubble is none. On people held back: average precision .93, recall .87. */
export interface Beard extends FaceDecision {}
/** Whether the face has a mustache. On people held back: average precision .94, recall .88; short and fair ones are missed. */
export interface Mustache extends FaceDecision {}
/**
 * Whether the eyes are open, from the opening between the lids. No is rarely said wrongly, but only about a quarter of 27
 * pairs of closed eyes were found: a yes proves little.
 */
export interface EyeOpen extends FaceDecision {}
/** Whether the mouth is open or shows teeth, from the opening between the lips: average precision .99 on labelled faces. */
export interface MouthOpen extends FaceDecision {}
/** Whether something covers the face. Newer than this API: never filled. */
export interface FaceOccluded extends FaceDecision {}

/** Gaze. Newer than this API: never filled. */
export interface EyeDirection {
  /** Degrees, -180 to 180. */
  Yaw?: number | undefined;
  /** Degrees, -180 to 180. */
  Pitch?: number | undefined;
  /** Percent, 0 to 100. */
  Confidence?: number | undefined;
}

/**
 * Estimated age; the wider the range, the less certain the estimate. Its middle is the best single value. Not measured:
 * no pictures with known ages were at hand.
 */
export interface AgeRange {
  /** Years, a whole number from 0. */
  Low?: number | undefined;
  /** Years, a whole number from 0. */
  High?: number | undefined;
}

/** A guess from appearance: no statement about identity, and nothing to decide about a person by. */
export interface Gender {
  /** Predicted value. */
  Value?: GenderType | undefined;
  /** Percent, 0 to 100. */
  Confidence?: number | undefined;
}

/**
 * An apparent expression: what a face looks like, never what the person feels. Right on seven plain examples; not
 * measured beyond them.
 */
export interface Emotion {
  /** Expression. */
  Type?: EmotionName | undefined;
  /** Percent, 0 to 100. */
  Confidence?: number | undefined;
}

/** One point of a face. */
export interface Landmark {
  /** Which point. */
  Type?: LandmarkType | undefined;
  /** Distance from the left / width of the picture. */
  X?: number | undefined;
  /** Distance from the top / height of the picture. */
  Y?: number | undefined;
}

/** Rotation of the head in degrees, each -180 to 180. */
export interface Pose {
  /** Positive when the head leans clockwise in the picture. */
  Roll?: number | undefined;
  /** Positive when the face looks to the right of the picture. */
  Yaw?: number | undefined;
  /** Positive when the face looks up. */
  Pitch?: number | undefined;
}

/** Brightness and sharpness of a face, 0 to 100 each; higher is brighter or sharper. */
export interface ImageQuality {
  /** 0 to 100. */
  Brightness?: number | undefined;
  /** 0 to 100. */
  Sharpness?: number | undefined;
}

/** Everything told of a detected face. The first five members are always there, the rest with Attributes ALL. */
export interface FaceDetail {
  /** From the upper forehead to the chin, without ears and most hair. */
  BoundingBox?: BoundingBox | undefined;
  /** Percent, 0 to 100: certainty that the box holds a face. */
  Confidence?: number | undefined;
  /** The 30 points, each at most once. */
  Landmarks?: Landmark[] | undefined;
  /** Rotation of the head. */
  Pose?: Pose | undefined;
  /** Brightness and sharpness. */
  Quality?: ImageQuality | undefined;
  /** ALL only. */
  AgeRange?: AgeRange | undefined;
  /** ALL only. */
  Smile?: Smile | undefined;
  /** ALL only. */
  Eyeglasses?: Eyeglasses | undefined;
  /** ALL only. */
  Sunglasses?: Sunglasses | undefined;
  /** ALL only. */
  Gender?: Gender | undefined;
  /** ALL only. */
  Beard?: Beard | undefined;
  /** ALL only. */
  Mustache?: Mustache | undefined;
  /** ALL only. */
  EyesOpen?: EyeOpen | undefined;
  /** ALL only. */
  MouthOpen?: MouthOpen | undefined;
  /** ALL only: one entry for each expression. */
  Emotions?: Emotion[] | undefined;
  /** Newer than this API: never filled. */
  FaceOccluded?: FaceOccluded | undefined;
  /** Newer than this API: never filled. */
  EyeDirection?: EyeDirection | undefined;
}

/** Request of DetectFaces. */
export interface DetectFacesRequest {
  /** The picture. Required. */
  Image: Image | undefined;
  /** Which members to fill. Default ["DEFAULT"]; an empty list means the same, and DEFAULT with ALL means ALL. */
  Attributes?: Attribute[] | undefined;
}

/** Response of DetectFaces. */
export interface DetectFacesResponse {
  /** At most the 100 largest faces, largest first; empty when there is none. */
  FaceDetails?: FaceDetail[] | undefined;
  /** Never set. */
  OrientationCorrection?: OrientationCorrection | undefined;
}

/** What DetectFacesCommand takes. */
export interface DetectFacesCommandInput extends DetectFacesRequest {}

/** What DetectFacesCommand resolves to. */
export interface DetectFacesCommandOutput extends DetectFacesResponse, MetadataBearer {}

/** A face of the target picture of CompareFaces, or one that RecognizeCelebrities found. */
export interface ComparedFace {
  /** Face box. */
  BoundingBox?: BoundingBox | undefined;
  /** Percent, 0 to 100: certainty that the box holds a face. */
  Confidence?: number | undefined;
  /** The 30 points, each at most once. */
  Landmarks?: Landmark[] | undefined;
  /** Rotation of the head. */
  Pose?: Pose | undefined;
  /** Brightness and sharpness. */
  Quality?: ImageQuality | undefined;
  /** Newer than this API: filled by RecognizeCelebrities alone. Surest first. */
  Emotions?: Emotion[] | undefined;
  /** Newer than this API: filled by RecognizeCelebrities alone. */
  Smile?: Smile | undefined;
}

/** The largest face of the source picture, the one that was compared. */
export interface ComparedSourceImageFace {
  /** Face box. */
  BoundingBox?: BoundingBox | undefined;
  /** Percent, 0 to 100: certainty that the box holds a face. */
  Confidence?: number | undefined;
}

/** A target face that reached the threshold. */
export interface CompareFacesMatch {
  /** Percent, 0 to 100: how alike the faces are. */
  Similarity?: number | undefined;
  /** The target face. */
  Face?: ComparedFace | undefined;
}

/** Request of CompareFaces. */
export interface CompareFacesRequest {
  /** The picture with the reference face, its largest. Required. */
  SourceImage: Image | undefined;
  /** The picture to search. Required. */
  TargetImage: Image | undefined;
  /** Lowest similarity that counts as a match, inclusive. Percent, 0 to 100, default 80. */
  SimilarityThreshold?: number | undefined;
  /** Drops poor faces of the target before comparing. Default NONE. */
  QualityFilter?: QualityFilter | undefined;
}

/** Response of CompareFaces. */
export interface CompareFacesResponse {
  /** The reference face. */
  SourceImageFace?: ComparedSourceImageFace | undefined;
  /** Faces at or above the threshold, most similar first. */
  FaceMatches?: CompareFacesMatch[] | undefined;
  /** The other compared faces, without a similarity. */
  UnmatchedFaces?: ComparedFace[] | undefined;
  /** Never set. */
  SourceImageOrientationCorrection?: OrientationCorrection | undefined;
  /** Never set. */
  TargetImageOrientationCorrection?: OrientationCorrection | undefined;
}

/** What CompareFacesCommand takes. */
export interface CompareFacesCommandInput extends CompareFacesRequest {}

/** What CompareFacesCommand resolves to. */
export interface CompareFacesCommandOutput extends CompareFacesResponse, MetadataBearer {}
