import { blackness, colorBars, defaultBlackFrameRule, lettering, type BlackFrameRule } from './cue-signs.ts';
import { assertSmallFrame, type FrameRange, type SmallFrame } from './small-frame.ts';

/** Stretches that are no part of the programme itself. */
export type TechnicalCueKind = 'BlackFrames' | 'ColorBars' | 'EndCredits';

/** A technical cue that was seen. */
export interface TechnicalCue extends FrameRange {
  readonly kind: TechnicalCueKind;
  /** 50 to 100. */
  readonly confidence: number;
}

/** A stretch that is being seen. Plain data. */
interface Run extends FrameRange {
  /** Sum over its frames, each 0.5 to 1. */
  readonly strength: number;
  readonly frames: number;
}

/** Everything a detector knows, as plain data. */
export interface TechnicalCueState {
  readonly black?: Run | undefined;
  readonly bars?: Run | undefined;
  readonly credits?: Run | undefined;
  /** Brightness of the rows of the frame before, while there is lettering. */
  readonly rows?: readonly number[] | undefined;
  readonly lastFrame: number;
  readonly lastEnd: number;
}

/** Finds technical cues while the frames go by. */
export interface TechnicalCueDetector {
  /** Sees the next frame. Returns cues that ended with the frame before. */
  see(frame: SmallFrame): readonly TechnicalCue[];
  /** For `openTechnicalCueDetector` to go on from. */
  state(): TechnicalCueState;
  /** Cues that the end of the video completes; end credits are told only here. */
  finish(): readonly TechnicalCue[];
}

/** Shortest colour bars. */
const BARS_SECONDS = 0.5;
/** Shortest end credits. */
const CREDITS_SECONDS = 4;
/** Cards follow each other after a dark moment. */
const CREDITS_GAP_SECONDS = 2;
/** End credits end in the last seconds or this last part of the video. */
const CREDITS_LATEST_SECONDS = 20;
const CREDITS_LAST_PART = 0.1;
/** Rows that roll upward explain a frame by so much better than rows that stand. */
const ROLLS_BETTER = 0.85;

/**
 * A detector of technical cues for one video.
 *
 * It sees pictures only: whether black frames are silent is not known here. End credits are seen where they are light lettering
 * on a dark ground; credits over moving pictures or beside them are not. Opening credits, logos and slates are not sought.
 */
export function openTechnicalCueDetector(
  frameRate: number,
  { rule = defaultBlackFrameRule, state }: { readonly rule?: BlackFrameRule; readonly state?: TechnicalCueState | undefined } = {},
): TechnicalCueDetector {
  let known: TechnicalCueState = state ?? { lastFrame: -1, lastEnd: 0 };

  return {
    see(small) {
      assertSmallFrame(small);
      const { image, frame, start } = small;
      const here: FrameRange = { startFrame: frame, endFrame: frame, start, end: start + 1 / frameRate };
      const dark = blackness(image.data, rule);
      const bars = dark > 0 ? 0 : colorBars(image.data);
      const { looksSo, rows } = lettering(image.data);
      const rolling = looksSo && known.rows !== undefined && rollsUp(known.rows, rows);
      const black = dark > 0 ? longer(known.black, here, dark) : undefined;
      const barRun = bars > 0 ? longer(known.bars, here, bars) : undefined;
      const gone = known.credits && start - known.credits.end > CREDITS_GAP_SECONDS ? undefined : known.credits;
      const credits = looksSo ? longer(gone, here, rolling ? 1 : 0.65) : known.credits;
      const ended = [
        ...(known.black && !black ? [cue('BlackFrames', known.black)] : []),
        ...(known.bars && !barRun && lasts(known.bars, BARS_SECONDS) ? [cue('ColorBars', known.bars)] : []),
      ];
      known = { black, bars: barRun, credits, rows: looksSo ? rows : undefined, lastFrame: frame, lastEnd: here.end };
      return ended;
    },
    state: () => known,
    finish() {
      const { black, bars, credits, lastEnd } = known;
      const late = lastEnd - Math.max(CREDITS_LATEST_SECONDS, CREDITS_LAST_PART * lastEnd);
      // Lettering from the very first second on is a clip of titles, not the end of something.
      const isEnd = credits && credits.end >= late && credits.start > 0.3 * lastEnd && lasts(credits, CREDITS_SECONDS);
      return [
        ...(black ? [cue('BlackFrames', black)] : []),
        ...(bars && lasts(bars, BARS_SECONDS) ? [cue('ColorBars', bars)] : []),
        ...(isEnd ? [cue('EndCredits', credits)] : []),
      ];
    },
  };
}

function longer(run: Run | undefined, { startFrame, endFrame, start, end }: FrameRange, strength: number): Run {
  if (!run) return { startFrame, endFrame, start, end, strength, frames: 1 };
  return { startFrame: run.startFrame, endFrame, start: run.start, end, strength: run.strength + strength, frames: run.frames + 1 };
}

function lasts({ start, end }: FrameRange, seconds: number): boolean {
  return end - start >= seconds;
}

function cue(kind: TechnicalCueKind, { startFrame, endFrame, start, end, strength, frames }: Run): TechnicalCue {
  return { kind, startFrame, endFrame, start, end, confidence: 50 + 100 * Math.max(0, strength / frames - 0.5) };
}

/** Whether rows moved upward since the frame before, by a part of a row up to two rows. */
function rollsUp(before: readonly number[], after: readonly number[]): boolean {
  const apart = (shift: number): number => {
    const whole = Math.floor(shift);
    const part = shift - whole;
    let sum = 0;
    for (let row = 0; row + 3 < after.length; row++) {
      const from = (before[row + whole] ?? 0) * (1 - part) + (before[row + whole + 1] ?? 0) * part;
      sum += Math.abs(from - (after[row] ?? 0));
    }
    return sum;
  };
  const standing = apart(0);
  return [0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2].some((shift) => apart(shift) < ROLLS_BETTER * standing);
}
