import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type {
  GetSegmentDetectionRequest,
  GetSegmentDetectionResponse,
  StartSegmentDetectionRequest,
  StartSegmentDetectionResponse,
} from '../../shapes/stored-video-requests.ts';
import type { AudioMetadata, SegmentDetection, SegmentType } from '../../shapes/stored-video.ts';
import type { AudioFacts, VideoFacts } from '../../media/video/video.ts';
import { followShots, lastShot, startShots, type Shot, type ShotState } from '../../vision/segments/shots.ts';
import type { Operation, OperationContext } from '../context.ts';
import { getJob } from './get-job.ts';
import { segmentTimes } from './segment-times.ts';
import { startJob } from './start-job.ts';
import type { VideoRow } from './video-row.ts';

/** Percent; less acts like this (OPERATIONS A9). */
const LEAST_CONFIDENCE = 50;
/** Pixels: enough to tell one look from another. */
const LOOK_WIDTH = 96;
/** Version of how segments are found. */
const SEGMENT_MODEL_VERSION = '1.0';

interface Parameters {
  /** Each once, in the order of the request. */
  readonly types: readonly SegmentType[];
  /** Percent, inclusive. */
  readonly minShotConfidence: number;
}

/** StartSegmentDetection: finds the shots of a video. */
export const startSegmentDetection: Operation<StartSegmentDetectionRequest, StartSegmentDetectionResponse> = (request, context) => {
  const { SegmentTypes = [], Filters } = request;
  const parameters: Parameters = {
    types: [...new Set(SegmentTypes)],
    minShotConfidence: Math.max(LEAST_CONFIDENCE, Filters?.ShotFilter?.MinSegmentConfidence ?? 0),
  };
  return startJob('SegmentDetection', parameters, request, context);
};

/** GetSegmentDetection: segments by type in the order of the request, those of a type by time. */
export const getSegmentDetection: Operation<GetSegmentDetectionRequest, GetSegmentDetectionResponse> = async (request, context) => {
  const { response, items, job } = await getJob<SegmentDetection>('SegmentDetection', request, context);
  const { VideoMetadata, ...common } = response;
  const { types } = job.parameters as Parameters;
  return {
    ...common,
    ...(VideoMetadata && { VideoMetadata: [VideoMetadata] }),
    ...(job.facts && { AudioMetadata: job.facts.audio.map(audioMetadata) }),
    Segments: items,
    SelectedSegmentTypes: types.map((Type) => ({ Type, ModelVersion: versionOf(job) })),
  };
};

function versionOf({ modelVersion = SEGMENT_MODEL_VERSION }: JobRecord): string {
  return modelVersion;
}

function audioMetadata({ codec, duration, sampleRate, channels }: AudioFacts): AudioMetadata {
  return {
    ...(codec !== undefined && { Codec: codec }),
    DurationMillis: Math.floor(duration * 1000 + 1e-3),
    SampleRate: sampleRate,
    NumberOfChannels: channels,
  };
}

interface SegmentState {
  readonly frames: number;
  readonly shots: ShotState;
}

/** What a SegmentDetection job does with each frame of the video. */
export function segmentDetectionAnalysis({ types, minShotConfidence }: Parameters, { vision }: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond: 'every frame',
    open(facts, saved): AnalysisRun {
      // Only `state` below writes it.
      let { frames, shots } = (saved as SegmentState | undefined) ?? { frames: 0, shots: startShots(facts.frameRate) };
      const rowsOf = (found: readonly Shot[]): VideoRow<SegmentDetection>[] =>
        types.includes('SHOT') ? found.filter(({ confidence }) => confidence >= minShotConfidence).map((shot) => ({ item: shotSegment(shot, facts) })) : [];
      return {
        async see({ picture, start }) {
          const { data, width, height } = await vision.shrinkPicture(picture, LOOK_WIDTH);
          const next = followShots(shots, { pixels: data, width, height, number: frames, time: Math.max(0, start) * 1000 });
          frames += 1;
          shots = next.state;
          return rowsOf(next.shots);
        },
        finish() {
          const last = lastShot(shots);
          return last ? rowsOf([last]) : [];
        },
        state: (): SegmentState => ({ frames, shots }),
        modelVersion: () => SEGMENT_MODEL_VERSION,
      };
    },
  };
}

function shotSegment({ index, startFrame, endFrame, startTime, endTime, confidence }: Shot, facts: VideoFacts): SegmentDetection {
  return { Type: 'SHOT', ...segmentTimes({ startFrame, endFrame, startTime, endTime }, facts.frameRate), ShotSegment: { Index: index, Confidence: confidence } };
}
