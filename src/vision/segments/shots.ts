import { cutStrength } from './cuts.ts';
import { DISSOLVE_SAMPLES, DISSOLVE_SAMPLES_PER_SECOND, dissolveBefore } from './dissolves.ts';
import { followFlatRun, type FlatRun } from './flat-runs.ts';
import { frameDifference } from './frame-difference.ts';
import { traceColors, traceOf } from './frame-trace.ts';
import { restoredFrame, storedFrame, type SeenFrame, type StoredFrame } from './seen-frame.ts';
import type { SmallFrame } from './small-frame.ts';

/** How a shot came to follow the one before. */
export type ShotTransition = 'none' | 'cut' | 'dissolve' | 'fade';

/** What one camera shows without interruption. */
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
  /** How sure its boundaries are, the less sure of the two, 50 to 100. */
  readonly confidence: number;
  /** How it begins; `none` for the first. A dissolve or fade is one boundary, in its middle. */
  readonly transition: ShotTransition;
}

/** Where one shot follows another. */
interface Boundary {
  /** First frame of the later shot. */
  readonly frame: number;
  readonly kind: Exclude<ShotTransition, 'none'>;
  /** 0 to 1. */
  readonly strength: number;
}

/** Everything a detector knows, as plain data that IndexedDB and structured clones take: at most about 400 KB. */
export interface ShotState {
  readonly frameRate: number;
  readonly recent: readonly StoredFrame[];
  readonly sampled: readonly StoredFrame[];
  readonly flatRun?: FlatRun;
  readonly pending: readonly Boundary[];
  /** When the latest frames began. Milliseconds. */
  readonly starts: readonly number[];
  readonly open: OpenShot | undefined;
}

interface OpenShot {
  readonly index: number;
  readonly startFrame: number;
  readonly startTime: number;
  readonly transition: ShotTransition;
  readonly strength: number;
}

/** Finds shots while the frames go by. */
export interface ShotDetector {
  /** Sees the next frame; every frame of the video is needed, in order. Returns the shots that are known now, about three seconds after their end. */
  see(frame: SmallFrame): readonly Shot[];
  /** For `openShotDetector` to go on from. */
  state(): ShotState;
  /** The shots that the end of the video completes; the last ends with the last frame. */
  finish(): readonly Shot[];
}

/** Frames around a jump that tell whether it stands out, at most. */
const MOST_AROUND = 10;
const SECONDS_AROUND = 0.3;
/** A plain picture between two cuts that lasts as long is a shot of its own. */
const SECONDS_OF_CARD = 0.5;
/** Two boundaries nearer than this are one. */
const SHORTEST_SHOT: Readonly<Record<Boundary['kind'], number>> = { cut: 0.2, fade: 0.5, dissolve: 1 };
/** After so many seconds no boundary is found any more. */
const LATEST_NEWS = 3;
const surest: Readonly<Record<Boundary['kind'], number>> = { cut: 2, fade: 3, dissolve: 1 };

/**
 * A detector of shots for one video. Cuts are jumps beyond what motion, exposure and the unrest around them explain and after
 * which the old picture does not come back; dissolves are frames that mix two pictures; fades are frames without structure,
 * which between two cuts are a shot of their own.
 *
 * @param frameRate frames per second
 * @param state where an earlier detector stood
 */
export function openShotDetector(frameRate: number, state?: ShotState): ShotDetector {
  const around = Math.max(5, Math.min(MOST_AROUND, Math.round(frameRate * SECONDS_AROUND)));
  const sampleEvery = Math.max(1, Math.round(frameRate / DISSOLVE_SAMPLES_PER_SECOND));
  const cardFrames = Math.max(around + 1, Math.round(frameRate * SECONDS_OF_CARD));
  let recent: SeenFrame[] = (state?.recent ?? []).map(restoredFrame);
  let sampled: SeenFrame[] = (state?.sampled ?? []).map(restoredFrame);
  let flatRun = state?.flatRun;
  let pending: readonly Boundary[] = state?.pending ?? [];
  let starts: readonly number[] = state?.starts ?? [];
  let open: OpenShot | undefined = state?.open;

  /** When a frame began that may still become a boundary. */
  function timeOf(frame: number): number {
    const newest = recent.at(-1)?.frame ?? 0;
    return starts[starts.length - 1 - (newest - frame)] ?? (starts.at(-1) ?? 0) + ((frame - newest) * 1000) / frameRate;
  }

  function add(boundary: Boundary): void {
    pending = withBoundary(pending, boundary, frameRate);
  }

  function judgeCut(at: number): void {
    const frame = recent[at]?.frame;
    const strength = cutStrength(recent, at);
    if (strength > 0 && frame !== undefined) add({ frame, kind: 'cut', strength });
  }

  function close(shot: OpenShot, endFrame: number, endStrength: number): Shot {
    return {
      index: shot.index,
      startFrame: shot.startFrame,
      endFrame,
      startTime: shot.startTime,
      endTime: timeOf(endFrame),
      confidence: 50 + 50 * Math.min(shot.strength, endStrength),
      transition: shot.transition,
    };
  }

  /** Shots that end before boundaries no later than a frame. */
  function release(upTo: number): Shot[] {
    const shots: Shot[] = [];
    for (const { frame, kind, strength } of pending.filter((boundary) => boundary.frame <= upTo)) {
      if (!open || frame <= open.startFrame) continue;
      const shot = close(open, frame - 1, strength);
      shots.push(shot);
      open = { index: open.index + 1, startFrame: frame, startTime: timeOf(frame), transition: kind, strength };
    }
    pending = pending.filter((boundary) => boundary.frame > upTo);
    return shots;
  }

  return {
    see(small) {
      const { number: frame, time } = small;
      const before = recent.at(-1);
      const trace = traceOf(traceColors(small));
      const current: SeenFrame = { frame, time, trace, difference: before ? frameDifference(before.trace, trace) : 0 };
      open ??= { index: 0, startFrame: frame, startTime: time, transition: 'none', strength: 1 };
      recent = [...recent, current].slice(-(2 * around + 1));
      starts = [...starts, time].slice(-Math.ceil((LATEST_NEWS + 1) * frameRate));
      const { run, boundary } = followFlatRun(flatRun, before, current, { flashFrames: around, cardFrames });
      flatRun = run;
      if (boundary) add(boundary);
      judgeCut(recent.length - 1 - around);
      if (frame % sampleEvery === 0) {
        sampled = [...sampled, current].slice(-DISSOLVE_SAMPLES);
        const dissolve = dissolveBefore(sampled);
        if (dissolve) add({ frame: dissolve.frame, kind: 'dissolve', strength: 0.3 + 0.6 * dissolve.strength });
      }
      return release(frame - Math.round(LATEST_NEWS * frameRate));
    },
    state() {
      const frames = { recent: recent.map(storedFrame), sampled: sampled.map(storedFrame) };
      return { frameRate, ...frames, ...(flatRun ? { flatRun } : {}), pending, starts, open };
    },
    finish() {
      for (let at = Math.max(0, recent.length - around); at < recent.length; at++) judgeCut(at);
      const shots = release(Infinity);
      const last = recent.at(-1);
      return open && last ? [...shots, close(open, last.frame, 1)] : shots;
    },
  };
}

/** Adds a boundary, unless it is another sight of one that is known: then the surer of the two stays. */
function withBoundary(known: readonly Boundary[], added: Boundary, frameRate: number): readonly Boundary[] {
  const isNear = ({ frame, kind }: Boundary): boolean =>
    Math.abs(frame - added.frame) < Math.max(SHORTEST_SHOT[kind], SHORTEST_SHOT[added.kind]) * frameRate;
  const rank = ({ kind, strength }: Boundary): number => surest[kind] + strength;
  if (known.some((boundary) => isNear(boundary) && rank(boundary) >= rank(added))) return known;
  return [...known.filter((boundary) => !isNear(boundary)), added].toSorted((a, b) => a.frame - b.frame);
}
