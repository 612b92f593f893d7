import { describe, expect, it } from 'vitest';
import { expectedAt, remember, type LookMemory } from '../../src/vision/thorough-looks.ts';

describe('looks at the frames of a video', () => {
  /** Which of the frames are looked at thoroughly. */
  function thorough(times: readonly number[]): number[] {
    let memory: LookMemory<number> | undefined;
    return times.filter((time) => {
      const expected = expectedAt(memory, time);
      memory = structuredClone(remember(memory, time, time));
      return expected === undefined;
    });
  }

  it('are thorough once a second, whatever the pace', () => {
    expect(thorough(Array.from({ length: 11 }, (_, index) => index * 200))).toEqual([0, 1000, 2000]);
    expect(thorough([0, 400, 800, 1200, 1600, 2000, 2400])).toEqual([0, 1200, 2400]);
    expect(thorough([0, 1000, 2500])).toEqual([0, 1000, 2500]);
  });

  it('expect in between what the frame before has shown', () => {
    const memory = remember(remember(undefined, 0, ['a']), 200, ['b']);
    expect(memory.thoroughAt).toBe(0);
    expect(expectedAt(memory, 400)).toEqual(['b']);
    expect(expectedAt(memory, 1000)).toBeUndefined();
  });
});
