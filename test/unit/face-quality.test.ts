import { expect, it } from 'vitest';
import { judgeQuality } from '../../src/vision/face/quality.ts';
import type { FaceMesh } from '../../src/vision/face/mesh.ts';

/** A pattern with coarse and very fine detail, seen with so many pixels a side, and a mesh over four fifths of it. */
function patterned(side: number): FaceMesh {
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  const value = (u: number, v: number): number => 128 + 60 * Math.sin(u / 9) * Math.cos(v / 11) + 6 * Math.sin(0.8 * u + 0.3 * v) + 12 * Math.sin(3.4 * u - 2.7 * v);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      // A pixel is the mean of what falls on it.
      let sum = 0;
      for (let sample = 0; sample < 16; sample++) {
        sum += value(((x + ((sample % 4) + 0.5) / 4) / side) * 120, ((y + (Math.floor(sample / 4) + 0.5) / 4) / side) * 120);
      }
      data.fill(sum / 16, 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
  }
  const points = Float32Array.from({ length: 3 * 468 }, (_, index) => (index % 3 === 2 ? 0 : side / 2 + (index % 2 === 0 ? -1 : 1) * 0.4 * side));
  return { points, presence: 1, roll: 0, region: { origin: { x: 0, y: 0 }, scale: 1, levels: [{ data, width: side, height: side }] } };
}

it('a face is as sharp with a few pixels more, wherever smaller copies of it are begun to be used', () => {
  for (const [less, more] of [[295, 305], [590, 610]] as const) {
    const [before, after] = [less, more].map((side) => judgeQuality(patterned(side)).sharpness);
    expect(Math.abs((before ?? Number.NaN) - (after ?? Number.NaN))).toBeLessThan(3);
  }
});
