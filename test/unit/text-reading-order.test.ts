import { describe, expect, it } from 'vitest';
import { inReadingOrder } from '../../src/vision/text/reading-order.ts';
import { boundsOf, cornersOf, pointOf, type RotatedBox } from '../../src/vision/text/rotated-box.ts';

const box = (left: number, top: number, length: number, height = 20): RotatedBox => ({
  center: { x: left + length / 2, y: top + height / 2 },
  length,
  height,
  angle: 0,
});

/** The same page turned around its upper left corner. */
const turned = (each: RotatedBox, angle: number): RotatedBox => ({
  ...each,
  center: pointOf({ center: { x: 0, y: 0 }, length: 0, height: 0, angle }, each.center.x, each.center.y),
  angle,
});

const leftEdges = (boxes: readonly RotatedBox[]): readonly number[] => boxes.map((each) => Math.round(boundsOf(cornersOf(each)).left));

describe('reading order', () => {
  it('goes down the page', () => {
    const lines = [box(10, 130, 300), box(12, 10, 300), box(11, 70, 300)];
    expect(leftEdges(inReadingOrder(lines, 0))).toEqual([12, 11, 10]);
  });

  it('reads columns of prose one after the other', () => {
    const column = (left: number): RotatedBox[] => [0, 1, 2, 3].map((index) => box(left + index, 20 + 30 * index, 220));
    expect(leftEdges(inReadingOrder([...column(300), ...column(20)], 0))).toEqual([20, 21, 22, 23, 300, 301, 302, 303]);
  });

  it('reads a list of prices row by row', () => {
    const rows = [0, 1, 2, 3].flatMap((index) => [box(400 + index, 22 + 40 * index, 60), box(20 + index, 20 + 40 * index, 90)]);
    expect(leftEdges(inReadingOrder(rows, 0))).toEqual([20, 400, 21, 401, 22, 402, 23, 403]);
  });

  it('joins what stands in a row with no more than a space between, in any direction', () => {
    const words = [box(120, 12, 90, 22), box(20, 10, 98), box(260, 11, 80)];
    for (const angle of [0, 0.4, Math.PI / 2, Math.PI, -2.5]) {
      const [first, second, ...others] = inReadingOrder(words.map((each) => turned(each, angle)), angle);
      expect(others).toEqual([]);
      expect(first?.length).toBeCloseTo(190, 4);
      expect(second?.length).toBeCloseTo(80, 4);
    }
  });

  it('keeps lines apart that differ in height, level or direction', () => {
    const apart = [
      [box(0, 0, 100), box(101, 0, 100, 50)],
      [box(0, 0, 100), box(101, 12, 100)],
      [box(0, 0, 100), turned(box(101, 0, 100), 0.4)],
      [box(0, 0, 100), box(130, 0, 100)],
    ];
    for (const pair of apart) expect(inReadingOrder(pair, 0)).toHaveLength(2);
  });
});
