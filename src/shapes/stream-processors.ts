import type { MetadataBearer } from './metadata.ts';
import type { ComparedFace } from './faces.ts';
import type { FaceMatch } from './collections.ts';
import type { RegionOfInterest } from './geometry.ts';
import type {
  ConnectedHomeSettings,
  S3Destination,
  StreamProcessingStartSelector,
  StreamProcessingStopSelector,
  StreamProcessorDataSharingPreference,
  StreamProcessorNotificationChannel,
} from './newer.ts';

/**
 * Life of a stream processor: STOPPED, STARTING, RUNNING, STOPPING, STOPPED, or FAILED. Values from UPDATING on are
 * newer than this API.
 */
export const StreamProcessorStatus = {
  STOPPED: 'STOPPED',
  STARTING: 'STARTING',
  RUNNING: 'RUNNING',
  FAILED: 'FAILED',
  STOPPING: 'STOPPING',
  UPDATING: 'UPDATING',
} as const;
export type StreamProcessorStatus = (typeof StreamProcessorStatus)[keyof typeof StreamProcessorStatus];

/** Input stream. */
export interface KinesisVideoStream {
  /** Stream ARN. */
  Arn?: string | undefined;
}

/** Video source. */
export interface StreamProcessorInput {
  /** The stream. */
  KinesisVideoStream?: KinesisVideoStream | undefined;
}

/** Output stream. */
export interface KinesisDataStream {
  /** Stream ARN. */
  Arn?: string | undefined;
}

/** Result sink. */
export interface StreamProcessorOutput {
  /** The stream. */
  KinesisDataStream?: KinesisDataStream | undefined;
  /** Newer than this API: refused. */
  S3Destination?: S3Destination | undefined;
}

/** Face recognition settings of a stream processor. */
export interface FaceSearchSettings {
  /** Collection to search. 1 to 255 characters. */
  CollectionId?: string | undefined;
  /** Lowest similarity. Percent, 0 to 100, default 80. */
  FaceMatchThreshold?: number | undefined;
}

/** Analysis settings. */
export interface StreamProcessorSettings {
  /** Face search, the only kind. */
  FaceSearch?: FaceSearchSettings | undefined;
  /** Newer than this API: refused. */
  ConnectedHome?: ConnectedHomeSettings | undefined;
}

/** List entry. */
export interface StreamProcessor {
  /** Processor name. 1 to 128 characters. */
  Name?: string | undefined;
  /** State. */
  Status?: StreamProcessorStatus | undefined;
}

/** Request of CreateStreamProcessor. */
export interface CreateStreamProcessorRequest {
  /** Video stream. Required. */
  Input: StreamProcessorInput | undefined;
  /** Data stream. Required. */
  Output: StreamProcessorOutput | undefined;
  /** Caller's name, key for all other calls. 1 to 128 characters. Required. */
  Name: string | undefined;
  /** What to recognise. Required. */
  Settings: StreamProcessorSettings | undefined;
  /** Role giving access to both streams. Required. */
  RoleArn: string | undefined;
  /** Newer than this API: refused. */
  Tags?: Record<string, string> | undefined;
  /** Newer than this API: refused. */
  NotificationChannel?: StreamProcessorNotificationChannel | undefined;
  /** Newer than this API: refused. */
  KmsKeyId?: string | undefined;
  /** Newer than this API: refused. */
  RegionsOfInterest?: RegionOfInterest[] | undefined;
  /** Newer than this API: refused. */
  DataSharingPreference?: StreamProcessorDataSharingPreference | undefined;
}

/** Response of CreateStreamProcessor. */
export interface CreateStreamProcessorResponse {
  /** ARN of the processor. */
  StreamProcessorArn?: string | undefined;
}

/** What CreateStreamProcessorCommand takes. */
export interface CreateStreamProcessorCommandInput extends CreateStreamProcessorRequest {}

/** What CreateStreamProcessorCommand resolves to. */
export interface CreateStreamProcessorCommandOutput extends CreateStreamProcessorResponse, MetadataBearer {}

/** Request of DescribeStreamProcessor. */
export interface DescribeStreamProcessorRequest {
  /** Processor. 1 to 128 characters. Required. */
  Name: string | undefined;
}

/** Response of DescribeStreamProcessor. */
export interface DescribeStreamProcessorResponse {
  /** Name. 1 to 128 characters. */
  Name?: string | undefined;
  /** ARN. */
  StreamProcessorArn?: string | undefined;
  /** State. */
  Status?: StreamProcessorStatus | undefined;
  /** Detailed status text. */
  StatusMessage?: string | undefined;
  /** When created. */
  CreationTimestamp?: Date | undefined;
  /** When the state last changed, by the user or by itself. */
  LastUpdateTimestamp?: Date | undefined;
  /** Video stream. */
  Input?: StreamProcessorInput | undefined;
  /** Data stream. */
  Output?: StreamProcessorOutput | undefined;
  /** Role. */
  RoleArn?: string | undefined;
  /** Recognition settings. */
  Settings?: StreamProcessorSettings | undefined;
  /** Newer than this API: never filled. */
  NotificationChannel?: StreamProcessorNotificationChannel | undefined;
  /** Newer than this API: never filled. */
  KmsKeyId?: string | undefined;
  /** Newer than this API: never filled. */
  RegionsOfInterest?: RegionOfInterest[] | undefined;
  /** Newer than this API: never filled. */
  DataSharingPreference?: StreamProcessorDataSharingPreference | undefined;
}

/** What DescribeStreamProcessorCommand takes. */
export interface DescribeStreamProcessorCommandInput extends DescribeStreamProcessorRequest {}

/** What DescribeStreamProcessorCommand resolves to. */
export interface DescribeStreamProcessorCommandOutput extends DescribeStreamProcessorResponse, MetadataBearer {}

/** Request of ListStreamProcessors. */
export interface ListStreamProcessorsRequest {
  /** Token of the previous page. At most 255 characters. */
  NextToken?: string | undefined;
  /** Page size. Whole number from 1, default 1000. */
  MaxResults?: number | undefined;
}

/** Response of ListStreamProcessors. */
export interface ListStreamProcessorsResponse {
  /** Set when more follow. At most 255 characters. */
  NextToken?: string | undefined;
  /** Name and status only. */
  StreamProcessors?: StreamProcessor[] | undefined;
}

/** What ListStreamProcessorsCommand takes. */
export interface ListStreamProcessorsCommandInput extends ListStreamProcessorsRequest {}

/** What ListStreamProcessorsCommand resolves to. */
export interface ListStreamProcessorsCommandOutput extends ListStreamProcessorsResponse, MetadataBearer {}

/** Request of StartStreamProcessor. */
export interface StartStreamProcessorRequest {
  /** Processor. 1 to 128 characters. Required. */
  Name: string | undefined;
  /** Newer than this API: refused. */
  StartSelector?: StreamProcessingStartSelector | undefined;
  /** Newer than this API: refused. */
  StopSelector?: StreamProcessingStopSelector | undefined;
}

/** Response of StartStreamProcessor. */
export interface StartStreamProcessorResponse {
  /** Newer than this API: never filled. */
  SessionId?: string | undefined;
}

/** What StartStreamProcessorCommand takes. */
export interface StartStreamProcessorCommandInput extends StartStreamProcessorRequest {}

/** What StartStreamProcessorCommand resolves to. */
export interface StartStreamProcessorCommandOutput extends StartStreamProcessorResponse, MetadataBearer {}

/** Request of StopStreamProcessor. */
export interface StopStreamProcessorRequest {
  /** Processor. 1 to 128 characters. Required. */
  Name: string | undefined;
}

/** Response of StopStreamProcessor. */
export interface StopStreamProcessorResponse {}

/** What StopStreamProcessorCommand takes. */
export interface StopStreamProcessorCommandInput extends StopStreamProcessorRequest {}

/** What StopStreamProcessorCommand resolves to. */
export interface StopStreamProcessorCommandOutput extends StopStreamProcessorResponse, MetadataBearer {}

/** Request of DeleteStreamProcessor. */
export interface DeleteStreamProcessorRequest {
  /** Processor. 1 to 128 characters. Required. */
  Name: string | undefined;
}

/** Response of DeleteStreamProcessor. */
export interface DeleteStreamProcessorResponse {}

/** What DeleteStreamProcessorCommand takes. */
export interface DeleteStreamProcessorCommandInput extends DeleteStreamProcessorRequest {}

/** What DeleteStreamProcessorCommand resolves to. */
export interface DeleteStreamProcessorCommandOutput extends DeleteStreamProcessorResponse, MetadataBearer {}

/** One face of a frame and whom it looks like. */
export interface StreamFace {
  /** Box, confidence, landmarks, pose and quality. */
  DetectedFace: ComparedFace;
  /** Faces of the collection, most similar first. Empty: nobody. */
  MatchedFaces: FaceMatch[];
}

/** What a running stream processor writes to its data stream for each frame that it analyses. */
export interface StreamRecord {
  /** Which frame. */
  InputInformation: {
    KinesisVideo: {
      /** ARN of the video stream. */
      StreamArn: string;
      /** The run of the processor, counted by its start. */
      FragmentNumber: string;
      /** When the frame was captured, as far as the browser tells. Seconds since 1970, with fractions. */
      ProducerTimestamp: number;
      /** When the record was written. Seconds since 1970, with fractions. */
      ServerTimestamp: number;
      /** When the frame was captured, from the start of the run. Seconds. */
      FrameOffsetInSeconds: number;
    };
  };
  /** State of the processor. */
  StreamProcessorInformation: { Status: StreamProcessorStatus };
  /** Faces of the frame, largest first. */
  FaceSearchResponse: StreamFace[];
}
