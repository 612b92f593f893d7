import { describe, expect, test } from 'vitest';
import { cutCrop } from '../../src/vision/crop.ts';
import { halve, writePlanes, type PixelImage, type PixelNormalization, type Region } from '../../src/vision/pixels.ts';
import { squareCrop } from '../../src/vision/similarity-transform.ts';

const plain: PixelNormalization = { channelOrder: 'RGB', mean: [0, 0, 0], scale: [1, 1, 1] };

/** Red grows to the right, green downwards, blue is constant. */
function gradient(width: number, height: number): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([x, y, 77, 255], (y * width + x) * 4);
  }
  return { data, width, height };
}

const regionOf = (image: PixelImage): Region => ({ origin: { x: 0, y: 0 }, scale: 1, levels: [image] });

function cut(image: PixelImage, middle: { x: number; y: number }, pictureSide: number, side: number, roll = 0, mirrored = false): Float32Array {
  const planes = new Float32Array(3 * side * side);
  cutCrop(regionOf(image), { width: side, height: side, toPicture: squareCrop(middle, pictureSide, roll, side), mirrored }, plain, planes, 0);
  return planes;
}

describe('a crop', () => {
  test('of the same size is an exact copy', () => {
    const planes = cut(gradient(64, 64), { x: 32, y: 32 }, 16, 16);
    expect(planes[0]).toBe(24);
    expect(planes[256]).toBe(24);
    expect(planes[255]).toBe(39);
    expect(planes[2 * 256]).toBe(77);
  });

  test('is shown mirrored when asked', () => {
    const planes = cut(gradient(64, 64), { x: 32, y: 32 }, 16, 16, 0, true);
    expect(planes[0]).toBe(39);
    expect(planes[15]).toBe(24);
  });

  test('turned by a quarter has what grew to the right growing downwards', () => {
    const planes = cut(gradient(64, 64), { x: 32, y: 32 }, 16, 16, Math.PI / 2);
    expect(planes[256]!).toBeCloseTo(24, 3);
    expect(planes[256 + 15]!).toBeCloseTo(39, 3);
    expect(planes[0]!).toBeCloseTo(39, 3);
  });

  test('much smaller than the picture shows means, not single pixels', () => {
    const stripes: PixelImage = { width: 128, height: 128, data: new Uint8ClampedArray(128 * 128 * 4).map((_, at) => ((at >> 2) % 2) * 200) };
    const planes = cut(stripes, { x: 64, y: 64 }, 96, 12);
    expect(Math.min(...planes)).toBeGreaterThan(95);
    expect(Math.max(...planes)).toBeLessThan(105);
  });

  test('is black beyond the picture', () => {
    const planes = cut(gradient(16, 16), { x: -100, y: -100 }, 16, 16);
    expect(planes.every((value) => value === 0)).toBe(true);
  });
});

test('planes can be in the order blue, green, red, each with its own mean', () => {
  const planes = new Float32Array(3);
  writePlanes({ data: new Uint8ClampedArray([10, 20, 30, 255]), width: 1, height: 1 }, { channelOrder: 'BGR', mean: [1, 2, 3], scale: [2, 2, 2] }, 1, 1, planes);
  expect([...planes]).toEqual([58, 36, 14]);
});

test('half a picture holds the mean of every four pixels', () => {
  const half = halve(gradient(5, 4));
  expect([half.width, half.height]).toEqual([2, 2]);
  expect([...half.data.subarray(0, 4)]).toEqual([1, 1, 77, 255]);
});
