import { describe, expect, it } from 'vitest';
import { convexHull, minimumAreaBox } from '../../src/vision/text/minimum-area-box.ts';
import { boxAround, cornersOf, normalAngle, placeIn, pointOf, sliceBox, turnBox, type RotatedBox } from '../../src/vision/text/rotated-box.ts';
import { boxesOfMap, type TextMap } from '../../src/vision/text/text-map.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const random = randomNumbers(5);
const between = (low: number, high: number): number => low + random() * (high - low);

function randomBox(): RotatedBox {
  const height = between(8, 40);
  return { center: { x: between(-50, 300), y: between(-50, 300) }, length: height * between(1.6, 12), height, angle: between(-1.5, 1.5) };
}

describe('a turned box', () => {
  it('finds a point again by its place', () => {
    for (let round = 0; round < 50; round++) {
      const box = randomBox();
      const along = between(-100, 100);
      const across = between(-100, 100);
      const place = placeIn(box, pointOf(box, along, across));
      expect(place.along).toBeCloseTo(along, 8);
      expect(place.across).toBeCloseTo(across, 8);
    }
  });

  it('has its corners in the direction of reading', () => {
    const [first, second, third] = cornersOf({ center: { x: 10, y: 10 }, length: 8, height: 4, angle: Math.PI / 2 });
    // Read downwards, the upper side of the letters is at the right.
    expect(first).toEqual({ x: expect.closeTo(12), y: expect.closeTo(6) });
    expect(second).toEqual({ x: expect.closeTo(12), y: expect.closeTo(14) });
    expect(third).toEqual({ x: expect.closeTo(8), y: expect.closeTo(14) });
  });

  it('covers the same area however often it is turned', () => {
    for (let turns = 1; turns < 4; turns++) {
      const box = randomBox();
      const sorted = (each: RotatedBox): string[] => cornersOf(each).map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`).toSorted();
      expect(sorted(turnBox(box, turns))).toEqual(sorted(box));
    }
    expect(turnBox({ ...randomBox(), angle: 0 }, 1).angle).toBeCloseTo(Math.PI / 2);
    expect(normalAngle(3 * Math.PI)).toBeCloseTo(Math.PI);
  });

  it('is sliced without leaving it', () => {
    const box = randomBox();
    const part = sliceBox(box, -3, 5);
    expect(part.length).toBe(8);
    for (const corner of cornersOf(part)) {
      const { along, across } = placeIn(box, corner);
      expect(Math.abs(across)).toBeCloseTo(box.height / 2, 8);
      expect(along).toBeGreaterThan(-3 - 1e-9);
      expect(along).toBeLessThan(5 + 1e-9);
    }
  });
});

describe('the box of least area', () => {
  it('is the rectangle that the points were taken from', () => {
    for (let round = 0; round < 60; round++) {
      const box = randomBox();
      const inside = Array.from({ length: 30 }, () => pointOf(box, (random() - 0.5) * box.length, (random() - 0.5) * box.height));
      const found = minimumAreaBox([...inside, ...cornersOf(box)]);
      expect(found.length).toBeCloseTo(box.length, 6);
      expect(found.height).toBeCloseTo(box.height, 6);
      expect(Math.abs(Math.sin(found.angle - box.angle))).toBeLessThan(1e-6);
      expect(Math.abs(found.angle)).toBeLessThanOrEqual(Math.PI / 2 + 1e-9);
    }
  });

  it('has every point in it and is never larger than the upright box', () => {
    for (let round = 0; round < 40; round++) {
      const points = Array.from({ length: 12 }, () => ({ x: between(0, 100), y: between(0, 60) }));
      const found = minimumAreaBox(points);
      for (const point of points) {
        const { along, across } = placeIn(found, point);
        expect(Math.abs(along)).toBeLessThan(found.length / 2 + 1e-6);
        expect(Math.abs(across)).toBeLessThan(found.height / 2 + 1e-6);
      }
      const upright = boxAround(points, 0);
      expect(found.length * found.height).toBeLessThanOrEqual(upright.length * upright.height + 1e-6);
    }
  });

  it('rests on a hull without inner points', () => {
    const hull = convexHull([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 4 }, { x: 0, y: 4 }, { x: 2, y: 2 }, { x: 2, y: 0 }]);
    expect(hull).toHaveLength(4);
  });
});

function mapOf(width: number, height: number, boxes: readonly { readonly box: RotatedBox; readonly probability: number }[]): TextMap {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const { box, probability } of boxes) {
        const { along, across } = placeIn(box, { x: x + 0.5, y: y + 0.5 });
        if (Math.abs(along) <= box.length / 2 && Math.abs(across) <= box.height / 2) data[y * width + x] = probability;
      }
    }
  }
  return { data, width, height };
}

describe('the boxes of a map', () => {
  const sure: RotatedBox = { center: { x: 80, y: 50 }, length: 100, height: 12, angle: 0.3 };
  const other: RotatedBox = { center: { x: 150, y: 130 }, length: 60, height: 10, angle: -Math.PI / 2 + 0.001 };

  it('are the marked areas, grown back to the size of the text', () => {
    const boxes = boxesOfMap(mapOf(240, 180, [{ box: sure, probability: 0.9 }, { box: other, probability: 0.7 }]));
    expect(boxes).toHaveLength(2);
    const [first] = boxes.toSorted((a, b) => b.length - a.length);
    const growth = (sure.length * sure.height * 1.5) / (2 * (sure.length + sure.height));
    expect(first?.center.x).toBeCloseTo(80, 0);
    expect(first?.center.y).toBeCloseTo(50, 0);
    expect(Math.abs((first?.angle ?? 9) - 0.3)).toBeLessThan(0.03);
    expect(Math.abs((first?.length ?? 0) - sure.length - 2 * growth)).toBeLessThan(4);
    expect(Math.abs((first?.height ?? 0) - sure.height - 2 * growth)).toBeLessThan(4);
    expect(first?.score).toBeGreaterThan(0.8);
  });

  it('leave out what is unsure or too low to be read', () => {
    expect(boxesOfMap(mapOf(240, 180, [{ box: sure, probability: 0.4 }]))).toEqual([]);
    expect(boxesOfMap(mapOf(240, 180, [{ box: { ...sure, angle: 0, height: 1 }, probability: 0.9 }]))).toEqual([]);
    expect(boxesOfMap(mapOf(240, 180, []))).toEqual([]);
  });
});
