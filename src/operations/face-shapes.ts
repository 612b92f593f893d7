import type { BoundingBox } from '../shapes/geometry.ts';
import type { ComparedFace, Emotion, EmotionName, FaceDetail, ImageQuality, Landmark, LandmarkType, Pose } from '../shapes/faces.ts';
import type { DescribedFace, ExpressionProbabilities, FaceAttributes, Probability } from '../vision/face/face.ts';
import type { PixelBox } from '../vision/geometry.ts';

/** Pixels of the picture that boxes and points become ratios of. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A box as ratios of the picture; not clamped (OPERATIONS G1). */
export function ratioBox(box: PixelBox, { width, height }: PictureSize): BoundingBox {
  return { Width: box.width / width, Height: box.height / height, Left: box.left / width, Top: box.top / height };
}

/** A face as DetectFaces and IndexFaces tell it. */
export function faceDetail(face: DescribedFace, size: PictureSize): FaceDetail {
  return { ...comparedFace(face, size), ...(face.attributes && attributeMembers(face.attributes)) };
}

/** A face as RecognizeCelebrities tells it: with its expression, as later versions of the API do. */
export function expressiveFace(face: DescribedFace, size: PictureSize): ComparedFace {
  return {
    ...comparedFace(face, size),
    ...(face.attributes && { Emotions: emotions(face.attributes.expressions), Smile: decision(face.attributes.smile) }),
  };
}

/** The five members that every face has. */
export function comparedFace(face: DescribedFace, size: PictureSize): ComparedFace & {
  BoundingBox: BoundingBox;
  Confidence: number;
  Landmarks: Landmark[];
  Pose: Pose;
  Quality: ImageQuality;
} {
  return {
    BoundingBox: ratioBox(face.box, size),
    Confidence: face.confidence * 100,
    Landmarks: Object.entries(face.landmarks).map(([name, { x, y }]) => ({
      Type: name as LandmarkType,
      X: x / size.width,
      Y: y / size.height,
    })),
    Pose: { Roll: face.pose.roll, Yaw: face.pose.yaw, Pitch: face.pose.pitch },
    Quality: { Brightness: face.quality.brightness, Sharpness: face.quality.sharpness },
  };
}

type AttributeMembers = Omit<FaceDetail, 'BoundingBox' | 'Confidence' | 'Landmarks' | 'Pose' | 'Quality'>;

function attributeMembers(attributes: FaceAttributes): AttributeMembers {
  const { age, female } = attributes;
  return {
    AgeRange: { Low: age.low, High: age.high },
    Smile: decision(attributes.smile),
    Eyeglasses: decision(attributes.eyeglasses),
    Sunglasses: decision(attributes.sunglasses),
    Gender: { Value: female >= 0.5 ? 'Female' : 'Male', Confidence: 100 * Math.max(female, 1 - female) },
    Beard: decision(attributes.beard),
    Mustache: decision(attributes.mustache),
    EyesOpen: decision(attributes.eyesOpen),
    MouthOpen: decision(attributes.mouthOpen),
    Emotions: emotions(attributes.expressions),
  };
}

/** The surety of the decision, also when it is no. */
function decision(probability: Probability): { Value: boolean; Confidence: number } {
  return { Value: probability >= 0.5, Confidence: 100 * Math.max(probability, 1 - probability) };
}

const EMOTION_NAMES: Readonly<Record<keyof ExpressionProbabilities, EmotionName>> = {
  neutral: 'CALM',
  happy: 'HAPPY',
  sad: 'SAD',
  angry: 'ANGRY',
  fearful: 'FEAR',
  disgusted: 'DISGUSTED',
  surprised: 'SURPRISED',
};

/** Surest first. CONFUSED is never told: the model does not know it. */
function emotions(expressions: ExpressionProbabilities): Emotion[] {
  return Object.entries(expressions)
    .map(([name, probability]) => ({
      Type: EMOTION_NAMES[name as keyof ExpressionProbabilities],
      Confidence: 100 * (probability as Probability),
    }))
    .toSorted((a, b) => b.Confidence - a.Confidence);
}
