import { describe, expect, it } from 'vitest';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { skinShares } from '../../src/vision/body/skin-shares.ts';

const SKIN = [200, 140, 110] as const;
const DARK_SKIN = [90, 56, 40] as const;
const WHITE = [235, 235, 235] as const;

/** 100 px on each side, one colour, with a square of another one. */
function picture(ground: readonly [number, number, number], square: readonly [number, number, number], left: number, top: number, side: number) {
  const data = new Uint8ClampedArray(100 * 100 * 4);
  for (let y = 0; y < 100; y++) {
    for (let x = 0; x < 100; x++) {
      const isInside = x >= left && x < left + side && y >= top && y < top + side;
      data.set([...(isInside ? square : ground), 255], 4 * (y * 100 + x));
    }
  }
  return readPixels({ data, width: 100, height: 100 });
}

describe('skinShares', () => {
  const hand = { left: 40, top: 40, width: 20, height: 20 };

  it('sees skin of any brightness, and none in white', () => {
    expect(skinShares(picture(WHITE, SKIN, 40, 40, 20), hand).inBox).toBe(1);
    expect(skinShares(picture(WHITE, DARK_SKIN, 40, 40, 20), hand).inBox).toBe(1);
    expect(skinShares(picture(SKIN, WHITE, 20, 20, 60), hand)).toEqual({ inBox: 0, atBest: 0 });
  });

  it('tells the share of the box, and finds the hand that lies beside it', () => {
    const { inBox, atBest } = skinShares(picture(WHITE, SKIN, 50, 50, 20), hand);
    expect(inBox).toBeCloseTo(0.25, 2);
    expect(atBest).toBe(1);
  });

  it('does not count what lies outside the picture', () => {
    expect(skinShares(picture(SKIN, SKIN, 0, 0, 1), { left: -10, top: -10, width: 20, height: 20 }).inBox).toBe(1);
  });

  it('reads a large hand made small', () => {
    const { inBox } = skinShares(picture(WHITE, SKIN, 20, 20, 30), { left: 20, top: 20, width: 60, height: 60 });
    expect(inBox).toBeGreaterThan(0.2);
    expect(inBox).toBeLessThan(0.3);
  });
});
