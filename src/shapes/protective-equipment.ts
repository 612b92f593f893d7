import type { BoundingBox } from './geometry.ts';
import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';

/** Kind of equipment, by the part of the body it covers. */
export const ProtectiveEquipmentType = {
  FACE_COVER: 'FACE_COVER',
  HAND_COVER: 'HAND_COVER',
  HEAD_COVER: 'HEAD_COVER',
} as const;
export type ProtectiveEquipmentType = (typeof ProtectiveEquipmentType)[keyof typeof ProtectiveEquipmentType];

/** Part of the body; left and right are the own sides of the person. */
export const BodyPart = { FACE: 'FACE', HEAD: 'HEAD', LEFT_HAND: 'LEFT_HAND', RIGHT_HAND: 'RIGHT_HAND' } as const;
export type BodyPart = (typeof BodyPart)[keyof typeof BodyPart];

/** Asks for the summary. */
export interface ProtectiveEquipmentSummarizationAttributes {
  /**
   * Threshold for person, body part, item and coverage alike; less than 50 acts like 50. Percent, 0 to 100.
   * Required.
   */
  MinConfidence: number | undefined;
  /** Types every person is expected to wear. Required. */
  RequiredEquipmentTypes: ProtectiveEquipmentType[] | undefined;
}

/** Whether an item lies on the body part it belongs to; nothing about correct or adequate wearing. */
export interface CoversBodyPart {
  /** Confidence in Value. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Whether the part is covered. */
  Value?: boolean | undefined;
}

/** One PPE item found at a body part. */
export interface EquipmentDetection {
  /** Box around the item. */
  BoundingBox?: BoundingBox | undefined;
  /** Confidence that the box holds the item. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Kind of item. */
  Type?: ProtectiveEquipmentType | undefined;
  /** Coverage decision. */
  CoversBodyPart?: CoversBodyPart | undefined;
}

/** A detected body part, listed even without any PPE on it. */
export interface ProtectiveEquipmentBodyPart {
  /** Which part. */
  Name?: BodyPart | undefined;
  /** Confidence in the part. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Items at this part; empty when none. */
  EquipmentDetections?: EquipmentDetection[] | undefined;
}

/** A detected person, listed even without any PPE. */
export interface ProtectiveEquipmentPerson {
  /** Detected parts. */
  BodyParts?: ProtectiveEquipmentBodyPart[] | undefined;
  /** Box around the person. */
  BoundingBox?: BoundingBox | undefined;
  /** Confidence that the box holds a person. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Unique within this call only. Whole number from 0. */
  Id?: number | undefined;
}

/** Three lists of person ids; each person is in exactly one of them. */
export interface ProtectiveEquipmentSummary {
  /** Wear everything that is required. */
  PersonsWithRequiredEquipment?: number[] | undefined;
  /** Lack at least one required item. */
  PersonsWithoutRequiredEquipment?: number[] | undefined;
  /** Could not be decided. */
  PersonsIndeterminate?: number[] | undefined;
}

/** Request of DetectProtectiveEquipment. */
export interface DetectProtectiveEquipmentRequest {
  /**
   * The picture: at most 4 MB of bytes, 64 to 4,096 pixels a side, persons at least 100x100 in 800x1300. Required.
   */
  Image: Image | undefined;
  /** Ask for Summary. */
  SummarizationAttributes?: ProtectiveEquipmentSummarizationAttributes | undefined;
}

/** Response of DetectProtectiveEquipment. */
export interface DetectProtectiveEquipmentResponse {
  /** Model version. */
  ProtectiveEquipmentModelVersion?: string | undefined;
  /** Everybody found, also without PPE. */
  Persons?: ProtectiveEquipmentPerson[] | undefined;
  /** Only when SummarizationAttributes was given. */
  Summary?: ProtectiveEquipmentSummary | undefined;
}

/** What DetectProtectiveEquipmentCommand takes. */
export interface DetectProtectiveEquipmentCommandInput extends DetectProtectiveEquipmentRequest {}

/** What DetectProtectiveEquipmentCommand resolves to. */
export interface DetectProtectiveEquipmentCommandOutput extends DetectProtectiveEquipmentResponse, MetadataBearer {}
