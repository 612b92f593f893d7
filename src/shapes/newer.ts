// Structures that only appear in members newer than this API. They are declared so that code written against the
// service's current SDK compiles; a request that uses one is refused, and no response carries one. What DetectLabels
// answers of them says so.
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

/** Which labels are kept. Names are compared exactly; at most 100 in each list. Answered by DetectLabels. */
export interface GeneralLabelsSettings {
  /** Only labels of these names, or of the categories below, are told. */
  LabelInclusionFilters?: string[] | undefined;
  /** Labels of these names are left out. */
  LabelExclusionFilters?: string[] | undefined;
  /** Only labels of these categories, or of the names above, are told. */
  LabelCategoryInclusionFilters?: string[] | undefined;
  /** Labels of these categories are left out. */
  LabelCategoryExclusionFilters?: string[] | undefined;
}

/** How colours are told. Answered by DetectLabels. */
export interface DetectLabelsImagePropertiesSettings {
  /** 0 to 20, default 10. */
  MaxDominantColors?: number | undefined;
}

/** Settings of the features of DetectLabels. Answered; each needs its feature among Features. */
export interface DetectLabelsSettings {
  GeneralLabels?: GeneralLabelsSettings | undefined;
  ImageProperties?: DetectLabelsImagePropertiesSettings | undefined;
}

/** A colour that much of a picture has. Told by DetectLabels. */
export interface DominantColor {
  /** 0 to 255. */
  Red?: number | undefined;
  /** 0 to 255. */
  Blue?: number | undefined;
  /** 0 to 255. */
  Green?: number | undefined;
  /** `#rrggbb`, lower case. */
  HexCode?: string | undefined;
  /** The CSS colour that looks nearest. */
  CSSColor?: string | undefined;
  /** black, blue, brown, cyan, green, grey, orange, pink, purple, red, white or yellow. */
  SimplifiedColor?: string | undefined;
  /** Share of the area's pixels. Percent, 0 to 100. */
  PixelPercent?: number | undefined;
}

/** Another name of a label. Told by DetectLabels. */
export interface LabelAlias {
  Name?: string | undefined;
}

/** What a label belongs to, such as "Animals and Pets". Told by DetectLabels. */
export interface LabelCategory {
  Name?: string | undefined;
}

/** Quality of a picture or a part of it, each 0 to 100. Told by DetectLabels. */
export interface DetectLabelsImageQuality {
  /** Mean luminance. */
  Brightness?: number | undefined;
  /** 50 parts ordinary photos from blurred ones. */
  Sharpness?: number | undefined;
  /** Spread of luminance; 100 is half black, half white. */
  Contrast?: number | undefined;
}

/** What lies in the boxes of the objects and people that were found. Told by DetectLabels. */
export interface DetectLabelsImageForeground {
  Quality?: DetectLabelsImageQuality | undefined;
  /** Most common first. */
  DominantColors?: DominantColor[] | undefined;
}

/** What lies outside those boxes. Told by DetectLabels. */
export interface DetectLabelsImageBackground {
  Quality?: DetectLabelsImageQuality | undefined;
  /** Most common first. */
  DominantColors?: DominantColor[] | undefined;
}

/** Colours and quality of a picture. Told by DetectLabels. */
export interface DetectLabelsImageProperties {
  Quality?: DetectLabelsImageQuality | undefined;
  /** Most common first. */
  DominantColors?: DominantColor[] | undefined;
  /** Absent when nothing was found. */
  Foreground?: DetectLabelsImageForeground | undefined;
  /** Absent when the boxes leave nothing. */
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
