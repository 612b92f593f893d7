import { describe, expect, it } from 'vitest';
import { withoutTwins, type ToldPerson } from '../../src/vision/body/person-twins.ts';
import type { PixelBox } from '../../src/vision/geometry.ts';

const WHOLE: PixelBox = { left: 100, top: 50, width: 80, height: 240 };
const UPPER_HALF: PixelBox = { left: 104, top: 56, width: 70, height: 120 };

function person(box: PixelBox, showsHead: boolean, confidence = 0.9): ToldPerson {
  return { box, showsHead, confidence };
}

describe('persons that were seen twice', () => {
  it('keeps of the whole and its upper half the one with a head, however sure the other', () => {
    const withHead = person(UPPER_HALF, true, 0.6);
    expect(withoutTwins([person(WHOLE, false), withHead])).toEqual([withHead]);
  });

  it('keeps the surer of two that show no head', () => {
    const surer = person(WHOLE, false, 0.8);
    expect(withoutTwins([person(UPPER_HALF, false, 0.7), surer])).toEqual([surer]);
  });

  it('keeps two who both show a head', () => {
    expect(withoutTwins([person(WHOLE, true), person(UPPER_HALF, true)])).toHaveLength(2);
  });

  it('keeps who sits lower in front of somebody, and who stands beside', () => {
    const inFront: PixelBox = { left: 110, top: 150, width: 60, height: 120 };
    const beside: PixelBox = { ...WHOLE, left: 140 };
    expect(withoutTwins([person(WHOLE, true), person(inFront, false), person(beside, false)])).toHaveLength(3);
  });
});
