import { describe, expect, it } from 'vitest';
import { distanceFromSimilarity, similarityFromDistance } from '../../src/vision/face/similarity.ts';
import { similarityTable } from '../../src/vision/face/similarity-table.ts';

describe('similarity', () => {
  it('has a table that rises in distance and falls in similarity, from 100 to 0', () => {
    expect(similarityTable.at(0)).toEqual([0, 100]);
    expect(similarityTable.at(-1)?.[1]).toBe(0);
    const steps = similarityTable.slice(1).map(([distance, similarity], index) => {
      const [before, above] = similarityTable[index] ?? [0, 0];
      return { farther: distance > before, less: similarity < above };
    });
    expect(steps.every(({ farther, less }) => farther && less)).toBe(true);
  });

  it('gives the rows of the table and straight lines between them', () => {
    for (const [distance, similarity] of similarityTable) expect(similarityFromDistance(distance)).toBeCloseTo(similarity, 9);
    const [[a, high], [b, low]] = similarityTable.slice(4, 6) as [[number, number], [number, number]];
    expect(similarityFromDistance((a + b) / 2)).toBeCloseTo((high + low) / 2, 9);
  });

  it('is 0 for faces farther apart than the table and never above 100', () => {
    expect(similarityFromDistance(5)).toBe(0);
    expect(similarityFromDistance(-1e-9)).toBe(100);
  });

  it('finds the distance of a similarity again', () => {
    for (const similarity of [0.5, 12.3, 50, 80, 99, 99.9, 100]) {
      expect(similarityFromDistance(distanceFromSimilarity(similarity))).toBeCloseTo(similarity, 9);
    }
    expect(distanceFromSimilarity(0)).toBe(Number.POSITIVE_INFINITY);
  });
});
