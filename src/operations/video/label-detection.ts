import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetLabelDetectionRequest,
  GetLabelDetectionResponse,
  StartLabelDetectionRequest,
  StartLabelDetectionResponse,
} from '../../shapes/stored-video-requests.ts';
import type { LabelDetection } from '../../shapes/stored-video.ts';
import type { Operation, OperationContext } from '../context.ts';
import { labelModelVersion } from '../label-model-version.ts';
import { getJob } from './get-job.ts';
import { groupedBy } from './row-order.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

/** Percent; lower than for pictures (OPERATIONS G11). */
const DEFAULT_MIN_CONFIDENCE = 50;

interface Parameters {
  /** Percent, inclusive. */
  readonly minConfidence: number;
}

const byName = groupedBy<LabelDetection>('NAME', ({ Label }) => Label?.Name ?? '', ({ item }) => item.Label?.Confidence ?? 0);

/** StartLabelDetection: names what a video shows over time. */
export const startLabelDetection: Operation<StartLabelDetectionRequest, StartLabelDetectionResponse> = (request, context) => {
  const parameters: Parameters = { minConfidence: request.MinConfidence ?? DEFAULT_MIN_CONFIDENCE };
  return startJob('LabelDetection', parameters, request, context);
};

/** GetLabelDetection: labels by time, those of a frame surest first; or by name. */
export const getLabelDetection: Operation<GetLabelDetectionRequest, GetLabelDetectionResponse> = async (request, context) => {
  const { response, items, job } = await getJob('LabelDetection', request, context, () => (request.SortBy === 'NAME' ? byName : undefined));
  return { ...response, Labels: items, ...(job.modelVersion !== undefined && { LabelModelVersion: job.modelVersion }) };
};

/** What a LabelDetection job does with each frame. */
export function labelDetectionAnalysis({ minConfidence, samplesPerSecond }: Parameters & JobParameters, { vision }: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond,
    async open() {
      const [{ labelList }, models] = await Promise.all([import('../label-list.ts'), vision.labelModels()]);
      const version = labelModelVersion(models);
      const run: AnalysisRun = {
        async see({ picture, timestamp }): Promise<VideoRow<LabelDetection>[]> {
          const size = { width: picture.width, height: picture.height };
          const seen = await vision.seePicture(picture, { labels: true });
          return labelList(seen, size, { minConfidence }).map((Label) => ({ item: { Timestamp: timestamp, Label } }));
        },
        modelVersion: () => version,
        state: () => 'nothing to remember',
      };
      return run;
    },
  };
}
