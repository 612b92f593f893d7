import { traceFrame, type FrameTrace } from './frame-difference.ts';
import { SMALL_FRAME_PIXELS } from './small-frame.ts';

/** A frame that is kept for a while to compare later ones with. */
export interface SeenFrame {
  readonly frame: number;
  /** Seconds. */
  readonly start: number;
  readonly trace: FrameTrace;
  /** From the frame before, 0 to 1; 0 for the first. */
  readonly difference: number;
}

/** A kept frame as it is stored: plain data, about 7 KB. */
export interface StoredFrame {
  readonly frame: number;
  readonly start: number;
  readonly colors: Uint8Array;
  readonly difference: number;
}

/** For storage. */
export function storedFrame({ frame, start, trace, difference }: SeenFrame): StoredFrame {
  return { frame, start, colors: trace.colors, difference };
}

/** Back from storage. */
export function restoredFrame({ frame, start, colors, difference }: StoredFrame): SeenFrame {
  const pixels = new Uint8ClampedArray(SMALL_FRAME_PIXELS * 4);
  // Three colours of four numbers a pixel.
  for (let pixel = 0; pixel < SMALL_FRAME_PIXELS; pixel++) {
    for (let color = 0; color < 3; color++) pixels[pixel * 4 + color] = colors[pixel * 3 + color]!;
  }
  return { frame, start, trace: traceFrame(pixels), difference };
}
