import { describe, expect, it } from 'vitest';
import { assign } from '../../src/vision/tracking/assignment.ts';
import { boxOfMotion, correctMotion, predictMotion, startMotion } from '../../src/vision/tracking/motion.ts';
import { needsRecognition } from '../../src/vision/tracking/recognition-need.ts';
import { follow, NO_TRACKS } from '../../src/vision/tracking/tracker.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { faceOf, throughBorders, walking, watch } from '../set-up/walkers.ts';

describe('assignment', () => {
  it('finds the least sum, not the nearest pair first', () => {
    expect(assign([[1, 2], [1.1, 9]])).toEqual([1, 0]);
  });

  it('leaves rows alone rather than making impossible pairs', () => {
    expect(assign([[Infinity, Infinity], [Infinity, -1], [-2, -1.5]])).toEqual([undefined, 1, 0]);
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([undefined, undefined]);
  });

  it('is never worse than any other pairing', () => {
    for (let seed = 1; seed < 30; seed++) {
      const random = randomNumbers(seed);
      const costs = Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => -random()));
      const sumOf = (columns: readonly (number | undefined)[]): number => columns.reduce<number>((sum, column, row) => sum + (column === undefined ? 0 : (costs[row]?.[column] ?? 0)), 0);
      const best = sumOf(assign(costs));
      for (let a = 0; a < 5; a++) for (let b = 0; b < 5; b++) for (let c = 0; c < 5; c++) for (let d = 0; d < 5; d++) {
        if (new Set([a, b, c, d]).size === 4) expect(best).toBeLessThanOrEqual(sumOf([a, b, c, d]) + 1e-9);
      }
    }
  });
});

describe('motion', () => {
  it('learns a speed and expects the box where it will be', () => {
    let motion = startMotion(walking(0, 100)(0));
    for (let frame = 1; frame <= 20; frame++) motion = correctMotion(predictMotion(motion, 0.1), walking(0, 100)(frame / 10));
    const { left, top, width } = boxOfMotion(predictMotion(motion, 0.5));
    expect(Math.abs(left - 250)).toBeLessThan(8);
    expect(Math.abs(top - 100)).toBeLessThan(2);
    expect(Math.abs(width - 60)).toBeLessThan(2);
  });
});

describe('people followed over time', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

  it.each(seeds)('keep their numbers when detections are noisy and sometimes missing (seed %i)', (seed) => {
    const walkers = [{ box: walking(0, 60) }, { box: walking(300, -20, 320) }, { box: walking(600, 0, 60) }];
    const { tracksOf } = watch(walkers, { seconds: 10, rate: 10, seed, missed: 0.15, falseAlarms: 0.2 });
    expect(tracksOf.map((tracks) => tracks.length)).toEqual([1, 1, 1]);
    expect(new Set(tracksOf.flat()).size).toBe(3);
  });

  it.each(seeds)('keep their numbers when one crosses behind another (seed %i)', (seed) => {
    // They meet at 3.75 seconds; the one behind is hidden for a second.
    const walkers = [{ box: walking(0, 80) }, { box: walking(600, -80), hidden: [3.2, 4.3] as const }];
    const { tracksOf } = watch(walkers, { seconds: 8, rate: 10, seed, missed: 0.05 });
    expect(tracksOf).toEqual([[0], [1]]);
  });

  it.each(seeds)('keep their numbers at five frames a second (seed %i)', (seed) => {
    const { tracksOf } = watch([{ box: walking(0, 150) }, { box: walking(700, -150, 120) }], { seconds: 5, rate: 5, seed });
    expect(tracksOf.map((tracks) => tracks.length)).toEqual([1, 1]);
  });

  it.each(seeds)('keep their numbers while the border of the picture cuts them off (seed %i)', (seed) => {
    const inAndOut = (time: number) => ({ left: 380 + Math.max(0, time - 4) * 400, top: 10 + Math.max(0, 1.2 - time) * 400, width: 160, height: 400 });
    const { tracksOf } = watch([throughBorders(inAndOut)], { seconds: 6, rate: 10, seed, missed: 0.15 });
    expect(tracksOf).toEqual([[0]]);
  });

  it('are known again by their faces after they were away', () => {
    const walkers = [{ box: walking(0, 30), face: 1, hidden: [2, 40] as const }, { box: walking(400, 5), face: 2 }];
    const { tracksOf, state } = watch(walkers, { seconds: 45, rate: 5, seed: 7 });
    expect(tracksOf).toEqual([[0], [1]]);
    expect(state.nextIndex).toBe(2);
  });

  it('are not taken for whoever stands in their place with another face', () => {
    const place = walking(200, 0);
    const walkers = [{ box: place, face: 1, hidden: [3, 100] as const }, { box: place, face: 2, hidden: [0, 3] as const }];
    const { tracksOf } = watch(walkers, { seconds: 6, rate: 5, seed: 3 });
    expect(tracksOf[0]).toEqual([0]);
    expect(tracksOf[1]?.at(-1)).not.toBe(0);
  });

  it('seldom change numbers when somebody is hidden while passing another who stands, a tenth of all detections missing', () => {
    const walkers = [{ box: walking(300, 0) }, { box: walking(0, 60), hidden: [4.25, 5.75] as const }];
    const changes = seeds.map((seed) => watch(walkers, { seconds: 10, rate: 10, seed, missed: 0.1, falseAlarms: 0.2 }).tracksOf.reduce((sum, tracks) => sum + tracks.length - 1, 0));
    expect(changes.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
  });

  it('are not led astray by doubtful detections while they are hidden', () => {
    const box = walking(0, 0);
    let { state } = follow(NO_TRACKS, 0, [{ box: box(0), score: 0.9 }]);
    ({ state } = follow(state, 200, [{ box: box(0), score: 0.9 }]));
    const astray = follow(state, 1000, [{ box: { ...box(0), left: 80 }, score: 0.4 }]);
    expect(astray.indices).toEqual([undefined]);
    const inPlace = follow(state, 400, [{ box: box(0), score: 0.4 }]);
    expect(inPlace.indices).toEqual([0]);
  });

  it('lose the number that they were given before their face told who they are', () => {
    const [here, there] = [walking(0, 0)(0), walking(500, 0)(0)];
    let { state } = follow(NO_TRACKS, 0, [{ box: here, score: 0.9, embedding: faceOf(1, () => 0.5) }]);
    const back = follow(state, 20_000, [{ box: there, score: 0.9 }]);
    expect(back.indices).toEqual([1]);
    ({ state } = follow(back.state, 20_200, [{ box: there, score: 0.9, embedding: faceOf(1, () => 0.5) }]));
    expect(state.tracks.map(({ index }) => index)).toEqual([0]);
  });

  it('are not begun by doubtful detections, and forgotten when they have no face', () => {
    const box = walking(0, 0)(0);
    const doubtful = follow(NO_TRACKS, 0, [{ box, score: 0.4 }]);
    expect(doubtful.indices).toEqual([undefined]);
    const sure = follow(NO_TRACKS, 0, [{ box, score: 0.9 }]);
    expect(follow(sure.state, 60_000, []).state.tracks).toEqual([]);
    expect(follow(sure.state, 60_000, [{ box, score: 0.9 }]).indices).toEqual([1]);
  });
});

describe('the need for recognition', () => {
  const box = walking(0, 0)(0);
  const { state } = follow(NO_TRACKS, 0, [{ box, score: 0.9, embedding: faceOf(1, () => 0.5) }]);
  const [track] = state.tracks;

  it('arises for a new face, a nearer one, and one described long ago; sooner where nothing matched', () => {
    if (!track) throw new Error('There is no track.');
    expect(needsRecognition({ index: 5, motion: track.motion, seenAt: 0, sightings: 1 }, box, 0, false)).toBe(true);
    expect(needsRecognition(track, box, 500, true)).toBe(false);
    expect(needsRecognition(track, { ...box, height: 260 }, 500, true)).toBe(true);
    expect(needsRecognition(track, box, 1000, false)).toBe(true);
    expect(needsRecognition(track, box, 1000, true)).toBe(false);
    expect(needsRecognition(track, box, 3500, true)).toBe(true);
  });
});
