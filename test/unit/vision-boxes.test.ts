import { describe, expect, test } from 'vitest';
import { ageRange } from '../../src/vision/face/age-and-gender.ts';
import { intersectionOverUnion, sharedPartOfSmaller } from '../../src/vision/geometry.ts';
import { suppressNonMaxima } from '../../src/vision/non-maximum-suppression.ts';
import { sharpness } from '../../src/vision/face/quality.ts';

const box = (left: number, top: number, width = 10, height = 10) => ({ left, top, width, height });

test('intersection over union is 1 for the same box, 0 for boxes apart, 1/3 for half overlap', () => {
  expect(intersectionOverUnion(box(0, 0), box(0, 0))).toBe(1);
  expect(intersectionOverUnion(box(0, 0), box(10, 0))).toBe(0);
  expect(intersectionOverUnion(box(0, 0), box(5, 0))).toBeCloseTo(1 / 3, 9);
});

test('the part of the smaller box in the larger is 1 inside, 0 apart, a half where a half of it sticks out', () => {
  expect(sharedPartOfSmaller(box(0, 0, 40, 40), box(5, 5))).toBe(1);
  expect(sharedPartOfSmaller(box(0, 0), box(20, 0, 40, 40))).toBe(0);
  expect(sharedPartOfSmaller(box(5, 0), box(10, 0, 40, 40))).toBe(0.5);
});

test('of overlapping boxes the best stays, and boxes apart stay all', () => {
  const kept = suppressNonMaxima(
    [
      { box: box(1, 0), score: 0.8 },
      { box: box(0, 0), score: 0.9 },
      { box: box(50, 0), score: 0.1 },
    ],
    0.4,
  );
  expect(kept.map(({ score }) => score)).toEqual([0.9, 0.1]);
});

describe('the age range', () => {
  const distribution = (ages: Record<number, number>): Float32Array =>
    Float32Array.from({ length: 100 }, (_, age) => ages[age] ?? 0);

  test('lies around the expected age and widens with doubt', () => {
    const sure = ageRange(distribution({ 40: 1 }));
    const doubtful = ageRange(distribution({ 20: 0.5, 60: 0.5 }));
    expect((sure.low + sure.high) / 2).toBe(40);
    expect((doubtful.low + doubtful.high) / 2).toBe(40);
    expect(doubtful.high - doubtful.low).toBeGreaterThan(sure.high - sure.low);
  });

  test('never goes below birth', () => {
    expect(ageRange(distribution({ 1: 1 })).low).toBe(0);
  });
});

test('a blurred face is less sharp than the face itself, in any light', () => {
  const side = 64;
  const face = Float32Array.from({ length: side * side }, (_, at) => 128 + 60 * Math.sin(at * 0.9) + 40 * Math.sin((at / side) * 0.7));
  const blurred = face.map((_, at) => (face[at - 1] ?? 128) * 0.25 + (face[at] ?? 128) * 0.5 + (face[at + 1] ?? 128) * 0.25);
  expect(sharpness(blurred, side)).toBeLessThan(sharpness(face, side));
  const dim = face.map((value) => value * 0.3);
  expect(sharpness(dim, side)).toBeCloseTo(sharpness(face, side), 1);
});
