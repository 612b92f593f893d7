import { describe, expect, it } from 'vitest';
import { expectedAt, remember, type LookMemory } from '../../src/vision/thorough-looks.ts';

describe('looks at the frames of a video', () => {
  /** Which of the frames are looked at thoroughly. */
  function thorough(times: readonly number[], longestStep?: number): number[] {
    let memory: LookMemory<number> | undefined;
    return times.filter((time) => {
      const expected = expectedAt(memory, time, longestStep);
      memory = structuredClone(remember(memory, time, time, expected === undefined));
      return expected === undefined;
    });
  }

  it('are thorough once a second where frames come close together', () => {
    expect(thorough(Array.from({ length: 11 }, (_, index) => index * 200))).toEqual([0, 1000, 2000]);
    expect(thorough(Array.from({ length: 9 }, (_, index) => index * 250))).toEqual([0, 1000, 2000]);
  });

  it('are all thorough at three frames a second and less, and after a gap', () => {
    for (const rate of [3, 2.5, 1.25, 0.5]) {
      const times = Array.from({ length: 10 }, (_, index) => Math.ceil((index * 1000) / rate));
      expect(thorough(times)).toEqual(times);
    }
    expect(thorough([0, 200, 400, 800, 1000, 1200])).toEqual([0, 800]);
  });

  it('are thorough once a second where longer steps are allowed', () => {
    expect(thorough([0, 400, 800, 1200, 1600, 2000, 2400], Infinity)).toEqual([0, 1200, 2400]);
    expect(thorough([0, 1000, 2500], Infinity)).toEqual([0, 1000, 2500]);
  });

  it('expect in between what the frame before has shown', () => {
    const memory = remember(remember(undefined, 0, ['a'], true), 200, ['b'], false);
    expect(memory.thoroughAt).toBe(0);
    expect(expectedAt(memory, 400)).toEqual(['b']);
    expect(expectedAt(memory, 1000)).toBeUndefined();
  });
});
