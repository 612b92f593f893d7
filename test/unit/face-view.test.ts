import { describe, expect, it } from 'vitest';
import { portraitViews, usualView, viewCrop } from '../../src/vision/face/face-view.ts';
import { applyTransform, scaleOf, squareCrop } from '../../src/vision/similarity-transform.ts';

const crop = { width: 150, height: 150, toPicture: squareCrop({ x: 310, y: 122 }, 90, 20, 150) };

describe('a view of a face', () => {
  it('is the usual crop where nothing is changed', () => {
    expect(viewCrop(crop, usualView)).toEqual({ ...crop, mirrored: false });
  });

  it('keeps the middle and the turn of the crop, and shows so many times as much', () => {
    for (const view of portraitViews) {
      const seen = viewCrop(crop, view);
      const middle = applyTransform(seen.toPicture, { x: 75, y: 75 });
      expect(middle.x).toBeCloseTo(310, 6);
      expect(middle.y).toBeCloseTo(122, 6);
      expect(scaleOf(seen.toPicture)).toBeCloseTo(view.scale * scaleOf(crop.toPicture), 9);
      expect(Math.atan2(seen.toPicture.b, seen.toPicture.a)).toBeCloseTo(Math.atan2(crop.toPicture.b, crop.toPicture.a), 9);
      expect(seen.mirrored).toBe(view.mirrored);
    }
  });
});
