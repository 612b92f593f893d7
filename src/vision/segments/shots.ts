import { findDissolve } from './dissolve.ts';
import { lookOf, type FrameLook } from './frame-look.ts';
import { lookDifference } from './look-difference.ts';
import type { SmallFrame } from './small-frame.ts';

/*
 * Shots in one pass with a short look ahead. A cut is a frame that differs from the one before far more than its
 * neighbours do, and stays different: what comes back within a fifth of a second was a flash. A fade through a plain
 * frame and a dissolve are one boundary each, in their middle. Adaptive thresholds on histogram differences go back to
 * Zhang, Kankanhalli, Smoliar: "Automatic Partitioning of Full-Motion Video", 1993.
 */

/** One shot. */
export interface Shot {
  /** From 0. */
  readonly index: number;
  readonly startFrame: number;
  /** The last frame that belongs to it. */
  readonly endFrame: number;
  /** Milliseconds. */
  readonly startTime: number;
  /** Time at which the last frame starts. Milliseconds. */
  readonly endTime: number;
  /** How clear its boundaries are, 50 to 100; the less clear one counts. */
  readonly confidence: number;
}

/** What is known between two frames. Plain data, of constant size. */
export interface ShotState {
  readonly frameRate: number;
  /** The last frames, at most two and a half seconds of them. */
  readonly looks: readonly FrameLook[];
  /** Difference of each of them from the one before. */
  readonly differences: readonly number[];
  readonly shot: { readonly index: number; readonly frame: number; readonly time: number; readonly confidence: number };
  /** The run of plain frames that is going on or has just ended. */
  readonly plainRun: { readonly start: number; readonly before: FrameLook | undefined; readonly end: number | undefined } | undefined;
}

/** Where a shot begins. */
interface Boundary {
  readonly frame: number;
  readonly confidence: number;
}

/** Least difference of a cut. Fitted, as the next one is, by test/accuracy/fit-shots.ts. */
export const LEAST_DIFFERENCE = 0.2;
/** How many times larger than the changes around it a cut must be. */
export const LEAST_RATIO = 2.2;
/** What stands on both sides of a cut differs by at least this share of the threshold. */
const LASTING = 0.75;
/** Seconds within which a picture that comes back makes what was between a flash. */
const FLASH = 0.2;
/** A plain run this long parts two shots, whatever stands around it. Seconds. */
const LONG_PLAIN_RUN = 0.5;
/** Soft transitions are less sure than cuts. */
const SOFT_CONFIDENCE = 75;
const KEPT = 2.5;

/** Before the first frame. */
export function startShots(frameRate: number): ShotState {
  return { frameRate, looks: [], differences: [], shot: { index: 0, frame: 0, time: 0, confidence: 100 }, plainRun: undefined };
}

/** Takes the next frame in; gives the shots that have ended for sure. */
export function followShots(state: ShotState, frame: SmallFrame): { readonly state: ShotState; readonly shots: readonly Shot[] } {
  const look = lookOf(frame);
  const before = state.looks.at(-1);
  const kept = Math.ceil(KEPT * state.frameRate);
  const seen: ShotState = {
    ...state,
    looks: [...state.looks, look].slice(-kept),
    differences: [...state.differences, before ? lookDifference(before, look) : 0].slice(-kept),
    plainRun: nextPlainRun(state, look),
    ...(before === undefined && { shot: { ...state.shot, frame: frame.number, time: frame.time } }),
  };
  const boundary = findFade(seen) ?? findCut(seen) ?? findSoftTransition(seen);
  const cleared = fadeIsDecided(seen) ? { ...seen, plainRun: undefined } : seen;
  return boundary ? begin(cleared, boundary) : { state: cleared, shots: [] };
}

/** The last shot, once there are no more frames; undefined where there were none. */
export function lastShot({ looks, shot }: ShotState): Shot | undefined {
  const last = looks.at(-1);
  return last && { index: shot.index, startFrame: shot.frame, startTime: shot.time, endFrame: last.number, endTime: last.time, confidence: shot.confidence };
}

function begin(state: ShotState, { frame, confidence }: Boundary): { state: ShotState; shots: Shot[] } {
  const { shot, looks } = state;
  const at = looks.findIndex(({ number }) => number === frame);
  const [first, previous] = [looks[at], looks[at - 1]];
  if (!first || !previous || frame - shot.frame < lookAhead(state)) return { state, shots: [] };
  const ended: Shot = {
    index: shot.index,
    startFrame: shot.frame,
    startTime: shot.time,
    endFrame: previous.number,
    endTime: previous.time,
    confidence: Math.min(shot.confidence, confidence),
  };
  return { state: { ...state, shot: { index: shot.index + 1, frame, time: first.time, confidence } }, shots: [ended] };
}

/** Frames. */
function lookAhead({ frameRate }: ShotState): number {
  return Math.max(3, Math.min(12, Math.round(FLASH * frameRate)));
}

/** A cut at the frame that has just enough frames after it. */
function findCut(state: ShotState): Boundary | undefined {
  const { looks, differences } = state;
  const ahead = lookAhead(state);
  const at = looks.length - ahead;
  const [before, here] = [looks[at - 1], looks[at]];
  const difference = differences[at] ?? 0;
  if (!before || !here || difference < LEAST_DIFFERENCE || before.plain || here.plain) return undefined;
  // Two cuts may stand near each other: the two largest neighbours do not count.
  const around = differences.slice(Math.max(1, at - 2 * ahead), at + ahead).filter((_, index, { length }) => index !== length - ahead).toSorted((a, b) => b - a);
  const usual = around[Math.min(2, around.length - 1)] ?? 0;
  const threshold = Math.max(LEAST_DIFFERENCE, LEAST_RATIO * usual);
  if (difference < threshold) return undefined;
  for (let back = 0; back <= ahead; back++) {
    for (let forth = 0; forth + back < ahead; forth++) {
      const [earlier, later] = [looks[at - 1 - back], looks[at + forth]];
      if (!earlier || !later || earlier.number < state.shot.frame || earlier.plain || later.plain) continue;
      if (lookDifference(earlier, later) < LASTING * threshold) return undefined;
    }
  }
  return { frame: here.number, confidence: Math.min(100, 50 + (50 * (difference - LEAST_DIFFERENCE)) / (2 * LEAST_DIFFERENCE)) };
}

function nextPlainRun({ plainRun, looks }: ShotState, look: FrameLook): ShotState['plainRun'] {
  if (look.plain) return plainRun ? { ...plainRun, end: undefined } : { start: look.number, before: looks.at(-1), end: undefined };
  return plainRun?.end === undefined && plainRun ? { ...plainRun, end: look.number } : plainRun;
}

function fadeIsDecided(state: ShotState): boolean {
  const end = state.plainRun?.end;
  return end !== undefined && (state.looks.at(-1)?.number ?? 0) - end >= lookAhead(state);
}

/** A fade through black, white or one colour, in the middle of its plain frames. */
function findFade(state: ShotState): Boundary | undefined {
  const { plainRun, frameRate } = state;
  const after = state.looks.at(-1);
  if (!fadeIsDecided(state) || !plainRun?.before || !after || plainRun.end === undefined) return undefined;
  const length = plainRun.end - plainRun.start;
  if (length < LONG_PLAIN_RUN * frameRate && lookDifference(plainRun.before, after) < LEAST_DIFFERENCE) return undefined;
  // A plain run longer than what is kept is parted where memory begins.
  const oldest = state.looks[1]?.number ?? 0;
  return { frame: Math.max(oldest, Math.ceil((plainRun.start + plainRun.end) / 2)), confidence: SOFT_CONFIDENCE };
}

/** Looked for in every fourth frame: a dissolve lasts longer. */
function findSoftTransition({ looks, shot, frameRate }: ShotState): Boundary | undefined {
  if ((looks.at(-1)?.number ?? 0) % 4 !== 0) return undefined;
  const usable = looks.slice(1 + Math.max(-1, looks.findLastIndex(({ plain, number }) => plain || number < shot.frame)));
  const frame = findDissolve(usable, frameRate);
  return frame === undefined ? undefined : { frame, confidence: SOFT_CONFIDENCE };
}
