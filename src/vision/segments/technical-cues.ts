import type { FrameRange } from './small-frame.ts';

/** Stretches that are no part of the programme itself. */
export type TechnicalCueKind = 'BlackFrames' | 'ColorBars' | 'EndCredits';

/** A technical cue that was seen. */
export interface TechnicalCue extends FrameRange {
  readonly kind: TechnicalCueKind;
  /** 50 to 100. */
  readonly confidence: number;
}
