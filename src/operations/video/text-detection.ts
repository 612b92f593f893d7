import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetTextDetectionRequest,
  GetTextDetectionResponse,
  StartTextDetectionRequest,
  StartTextDetectionResponse,
} from '../../shapes/stored-video-requests.ts';
import type { StartTextDetectionFilters, TextDetectionResult } from '../../shapes/stored-video.ts';
import { TEXT_MODEL_VERSION } from '../../vision/text/text-model-version.ts';
import type { Operation, OperationContext } from '../context.ts';
import { boxOfRegion, mostWords, textDetections, textRequest } from '../text.ts';
import { getJob } from './get-job.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

interface Parameters {
  readonly filters: StartTextDetectionFilters | undefined;
  /** In a frame. */
  readonly maxWords: number;
}

/** StartTextDetection: reads the text of a video over time. */
export const startTextDetection: Operation<StartTextDetectionRequest, StartTextDetectionResponse> = async (request, context) => {
  const { Filters: filters } = request;
  // A region without a size is refused now, not by the job.
  filters?.RegionsOfInterest?.forEach(boxOfRegion);
  const parameters: Parameters = { filters, maxWords: mostWords(context.config) };
  return startJob('TextDetection', parameters, request, context);
};

/** GetTextDetection: lines and words by time, those of a frame in the order of DetectText, numbered anew in each frame. */
export const getTextDetection: Operation<GetTextDetectionRequest, GetTextDetectionResponse> = async (request, context) => {
  const { response, items } = await getJob<TextDetectionResult>('TextDetection', request, context);
  return { ...response, TextDetections: items, TextModelVersion: TEXT_MODEL_VERSION };
};

/** What a TextDetection job does with each frame. */
export function textDetectionAnalysis({ filters, maxWords, samplesPerSecond }: Parameters & JobParameters, { vision }: OperationContext): FrameAnalysis {
  const regions = filters?.RegionsOfInterest?.map(boxOfRegion);
  const run: AnalysisRun = {
    async see({ picture, timestamp }): Promise<VideoRow<TextDetectionResult>[]> {
      const size = { width: picture.width, height: picture.height };
      const lines = await vision.readText(picture, textRequest(filters, regions, size, maxWords));
      return textDetections(lines, size).map((detection) => ({ item: { Timestamp: timestamp, TextDetection: detection } }));
    },
    state: () => 'nothing to remember',
  };
  return { samplesPerSecond, open: () => run };
}
