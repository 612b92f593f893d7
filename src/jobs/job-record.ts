import type { VideoFacts } from '../media/video/video.ts';

/** Life of a job. */
export type JobStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** A job as it is kept. Plain data; what belongs to the analysis is opaque here. */
export interface JobRecord {
  /** UUID. */
  readonly id: string;
  /** Name of the analysis: `FaceDetection`. */
  readonly analysis: string;
  /** What the analysis was asked for. */
  readonly parameters: unknown;
  /** How the video is found again; undefined when only the page that started the job had it. */
  readonly source: unknown;
  /** The caller's token, with the analysis it belongs to; absent where there is none. */
  readonly tokenKey?: string;
  /** Equal for equal input; compared when a token comes again. */
  readonly fingerprint: string;
  /** Published when the job ends. Absent: nobody is told. */
  readonly announcement?: { readonly topic: string; readonly content: object };
  readonly status: JobStatus;
  /** A sentence, when it failed. */
  readonly statusMessage?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly endedAt?: number;
  /** Known once the video was opened. */
  readonly facts?: VideoFacts;
  /** Frames seen and written; a resumed job goes on with the next. */
  readonly framesDone: number;
  /** Frames to see, known once the video was opened. For every frame of a video: an estimate. */
  readonly framesTotal?: number;
  /** Rows written. */
  readonly rows: number;
  /** Version of the models, where the analysis tells one. */
  readonly modelVersion?: string;
  /** What the analysis must know to go on. */
  readonly state?: unknown;
  /** False from its end until its end was published. */
  readonly announced: boolean;
}
