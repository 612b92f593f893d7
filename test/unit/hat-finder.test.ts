import { describe, expect, it } from 'vitest';
import { fuseHats } from '../../src/vision/body/find-hats.ts';

const hat = (left: number, score: number) => ({ score, box: { left, top: 50, width: 40, height: 40 } });

describe('fuseHats', () => {
  it('tells a hat once, where those that agree on it see it, the surer the more', () => {
    const [fused, ...others] = fuseHats([hat(100, 0.9), hat(108, 0.3)]);
    expect(others).toEqual([]);
    expect(fused?.score).toBe(0.9);
    // Weights 0.9 and 0.3 times the overlap of the boxes, 32 / 48.
    expect(fused?.box.left).toBeCloseTo(100 + (8 * 0.2) / 1.1, 5);
    expect(fused?.box.width).toBeCloseTo(40, 5);
  });

  it('gives a box that hardly overlaps no say, though it is of the same hat', () => {
    const [fused, ...others] = fuseHats([hat(100, 0.9), hat(116, 0.8)]);
    expect(others).toEqual([]);
    expect(fused?.box.left).toBe(100);
  });

  it('keeps hats beside each other apart', () => {
    expect(fuseHats([hat(100, 0.9), hat(150, 0.8)]).map(({ score }) => score)).toEqual([0.9, 0.8]);
  });
});
