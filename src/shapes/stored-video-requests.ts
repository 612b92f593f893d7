import type { MetadataBearer } from './metadata.ts';
import type {
  ContentModerationAggregateBy,
  GetContentModerationRequestMetadata,
  GetLabelDetectionRequestMetadata,
  LabelDetectionAggregateBy,
  LabelDetectionFeatureName,
  LabelDetectionSettings,
} from './newer.ts';
import type {
  AudioMetadata,
  CelebrityRecognition,
  CelebrityRecognitionSortBy,
  ContentModerationDetection,
  ContentModerationSortBy,
  FaceAttributes,
  FaceDetection,
  FaceSearchSortBy,
  LabelDetection,
  LabelDetectionSortBy,
  NotificationChannel,
  PersonDetection,
  PersonMatch,
  PersonTrackingSortBy,
  SegmentDetection,
  SegmentType,
  SegmentTypeInfo,
  StartSegmentDetectionFilters,
  StartTextDetectionFilters,
  TextDetectionResult,
  Video,
  VideoJobStatus,
  VideoMetadata,
} from './stored-video.ts';

/** What every Start request has. */
export interface StartVideoJobRequest {
  /** The video to analyse. Required. */
  Video: Video | undefined;
  /** The same token with the same request gives the same job, for 7 days. 1 to 64 letters, digits, `-` and `_`. */
  ClientRequestToken?: string | undefined;
  /** Where the end of the job is announced. */
  NotificationChannel?: NotificationChannel | undefined;
  /** Repeated in the announcement. 1 to 256 letters, digits and `_ . - :`. */
  JobTag?: string | undefined;
}

/** What every Start response has. */
export interface StartVideoJobResponse {
  /** Id of the job, for the Get call. 1 to 64 characters. */
  JobId?: string | undefined;
}

/** What every Get request has. */
export interface GetVideoJobRequest {
  /** Id that the Start call gave. 1 to 64 characters. Required. */
  JobId: string | undefined;
  /** Page size. Whole number from 1, default 1,000; a larger one means 1,000. */
  MaxResults?: number | undefined;
  /** Token of the previous page, good for 24 hours. At most 255 characters. */
  NextToken?: string | undefined;
}

/** What every Get response has; while the job is in progress only JobStatus means something. */
export interface GetVideoJobResponse {
  /** State of the job. */
  JobStatus?: VideoJobStatus | undefined;
  /** Why the job failed. */
  StatusMessage?: string | undefined;
  /** Facts about the video, on every page. */
  VideoMetadata?: VideoMetadata | undefined;
  /** Set when more follow. At most 255 characters. */
  NextToken?: string | undefined;
  /** Newer than this API: never filled. */
  JobId?: string | undefined;
  /** Newer than this API: never filled. */
  Video?: Video | undefined;
  /** Newer than this API: never filled. */
  JobTag?: string | undefined;
}

/** Request of StartCelebrityRecognition. */
export interface StartCelebrityRecognitionRequest extends StartVideoJobRequest {}

/** Response of StartCelebrityRecognition. */
export interface StartCelebrityRecognitionResponse extends StartVideoJobResponse {}

/** What StartCelebrityRecognitionCommand takes. */
export interface StartCelebrityRecognitionCommandInput extends StartCelebrityRecognitionRequest {}

/** What StartCelebrityRecognitionCommand resolves to. */
export interface StartCelebrityRecognitionCommandOutput extends StartCelebrityRecognitionResponse, MetadataBearer {}

/** Request of GetCelebrityRecognition. */
export interface GetCelebrityRecognitionRequest extends GetVideoJobRequest {
  /** Order of Celebrities. Default TIMESTAMP. */
  SortBy?: CelebrityRecognitionSortBy | undefined;
}

/** Response of GetCelebrityRecognition. */
export interface GetCelebrityRecognitionResponse extends GetVideoJobResponse {
  /** Sightings. */
  Celebrities?: CelebrityRecognition[] | undefined;
}

/** What GetCelebrityRecognitionCommand takes. */
export interface GetCelebrityRecognitionCommandInput extends GetCelebrityRecognitionRequest {}

/** What GetCelebrityRecognitionCommand resolves to. */
export interface GetCelebrityRecognitionCommandOutput extends GetCelebrityRecognitionResponse, MetadataBearer {}

/** Request of StartContentModeration. */
export interface StartContentModerationRequest extends StartVideoJobRequest {
  /** Lowest confidence kept in the results. Percent, 0 to 100, default 50. */
  MinConfidence?: number | undefined;
}

/** Response of StartContentModeration. */
export interface StartContentModerationResponse extends StartVideoJobResponse {}

/** What StartContentModerationCommand takes. */
export interface StartContentModerationCommandInput extends StartContentModerationRequest {}

/** What StartContentModerationCommand resolves to. */
export interface StartContentModerationCommandOutput extends StartContentModerationResponse, MetadataBearer {}

/** Request of GetContentModeration. */
export interface GetContentModerationRequest extends GetVideoJobRequest {
  /** Order of ModerationLabels. Default TIMESTAMP. */
  SortBy?: ContentModerationSortBy | undefined;
  /** Newer than this API: refused. */
  AggregateBy?: ContentModerationAggregateBy | undefined;
}

/** Response of GetContentModeration. */
export interface GetContentModerationResponse extends GetVideoJobResponse {
  /** Time-stamped labels. */
  ModerationLabels?: ContentModerationDetection[] | undefined;
  /** Model version. */
  ModerationModelVersion?: string | undefined;
  /** Newer than this API: never filled. */
  GetRequestMetadata?: GetContentModerationRequestMetadata | undefined;
}

/** What GetContentModerationCommand takes. */
export interface GetContentModerationCommandInput extends GetContentModerationRequest {}

/** What GetContentModerationCommand resolves to. */
export interface GetContentModerationCommandOutput extends GetContentModerationResponse, MetadataBearer {}

/** Request of StartFaceDetection. */
export interface StartFaceDetectionRequest extends StartVideoJobRequest {
  /** One value, not a list. Default DEFAULT. */
  FaceAttributes?: FaceAttributes | undefined;
}

/** Response of StartFaceDetection. */
export interface StartFaceDetectionResponse extends StartVideoJobResponse {}

/** What StartFaceDetectionCommand takes. */
export interface StartFaceDetectionCommandInput extends StartFaceDetectionRequest {}

/** What StartFaceDetectionCommand resolves to. */
export interface StartFaceDetectionCommandOutput extends StartFaceDetectionResponse, MetadataBearer {}

/** Request of GetFaceDetection. */
export interface GetFaceDetectionRequest extends GetVideoJobRequest {}

/** Response of GetFaceDetection. */
export interface GetFaceDetectionResponse extends GetVideoJobResponse {
  /** Time-stamped faces. */
  Faces?: FaceDetection[] | undefined;
}

/** What GetFaceDetectionCommand takes. */
export interface GetFaceDetectionCommandInput extends GetFaceDetectionRequest {}

/** What GetFaceDetectionCommand resolves to. */
export interface GetFaceDetectionCommandOutput extends GetFaceDetectionResponse, MetadataBearer {}

/** Request of StartFaceSearch. */
export interface StartFaceSearchRequest extends StartVideoJobRequest {
  /** Lowest similarity. Percent, 0 to 100, default 80. */
  FaceMatchThreshold?: number | undefined;
  /** Collection to search. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
}

/** Response of StartFaceSearch. */
export interface StartFaceSearchResponse extends StartVideoJobResponse {}

/** What StartFaceSearchCommand takes. */
export interface StartFaceSearchCommandInput extends StartFaceSearchRequest {}

/** What StartFaceSearchCommand resolves to. */
export interface StartFaceSearchCommandOutput extends StartFaceSearchResponse, MetadataBearer {}

/** Request of GetFaceSearch. */
export interface GetFaceSearchRequest extends GetVideoJobRequest {
  /** Order of Persons. Default TIMESTAMP. */
  SortBy?: FaceSearchSortBy | undefined;
}

/** Response of GetFaceSearch. */
export interface GetFaceSearchResponse extends GetVideoJobResponse {
  /** Time-stamped persons with FaceMatches. */
  Persons?: PersonMatch[] | undefined;
}

/** What GetFaceSearchCommand takes. */
export interface GetFaceSearchCommandInput extends GetFaceSearchRequest {}

/** What GetFaceSearchCommand resolves to. */
export interface GetFaceSearchCommandOutput extends GetFaceSearchResponse, MetadataBearer {}

/** Request of StartLabelDetection. */
export interface StartLabelDetectionRequest extends StartVideoJobRequest {
  /** Lowest confidence kept in the results. Percent, 0 to 100, default 50. */
  MinConfidence?: number | undefined;
  /** Newer than this API: refused. */
  Features?: LabelDetectionFeatureName[] | undefined;
  /** Newer than this API: refused. */
  Settings?: LabelDetectionSettings | undefined;
}

/** Response of StartLabelDetection. */
export interface StartLabelDetectionResponse extends StartVideoJobResponse {}

/** What StartLabelDetectionCommand takes. */
export interface StartLabelDetectionCommandInput extends StartLabelDetectionRequest {}

/** What StartLabelDetectionCommand resolves to. */
export interface StartLabelDetectionCommandOutput extends StartLabelDetectionResponse, MetadataBearer {}

/** Request of GetLabelDetection. */
export interface GetLabelDetectionRequest extends GetVideoJobRequest {
  /** Order of Labels. Default TIMESTAMP. */
  SortBy?: LabelDetectionSortBy | undefined;
  /** Newer than this API: refused. */
  AggregateBy?: LabelDetectionAggregateBy | undefined;
}

/** Response of GetLabelDetection. */
export interface GetLabelDetectionResponse extends GetVideoJobResponse {
  /** Time-stamped labels. */
  Labels?: LabelDetection[] | undefined;
  /** Model version. */
  LabelModelVersion?: string | undefined;
  /** Newer than this API: never filled. */
  GetRequestMetadata?: GetLabelDetectionRequestMetadata | undefined;
}

/** What GetLabelDetectionCommand takes. */
export interface GetLabelDetectionCommandInput extends GetLabelDetectionRequest {}

/** What GetLabelDetectionCommand resolves to. */
export interface GetLabelDetectionCommandOutput extends GetLabelDetectionResponse, MetadataBearer {}

/** Request of StartPersonTracking. */
export interface StartPersonTrackingRequest extends StartVideoJobRequest {}

/** Response of StartPersonTracking. */
export interface StartPersonTrackingResponse extends StartVideoJobResponse {}

/** What StartPersonTrackingCommand takes. */
export interface StartPersonTrackingCommandInput extends StartPersonTrackingRequest {}

/** What StartPersonTrackingCommand resolves to. */
export interface StartPersonTrackingCommandOutput extends StartPersonTrackingResponse, MetadataBearer {}

/** Request of GetPersonTracking. */
export interface GetPersonTrackingRequest extends GetVideoJobRequest {
  /** Order of Persons. Default TIMESTAMP. */
  SortBy?: PersonTrackingSortBy | undefined;
}

/** Response of GetPersonTracking. */
export interface GetPersonTrackingResponse extends GetVideoJobResponse {
  /** One element per observation of a path. */
  Persons?: PersonDetection[] | undefined;
}

/** What GetPersonTrackingCommand takes. */
export interface GetPersonTrackingCommandInput extends GetPersonTrackingRequest {}

/** What GetPersonTrackingCommand resolves to. */
export interface GetPersonTrackingCommandOutput extends GetPersonTrackingResponse, MetadataBearer {}

/** Request of StartSegmentDetection. */
export interface StartSegmentDetectionRequest extends StartVideoJobRequest {
  /** Confidence thresholds per type. */
  Filters?: StartSegmentDetectionFilters | undefined;
  /** What to look for. At least one entry. Required. */
  SegmentTypes: SegmentType[] | undefined;
}

/** Response of StartSegmentDetection. */
export interface StartSegmentDetectionResponse extends StartVideoJobResponse {}

/** What StartSegmentDetectionCommand takes. */
export interface StartSegmentDetectionCommandInput extends StartSegmentDetectionRequest {}

/** What StartSegmentDetectionCommand resolves to. */
export interface StartSegmentDetectionCommandOutput extends StartSegmentDetectionResponse, MetadataBearer {}

/** Request of GetSegmentDetection. */
export interface GetSegmentDetectionRequest extends GetVideoJobRequest {}

/** Response of GetSegmentDetection. */
export interface GetSegmentDetectionResponse extends Omit<GetVideoJobResponse, 'VideoMetadata'> {
  /** A list here, of one entry. */
  VideoMetadata?: VideoMetadata[] | undefined;
  /** One element per audio stream, on every page. */
  AudioMetadata?: AudioMetadata[] | undefined;
  /** Segments. */
  Segments?: SegmentDetection[] | undefined;
  /** Echo of the requested types with model versions. */
  SelectedSegmentTypes?: SegmentTypeInfo[] | undefined;
}

/** What GetSegmentDetectionCommand takes. */
export interface GetSegmentDetectionCommandInput extends GetSegmentDetectionRequest {}

/** What GetSegmentDetectionCommand resolves to. */
export interface GetSegmentDetectionCommandOutput extends GetSegmentDetectionResponse, MetadataBearer {}

/** Request of StartTextDetection. */
export interface StartTextDetectionRequest extends StartVideoJobRequest {
  /** Word and region filters, as in detectText but relative to the frame. */
  Filters?: StartTextDetectionFilters | undefined;
}

/** Response of StartTextDetection. */
export interface StartTextDetectionResponse extends StartVideoJobResponse {}

/** What StartTextDetectionCommand takes. */
export interface StartTextDetectionCommandInput extends StartTextDetectionRequest {}

/** What StartTextDetectionCommand resolves to. */
export interface StartTextDetectionCommandOutput extends StartTextDetectionResponse, MetadataBearer {}

/** Request of GetTextDetection. */
export interface GetTextDetectionRequest extends GetVideoJobRequest {}

/** Response of GetTextDetection. */
export interface GetTextDetectionResponse extends GetVideoJobResponse {
  /** Time-stamped words and lines. */
  TextDetections?: TextDetectionResult[] | undefined;
  /** Model version. */
  TextModelVersion?: string | undefined;
}

/** What GetTextDetectionCommand takes. */
export interface GetTextDetectionCommandInput extends GetTextDetectionRequest {}

/** What GetTextDetectionCommand resolves to. */
export interface GetTextDetectionCommandOutput extends GetTextDetectionResponse, MetadataBearer {}
