import type { Picture } from '../picture.ts';

/** Where live video comes from. A track or stream is not stopped by whoever reads it here; an element goes on playing. */
export type LiveSource = MediaStream | MediaStreamTrack | HTMLVideoElement;

/** One frame of live video. Whoever gets it closes it or hands its picture to the worker. */
export interface LiveFrame {
  readonly picture: Picture;
  /** When it was captured, as far as the browser tells. Milliseconds since 1970. */
  readonly capturedAt: number;
  close(): void;
}

/** Live video being read. Frames that nobody asks for are let go: the newest wins, and a slow reader costs no memory. */
export interface LiveVideo {
  /** The newest frame that was not given yet; undefined when the video has ended. Rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<LiveFrame | undefined>;
  /** False where the browser gives no frames while the page is hidden. */
  readonly worksHidden: boolean;
  /** Stops reading. May be called twice. */
  close(): void;
}

/** A source that cannot be read, with a sentence that says what to do. */
export class LiveVideoProblem extends Error {}

/** A frame around what the worker can take over. */
export function liveFrame(frame: VideoFrame, capturedAt: number): LiveFrame {
  return {
    picture: { bitmap: frame, width: frame.displayWidth, height: frame.displayHeight },
    capturedAt,
    close: () => frame.close(),
  };
}
