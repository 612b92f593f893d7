import { describe, expect, it } from 'vitest';
import { openShotDetector, type Shot } from '../../src/vision/segments/shots.ts';
import type { SmallFrame } from '../../src/vision/segments/small-frame.ts';
import { drawClip } from './drawn-clips.ts';
import { f1, judged, shotsOf } from './shot-measures.ts';

/** The thresholds were chosen on seeds 1 to 7. */
const unseenSeeds = [101, 102, 103, 104];

describe('shots', { timeout: 240_000 }, () => {
  it('are found in clips with cuts, dissolves, fades, flashes, pans, zooms and noise', () => {
    const all = unseenSeeds.map((seed) => {
      const clip = drawClip(seed);
      return judged(shotsOf(clip), clip.boundaries);
    });
    const told = JSON.stringify(all.map(({ missed, wrong }) => ({ missed, wrong: wrong.map(({ startFrame, transition }) => [startFrame, transition]) })));
    expect(f1(all), told).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ['a plain card between two cuts is a shot of its own', 20, 40, [0, 30, 50]],
    ['a few plain frames are one boundary, at the harder of its edges', 6, 10, [0, 30]],
  ])('%s', (_, plainFrames, level, starts) => {
    const plain = new Uint8ClampedArray(64 * 36 * 4).fill(level);
    const detector = openShotDetector(25);
    const shots: Shot[] = [];
    const see = (frame: SmallFrame, number: number): void => void shots.push(...detector.see({ ...frame, number, time: number * 40 }));
    const [first, second] = [drawClip(201, { shots: 1 }), drawClip(202, { shots: 1 })];
    for (let frame = 0; frame < 30; frame++) see(first.frameAt(frame), frame);
    for (let frame = 30; frame < 30 + plainFrames; frame++) see({ pixels: plain, width: 64, height: 36, number: frame, time: 0 }, frame);
    for (let frame = 0; frame < 30; frame++) see(second.frameAt(frame), 30 + plainFrames + frame);
    shots.push(...detector.finish());
    expect(shots.map(({ startFrame }) => startFrame)).toEqual(starts);
  });

  it.each([1, 20])('go on where a damaged frame smears the lower part of the picture for %i frames', (damagedFrames) => {
    const detector = openShotDetector(25);
    const [scene, other] = [drawClip(201, { shots: 1 }), drawClip(202, { shots: 1 })];
    const shots: Shot[] = [];
    for (let frame = 0; frame < 70; frame++) {
      const whole = scene.frameAt(frame);
      const isDamaged = frame >= 30 && frame < 30 + damagedFrames;
      const from = Math.floor(whole.height / 2) * whole.width * 4;
      const pixels = Uint8ClampedArray.from(whole.pixels);
      if (isDamaged) pixels.set(other.frameAt(0).pixels.subarray(from), from);
      shots.push(...detector.see({ ...whole, pixels }));
    }
    expect([...shots, ...detector.finish()].map(({ startFrame }) => startFrame)).toEqual([0]);
  });

  it('go on from a stored state as if nothing had happened, and follow each other without a gap', () => {
    const clip = drawClip(201, { shots: 3 });
    const whole = shotsOf(clip);
    const half = Math.round(clip.frames * 0.4);
    const first = openShotDetector(clip.frameRate);
    const shots: Shot[] = [];
    for (let frame = 0; frame < half; frame++) shots.push(...first.see(clip.frameAt(frame)));
    const second = openShotDetector(clip.frameRate, structuredClone(first.state()));
    for (let frame = half; frame < clip.frames; frame++) shots.push(...second.see(clip.frameAt(frame)));
    shots.push(...second.finish());
    expect(shots).toEqual(whole);
    expect(shots[0]).toMatchObject({ index: 0, startFrame: 0, startTime: 0, transition: 'none' });
    for (const [index, shot] of shots.slice(1).entries()) expect(shot.startFrame).toBe((shots[index]?.endFrame ?? 0) + 1);
    expect(shots.at(-1)?.endFrame).toBe(clip.frames - 1);
    for (const { confidence } of shots) expect(confidence).toBeGreaterThanOrEqual(50);
  });
});
