import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetContentModerationRequest,
  GetContentModerationResponse,
  StartContentModerationRequest,
  StartContentModerationResponse,
} from '../../shapes/stored-video-requests.ts';
import type { ContentModerationDetection } from '../../shapes/stored-video.ts';
import { moderationModelVersion } from '../../vision/moderation/moderation-model-version.ts';
import type { Operation, OperationContext } from '../context.ts';
import { DEFAULT_MODERATION_CONFIDENCE, moderationLabels } from '../moderation.ts';
import { getJob } from './get-job.ts';
import { groupedBy } from './row-order.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

interface Parameters {
  /** Percent, inclusive. */
  readonly minConfidence: number;
}

const byName = groupedBy<ContentModerationDetection>(
  'NAME',
  ({ ModerationLabel }) => ModerationLabel?.Name ?? '',
  ({ item }) => item.ModerationLabel?.Confidence ?? 0,
);

/** StartContentModeration: names what somebody may not want to see in a video. */
export const startContentModeration: Operation<StartContentModerationRequest, StartContentModerationResponse> = (request, context) => {
  const parameters: Parameters = { minConfidence: request.MinConfidence ?? DEFAULT_MODERATION_CONFIDENCE };
  return startJob('ContentModeration', parameters, request, context);
};

/** GetContentModeration: moderation labels by time, those of a frame surest first; or by name. */
export const getContentModeration: Operation<GetContentModerationRequest, GetContentModerationResponse> = async (request, context) => {
  const { response, items, job } = await getJob('ContentModeration', request, context, () => (request.SortBy === 'NAME' ? byName : undefined));
  return { ...response, ModerationLabels: items, ...(job.modelVersion !== undefined && { ModerationModelVersion: job.modelVersion }) };
};

/** What a ContentModeration job does with each frame. */
export function contentModerationAnalysis({ minConfidence, samplesPerSecond }: Parameters & JobParameters, { vision }: OperationContext): FrameAnalysis {
  let version: string | undefined;
  const run: AnalysisRun = {
    async see({ picture, timestamp }): Promise<VideoRow<ContentModerationDetection>[]> {
      const seen = await vision.seeConcerns(picture);
      version = moderationModelVersion(seen.backbone);
      return moderationLabels(seen, minConfidence).map((ModerationLabel) => ({ item: { Timestamp: timestamp, ModerationLabel } }));
    },
    modelVersion: () => version,
    state: () => 'nothing to remember',
  };
  return { samplesPerSecond, open: () => run };
}
