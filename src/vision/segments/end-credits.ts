import { luma, type SmallFrame } from './small-frame.ts';

/** Lettering that has been seen. Plain data, of constant size. */
interface Run {
  readonly startFrame: number;
  readonly endFrame: number;
  /** Milliseconds. */
  readonly startTime: number;
  /** Time at which the last frame starts. Milliseconds. */
  readonly endTime: number;
  readonly frames: number;
  /** Of them, how many show the lines of the one before, farther up. */
  readonly rolling: number;
}

/** What is known between two frames. Plain data, of constant size. */
export interface CreditsState {
  readonly run: Run | undefined;
  /** Mean brightness of the rows of the last frame, where it showed lettering. */
  readonly rows: readonly number[] | undefined;
  /** When the last frame began. Milliseconds. */
  readonly time: number;
}

/** End credits. */
export interface EndCredits extends Omit<Run, 'frames' | 'rolling'> {
  /** 65 where cards stand, 100 where every frame rolls. */
  readonly confidence: number;
}

/** Before the first frame. */
export const NO_CREDITS: CreditsState = { run: undefined, rows: undefined, time: 0 };

/** Shortest end credits. Milliseconds, as the next two. */
const SHORTEST = 4000;
/** Cards follow each other after a dark moment. */
const LONGEST_GAP = 2000;
/** End credits end in the last part of the video: so long, or this share of it. */
const LATEST = 20_000;
const LATEST_SHARE = 0.1;
/** What begins earlier is a clip of titles. */
const EARLIEST_SHARE = 0.3;
/** Lines that roll explain a frame so much better than lines that stand. */
const ROLLS_BETTER = 0.85;
const STANDING_CONFIDENCE = 65;
/** Darker, of 255, is the ground. */
const GROUND = 48;
/** Brighter is lettering, of which small pixels average a part. */
const LETTERING = 70;
/** Larger differences of red, green and blue are a colour. */
const COLORED = 60;

/** Takes the next frame in. */
export function followCredits({ run, rows: before }: CreditsState, frame: SmallFrame): CreditsState {
  const { number, time } = frame;
  const rows = letteredRows(frame);
  if (!rows) return { run, rows, time };
  const isNew = !run || time - run.endTime > LONGEST_GAP;
  const from = isNew ? { startFrame: number, startTime: time, frames: 0, rolling: 0 } : run;
  const rolling = before !== undefined && rollsUp(before, rows) ? 1 : 0;
  return { run: { ...from, endFrame: number, endTime: time, frames: from.frames + 1, rolling: from.rolling + rolling }, rows, time };
}

/**
 * End credits, once there are no more frames: light lettering on a dark ground that lasts and ends near the end of the video.
 * Credits over moving pictures, beside them, or dark on a light ground are not seen.
 */
export function endCredits({ run, time }: CreditsState): EndCredits | undefined {
  if (!run) return undefined;
  const { frames, rolling, ...range } = run;
  const isLate = run.endTime >= time - Math.max(LATEST, LATEST_SHARE * time) && run.startTime > EARLIEST_SHARE * time;
  if (!isLate || run.endTime - run.startTime < SHORTEST) return undefined;
  return { ...range, confidence: STANDING_CONFIDENCE + ((100 - STANDING_CONFIDENCE) * rolling) / frames };
}

/** Mean brightness of each row of a frame with lettering on a dark ground; undefined for any other frame. */
function letteredRows({ pixels, width, height }: SmallFrame): readonly number[] | undefined {
  const rows: number[] = [];
  let dark = 0;
  let lit = 0;
  let colored = 0;
  let litRows = 0;
  for (let row = 0; row < height; row++) {
    let sum = 0;
    let litHere = 0;
    for (let at = row * width * 4; at < (row + 1) * width * 4; at += 4) {
      const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      const brightness = luma(red, green, blue);
      sum += brightness;
      if (brightness < GROUND) dark += 1;
      if (brightness < LETTERING) continue;
      litHere += 1;
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > COLORED) colored += 1;
    }
    lit += litHere;
    if (litHere >= 0.04 * width) litRows += 1;
    rows.push(sum / width);
  }
  const count = width * height;
  const isLettering = dark > 0.55 * count && lit > 0.015 * count && lit < 0.35 * count && colored < 0.3 * lit && litRows >= 0.1 * height;
  return isLettering ? rows : undefined;
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
