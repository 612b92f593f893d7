import { isFlat } from './cuts.ts';
import { brightnessCorrelation } from './frame-correlation.ts';
import { frameDifference } from './frame-difference.ts';
import type { FrameTrace } from './frame-trace.ts';
import { restoredFrame, storedFrame, type SeenFrame, type StoredFrame } from './seen-frame.ts';

/** Frames of one brightness (black, white, a plain card) that are being seen. Plain data. */
export interface FlatRun {
  /** The last frame with structure before them; absent where the video begins with them. */
  readonly before?: StoredFrame;
  /** First flat frame. */
  readonly first: number;
  /** The jump into the run, 0 to 1. */
  readonly jump: number;
}

/** A boundary that a run of flat frames is or has. */
export interface FlatBoundary {
  /** First frame of the second shot. */
  readonly frame: number;
  readonly kind: 'cut' | 'fade';
  /** 0 to 1. */
  readonly strength: number;
}

/** A jump in or out that is larger is a cut to or from a plain picture. */
const HARD_EDGE = 0.3;
/** Before and after a flash the same picture is seen. */
const SAME_PICTURE = 0.8;
const SAME_DIFFERENCE = 0.18;
const CLEAR = 20;
const FADE_STRENGTH = 0.8;

/** How long runs are judged, in frames. */
export interface FlatRunLimits {
  /** Up to so many are a flash, when the same picture comes back. */
  readonly flashFrames: number;
  /** From so many on, a plain picture between two cuts is a shot of its own. */
  readonly cardFrames: number;
}

/** The run after one more frame (begun, gone on, or ended by a frame with structure), and the boundary that this frame tells. */
export function followFlatRun(
  run: FlatRun | undefined,
  before: SeenFrame | undefined,
  current: SeenFrame,
  limits: FlatRunLimits,
): { readonly run?: FlatRun; readonly boundary?: FlatBoundary } {
  if (isFlat(current)) {
    if (!run) return { run: { ...(before ? { before: storedFrame(before) } : {}), first: current.frame, jump: current.difference } };
    const isCardNow = current.frame - run.first + 1 === limits.cardFrames && run.before !== undefined && run.jump > HARD_EDGE;
    return { run, ...(isCardNow ? { boundary: { frame: run.first, kind: 'cut', strength: run.jump } } : {}) };
  }
  const boundary = run && boundaryAfter(run, current, limits);
  return boundary ? { boundary } : {};
}

function boundaryAfter(run: FlatRun, current: SeenFrame, { flashFrames, cardFrames }: FlatRunLimits): FlatBoundary | undefined {
  const length = current.frame - run.first;
  const endsHard = current.difference > HARD_EDGE;
  if (length >= cardFrames) {
    if (endsHard) return { frame: current.frame, kind: 'cut', strength: current.difference };
    // Its beginning was told when it had become long.
    return run.before === undefined || run.jump > HARD_EDGE ? undefined : { frame: run.first + (length >> 1), kind: 'fade', strength: FADE_STRENGTH };
  }
  if (!run.before) return undefined;
  if (length <= flashFrames && isSamePicture(restoredFrame(run.before).trace, current.trace, length + 1)) return undefined;
  const edge = run.jump > HARD_EDGE ? run.first : run.first + (length >> 1);
  return { frame: endsHard && current.difference >= run.jump ? current.frame : edge, kind: 'fade', strength: FADE_STRENGTH };
}

function isSamePicture(before: FrameTrace, after: FrameTrace, framesApart: number): boolean {
  if (brightnessCorrelation(before, after) > SAME_PICTURE) return true;
  // Dark frames of a fade are alike whatever they show.
  return Math.min(before.deviation, after.deviation) > CLEAR && frameDifference(before, after, framesApart) < SAME_DIFFERENCE;
}
