import { traceOf, type FrameTrace } from './frame-trace.ts';

/** A frame that is kept for a while to compare later ones with. */
export interface SeenFrame {
  readonly frame: number;
  /** Milliseconds. */
  readonly time: number;
  readonly trace: FrameTrace;
  /** From the frame before, 0 to 1; 0 for the first. */
  readonly difference: number;
}

/** A kept frame as it is stored: plain data, about 7 KB. */
export interface StoredFrame {
  readonly frame: number;
  readonly time: number;
  readonly colors: Uint8Array;
  readonly difference: number;
}

/** For storage. */
export function storedFrame({ frame, time, trace, difference }: SeenFrame): StoredFrame {
  return { frame, time, colors: trace.colors, difference };
}

/** Back from storage. */
export function restoredFrame({ frame, time, colors, difference }: StoredFrame): SeenFrame {
  return { frame, time, trace: traceOf(colors), difference };
}
