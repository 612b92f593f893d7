import type { Picture } from '../picture.ts';

/** Seconds from the start of a video. */
export type Seconds = number;

/** One sound track of a video. */
export interface AudioFacts {
  /** As ffmpeg names it: `aac`, `opus`. Absent where unknown. */
  readonly codec?: string;
  readonly duration: Seconds;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** What is known of a video besides its frames. Plain data. */
export interface VideoFacts {
  /** As ffmpeg names it: `h264`, `vp9`. Absent where only the browser's element could open the video. */
  readonly codec?: string;
  /** Container, as ffmpeg names it: `QuickTime / MOV`. Absent where only the browser's element could open the video. */
  readonly format?: string;
  readonly duration: Seconds;
  /** Frames per second. */
  readonly frameRate: number;
  /** Pixels, as displayed. */
  readonly width: number;
  /** Pixels, as displayed. */
  readonly height: number;
  /** Empty where there is no sound, or where only the browser's element could open the video. */
  readonly audio: readonly AudioFacts[];
  /** `decoder`: every frame straight from the file; `element`: seeking in a video element. */
  readonly path: 'decoder' | 'element';
}

/** One frame, held until it is closed or handed to the worker. */
export interface HeldFrame {
  readonly picture: Picture;
  /** When the frame itself begins. */
  readonly start: Seconds;
  /** Gives the frame back; does nothing once it was handed to the worker or closed. */
  close(): void;
}

/** A video that can be read. One reading at a time. */
export interface OpenVideo {
  readonly facts: VideoFacts;
  /** For each of the rising times the frame that is shown then. Whoever gets a frame closes it. Throws VideoProblem. */
  framesAt(times: Iterable<Seconds>): AsyncGenerator<HeldFrame, void>;
  /** Every frame once, in order. Whoever gets a frame closes it. Throws VideoProblem. */
  everyFrame(): AsyncGenerator<HeldFrame, void>;
  /** Gives decoder, file and element back. */
  close(): void;
}
