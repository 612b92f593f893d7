import type { AnalysisRun, FrameAnalysis } from '../../jobs/frame-analysis.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type {
  GetSegmentDetectionRequest,
  GetSegmentDetectionResponse,
  StartSegmentDetectionRequest,
  StartSegmentDetectionResponse,
} from '../../shapes/stored-video-requests.ts';
import { TechnicalCueType, type AudioMetadata, type SegmentDetection, type SegmentType } from '../../shapes/stored-video.ts';
import type { AudioFacts, VideoFacts } from '../../media/video/video.ts';
import { endCredits, followCredits, NO_CREDITS, type CreditsState, type EndCredits } from '../../vision/segments/end-credits.ts';
import { openShotDetector, type Shot, type ShotState } from '../../vision/segments/shots.ts';
import { followCues, lastCue, startCues, type CueKind, type CueState, type TechnicalCue } from '../../vision/segments/technical-cues.ts';
import type { Operation, OperationContext } from '../context.ts';
import { getJob, type RowOrder } from './get-job.ts';
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
  /** Percent, inclusive. */
  readonly minCueConfidence: number;
}

const cueTypes: Readonly<Record<CueKind | 'end credits', TechnicalCueType>> = {
  'black frames': TechnicalCueType.BLACK_FRAMES,
  'color bars': TechnicalCueType.COLOR_BARS,
  'end credits': TechnicalCueType.END_CREDITS,
};

/**
 * StartSegmentDetection: finds shots, black frames, colour bars and end credits (light lettering on a dark ground). The sound is not
 * listened to, so that black frames are told whether or not something is heard.
 */
export const startSegmentDetection: Operation<StartSegmentDetectionRequest, StartSegmentDetectionResponse> = (request, context) => {
  const { SegmentTypes = [], Filters } = request;
  const parameters: Parameters = {
    types: [...new Set(SegmentTypes)],
    minShotConfidence: Math.max(LEAST_CONFIDENCE, Filters?.ShotFilter?.MinSegmentConfidence ?? 0),
    minCueConfidence: Math.max(LEAST_CONFIDENCE, Filters?.TechnicalCueFilter?.MinSegmentConfidence ?? 0),
  };
  return startJob('SegmentDetection', parameters, request, context);
};

/** GetSegmentDetection: segments by type in the order of the request, those of a type by time. */
export const getSegmentDetection: Operation<GetSegmentDetectionRequest, GetSegmentDetectionResponse> = async (request, context) => {
  const { response, items, job } = await getJob('SegmentDetection', request, context, byType);
  const { VideoMetadata, ...common } = response;
  const { types } = parametersOf(job);
  return {
    ...common,
    ...(VideoMetadata && { VideoMetadata: [VideoMetadata] }),
    ...(job.facts && { AudioMetadata: job.facts.audio.map(audioMetadata) }),
    Segments: items,
    SelectedSegmentTypes: types.map((Type) => ({ Type, ModelVersion: versionOf(job) })),
  };
};

function byType(job: JobRecord): RowOrder<SegmentDetection> {
  const { types } = parametersOf(job);
  const placeOf = ({ Type }: SegmentDetection): number => types.findIndex((each) => each === Type);
  return {
    name: 'TYPE',
    compare: ({ item: a }, { item: b }) => placeOf(a) - placeOf(b) || (a.StartTimestampMillis ?? 0) - (b.StartTimestampMillis ?? 0),
  };
}

/** Written by `startSegmentDetection`. */
function parametersOf({ parameters }: JobRecord): Parameters {
  return parameters as Parameters;
}

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
  readonly cues: CueState;
  readonly credits: CreditsState;
}

/** A technical cue of either finder. */
type Cue = TechnicalCue | (EndCredits & { readonly kind: 'end credits' });

/** What a SegmentDetection job does with each frame of the video. */
export function segmentDetectionAnalysis(parameters: Parameters, { vision }: OperationContext): FrameAnalysis {
  return {
    samplesPerSecond: 'every frame',
    open(facts, saved): AnalysisRun {
      // Only `state` below writes it.
      const state = saved as SegmentState | undefined;
      const shots = openShotDetector(facts.frameRate, state?.shots);
      let { frames, cues, credits } = state ?? { frames: 0, cues: startCues(facts.frameRate), credits: NO_CREDITS };
      const rowsOf = (ended: readonly Shot[], seen: readonly Cue[]) => segmentRows(ended, seen, parameters, facts);
      return {
        async see({ picture, start }) {
          const { data, width, height } = await vision.shrinkPicture(picture, LOOK_WIDTH);
          const frame = { pixels: data, width, height, number: frames, time: Math.max(0, start) * 1000 };
          const nextCues = followCues(cues, frame);
          frames += 1;
          cues = nextCues.state;
          credits = followCredits(credits, frame);
          return rowsOf(shots.see(frame), nextCues.cues);
        },
        finish() {
          const atTheEnd = endCredits(credits);
          return rowsOf(shots.finish(), [...lastCue(cues), ...(atTheEnd ? [{ ...atTheEnd, kind: 'end credits' as const }] : [])]);
        },
        state: (): SegmentState => ({ frames, shots: shots.state(), cues, credits }),
        modelVersion: () => SEGMENT_MODEL_VERSION,
      };
    },
  };
}

/** Of the types that were asked for, those that are sure enough. */
function segmentRows(
  shots: readonly Shot[],
  cues: readonly Cue[],
  { types, minShotConfidence, minCueConfidence }: Parameters,
  { frameRate }: VideoFacts,
): VideoRow<SegmentDetection>[] {
  const ofShots = shots
    .filter(({ confidence }) => types.includes('SHOT') && confidence >= minShotConfidence)
    .map((shot): SegmentDetection => ({ Type: 'SHOT', ...segmentTimes(shot, frameRate), ShotSegment: { Index: shot.index, Confidence: shot.confidence } }));
  const ofCues = cues
    .filter(({ confidence }) => types.includes('TECHNICAL_CUE') && confidence >= minCueConfidence)
    .map((cue): SegmentDetection => ({
      Type: 'TECHNICAL_CUE',
      ...segmentTimes(cue, frameRate),
      TechnicalCueSegment: { Type: cueTypes[cue.kind], Confidence: cue.confidence },
    }));
  return [...ofShots, ...ofCues].map((item) => ({ item }));
}
