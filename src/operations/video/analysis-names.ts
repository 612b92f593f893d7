/** The analyses of stored video; each has a Start and a Get operation. */
export const VIDEO_ANALYSES = [
  'CelebrityRecognition',
  'ContentModeration',
  'FaceDetection',
  'FaceSearch',
  'LabelDetection',
  'PersonTracking',
  'SegmentDetection',
  'TextDetection',
] as const;

/** Name of an analysis of stored video. */
export type VideoAnalysisName = (typeof VIDEO_ANALYSES)[number];
