import type { SmallFrame } from './small-frame.ts';
import { seesBlack } from './black-frame.ts';
import { seesColorBars } from './color-bars.ts';

/** What a technical cue is. */
export type CueKind = 'black frames' | 'color bars';

/** A run of frames that belong to no programme. */
export interface TechnicalCue {
  readonly kind: CueKind;
  readonly startFrame: number;
  /** The last frame that belongs to it. */
  readonly endFrame: number;
  /** Milliseconds. */
  readonly startTime: number;
  /** Time at which the last frame starts. Milliseconds. */
  readonly endTime: number;
  /** The mean of its frames, 50 to 100. */
  readonly confidence: number;
}

interface Run extends Omit<TechnicalCue, 'confidence'> {
  readonly confidenceSum: number;
}

/** What is known between two frames. Plain data, of constant size. */
export interface CueState {
  readonly frameRate: number;
  readonly run: Run | undefined;
}

/** Shorter runs are part of a cut, a flash or a fault. Seconds. */
const SHORTEST: Readonly<Record<CueKind, number>> = { 'black frames': 0.1, 'color bars': 0.3 };

/** Before the first frame. */
export function startCues(frameRate: number): CueState {
  return { frameRate, run: undefined };
}

/** Takes the next frame in; gives the cue that has ended with the frame before, if one has. */
export function followCues(state: CueState, frame: SmallFrame): { readonly state: CueState; readonly cues: readonly TechnicalCue[] } {
  const { run, frameRate } = state;
  const seen = lookAt(frame);
  if (run && seen?.kind === run.kind) {
    const longer = { ...run, endFrame: frame.number, endTime: frame.time, confidenceSum: run.confidenceSum + seen.confidence };
    return { state: { frameRate, run: longer }, cues: [] };
  }
  const begun = seen && {
    kind: seen.kind,
    startFrame: frame.number,
    endFrame: frame.number,
    startTime: frame.time,
    endTime: frame.time,
    confidenceSum: seen.confidence,
  };
  return { state: { frameRate, run: begun }, cues: lastCue(state) };
}

/** The cue that goes on to the end of the video, once there are no more frames. */
export function lastCue({ frameRate, run }: CueState): readonly TechnicalCue[] {
  if (!run) return [];
  const { confidenceSum, ...cue } = run;
  const frames = cue.endFrame - cue.startFrame + 1;
  return frames < SHORTEST[cue.kind] * frameRate ? [] : [{ ...cue, confidence: confidenceSum / frames }];
}

function lookAt(frame: SmallFrame): { readonly kind: CueKind; readonly confidence: number } | undefined {
  const black = seesBlack(frame);
  if (black !== undefined) return { kind: 'black frames', confidence: black };
  const bars = seesColorBars(frame);
  return bars === undefined ? undefined : { kind: 'color bars', confidence: bars };
}
