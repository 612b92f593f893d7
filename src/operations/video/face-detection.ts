import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type {
  GetFaceDetectionRequest,
  GetFaceDetectionResponse,
  StartFaceDetectionRequest,
  StartFaceDetectionResponse,
} from '../../shapes/stored-video-requests.ts';
import type { FaceDetection } from '../../shapes/stored-video.ts';
import type { PixelBox } from '../../vision/geometry.ts';
import type { VisionCalls } from '../../vision/vision-calls.ts';
import { expectedAt, remember, type LookMemory } from '../../vision/thorough-looks.ts';
import type { Operation } from '../context.ts';
import { faceDetail } from '../face-shapes.ts';
import { getJob } from './get-job.ts';
import { startJob, type JobParameters } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

/** The cap of DetectFaces, for a frame. */
const MOST_FACES = 100;

interface Parameters {
  readonly attributes: boolean;
}

/** StartFaceDetection: finds and describes the faces of a video over time. */
export const startFaceDetection: Operation<StartFaceDetectionRequest, StartFaceDetectionResponse> = (request, context) => {
  const parameters: Parameters = { attributes: request.FaceAttributes === 'ALL' };
  return startJob('FaceDetection', parameters, request, context);
};

/** GetFaceDetection: faces by time, the largest of a frame first. */
export const getFaceDetection: Operation<GetFaceDetectionRequest, GetFaceDetectionResponse> = async (request, context) => {
  const { response, items } = await getJob<FaceDetection>('FaceDetection', request, context);
  return { ...response, Faces: items };
};

/** What a FaceDetection job does with each frame. */
export function faceDetectionAnalysis({ attributes, samplesPerSecond }: Parameters & JobParameters, { vision }: { readonly vision: Pick<VisionCalls, 'findFaces'> }): FrameAnalysis {
  return {
    samplesPerSecond,
    open(_, saved): AnalysisRun {
      // Only this run writes it.
      let memory = saved as LookMemory<readonly PixelBox[]> | undefined;
      return {
        async see({ picture, timestamp }): Promise<VideoRow<FaceDetection>[]> {
          const { width, height } = picture;
          const expected = expectedAt(memory, timestamp);
          const faces = await vision.findFaces(picture, { maxFaces: MOST_FACES, attributes, embeddings: false, coarseEyes: !attributes, expected });
          memory = remember(memory, timestamp, faces.map(({ box }) => box), expected === undefined);
          return faces.map((face) => ({ item: { Timestamp: timestamp, Face: faceDetail(face, { width, height }) } }));
        },
        state: () => memory,
      };
    },
  };
}
