import { describe, expect, it } from 'vitest';
import type { SmallFrame } from '../../src/vision/segments/small-frame.ts';
import { followCues, lastCue, startCues, type TechnicalCue } from '../../src/vision/segments/technical-cues.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const WIDTH = 96;
const HEIGHT = 54;
const RATE = 25;

type Paint = (x: number, y: number) => readonly [number, number, number];

function frameOf(paint: Paint, number: number): SmallFrame {
  const pixels = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) pixels.set([...paint(x / WIDTH, y / HEIGHT), 255], 4 * (y * WIDTH + x));
  return { pixels, width: WIDTH, height: HEIGHT, number, time: (number * 1000) / RATE };
}

function cuesOf(paints: readonly Paint[]): readonly TechnicalCue[] {
  let state = startCues(RATE);
  const cues: TechnicalCue[] = [];
  paints.forEach((paint, number) => {
    const next = followCues(structuredClone(state), frameOf(paint, number));
    state = next.state;
    cues.push(...next.cues);
  });
  return [...cues, ...lastCue(state)];
}

const random = randomNumbers(7);
const times = (count: number, paint: Paint): Paint[] => Array.from({ length: count }, () => paint);
const picture: Paint = (x, y) => [40 + 180 * x, 60 + 120 * y, 90 + 100 * random()];
const black: Paint = () => [16 * random(), 12, 10];
const night: Paint = (x, y) => (x > 0.4 && x < 0.52 && y > 0.4 && y < 0.6 ? [220, 210, 150] : [12, 14, 22]);
const bars = (level: number, count: 7 | 8): Paint => (x, y) => {
  const bar = ['111', '110', '011', '010', '101', '100', '001', '000'][Math.floor(x * count)] ?? '000';
  const channel = (index: number): number => Number(bar[index]) * level + 6 * random();
  return y > 0.67 && count === 7 ? [20, 20, 60] : [channel(0), channel(1), channel(2)];
};

describe('technical cues', () => {
  it('are black frames and colour bars to the frame, and nothing in between', () => {
    const cues = cuesOf([...times(12, bars(191, 7)), ...times(10, black), ...times(30, picture), ...times(20, night), ...times(6, black)]);
    expect(cues.map(({ kind, startFrame, endFrame }) => [kind, startFrame, endFrame])).toEqual([
      ['color bars', 0, 11],
      ['black frames', 12, 21],
      ['black frames', 72, 77],
    ]);
    expect(cues[1]).toMatchObject({ startTime: 480, endTime: 840 });
    for (const { confidence } of cues) expect(confidence).toBeGreaterThan(70);
  });

  it('are bars of 75 and 100 %, seven or eight', () => {
    for (const paint of [bars(191, 7), bars(255, 7), bars(191, 8), bars(255, 8)]) expect(cuesOf(times(20, paint)).map(({ kind }) => kind)).toEqual(['color bars']);
  });

  it('are less sure the more can be seen, and last some frames', () => {
    const [dim] = cuesOf(times(10, () => [40, 40, 40]));
    expect(dim?.confidence).toBeLessThan(75);
    expect(cuesOf(times(10, () => [60, 60, 60]))).toEqual([]);
    expect(cuesOf([...times(5, picture), ...times(2, black), ...times(5, picture)])).toEqual([]);
    expect(cuesOf(times(20, (x) => (Math.floor(x * 7) % 2 === 0 ? [191, 191, 0] : [0, 0, 191])))).toEqual([]);
  });
});
