import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetFaceSearchRequest,
  GetFaceSearchResponse,
  StartFaceSearchRequest,
  StartFaceSearchResponse,
} from '../../shapes/stored-video-requests.ts';
import type { FaceMatch } from '../../shapes/collections.ts';
import type { PersonMatch } from '../../shapes/stored-video.ts';
import { searchEmbedding } from '../collection-search.ts';
import { mustHoldThisFaceModel } from '../collections.ts';
import type { Operation, OperationContext } from '../context.ts';
import { getJob } from './get-job.ts';
import { peopleOverTime, type PeopleState } from './people-over-time.ts';
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

/** Plain data. */
interface SearchState {
  readonly people: PeopleState;
  /** By the numbers of people. */
  readonly matches: readonly (readonly [index: number, matches: FaceMatch[]])[];
}

function forgetOthers(matchesOf: Map<number, unknown>, { tracks }: PeopleState): void {
  const kept = new Set(tracks.tracks.map(({ index }) => index));
  for (const index of matchesOf.keys()) if (!kept.has(index)) matchesOf.delete(index);
}

/** What a FaceSearch job does with each frame. A face is looked for when it is new, nearer or was last looked for a while ago; in between its person keeps the matches. */
export function faceSearchAnalysis({ collectionId, threshold, samplesPerSecond }: Parameters & JobParameters, context: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond,
    open(_, saved): AnalysisRun {
      const before = saved as SearchState | undefined;
      const people = peopleOverTime(before?.people, context);
      const matchesOf = new Map(before?.matches);
      return {
        async see(frame): Promise<VideoRow<PersonMatch>[]> {
          const seen = await people.see(frame, (index) => (matchesOf.get(index)?.length ?? 0) > 0);
          forgetOthers(matchesOf, people.state());
          return Promise.all(
            seen.filter(({ face }) => face).map(async ({ person, index, confidence, face }) => {
              if (face?.embedding) {
                const { FaceMatches: found } = await searchEmbedding(collectionId, face.embedding, { FaceMatchThreshold: threshold }, context);
                matchesOf.set(index, found);
              }
              const FaceMatches = [...(matchesOf.get(index) ?? [])];
              return { item: { Timestamp: frame.timestamp, Person: person, ...(FaceMatches.length > 0 && { FaceMatches }) }, confidence };
            }),
          );
        },
        state: (): SearchState => ({ people: people.state(), matches: [...matchesOf] }),
      };
    },
  };
}
