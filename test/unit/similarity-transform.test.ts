import { describe, expect, test } from 'vitest';
import { applyTransform, fitSimilarityTransform, invertTransform, scaleOf, squareCrop } from '../../src/vision/similarity-transform.ts';

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];

describe('a similarity transform', () => {
  test('is found again from the points it moved', () => {
    const original = { a: 1.5 * Math.cos(0.7), b: 1.5 * Math.sin(0.7), tx: 20, ty: -3 };
    const fitted = fitSimilarityTransform(square, square.map((point) => applyTransform(original, point)));
    for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(fitted[key]).toBeCloseTo(original[key], 9);
    expect(scaleOf(fitted)).toBeCloseTo(1.5, 9);
  });

  test('is undone by its inverse', () => {
    const transform = { a: 0.3, b: -2, tx: 5, ty: 8 };
    const back = applyTransform(invertTransform(transform), applyTransform(transform, { x: 7, y: -4 }));
    expect(back.x).toBeCloseTo(7, 9);
    expect(back.y).toBeCloseTo(-4, 9);
  });

  test('does not exist for points that are all the same', () => {
    expect(() => fitSimilarityTransform([square[0]!, square[0]!], [square[0]!, square[1]!])).toThrow(RangeError);
  });
});

describe('a square crop', () => {
  test('has its middle where the face is, and a quarter turn brings what lies right to the bottom', () => {
    const upright = squareCrop({ x: 100, y: 50 }, 40, 0, 20);
    expect(applyTransform(upright, { x: 10, y: 10 })).toEqual({ x: 100, y: 50 });
    expect(applyTransform(upright, { x: 0, y: 0 })).toEqual({ x: 80, y: 30 });
    const turned = squareCrop({ x: 100, y: 50 }, 40, Math.PI / 2, 20);
    const rightEdge = applyTransform(turned, { x: 20, y: 10 });
    expect(rightEdge.x).toBeCloseTo(100, 9);
    expect(rightEdge.y).toBeCloseTo(70, 9);
  });
});
