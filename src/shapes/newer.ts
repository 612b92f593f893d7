// Structures that only appear in members newer than this API. They are declared so that code written against the
// service's current SDK compiles; a request that uses one is refused, and no response carries one.
import type { ContentModerationSortBy, LabelDetectionSortBy } from './stored-video.ts';

export const UnsuccessfulFaceDeletionReason = {
  ASSOCIATED_TO_AN_EXISTING_USER: 'ASSOCIATED_TO_AN_EXISTING_USER',
  FACE_NOT_FOUND: 'FACE_NOT_FOUND',
} as const;
export type UnsuccessfulFaceDeletionReason = (typeof UnsuccessfulFaceDeletionReason)[keyof typeof UnsuccessfulFaceDeletionReason];

export const DetectLabelsFeatureName = {
  GENERAL_LABELS: 'GENERAL_LABELS',
  IMAGE_PROPERTIES: 'IMAGE_PROPERTIES',
} as const;
export type DetectLabelsFeatureName = (typeof DetectLabelsFeatureName)[keyof typeof DetectLabelsFeatureName];

export const KnownGenderType = {
  Male: 'Male',
  Female: 'Female',
  Nonbinary: 'Nonbinary',
  Unlisted: 'Unlisted',
} as const;
export type KnownGenderType = (typeof KnownGenderType)[keyof typeof KnownGenderType];

export const CustomizationFeature = {
  CONTENT_MODERATION: 'CONTENT_MODERATION',
  CUSTOM_LABELS: 'CUSTOM_LABELS',
} as const;
export type CustomizationFeature = (typeof CustomizationFeature)[keyof typeof CustomizationFeature];

export const ProjectAutoUpdate = { ENABLED: 'ENABLED', DISABLED: 'DISABLED' } as const;
export type ProjectAutoUpdate = (typeof ProjectAutoUpdate)[keyof typeof ProjectAutoUpdate];

export const DatasetType = { TRAIN: 'TRAIN', TEST: 'TEST' } as const;
export type DatasetType = (typeof DatasetType)[keyof typeof DatasetType];

export const DatasetStatus = {
  CREATE_IN_PROGRESS: 'CREATE_IN_PROGRESS',
  CREATE_COMPLETE: 'CREATE_COMPLETE',
  CREATE_FAILED: 'CREATE_FAILED',
  UPDATE_IN_PROGRESS: 'UPDATE_IN_PROGRESS',
  UPDATE_COMPLETE: 'UPDATE_COMPLETE',
  UPDATE_FAILED: 'UPDATE_FAILED',
  DELETE_IN_PROGRESS: 'DELETE_IN_PROGRESS',
} as const;
export type DatasetStatus = (typeof DatasetStatus)[keyof typeof DatasetStatus];

export const DatasetStatusMessageCode = {
  SUCCESS: 'SUCCESS',
  SERVICE_ERROR: 'SERVICE_ERROR',
  CLIENT_ERROR: 'CLIENT_ERROR',
} as const;
export type DatasetStatusMessageCode = (typeof DatasetStatusMessageCode)[keyof typeof DatasetStatusMessageCode];

export const VideoColorRange = { FULL: 'FULL', LIMITED: 'LIMITED' } as const;
export type VideoColorRange = (typeof VideoColorRange)[keyof typeof VideoColorRange];

export const ContentModerationAggregateBy = { TIMESTAMPS: 'TIMESTAMPS', SEGMENTS: 'SEGMENTS' } as const;
export type ContentModerationAggregateBy = (typeof ContentModerationAggregateBy)[keyof typeof ContentModerationAggregateBy];

export const LabelDetectionFeatureName = { GENERAL_LABELS: 'GENERAL_LABELS' } as const;
export type LabelDetectionFeatureName = (typeof LabelDetectionFeatureName)[keyof typeof LabelDetectionFeatureName];

export const LabelDetectionAggregateBy = { TIMESTAMPS: 'TIMESTAMPS', SEGMENTS: 'SEGMENTS' } as const;
export type LabelDetectionAggregateBy = (typeof LabelDetectionAggregateBy)[keyof typeof LabelDetectionAggregateBy];

export interface UnsuccessfulFaceDeletion {
  FaceId?: string | undefined;
  UserId?: string | undefined;
  Reasons?: UnsuccessfulFaceDeletionReason[] | undefined;
}

export interface GeneralLabelsSettings {
  LabelInclusionFilters?: string[] | undefined;
  LabelExclusionFilters?: string[] | undefined;
  LabelCategoryInclusionFilters?: string[] | undefined;
  LabelCategoryExclusionFilters?: string[] | undefined;
}

export interface DetectLabelsImagePropertiesSettings {
  MaxDominantColors?: number | undefined;
}

export interface DetectLabelsSettings {
  GeneralLabels?: GeneralLabelsSettings | undefined;
  ImageProperties?: DetectLabelsImagePropertiesSettings | undefined;
}

export interface DominantColor {
  Red?: number | undefined;
  Blue?: number | undefined;
  Green?: number | undefined;
  HexCode?: string | undefined;
  CSSColor?: string | undefined;
  SimplifiedColor?: string | undefined;
  PixelPercent?: number | undefined;
}

export interface LabelAlias {
  Name?: string | undefined;
}

export interface LabelCategory {
  Name?: string | undefined;
}

export interface DetectLabelsImageQuality {
  Brightness?: number | undefined;
  Sharpness?: number | undefined;
  Contrast?: number | undefined;
}

export interface DetectLabelsImageForeground {
  Quality?: DetectLabelsImageQuality | undefined;
  DominantColors?: DominantColor[] | undefined;
}

export interface DetectLabelsImageBackground {
  Quality?: DetectLabelsImageQuality | undefined;
  DominantColors?: DominantColor[] | undefined;
}

export interface DetectLabelsImageProperties {
  Quality?: DetectLabelsImageQuality | undefined;
  DominantColors?: DominantColor[] | undefined;
  Foreground?: DetectLabelsImageForeground | undefined;
  Background?: DetectLabelsImageBackground | undefined;
}

export interface ContentType {
  Confidence?: number | undefined;
  Name?: string | undefined;
}

export interface KnownGender {
  Type?: KnownGenderType | undefined;
}

export interface DatasetMetadata {
  CreationTimestamp?: Date | undefined;
  DatasetType?: DatasetType | undefined;
  DatasetArn?: string | undefined;
  Status?: DatasetStatus | undefined;
  StatusMessage?: string | undefined;
  StatusMessageCode?: DatasetStatusMessageCode | undefined;
}

export interface CustomizationFeatureContentModerationConfig {
  ConfidenceThreshold?: number | undefined;
}

export interface CustomizationFeatureConfig {
  ContentModeration?: CustomizationFeatureContentModerationConfig | undefined;
}

export interface GetContentModerationRequestMetadata {
  SortBy?: ContentModerationSortBy | undefined;
  AggregateBy?: ContentModerationAggregateBy | undefined;
}

export interface LabelDetectionSettings {
  GeneralLabels?: GeneralLabelsSettings | undefined;
}

export interface GetLabelDetectionRequestMetadata {
  SortBy?: LabelDetectionSortBy | undefined;
  AggregateBy?: LabelDetectionAggregateBy | undefined;
}

export interface BlackFrame {
  MaxPixelThreshold?: number | undefined;
  MinCoveragePercentage?: number | undefined;
}

export interface S3Destination {
  Bucket?: string | undefined;
  KeyPrefix?: string | undefined;
}

export interface ConnectedHomeSettings {
  Labels: string[] | undefined;
  MinConfidence?: number | undefined;
}

export interface StreamProcessorNotificationChannel {
  SNSTopicArn: string | undefined;
}

export interface StreamProcessorDataSharingPreference {
  OptIn: boolean | undefined;
}

export interface KinesisVideoStreamStartSelector {
  ProducerTimestamp?: number | undefined;
  FragmentNumber?: string | undefined;
}

export interface StreamProcessingStartSelector {
  KVSStreamStartSelector?: KinesisVideoStreamStartSelector | undefined;
}

export interface StreamProcessingStopSelector {
  MaxDurationInSeconds?: number | undefined;
}
