import type * as api from '../../shapes/index.ts';
import {
  CelebrityRecognitionSortBy,
  ContentModerationSortBy,
  FaceAttributes,
  FaceSearchSortBy,
  LabelDetectionSortBy,
  PersonTrackingSortBy,
  SegmentType,
} from '../../shapes/stored-video.ts';
import { listOf, oneOf, required } from '../../validation/constraint.ts';
import * as scalar from '../../validation/scalars.ts';
import * as shape from '../../validation/structures.ts';
import { command } from '../command.ts';
import {
  createStreamProcessor,
  deleteStreamProcessor,
  describeStreamProcessor,
  listStreamProcessors,
  startStreamProcessor,
  stopStreamProcessor,
} from '../streams/stream-processors.ts';
import { getCelebrityRecognition, startCelebrityRecognition } from '../video/celebrity-recognition.ts';
import { getContentModeration, startContentModeration } from '../video/content-moderation.ts';
import { getFaceDetection, startFaceDetection } from '../video/face-detection.ts';
import { getFaceSearch, startFaceSearch } from '../video/face-search.ts';
import { getLabelDetection, startLabelDetection } from '../video/label-detection.ts';
import { getPersonTracking, startPersonTracking } from '../video/person-tracking.ts';
import { getSegmentDetection, startSegmentDetection } from '../video/segment-detection.ts';
import { getTextDetection, startTextDetection } from '../video/text-detection.ts';

// Stored video

/** Starts celebrity recognition. */
export class StartCelebrityRecognitionCommand extends command<
  api.StartCelebrityRecognitionRequest,
  api.StartCelebrityRecognitionResponse
>(
  'StartCelebrityRecognition',
  shape.startVideoJob,
  startCelebrityRecognition,
) {}

/** Celebrities with times. */
export class GetCelebrityRecognitionCommand extends command<
  api.GetCelebrityRecognitionRequest,
  api.GetCelebrityRecognitionResponse
>(
  'GetCelebrityRecognition',
  { ...shape.getVideoJob, SortBy: oneOf(CelebrityRecognitionSortBy) },
  getCelebrityRecognition,
) {}

/** Starts unsafe-content detection. */
export class StartContentModerationCommand extends command<
  api.StartContentModerationRequest,
  api.StartContentModerationResponse
>(
  'StartContentModeration',
  { ...shape.startVideoJob, MinConfidence: scalar.percent },
  startContentModeration,
) {}

/** Moderation labels with times. */
export class GetContentModerationCommand extends command<
  api.GetContentModerationRequest,
  api.GetContentModerationResponse
>(
  'GetContentModeration',
  { ...shape.getVideoJob, SortBy: oneOf(ContentModerationSortBy), AggregateBy: shape.newer },
  getContentModeration,
) {}

/** Starts face detection. */
export class StartFaceDetectionCommand extends command<api.StartFaceDetectionRequest, api.StartFaceDetectionResponse>(
  'StartFaceDetection',
  { ...shape.startVideoJob, FaceAttributes: oneOf(FaceAttributes) },
  startFaceDetection,
) {}

/** Faces with times. */
export class GetFaceDetectionCommand extends command<api.GetFaceDetectionRequest, api.GetFaceDetectionResponse>(
  'GetFaceDetection',
  shape.getVideoJob,
  getFaceDetection,
) {}

/** Starts searching collection faces in a video. */
export class StartFaceSearchCommand extends command<api.StartFaceSearchRequest, api.StartFaceSearchResponse>(
  'StartFaceSearch',
  {
    ...shape.startVideoJob,
    FaceMatchThreshold: scalar.percent,
    CollectionId: required(scalar.collectionId),
  },
  startFaceSearch,
) {}

/** Persons whose face matched. */
export class GetFaceSearchCommand extends command<api.GetFaceSearchRequest, api.GetFaceSearchResponse>(
  'GetFaceSearch',
  { ...shape.getVideoJob, SortBy: oneOf(FaceSearchSortBy) },
  getFaceSearch,
) {}

/** Starts label detection, including activities. */
export class StartLabelDetectionCommand extends command<
  api.StartLabelDetectionRequest,
  api.StartLabelDetectionResponse
>(
  'StartLabelDetection',
  {
    ...shape.startVideoJob,
    MinConfidence: scalar.percent,
    Features: shape.newer,
    Settings: shape.newer,
  },
  startLabelDetection,
) {}

/** Labels with times. */
export class GetLabelDetectionCommand extends command<api.GetLabelDetectionRequest, api.GetLabelDetectionResponse>(
  'GetLabelDetection',
  { ...shape.getVideoJob, SortBy: oneOf(LabelDetectionSortBy), AggregateBy: shape.newer },
  getLabelDetection,
) {}

/** Starts tracking the paths of people. */
export class StartPersonTrackingCommand extends command<
  api.StartPersonTrackingRequest,
  api.StartPersonTrackingResponse
>(
  'StartPersonTracking',
  shape.startVideoJob,
  startPersonTracking,
) {}

/** Paths of people. */
export class GetPersonTrackingCommand extends command<api.GetPersonTrackingRequest, api.GetPersonTrackingResponse>(
  'GetPersonTracking',
  { ...shape.getVideoJob, SortBy: oneOf(PersonTrackingSortBy) },
  getPersonTracking,
) {}

/** Starts shot and technical-cue detection. */
export class StartSegmentDetectionCommand extends command<
  api.StartSegmentDetectionRequest,
  api.StartSegmentDetectionResponse
>(
  'StartSegmentDetection',
  {
    ...shape.startVideoJob,
    Filters: shape.segmentFilters,
    SegmentTypes: required(listOf(oneOf(SegmentType), { min: 1 })),
  },
  startSegmentDetection,
) {}

/** Shots and technical cues. */
export class GetSegmentDetectionCommand extends command<
  api.GetSegmentDetectionRequest,
  api.GetSegmentDetectionResponse
>(
  'GetSegmentDetection',
  shape.getVideoJob,
  getSegmentDetection,
) {}

/** Starts text detection. */
export class StartTextDetectionCommand extends command<api.StartTextDetectionRequest, api.StartTextDetectionResponse>(
  'StartTextDetection',
  { ...shape.startVideoJob, Filters: shape.textFilters },
  startTextDetection,
) {}

/** Text with times. */
export class GetTextDetectionCommand extends command<api.GetTextDetectionRequest, api.GetTextDetectionResponse>(
  'GetTextDetection',
  shape.getVideoJob,
  getTextDetection,
) {}

// Stream processors

/** Creates a processor; it does not run yet. */
export class CreateStreamProcessorCommand extends command<
  api.CreateStreamProcessorRequest,
  api.CreateStreamProcessorResponse
>(
  'CreateStreamProcessor',
  {
    Input: required(shape.streamProcessorInput),
    Output: required(shape.streamProcessorOutput),
    Name: required(scalar.streamProcessorName),
    Settings: required(shape.streamProcessorSettings),
    RoleArn: required(scalar.roleArn),
    Tags: shape.newer,
    NotificationChannel: shape.newer,
    KmsKeyId: shape.newer,
    RegionsOfInterest: shape.newer,
    DataSharingPreference: shape.newer,
  },
  createStreamProcessor,
) {}

/** Reports configuration and state. */
export class DescribeStreamProcessorCommand extends command<
  api.DescribeStreamProcessorRequest,
  api.DescribeStreamProcessorResponse
>(
  'DescribeStreamProcessor',
  { Name: required(scalar.streamProcessorName) },
  describeStreamProcessor,
) {}

/** Lists processors. */
export class ListStreamProcessorsCommand extends command<
  api.ListStreamProcessorsRequest,
  api.ListStreamProcessorsResponse
>(
  'ListStreamProcessors',
  { NextToken: scalar.paginationToken, MaxResults: scalar.clampedPageSize },
  listStreamProcessors,
) {}

/** Starts a processor. */
export class StartStreamProcessorCommand extends command<
  api.StartStreamProcessorRequest,
  api.StartStreamProcessorResponse
>(
  'StartStreamProcessor',
  {
    Name: required(scalar.streamProcessorName),
    StartSelector: shape.newer,
    StopSelector: shape.newer,
  },
  startStreamProcessor,
) {}

/** Stops a running processor. */
export class StopStreamProcessorCommand extends command<
  api.StopStreamProcessorRequest,
  api.StopStreamProcessorResponse
>(
  'StopStreamProcessor',
  { Name: required(scalar.streamProcessorName) },
  stopStreamProcessor,
) {}

/** Deletes a processor. */
export class DeleteStreamProcessorCommand extends command<
  api.DeleteStreamProcessorRequest,
  api.DeleteStreamProcessorResponse
>(
  'DeleteStreamProcessor',
  { Name: required(scalar.streamProcessorName) },
  deleteStreamProcessor,
) {}
