import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetFaceSearchRequest,
  GetFaceSearchResponse,
  StartFaceSearchRequest,
  StartFaceSearchResponse,
} from '../../shapes/stored-video-requests.ts';
import type { PersonMatch } from '../../shapes/stored-video.ts';
import { searchEmbedding } from '../collection-search.ts';
import { mustHoldThisFaceModel } from '../collections.ts';
import type { Operation, OperationContext } from '../context.ts';
import { getJob } from './get-job.ts';
import { peopleOverTime } from './people-over-time.ts';
import { groupedBy } from './row-order.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

interface Parameters {
  readonly collectionId: string;
  /** Percent, inclusive. */
  readonly threshold: number | undefined;
}

const byIndex = groupedBy<PersonMatch>('INDEX', ({ Person }) => Person?.Index ?? 0, ({ confidence = 0 }) => confidence);

/** StartFaceSearch: looks for the faces of a collection in a video. */
export const startFaceSearch: Operation<StartFaceSearchRequest, StartFaceSearchResponse> = async (request, context) => {
  const { CollectionId: collectionId = '', FaceMatchThreshold: threshold } = request;
  await mustHoldThisFaceModel(collectionId, context);
  const parameters: Parameters = { collectionId, threshold };
  return startJob('FaceSearch', parameters, request, context);
};

/** GetFaceSearch: everybody whose face was looked for, by time or by person; FaceMatches is left out where nobody is like it. */
export const getFaceSearch: Operation<GetFaceSearchRequest, GetFaceSearchResponse> = async (request, context) => {
  const { response, items } = await getJob('FaceSearch', request, context, () => (request.SortBy === 'INDEX' ? byIndex : undefined));
  return { ...response, Persons: items };
};

/** What a FaceSearch job does with each frame. */
export function faceSearchAnalysis({ collectionId, threshold, samplesPerSecond }: Parameters & JobParameters, context: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond,
    open(_, saved): AnalysisRun {
      const people = peopleOverTime(saved, context);
      return {
        async see(frame): Promise<VideoRow<PersonMatch>[]> {
          const withFaces = (await people.see(frame)).filter(({ face }) => face?.embedding !== undefined);
          return Promise.all(
            withFaces.map(async ({ person, confidence, face }) => {
              const { FaceMatches } = await searchEmbedding(collectionId, face?.embedding ?? new Float32Array(), { FaceMatchThreshold: threshold }, context);
              return { item: { Timestamp: frame.timestamp, Person: person, ...(FaceMatches.length > 0 && { FaceMatches }) }, confidence };
            }),
          );
        },
        state: () => people.state(),
      };
    },
  };
}
