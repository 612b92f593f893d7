import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetPersonTrackingRequest,
  GetPersonTrackingResponse,
  StartPersonTrackingRequest,
  StartPersonTrackingResponse,
} from '../../shapes/stored-video-requests.ts';
import type { PersonDetection } from '../../shapes/stored-video.ts';
import type { VisionCalls } from '../../vision/vision-calls.ts';
import type { Operation } from '../context.ts';
import { getJob } from './get-job.ts';
import { peopleOverTime, type PeopleState } from './people-over-time.ts';
import { groupedBy } from './row-order.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

const byIndex = groupedBy<PersonDetection>('INDEX', ({ Person }) => Person?.Index ?? 0, ({ confidence = 0 }) => confidence);

/** StartPersonTracking: follows the people of a video. */
export const startPersonTracking: Operation<StartPersonTrackingRequest, StartPersonTrackingResponse> = (request, context) =>
  startJob('PersonTracking', {}, request, context);

/** GetPersonTracking: everybody by time, the surest of a frame first; or by person. */
export const getPersonTracking: Operation<GetPersonTrackingRequest, GetPersonTrackingResponse> = async (request, context) => {
  const { response, items } = await getJob('PersonTracking', request, context, () => (request.SortBy === 'INDEX' ? byIndex : undefined));
  return { ...response, Persons: items };
};

/** What a PersonTracking job does with each frame. */
export function personTrackingAnalysis({ samplesPerSecond }: JobParameters, context: { readonly vision: Pick<VisionCalls, 'seePeople'> }): FrameAnalysis {
  return {
    samplesPerSecond,
    open(_, saved): AnalysisRun {
      const people = peopleOverTime(saved as PeopleState | undefined, context);
      return {
        async see(frame): Promise<VideoRow<PersonDetection>[]> {
          const seen = await people.see(frame);
          return seen.map(({ person, confidence }) => ({ item: { Timestamp: frame.timestamp, Person: person }, confidence }));
        },
        state: () => people.state(),
      };
    },
  };
}
