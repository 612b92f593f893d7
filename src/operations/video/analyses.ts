import type { FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { OperationContext } from '../context.ts';
import { VIDEO_ANALYSES, type VideoAnalysisName } from './analysis-names.ts';
import { celebrityRecognitionAnalysis } from './celebrity-recognition.ts';
import { contentModerationAnalysis } from './content-moderation.ts';
import { faceDetectionAnalysis } from './face-detection.ts';
import { faceSearchAnalysis } from './face-search.ts';
import { labelDetectionAnalysis } from './label-detection.ts';
import { personTrackingAnalysis } from './person-tracking.ts';
import { segmentDetectionAnalysis } from './segment-detection.ts';
import { textDetectionAnalysis } from './text-detection.ts';

type MakeAnalysis = (parameters: never, context: OperationContext) => FrameAnalysis;

/** What each kind of job does with frames. Its parameters are those that its Start operation has kept. */
const analyses: Readonly<Record<VideoAnalysisName, MakeAnalysis>> = {
  CelebrityRecognition: celebrityRecognitionAnalysis,
  ContentModeration: contentModerationAnalysis,
  FaceDetection: faceDetectionAnalysis,
  FaceSearch: faceSearchAnalysis,
  LabelDetection: labelDetectionAnalysis,
  PersonTracking: personTrackingAnalysis,
  SegmentDetection: segmentDetectionAnalysis,
  TextDetection: textDetectionAnalysis,
};

/** The analysis of a job, which another version of this library may have started. */
export function analysisOf({ analysis, parameters }: JobRecord, context: OperationContext): FrameAnalysis {
  const name = VIDEO_ANALYSES.find((each) => each === analysis);
  if (!name) throw new Error(`This version of the library has no analysis ${analysis}. Start the job again.`);
  return analyses[name](parameters as never, context);
}
