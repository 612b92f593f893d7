import { describe, expect, it } from 'vitest';
import { frameOfTimecode, timecodeOf, timecodeRate } from '../../src/vision/segments/timecode.ts';

describe('SMPTE timecode', () => {
  it.each([
    [30000 / 1001, 0, '00:00:00;00'],
    [30000 / 1001, 1799, '00:00:59;29'],
    [30000 / 1001, 1800, '00:01:00;02'],
    [30000 / 1001, 3597, '00:01:59;29'],
    [30000 / 1001, 3598, '00:02:00;02'],
    [30000 / 1001, 17_981, '00:09:59;29'],
    [30000 / 1001, 17_982, '00:10:00;00'],
    [30000 / 1001, 107_892, '01:00:00;00'],
    [29.97, 19_782, '00:11:00;02'],
    [60000 / 1001, 3599, '00:00:59;59'],
    [60000 / 1001, 3600, '00:01:00;04'],
    [59.94, 35_964, '00:10:00;00'],
    [30, 1800, '00:01:00:00'],
    [60, 3600, '00:01:00:00'],
    [25, 90_061, '01:00:02:11'],
    [24000 / 1001, 24, '00:00:01:00'],
  ])('at %f frames per second frame %i is %s', (frameRate, frame, timecode) => {
    expect(timecodeOf(frame, timecodeRate(frameRate))).toBe(timecode);
    expect(frameOfTimecode(timecode, timecodeRate(frameRate))).toBe(frame);
  });

  it('leaves out exactly the first two numbers of nine minutes in ten', () => {
    const rate = timecodeRate(30000 / 1001);
    const seen = new Set(Array.from({ length: 17_982 }, (_, frame) => timecodeOf(frame, rate)));
    expect(seen.size).toBe(17_982);
    for (let minute = 1; minute < 10; minute++) for (const frame of ['00', '01']) expect(seen).not.toContain(`00:0${minute}:00;${frame}`);
  });
});
