import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PictureFormatError, readPictureHeader } from '../../src/media/picture-header.ts';

const samples = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
const jpeg = new Uint8Array(readFileSync(join(samples, 'sample1.jpg')));
const png = new Uint8Array(readFileSync(join(samples, 'facemesh.png')));
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('the header of a picture', () => {
  test('tells format and size of a JPEG and a PNG', () => {
    expect(readPictureHeader(jpeg)).toMatchObject({ format: 'jpeg' });
    expect(readPictureHeader(jpeg).width).toBeGreaterThan(100);
    expect(readPictureHeader(png)).toMatchObject({ format: 'png' });
  });

  test('is refused when the file ends too early, wherever it was cut', () => {
    for (const whole of [jpeg, png]) {
      for (const part of [0.02, 0.3, 0.7, 0.999]) {
        const cut = whole.subarray(0, Math.floor(whole.length * part));
        expect(() => readPictureHeader(cut), `${part}`).toThrow(PictureFormatError);
      }
    }
  });

  test.each([
    ['an SVG', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
    ['a web page', text('<!doctype html><title>no</title>'), /web page/],
    ['a GIF', text('GIF89a..........'), /GIF/],
    ['nothing', new Uint8Array(0), /neither PNG nor JPEG/],
    ['noise', new Uint8Array(500).map((_, at) => (at * 37) % 251), /neither PNG nor JPEG/],
  ])('is refused for %s with its name', (_, bytes, message) => {
    expect(() => readPictureHeader(bytes)).toThrow(message);
  });

  test('tells the size of a bomb without decoding it', () => {
    const bomb = png.slice();
    new DataView(bomb.buffer).setUint32(16, 40_000);
    new DataView(bomb.buffer).setUint32(20, 40_000);
    expect(readPictureHeader(bomb)).toMatchObject({ width: 40_000, height: 40_000 });
  });
});
