import { expect, test } from 'vitest';
import { findChromium } from '../set-up/browser.ts';
import { runOnCamera } from '../set-up/camera-run.ts';

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

test.skipIf(findChromium() === undefined)(
  'two groups who come before the camera in turn are named on nearly every analysed frame, and never one for the other',
  async () => {
    const { records, faces, named, right, gaps, delays } = await runOnCamera(30, 2);
    const pace = `${(1000 / middle(gaps)).toFixed(1)} frames a second, told ${middle(delays).toFixed(0)} ms after their capture`;
    console.log(`${faces} faces on ${records} frames, ${named} of them named, ${right} rightly; ${pace}.`);
    expect(records).toBe(30);
    expect(faces).toBeGreaterThan(3 * records);
    expect(named).toBeGreaterThan(0.7 * faces);
    expect(right).toBe(named);
  },
  480_000,
);
