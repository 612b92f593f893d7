import { describe, expect, it } from 'vitest';
import { cutCrop } from '../../src/vision/crop.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import type { PixelImage } from '../../src/vision/pixels.ts';
import { squareCrop } from '../../src/vision/similarity-transform.ts';

/** Every channel of every pixel another number. */
function noise(width: number, height: number): PixelImage {
  return { data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at * 7919) >> 3), width, height };
}

/** Bilinear interpolation as it is defined, channel by channel, without shortcuts. */
function interpolated({ data, width, height }: PixelImage, x: number, y: number, channel: number): number {
  const at = (column: number, row: number): number =>
    data[(Math.min(Math.max(row, 0), height - 1) * width + Math.min(Math.max(column, 0), width - 1)) * 4 + channel] ?? Number.NaN;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [after, below] = [x - left, y - top];
  const above = at(left, top) * (1 - after) + at(left + 1, top) * after;
  const under = at(left, top + 1) * (1 - after) + at(left + 1, top + 1) * after;
  return above * (1 - below) + under * below;
}

describe('pixels in memory', () => {
  it('are read at another size as bilinear interpolation has it', () => {
    const image = noise(90, 70);
    for (const [width, height] of [[60, 50], [120, 70], [90, 41]] as const) {
      const read = readPixels(image).readScaled(width, height);
      let stray = 0;
      for (let at = 0; at < read.data.length; at++) {
        const x = (((at >> 2) % width) + 0.5) * (90 / width) - 0.5;
        const y = (Math.floor((at >> 2) / width) + 0.5) * (70 / height) - 0.5;
        stray = Math.max(stray, Math.abs((read.data[at] ?? Infinity) - interpolated(image, x, y, at % 4)));
      }
      // Weights are rounded to 256ths and every step to whole numbers.
      expect(stray).toBeLessThan(2.2);
    }
  });

  it('are means where they are read much smaller', () => {
    const stripes: PixelImage = { width: 128, height: 64, data: new Uint8ClampedArray(128 * 64 * 4).map((_, at) => ((at >> 2) % 2) * 200) };
    expect(new Set(readPixels(stripes).readScaled(16, 8).data)).toEqual(new Set([100]));
  });

  it('are copied exactly in a part of the same size, with black beyond the picture', () => {
    const image = noise(9, 5);
    const { origin, levels } = readPixels(image).readRegion({ left: 6.4, top: -2, width: 4.6, height: 4 }, 1);
    expect(origin).toEqual({ x: 6, y: -2 });
    const [part] = levels;
    expect([part?.width, part?.height]).toEqual([5, 4]);
    const pixels = Array.from({ length: 20 }, (_, at) => [...(part?.data.subarray(at * 4, at * 4 + 4) ?? [])]);
    const stored = (x: number, y: number): number[] => (x < 9 && y >= 0 ? [...image.data.subarray((y * 9 + x) * 4, (y * 9 + x) * 4 + 4)] : [0, 0, 0, 0]);
    expect(pixels).toEqual(Array.from({ length: 20 }, (_, at) => stored(6 + (at % 5), Math.floor(at / 5) - 2)));
  });

  it('are handed to crops without a copy', () => {
    const image = noise(40, 30);
    const reader = readPixels(image);
    const region = reader.regionAround({ left: 10, top: 10, width: 5, height: 5 }, 0.5);
    expect(region.levels[0]).toBe(image);
    reader.readScaled(10, 7);
    expect(region.levels[1]).toBe(reader.regionAround({ left: 0, top: 0, width: 40, height: 30 }, 1).levels[1]);
  });

  it('stored with blue first are read with red first, whole, in part and as crops', () => {
    const image = noise(40, 30);
    const stored = { ...image, data: image.data.map((_, at) => image.data[at % 4 === 0 ? at + 2 : at % 4 === 2 ? at - 2 : at] ?? 0) };
    const [plain, reader] = [readPixels(image), readPixels(stored, 'BGR')];
    for (const [width, height] of [[40, 30], [25, 17]] as const) expect(reader.readScaled(width, height)).toEqual(plain.readScaled(width, height));
    const part = { left: 3, top: -2, width: 20, height: 20 };
    for (const scale of [1, 0.3]) expect(reader.readRegion(part, scale)).toEqual(plain.readRegion(part, scale));
    const [cut, cutPlain] = [reader, plain].map((each) => {
      const planes = new Float32Array(3 * 64);
      const crop = { width: 8, height: 8, toPicture: squareCrop({ x: 20, y: 15 }, 20, 0.3, 8) };
      cutCrop(each.regionAround(part, 1), crop, { channelOrder: 'RGB', mean: [0, 0, 0], scale: [1, 1, 1] }, planes, 0);
      return planes;
    });
    expect(cut).toEqual(cutPlain);
  });

  it('may be fewer than a picture is asked for', () => {
    const read = readPixels(noise(1, 1)).readScaled(3, 2);
    expect(read.data).toEqual(Uint8ClampedArray.from({ length: 24 }, (_, at) => ((at % 4) * 7919) >> 3));
  });
});
