import { expect, test } from 'vitest';
import { batchesOf, planesOf } from '../../src/vision/text/line-batches.ts';
import type { LineCrop } from '../../src/vision/text/line-crop.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

/** A line whose pixels tell plane, row, column and the line itself. */
function line(width: number, height: number, mark = 0): LineCrop {
  const planes = Float32Array.from({ length: 3 * height * width }, (_, index) => mark + index + 1);
  return { planes, width, height, box: { center: { x: 0, y: 0 }, length: width, height, angle: 0 } };
}

test('every line is in one batch, with no more than 15 % of padding, of one height, at most four together', () => {
  const random = randomNumbers(5);
  const lines = Array.from({ length: 200 }, () => line(8 * (1 + Math.floor(random() * 40)), random() < 0.5 ? 4 : 8));
  const batches = batchesOf(lines);
  expect(new Set(batches.flatMap((batch) => batch.lines))).toEqual(new Set(lines));
  expect(batches.reduce((sum, batch) => sum + batch.lines.length, 0)).toBe(200);
  expect(batches.length).toBeLessThan(120);
  for (const { lines: together, height, width } of batches) {
    expect(together.length).toBeLessThanOrEqual(4);
    for (const each of together) {
      expect(each.height).toBe(height);
      expect(each.width / width).toBeGreaterThanOrEqual(0.85);
      expect(each.width).toBeLessThanOrEqual(width);
    }
  }
});

test('the pixels of a batch are those of its lines, with zeros to their right', () => {
  const [wide, narrow] = [line(24, 2), line(16 + 8, 2, 1000)];
  const shorter = { ...narrow, width: 16, planes: narrow.planes.subarray(0, 3 * 2 * 16) };
  const planes = planesOf({ lines: [wide, shorter], height: 2, width: 24 });
  expect(planes.subarray(0, 3 * 2 * 24)).toEqual(wide.planes);
  for (let row = 0; row < 3 * 2; row++) {
    const start = (3 * 2 + row) * 24;
    expect(planes.subarray(start, start + 16)).toEqual(shorter.planes.subarray(row * 16, (row + 1) * 16));
    expect(planes.subarray(start + 16, start + 24)).toEqual(new Float32Array(8));
  }
});
