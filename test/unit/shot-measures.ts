import type { Shot } from '../../src/vision/segments/shots.ts';
import { openShotDetector } from '../../src/vision/segments/shots.ts';
import type { DrawnClip, TrueBoundary } from './drawn-clips.ts';

/** The shots of a drawn clip. */
export function shotsOf(clip: DrawnClip): readonly Shot[] {
  const detector = openShotDetector(clip.frameRate);
  const shots: Shot[] = [];
  for (let frame = 0; frame < clip.frames; frame++) shots.push(...detector.see(clip.frameAt(frame)));
  return [...shots, ...detector.finish()];
}

export interface Counts {
  readonly right: readonly TrueBoundary[];
  readonly missed: readonly TrueBoundary[];
  readonly wrong: readonly Shot[];
}

/** A cut is right at its very frame or the next to it, a dissolve or fade anywhere in it. */
export function judged(shots: readonly Shot[], boundaries: readonly TrueBoundary[]): Counts {
  const left = new Set(shots.slice(1));
  const right: TrueBoundary[] = [];
  const missed: TrueBoundary[] = [];
  for (const boundary of boundaries) {
    const found = [...left].find(({ startFrame }) => startFrame >= boundary.from - 1 && startFrame <= boundary.to + 1);
    if (found) left.delete(found);
    (found ? right : missed).push(boundary);
  }
  return { right, missed, wrong: [...left] };
}

/** Harmonic mean of precision and recall over several clips. */
export function f1(all: readonly Counts[]): number {
  const total = (pick: (counts: Counts) => readonly unknown[]): number => all.reduce((sum, counts) => sum + pick(counts).length, 0);
  const right = total(({ right: found }) => found);
  return (2 * right) / (2 * right + total(({ missed }) => missed) + total(({ wrong }) => wrong));
}
