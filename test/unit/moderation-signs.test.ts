import { describe, expect, test } from 'vitest';
import { combinedProbability, predictSmoking, smokingProbability } from '../../models/heads/smoking/predict.ts';
import { FEATURE_LENGTHS, type BackboneId } from '../../src/vision/backbone/backbone.ts';
import type { FaceCandidate } from '../../src/vision/face/detector.ts';
import type { PictureReader } from '../../src/vision/picture-reader.ts';
import { applyTransform } from '../../src/vision/similarity-transform.ts';
import { alcoholInVessel, imageNetSign } from '../../src/vision/moderation/imagenet-signs.ts';
import { frameOf, smokingView, vesselViews, wholeViews } from '../../src/vision/moderation/views.ts';

const BEER_BOTTLE = 440;
const WINE_BOTTLE = 907;
const WATER_BOTTLE = 898;
const TENCH = 0;

/** What ImageNet's network gives: "background" first, then the classes by their numbers. */
function probabilities(classes: Readonly<Record<number, number>>): Float32Array {
  const all = new Float32Array(1001);
  for (const [kind, probability] of Object.entries(classes)) all[Number(kind) + 1] = probability;
  return all;
}

describe('signs of ImageNet', () => {
  test('adds up the classes of a concern and no others', () => {
    expect(imageNetSign(probabilities({ [BEER_BOTTLE]: 0.25, [WINE_BOTTLE]: 0.5, [TENCH]: 0.25 }), 'alcohol')).toBeCloseTo(0.75);
    expect(imageNetSign(probabilities({ [TENCH]: 1 }), 'weapon')).toBe(0);
  });

  test('weighs alcohol against other things that a vessel may hold, and nothing against nothing', () => {
    const beer = alcoholInVessel([probabilities({ [BEER_BOTTLE]: 0.6 }), probabilities({ [BEER_BOTTLE]: 0.4, [WATER_BOTTLE]: 0.1 })]);
    const water = alcoholInVessel([probabilities({ [WATER_BOTTLE]: 0.6 }), probabilities({ [BEER_BOTTLE]: 0.1, [WATER_BOTTLE]: 0.4 })]);
    expect(beer).toBeGreaterThan(0.7);
    expect(water).toBeLessThan(0.15);
    expect(alcoholInVessel([probabilities({ [TENCH]: 1 })])).toBe(0);
    expect(alcoholInVessel([probabilities({ [BEER_BOTTLE]: 0.01, [TENCH]: 0.99 })])).toBeLessThan(0.15);
  });
});

describe('views', () => {
  const sizes: [number, number][] = [];
  const readRegion: PictureReader['readRegion'] = (box, scale) => {
    sizes.push([box.width * scale, box.height * scale]);
    return { origin: { x: box.left, y: box.top }, scale, levels: [] };
  };
  const picture: PictureReader = {
    width: 800,
    height: 600,
    readScaled: (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }),
    readRegion,
    regionAround: readRegion,
    close() {},
  };

  /** Key points of a face seen from the front, 100 pixels high, around a mouth at (400, 300). */
  function candidate(turned: number): FaceCandidate {
    const point = (x: number, y: number): { x: number; y: number } => ({
      x: 400 + x * Math.cos(turned) - y * Math.sin(turned),
      y: 300 + x * Math.sin(turned) + y * Math.cos(turned),
    });
    return {
      box: { left: 0, top: 0, width: 1, height: 1 },
      score: 1,
      points: { eyeLeft: point(-18, -36), eyeRight: point(18, -36), nose: point(0, -15), mouthLeft: point(-14, 0), mouthRight: point(14, 0) },
    };
  }

  test.each([0, 0.5, -1.2, 3])('measures a face by its key points, turned by %f', (turned) => {
    const { mouth, height, roll } = frameOf(candidate(turned));
    expect(mouth.x).toBeCloseTo(400);
    expect(mouth.y).toBeCloseTo(300);
    expect(height).toBeCloseTo(100);
    expect(roll).toBeCloseTo(turned);
  });

  test.each([0, 0.5, -1.2])('looks for a cigarette around the mouth, turned with the face by %f', (turned) => {
    const { crop } = smokingView(picture, frameOf(candidate(turned)));
    // The mouth is a little above the middle of the square, whichever way the face is turned.
    const half = crop.height / 2;
    const onePixel = crop.height / 350;
    const mouth = applyTransform(crop.toPicture, { x: half, y: half - 30 * onePixel });
    expect(mouth.x).toBeCloseTo(400);
    expect(mouth.y).toBeCloseTo(300);
  });

  test('never reads a view larger than twice the square that a network sees', () => {
    sizes.length = 0;
    wholeViews({ ...picture, width: 9000, height: 6000 });
    vesselViews(picture, { left: 100, top: 100, width: 200, height: 500 });
    expect(sizes.length).toBeGreaterThan(3);
    for (const size of sizes.flat()) expect(size).toBeLessThanOrEqual(2 * 224 + 1);
  });
});

describe('the heads for smoking', () => {
  test.each(Object.entries(FEATURE_LENGTHS) as [BackboneId, number][])('read the feature of %s and no other', (backbone, length) => {
    for (const view of ['near', 'whole'] as const) {
      const probability = predictSmoking(backbone, view, new Float32Array(length).fill(0.4));
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
      expect(() => predictSmoking(backbone, view, new Float32Array(length - 1))).toThrow(RangeError);
    }
  });

  test('are put together as the mean of picture and likeliest face or hand', () => {
    expect(combinedProbability([0.5, 0.5], [0.1, 0.9], 1)).toBeCloseTo(0.75);
    expect(combinedProbability([0.9, 0.9], [0.1], 1)).toBeCloseTo(0.5);
    expect(combinedProbability([1, 1], [0], 1)).toBeCloseTo(0.5);
  });

  test('doubt a picture in which nobody is seen', () => {
    expect(combinedProbability([0.5, 0.5], [], 0)).toBeCloseTo(0.5);
    expect(combinedProbability([0.99, 0.3], [], 0)).toBeCloseTo(0.3);
    expect(combinedProbability([0.5, 0.5], [], Math.log(4))).toBeCloseTo(0.2);
    for (const backbone of Object.keys(FEATURE_LENGTHS) as BackboneId[]) {
      expect(smokingProbability(backbone, [0.6, 0.6], [])).toBeLessThanOrEqual(0.6 + 1e-9);
      expect(smokingProbability(backbone, [0.6, 0.6], [0.6])).toBeCloseTo(0.6);
    }
  });
});
