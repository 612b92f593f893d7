import type { FrameRange, SmallFrame } from './small-frame.ts';

/** How a shot came to follow the one before. */
export type ShotTransition = 'none' | 'cut' | 'dissolve' | 'fade';

/** What one camera shows without interruption. */
export interface Shot extends FrameRange {
  /** Number of the shot, from 0. */
  readonly index: number;
  /** How sure its boundaries are, the less sure of the two, 50 to 100. */
  readonly confidence: number;
  /** How it begins; `none` for the first. A dissolve or fade is one boundary, in its middle. */
  readonly transition: ShotTransition;
}
