import { describe, expect, it } from 'vitest';
import { cssColorName, simplifiedColorName } from '../../src/operations/color-names.ts';
import { dominantColors } from '../../src/vision/image-properties/dominant-colors.ts';
import { imageProperties } from '../../src/vision/image-properties/image-properties.ts';
import { imageQuality } from '../../src/vision/image-properties/image-quality.ts';
import type { PixelImage } from '../../src/vision/pixels.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

type Color = readonly [number, number, number];

function painted(width: number, height: number, color: (x: number, y: number) => Color): PixelImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([...color(x, y), 255], 4 * (y * width + x));
  return { data, width, height };
}

const every = ({ width, height }: PixelImage): Uint32Array => Uint32Array.from({ length: width * height }, (_, index) => index);

/** Each pixel the mean of its neighbourhood. */
function blurred(image: PixelImage, radius: number): PixelImage {
  return painted(image.width, image.height, (x, y) => {
    let [sum, count] = [0, 0];
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const value = x + dx < 0 || x + dx >= image.width ? undefined : image.data[4 * ((y + dy) * image.width + x + dx)];
        if (value === undefined) continue;
        sum += value;
        count += 1;
      }
    }
    return [sum / count, sum / count, sum / count];
  });
}

describe('dominant colours', () => {
  const flag = painted(120, 80, (x, y) => (y < 20 ? [255, 255, 255] : x < 60 ? [200, 20, 30] : [20, 40, 160]));

  it('are the colours that most of the picture has, with their shares', () => {
    const colors = dominantColors(flag, every(flag), 10);
    expect(colors.map(({ share }) => share)).toEqual([expect.closeTo(0.375, 1), expect.closeTo(0.375, 1), expect.closeTo(0.25, 1)]);
    expect(colors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(colors).toContainEqual({ red: 255, green: 255, blue: 255, share: expect.any(Number) });
    expect(colors).toContainEqual({ red: 200, green: 20, blue: 30, share: expect.any(Number) });
  });

  it('are never more than asked, none for 0, and those of the asked part alone', () => {
    expect(dominantColors(flag, every(flag), 2).length).toBeLessThanOrEqual(2);
    expect(dominantColors(flag, every(flag), 0)).toEqual([]);
    expect(dominantColors(flag, every(flag).slice(0, 120 * 20), 5)).toEqual([{ red: 255, green: 255, blue: 255, share: 1 }]);
  });

  it('are one where a colour only wavers', () => {
    const random = randomNumbers(3);
    const noisy = painted(60, 60, () => [100 + 4 * random(), 150 + 4 * random(), 60 + 4 * random()]);
    expect(dominantColors(noisy, every(noisy), 10)).toHaveLength(1);
  });
});

describe('names of colours', () => {
  it.each([
    [[255, 0, 0], 'red', 'red'],
    [[105, 105, 105], 'dimgrey', 'grey'],
    [[248, 248, 255], 'ghostwhite', 'white'],
    [[135, 206, 235], 'skyblue', 'blue'],
    [[139, 69, 19], 'saddlebrown', 'brown'],
    [[34, 139, 34], 'forestgreen', 'green'],
    [[255, 165, 0], 'orange', 'orange'],
    [[255, 105, 180], 'hotpink', 'pink'],
    [[75, 0, 130], 'indigo', 'purple'],
    [[3, 3, 3], 'black', 'black'],
  ] satisfies readonly (readonly [Color, string, string])[])('%j is %s, simply %s', ([red, green, blue], css, simple) => {
    expect(cssColorName(red, green, blue)).toBe(css);
    expect(simplifiedColorName(red, green, blue)).toBe(simple);
  });
});

describe('quality', () => {
  const random = randomNumbers(11);
  const detailed = painted(200, 150, () => {
    const value = 255 * random();
    return [value, value, value];
  });
  const qualityOf = (image: PixelImage) => imageQuality(image, every(image)) ?? { brightness: NaN, sharpness: NaN, contrast: NaN };

  it('is bright where it is bright, and contrasty where half is black and half is white', () => {
    expect(qualityOf(painted(80, 80, () => [255, 255, 255]))).toEqual({ brightness: expect.closeTo(100), sharpness: 0, contrast: expect.closeTo(0) });
    const halves = qualityOf(painted(80, 80, (x) => (x < 40 ? [0, 0, 0] : [255, 255, 255])));
    expect(halves.brightness).toBeCloseTo(50);
    expect(halves.contrast).toBeCloseTo(100);
  });

  it('loses sharpness with every blur', () => {
    const sharpness = [detailed, blurred(detailed, 1), blurred(detailed, 2), blurred(detailed, 4)].map((image) => qualityOf(image).sharpness);
    expect(sharpness).toEqual(sharpness.toSorted((a, b) => b - a));
    expect((sharpness[0] ?? 0) - (sharpness[3] ?? 0)).toBeGreaterThan(15);
  });

  it('is told apart for foreground and background, and of boxes beyond the border', () => {
    const image = painted(200, 100, (x) => (x < 100 ? [20, 20, 20] : [230, 230, 230]));
    const { foreground, background, boxColors } = imageProperties(readPixels(image), [{ left: 0, top: 0, width: 100, height: 100 }], [{ left: 150, top: -20, width: 900, height: 60 }], 3);
    expect(foreground?.quality.brightness).toBeLessThan(15);
    expect(background?.quality.brightness).toBeGreaterThan(80);
    expect(boxColors[0]?.[0]?.red).toBe(230);
    const plain = imageProperties(readPixels(image), [], [], 3);
    expect(plain.foreground).toBeUndefined();
    expect(plain.background?.quality).toEqual(plain.quality);
  });
});
