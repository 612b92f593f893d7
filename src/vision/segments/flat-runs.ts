import { brightnessCorrelation } from './frame-correlation.ts';
import { isFlat } from './cuts.ts';
import { frameDifference } from './frame-difference.ts';
import type { FrameTrace } from './frame-trace.ts';
import { restoredFrame, storedFrame, type SeenFrame, type StoredFrame } from './seen-frame.ts';

/** Frames of one brightness (black, white) that are being seen. Plain data. */
export interface FlatRun {
  /** The last frame with structure before them; absent where the video begins with them. */
  readonly before?: StoredFrame;
  /** First flat frame. */
  readonly first: number;
  /** The jump into the run, 0 to 1. */
  readonly jump: number;
}

/** The boundary that a run of flat frames is. */
export interface Fade {
  /** First frame of the second shot. */
  readonly frame: number;
  readonly strength: number;
}

/** A jump in or out that is larger is a cut to or from black. */
const HARD_EDGE = 0.3;
/** Before and after a flash the same picture is seen. */
const SAME_PICTURE = 0.8;
const SAME_DIFFERENCE = 0.18;
const CLEAR = 20;

/** The run after one more frame: begun, gone on, or ended by a frame with structure. */
export function followFlatRun(
  run: FlatRun | undefined,
  before: SeenFrame | undefined,
  current: SeenFrame,
  flashFrames: number,
): { readonly run?: FlatRun; readonly fade?: Fade } {
  if (isFlat(current)) {
    return { run: run ?? { ...(before ? { before: storedFrame(before) } : {}), first: current.frame, jump: current.difference } };
  }
  if (!run?.before) return {};
  const length = current.frame - run.first;
  const isFlash = length <= flashFrames && isSamePicture(restoredFrame(run.before).trace, current.trace, length + 1);
  return isFlash ? {} : { fade: { frame: placeOf(run, current, length), strength: 0.8 } };
}

function isSamePicture(before: FrameTrace, after: FrameTrace, framesApart: number): boolean {
  if (brightnessCorrelation(before, after) > SAME_PICTURE) return true;
  // Dark frames of a fade are alike whatever they show.
  return Math.min(before.deviation, after.deviation) > CLEAR && frameDifference(before, after, framesApart) < SAME_DIFFERENCE;
}

/** At the hard edge where there is one, else in the middle. */
function placeOf(run: FlatRun, current: SeenFrame, length: number): number {
  if (current.difference > HARD_EDGE && current.difference >= run.jump) return current.frame;
  return run.jump > HARD_EDGE ? run.first : run.first + (length >> 1);
}
