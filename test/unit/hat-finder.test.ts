import { describe, expect, it } from 'vitest';
import { fuseHats, type HatProposal } from '../../src/vision/body/find-hats.ts';

const whole = { left: 0, top: 0, width: 400, height: 300 };
/** Shows what lies to the left of 150 px. */
const tile = { left: 0, top: 0, width: 150, height: 300 };
const hat = (left: number, score: number, view = 0): HatProposal => ({ score, view, box: { left, top: 50, width: 40, height: 40 } });

describe('fuseHats', () => {
  it('tells a hat once, where those that agree on it see it, the surer the more', () => {
    const [fused, ...others] = fuseHats([hat(100, 0.9), hat(108, 0.3)], [whole]);
    expect(others).toEqual([]);
    expect(fused?.score).toBe(0.9);
    // Weights 0.9 and 0.3 times the overlap of the boxes, 32 / 48.
    expect(fused?.box.left).toBeCloseTo(100 + (8 * 0.2) / 1.1, 5);
    expect(fused?.box.width).toBeCloseTo(40, 5);
  });

  it('gives a box that hardly overlaps no say, though it is of the same hat', () => {
    const [fused, ...others] = fuseHats([hat(100, 0.9), hat(116, 0.8)], [whole]);
    expect(others).toEqual([]);
    expect(fused?.box.left).toBe(100);
  });

  it('keeps hats beside each other apart', () => {
    expect(fuseHats([hat(100, 0.9), hat(150, 0.8)], [whole]).map(({ score }) => score)).toEqual([0.9, 0.8]);
  });

  it('tells no hat that every view doubts', () => {
    expect(fuseHats([hat(100, 0.05)], [whole])).toEqual([]);
  });

  it('says how far the views agree that show the whole of a hat', () => {
    const agreementOn = (left: number, ...scores: readonly number[]): number | undefined =>
      fuseHats(scores.map((score, view) => hat(left, score, view)), [whole, tile])[0]?.agreement;
    const logit = (score: number): number => Math.log(score / (1 - score));
    expect(agreementOn(100, 0.9, 0.8)).toBeCloseTo((logit(0.9) + logit(0.8)) / 2, 5);
    // The second view says nothing there.
    expect(agreementOn(100, 0.9)).toBeCloseTo((logit(0.9) + logit(0.02)) / 2, 5);
    // It shows only a part of this one.
    expect(agreementOn(130, 0.9)).toBeCloseTo(logit(0.9), 5);
  });
});
