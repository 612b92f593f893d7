import { describe, expect, it } from 'vitest';
import type { PictureReader } from '../../src/vision/picture-reader.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import type { PixelImage } from '../../src/vision/pixels.ts';
import { onContrast } from '../../src/vision/text/background.ts';
import type { Quadrilateral, RotatedBox } from '../../src/vision/text/rotated-box.ts';
import type { ReadWord, TextRequest } from '../../src/vision/text/text.ts';
import { planTiles } from '../../src/vision/text/tiles.ts';
import { turnBoxBack, turnedReader } from '../../src/vision/text/turned-reader.ts';
import { turnImage, type QuarterTurns } from '../../src/vision/turn-image.ts';
import { isWanted, touchesRegion } from '../../src/vision/text/word-filter.ts';

/** A picture whose pixels tell their own place. */
function numbered(width: number, height: number): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([x, y, 7, 255], (y * width + x) * 4);
  }
  return { data, width, height };
}

const everyTurn: readonly QuarterTurns[] = [0, 1, 2, 3];

describe('a picture read turned', () => {
  const image = numbered(9, 5);

  it('shows what the turned picture shows', () => {
    expect(Array.from(turnImage(image, 1).data.slice(0, 2))).toEqual([0, 4]);
    expect(Array.from(turnImage(image, 3).data.slice(0, 2))).toEqual([8, 0]);
    for (const turns of everyTurn) {
      const reader = turnedReader(readPixels(image), turns);
      const whole = reader.readScaled(reader.width, reader.height);
      expect([whole.width, whole.height]).toEqual([reader.width, reader.height]);
      const { origin, levels } = reader.readRegion({ left: 1, top: 2, width: 3, height: 2 }, 1);
      expect(origin).toEqual({ x: 1, y: 2 });
      for (let y = 0; y < 2; y++) {
        for (let x = 0; x < 3; x++) {
          const expected = whole.data.slice(((y + 2) * whole.width + x + 1) * 4, ((y + 2) * whole.width + x + 2) * 4);
          expect([...(levels[0]?.data.slice((y * 3 + x) * 4, (y * 3 + x + 1) * 4) ?? [])]).toEqual([...expected]);
        }
      }
    }
  });

  it('finds places of the picture again', () => {
    const box: RotatedBox = { center: { x: 1.5, y: 2.5 }, length: 2, height: 1, angle: 0 };
    for (const turns of everyTurn) {
      const { center, angle } = turnBoxBack(box, image, turns);
      const turned = turnImage(image, turns);
      const [red, green] = turned.data.slice((2 * turned.width + 1) * 4);
      expect([Math.floor(center.x), Math.floor(center.y)]).toEqual([red, green]);
      expect(Math.cos(angle + (turns * Math.PI) / 2)).toBeCloseTo(1);
    }
  });
});

describe('tiles', () => {
  it.each([
    [200, 100],
    [1280, 1281],
    [2560, 1900],
    [5000, 300],
  ])('cover %i x %i pixels once, none of them too large', (width, height) => {
    const covered = new Uint8Array(width * height);
    for (const tile of planTiles(width, height)) {
      expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(1280);
      expect(tile.kept.left).toBeGreaterThanOrEqual(tile.left);
      expect(tile.kept.left + tile.kept.width).toBeLessThanOrEqual(tile.left + tile.width);
      expect(tile.kept.top + tile.kept.height).toBeLessThanOrEqual(tile.top + tile.height);
      for (let y = tile.kept.top; y < tile.kept.top + tile.kept.height; y++) {
        for (let x = tile.kept.left; x < tile.kept.left + tile.kept.width; x++) covered[y * width + x] = (covered[y * width + x] ?? 0) + 1;
      }
    }
    expect(covered.every((times) => times === 1)).toBe(true);
  });
});

describe('the filter of words', () => {
  const polygon: Quadrilateral = [{ x: 10, y: 10 }, { x: 50, y: 10 }, { x: 50, y: 30 }, { x: 10, y: 30 }];
  const word: ReadWord = { text: 'word', confidence: 0.8, polygon };
  const anything: TextRequest = { maxWords: 50, minConfidence: 0, minWidth: 0, minHeight: 0 };

  it('counts its bars in', () => {
    expect(isWanted(word, { ...anything, minConfidence: 0.8, minWidth: 40, minHeight: 20 })).toBe(true);
    expect(isWanted(word, { ...anything, minConfidence: 0.81 })).toBe(false);
    expect(isWanted(word, { ...anything, minWidth: 40.1 })).toBe(false);
    expect(isWanted(word, { ...anything, minHeight: 20.1 })).toBe(false);
  });

  it('wants more than half of a word in one region', () => {
    const half = { left: 0, top: 0, width: 30, height: 100 };
    const more = { left: 0, top: 0, width: 31, height: 100 };
    const otherHalf = { left: 30, top: 0, width: 30, height: 100 };
    expect(isWanted(word, { ...anything, regions: [half] })).toBe(false);
    expect(isWanted(word, { ...anything, regions: [half, otherHalf] })).toBe(false);
    expect(isWanted(word, { ...anything, regions: [otherHalf, more] })).toBe(true);
    expect(touchesRegion({ left: 10, top: 10, width: 5, height: 5 }, [half])).toBe(true);
    expect(touchesRegion({ left: 31, top: 10, width: 5, height: 5 }, [half])).toBe(false);
    expect(touchesRegion({ left: 31, top: 10, width: 5, height: 5 }, undefined)).toBe(true);
  });
});

describe('the ground behind a transparent picture', () => {
  const flat = (value: number): PictureReader => {
    const data = new Uint8ClampedArray(100 * 100 * 4).fill(value);
    return readPixels({ data, width: 100, height: 100 });
  };
  /** Ink of one brightness on every tenth pixel, the ground elsewhere. */
  const inked = (ink: number, ground: number): PictureReader => {
    const data = new Uint8ClampedArray(100 * 100 * 4);
    for (let at = 0; at < data.length; at++) data[at] = Math.floor(at / 4) % 10 === 0 ? ink : ground;
    return readPixels({ data, width: 100, height: 100 });
  };

  it('is black for light letters, white for dark ones and for pictures that hide everything', () => {
    const transparent = (onWhite: PictureReader, onBlack: PictureReader): PictureReader => ({ ...onWhite, onBlack: () => onBlack });
    const lightOnBlack = inked(250, 0);
    expect(onContrast(transparent(inked(250, 255), lightOnBlack))).toBe(lightOnBlack);
    const dark = transparent(inked(10, 255), inked(10, 0));
    expect(onContrast(dark)).toBe(dark);
    const photo = transparent(flat(200), flat(200));
    expect(onContrast(photo)).toBe(photo);
    const opaque = inked(250, 255);
    expect(onContrast(opaque)).toBe(opaque);
  });
});
