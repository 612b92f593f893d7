import { describe, expect, it } from 'vitest';
import { normalShareBelow } from '../../src/galleries/normal-share.ts';

describe('the share of a normal distribution below a point', () => {
  it('is what tables say, in the middle and far out', () => {
    const table = [[0, 0.5], [-1, 0.15865525393145707], [-2, 0.022750131948179195], [-3, 0.0013498980316300933], [-6, 9.865876450376946e-10], [-10, 7.619853024160527e-24]] as const;
    for (const [deviations, share] of table) {
      expect(normalShareBelow(deviations) / share).toBeCloseTo(1, 9);
      expect(normalShareBelow(-deviations)).toBeCloseTo(1 - share, 12);
    }
  });

  it('rises all the way, also where its two formulas meet', () => {
    const shares = Array.from({ length: 4001 }, (_, index) => normalShareBelow(-10 + index / 250));
    for (const [index, share] of shares.slice(1).entries()) expect(share).toBeGreaterThan(shares[index] ?? 1);
  });
});
