import type { FaceMatch } from './collections.ts';
import type { FaceDetail } from './faces.ts';
import type { BoundingBox, RegionOfInterest } from './geometry.ts';
import type { S3Object } from './image.ts';
import type { Label } from './labels.ts';
import type { ModerationLabel } from './moderation.ts';
import type { BlackFrame, ContentType, KnownGender, VideoColorRange } from './newer.ts';
import type { DetectionFilter, TextDetection } from './text.ts';

/** By the id of the celebrity, or by time. */
export const CelebrityRecognitionSortBy = { ID: 'ID', TIMESTAMP: 'TIMESTAMP' } as const;
export type CelebrityRecognitionSortBy = (typeof CelebrityRecognitionSortBy)[keyof typeof CelebrityRecognitionSortBy];

/** Life of a video job: IN_PROGRESS to SUCCEEDED or FAILED. */
export const VideoJobStatus = { IN_PROGRESS: 'IN_PROGRESS', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' } as const;
export type VideoJobStatus = (typeof VideoJobStatus)[keyof typeof VideoJobStatus];

/** By the name of the label, each group by falling confidence, or by time. */
export const ContentModerationSortBy = { NAME: 'NAME', TIMESTAMP: 'TIMESTAMP' } as const;
export type ContentModerationSortBy = (typeof ContentModerationSortBy)[keyof typeof ContentModerationSortBy];

/** Which members of FaceDetail a video job fills. */
export const FaceAttributes = { DEFAULT: 'DEFAULT', ALL: 'ALL' } as const;
export type FaceAttributes = (typeof FaceAttributes)[keyof typeof FaceAttributes];

/** By person, or by time. */
export const FaceSearchSortBy = { INDEX: 'INDEX', TIMESTAMP: 'TIMESTAMP' } as const;
export type FaceSearchSortBy = (typeof FaceSearchSortBy)[keyof typeof FaceSearchSortBy];

/** By the name of the label, each group by falling confidence, or by time. */
export const LabelDetectionSortBy = { NAME: 'NAME', TIMESTAMP: 'TIMESTAMP' } as const;
export type LabelDetectionSortBy = (typeof LabelDetectionSortBy)[keyof typeof LabelDetectionSortBy];

/** By person, or by time. */
export const PersonTrackingSortBy = { INDEX: 'INDEX', TIMESTAMP: 'TIMESTAMP' } as const;
export type PersonTrackingSortBy = (typeof PersonTrackingSortBy)[keyof typeof PersonTrackingSortBy];

/** Kind of segment. */
export const SegmentType = { TECHNICAL_CUE: 'TECHNICAL_CUE', SHOT: 'SHOT' } as const;
export type SegmentType = (typeof SegmentType)[keyof typeof SegmentType];

/** Kind of technical cue. Values from OPENING_CREDITS on are newer than this API. */
export const TechnicalCueType = {
  COLOR_BARS: 'ColorBars',
  END_CREDITS: 'EndCredits',
  BLACK_FRAMES: 'BlackFrames',
  OPENING_CREDITS: 'OpeningCredits',
  STUDIO_LOGO: 'StudioLogo',
  SLATE: 'Slate',
  CONTENT: 'Content',
} as const;
export type TechnicalCueType = (typeof TechnicalCueType)[keyof typeof TechnicalCueType];

/** A video element that a job may seek in, instead of in a hidden element on the same file. */
export interface ExclusiveVideo {
  readonly element: HTMLVideoElement;
  /** Consents to the job pausing and seeking what the user watches; it is put back where it was afterwards. */
  readonly exclusive: true;
}

/**
 * Videos that the page already holds; accepted beyond the API in place of an object in a bucket. An element is read
 * through a hidden one on the same file, so that the one the user watches is not disturbed.
 */
export type VideoSource = Blob | URL | HTMLVideoElement | ExclusiveVideo;

/** A video file that the browser can decode: exactly one of `S3Object` and `Source`. At most 10 GB and 6 hours. */
export interface Video {
  /** The file, in a bucket. */
  S3Object?: S3Object | undefined;
  /** Beyond the API: a video of the page. A job can go on after a reload only when it is a URL. */
  Source?: VideoSource | undefined;
}

/** Where the end of a job is announced. */
export interface NotificationChannel {
  /** ARN of the topic. Required. */
  SNSTopicArn: string | undefined;
  /** ARN of the role that may publish to the topic. Required. */
  RoleArn: string | undefined;
}

/** Message about the end of a job, with the keys that the API publishes to a topic. */
export interface JobNotification {
  readonly JobId: string;
  readonly Status: 'SUCCEEDED' | 'FAILED';
  /** Name of the Start operation. */
  readonly API: string;
  /** As given to the Start call; absent where none was. */
  readonly JobTag?: string;
  /** Milliseconds since 1970. */
  readonly Timestamp: number;
  /** Absent for a video of the page. */
  readonly Video?: { readonly S3ObjectName?: string; readonly S3Bucket?: string };
}

/** Facts about the analysed video. */
export interface VideoMetadata {
  /** Video codec. */
  Codec?: string | undefined;
  /** Milliseconds. */
  DurationMillis?: number | undefined;
  /** Container. */
  Format?: string | undefined;
  /** Frames per second. */
  FrameRate?: number | undefined;
  /** Pixels. Whole number from 0. */
  FrameHeight?: number | undefined;
  /** Pixels. Whole number from 0. */
  FrameWidth?: number | undefined;
  /** Newer than this API: never filled. */
  ColorRange?: VideoColorRange | undefined;
}

/** One recognised person in a video frame. */
export interface CelebrityDetail {
  /** Links with more information. */
  Urls?: string[] | undefined;
  /** Display name. */
  Name?: string | undefined;
  /** Stable identifier. */
  Id?: string | undefined;
  /** Confidence that the face is that person. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Box around the person. */
  BoundingBox?: BoundingBox | undefined;
  /** FaceDetail restricted to the default attributes. */
  Face?: FaceDetail | undefined;
  /** Newer than this API: never filled. */
  KnownGender?: KnownGender | undefined;
}

/** One time-stamped sighting. */
export interface CelebrityRecognition {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** Who was seen. */
  Celebrity?: CelebrityDetail | undefined;
}

/** One time-stamped moderation label. */
export interface ContentModerationDetection {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** The label. */
  ModerationLabel?: ModerationLabel | undefined;
  /** Newer than this API: never filled. */
  StartTimestampMillis?: number | undefined;
  /** Newer than this API: never filled. */
  EndTimestampMillis?: number | undefined;
  /** Newer than this API: never filled. */
  DurationMillis?: number | undefined;
  /** Newer than this API: never filled. */
  ContentTypes?: ContentType[] | undefined;
}

/** One face at one time of a video. */
export interface FaceDetection {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** Face description. */
  Face?: FaceDetail | undefined;
}

/** A tracked person. */
export interface PersonDetail {
  /** Number of the person within this one video. Whole number. */
  Index?: number | undefined;
  /** Box around the person. */
  BoundingBox?: BoundingBox | undefined;
  /** Default attributes only. */
  Face?: FaceDetail | undefined;
}

/** One person whose face was searched in a collection. */
export interface PersonMatch {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** The person. */
  Person?: PersonDetail | undefined;
  /** Stored faces that match. */
  FaceMatches?: FaceMatch[] | undefined;
}

/** One label at one time of a video. */
export interface LabelDetection {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** The label. */
  Label?: Label | undefined;
  /** Newer than this API: never filled. */
  StartTimestampMillis?: number | undefined;
  /** Newer than this API: never filled. */
  EndTimestampMillis?: number | undefined;
  /** Newer than this API: never filled. */
  DurationMillis?: number | undefined;
}

/** One observation of a tracked person. */
export interface PersonDetection {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** The person. */
  Person?: PersonDetail | undefined;
}

/** Technical cue threshold. */
export interface StartTechnicalCueDetectionFilter {
  /** Lowest confidence; less than 50 acts like 50. Percent, 0 to 100, default 50. */
  MinSegmentConfidence?: number | undefined;
  /** Newer than this API: refused. */
  BlackFrame?: BlackFrame | undefined;
}

/** Shot threshold. */
export interface StartShotDetectionFilter {
  /** Lowest confidence; less than 50 acts like 50. Percent, 0 to 100, default 50. */
  MinSegmentConfidence?: number | undefined;
}

/** Thresholds per segment type. */
export interface StartSegmentDetectionFilters {
  /** For technical cues. */
  TechnicalCueFilter?: StartTechnicalCueDetectionFilter | undefined;
  /** For shots. */
  ShotFilter?: StartShotDetectionFilter | undefined;
}

/** Describes one audio stream of a segmented video. */
export interface AudioMetadata {
  /** Audio codec name. */
  Codec?: string | undefined;
  /** Milliseconds. */
  DurationMillis?: number | undefined;
  /** Hertz. Whole number from 0. */
  SampleRate?: number | undefined;
  /** Channel count. Whole number from 0. */
  NumberOfChannels?: number | undefined;
}

/** Technical cue details. */
export interface TechnicalCueSegment {
  /** Kind of cue. */
  Type?: TechnicalCueType | undefined;
  /** Percent, 50 to 100. */
  Confidence?: number | undefined;
}

/** Shot details. */
export interface ShotSegment {
  /** Number of the shot, counted from 0. Whole number from 0. */
  Index?: number | undefined;
  /** Percent, 50 to 100. */
  Confidence?: number | undefined;
}

/** One technical cue or shot. */
export interface SegmentDetection {
  /** Kind of segment; decides which of the last two members is set. */
  Type?: SegmentType | undefined;
  /** Start in milliseconds from the start of the video, rounded down. Whole number. */
  StartTimestampMillis?: number | undefined;
  /** End in milliseconds, rounded down. Whole number. */
  EndTimestampMillis?: number | undefined;
  /** Milliseconds. */
  DurationMillis?: number | undefined;
  /** Frame-accurate start, HH:MM:SS:fr, or HH:MM:SS;fr for drop-frame rates. */
  StartTimecodeSMPTE?: string | undefined;
  /** Frame-accurate end, same format. */
  EndTimecodeSMPTE?: string | undefined;
  /** Length in the same format. */
  DurationSMPTE?: string | undefined;
  /** Set when Type is TECHNICAL_CUE. */
  TechnicalCueSegment?: TechnicalCueSegment | undefined;
  /** Set when Type is SHOT. */
  ShotSegment?: ShotSegment | undefined;
  /** Newer than this API: never filled. */
  StartFrameNumber?: number | undefined;
  /** Newer than this API: never filled. */
  EndFrameNumber?: number | undefined;
  /** Newer than this API: never filled. */
  DurationFrames?: number | undefined;
}

/** Echo of a requested segment type. */
export interface SegmentTypeInfo {
  /** The type. */
  Type?: SegmentType | undefined;
  /** Model used for it. */
  ModelVersion?: string | undefined;
}

/** Which words StartTextDetection keeps. */
export interface StartTextDetectionFilters {
  /** Drops words by confidence or size. */
  WordFilter?: DetectionFilter | undefined;
  /** Areas of the frame to search. 0 to 10 entries. */
  RegionsOfInterest?: RegionOfInterest[] | undefined;
}

/** One word or line at one time of a video. */
export interface TextDetectionResult {
  /** Milliseconds from the start of the video. Whole number. */
  Timestamp?: number | undefined;
  /** The text. */
  TextDetection?: TextDetection | undefined;
}
