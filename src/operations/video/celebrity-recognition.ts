import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetCelebrityRecognitionRequest,
  GetCelebrityRecognitionResponse,
  StartCelebrityRecognitionRequest,
  StartCelebrityRecognitionResponse,
} from '../../shapes/stored-video-requests.ts';
import type { CelebrityRecognition } from '../../shapes/stored-video.ts';
import type { PixelBox } from '../../vision/geometry.ts';
import { bodyOf } from '../../vision/objects/people.ts';
import { expectedAt, remember, type LookMemory } from '../../vision/thorough-looks.ts';
import { nameFaces, personMembers } from '../celebrities.ts';
import type { Operation, OperationContext } from '../context.ts';
import { faceDetail, ratioBox } from '../face-shapes.ts';
import { getJob } from './get-job.ts';
import { groupedBy } from './row-order.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

/** The cap of RecognizeCelebrities, for a frame (OPERATIONS G12). */
const MOST_FACES = 64;

const byId = groupedBy<CelebrityRecognition>('ID', ({ Celebrity }) => Celebrity?.Id ?? '', ({ item }) => item.Celebrity?.Confidence ?? 0);

/** StartCelebrityRecognition: names the people of the galleries over time. */
export const startCelebrityRecognition: Operation<StartCelebrityRecognitionRequest, StartCelebrityRecognitionResponse> = async (request, context) => {
  // A gallery that cannot be used is told now, not by the job.
  await context.galleries.describe();
  return startJob('CelebrityRecognition', {}, request, context);
};

/** GetCelebrityRecognition: sightings by time, or by who it is. Strangers give nothing. */
export const getCelebrityRecognition: Operation<GetCelebrityRecognitionRequest, GetCelebrityRecognitionResponse> = async (request, context) => {
  const { response, items } = await getJob('CelebrityRecognition', request, context, () => (request.SortBy === 'ID' ? byId : undefined));
  return { ...response, Celebrities: items };
};

/** What a CelebrityRecognition job does with each frame. */
export function celebrityRecognitionAnalysis({ samplesPerSecond }: JobParameters, context: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond,
    open(_, saved): AnalysisRun {
      // Only this run writes it.
      let memory = saved as LookMemory<readonly PixelBox[]> | undefined;
      return {
        async see({ picture, timestamp }): Promise<VideoRow<CelebrityRecognition>[]> {
          const size = { width: picture.width, height: picture.height };
          const expected = expectedAt(memory, timestamp);
          const faces = await context.vision.findFaces(picture, { maxFaces: MOST_FACES, attributes: false, embeddings: false, templates: 'asked', coarseEyes: true, expected });
          memory = remember(memory, timestamp, faces.map(({ box }) => box), expected === undefined);
          const people = await nameFaces(faces, context);
          return faces.flatMap((face, index) => {
            const match = people[index];
            if (!match) return [];
            const { Urls, Name, Id } = personMembers(match.person);
            const Celebrity = { Urls, Name, Id, Confidence: match.confidence, BoundingBox: ratioBox(bodyOf(face.box, size), size), Face: faceDetail(face, size) };
            return [{ item: { Timestamp: timestamp, Celebrity } }];
          });
        },
        state: () => memory,
      };
    },
  };
}
