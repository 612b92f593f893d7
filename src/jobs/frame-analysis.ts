import type { HeldFrame, VideoFacts } from '../media/video/video.ts';

/** A frame on its way to an analysis. */
export interface SampledFrame extends HeldFrame {
  /** Whole milliseconds from the start of the video, as results tell it. */
  readonly timestamp: number;
}

/** What a job does with the frames of a video. Rows are kept as they are given and read back in the same order. */
export interface FrameAnalysis {
  /** Frames to see of a second of video. */
  readonly samplesPerSecond: number | 'every frame';
  /** Begins, or goes on with what `state` gave for the frames before. */
  open(facts: VideoFacts, state: unknown): AnalysisRun | Promise<AnalysisRun>;
}

/** One pass over a video. */
export interface AnalysisRun {
  /** Sees the next frame, which the job closes afterwards. */
  see(frame: SampledFrame): Promise<readonly unknown[]>;
  /** What `open` needs to go on here after a reload, as plain data. Absent: the job starts over. */
  state?(): unknown;
  /** Version of the models that the frames so far were seen with. */
  modelVersion?(): string | undefined;
  /** Rows that only the end of the video tells. */
  finish?(): readonly unknown[] | Promise<readonly unknown[]>;
}
