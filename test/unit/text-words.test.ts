import { describe, expect, it } from 'vitest';
import { hasWideLetters, isOfLatinText, latinSign, mixesAlphabets, parseCharacters } from '../../src/vision/text/characters.ts';
import { decodeSteps, type SeenCharacter } from '../../src/vision/text/ctc.ts';
import type { LineCrop } from '../../src/vision/text/line-crop.ts';
import { splitIntoWords } from '../../src/vision/text/words.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const HEIGHT = 32;

/** A line with strokes from row 8 to 24 in the given columns. */
function lineWith(width: number, isInk: (column: number) => boolean): LineCrop {
  const planes = new Float32Array(3 * HEIGHT * width).fill(1);
  for (let plane = 0; plane < 3; plane++) {
    for (let row = 8; row < 24; row++) {
      for (let column = 0; column < width; column++) {
        if (isInk(column)) planes[(plane * HEIGHT + row) * width + column] = -1;
      }
    }
  }
  return { planes, width, height: HEIGHT, box: { center: { x: 0, y: 0 }, length: width, height: HEIGHT, angle: 0 } };
}

/** Letters 10 columns wide, 2 apart, with wider gaps where asked. */
function drawn(text: string, space: number): { line: LineCrop; places: readonly (readonly [string, number])[] } {
  const stretches: { character: string; start: number }[] = [];
  let column = 6;
  for (const character of text) {
    if (character === ' ') column += space - 2;
    else {
      stretches.push({ character, start: column });
      column += 12;
    }
  }
  const width = Math.ceil((column + 6) / 8) * 8;
  const line = lineWith(width, (at) => stretches.some(({ start }) => at >= start && at < start + 10));
  return { line, places: stretches.map(({ character, start }) => [character, (start + 5) / width]) };
}

const seen = (places: readonly (readonly [string, number])[]): SeenCharacter[] =>
  places.map(([character, place]) => ({ character, place, probability: 0.9 }));

describe('the characters of time steps', () => {
  const characters = ['', 'a', 'b', ' '];
  const steps = (...likeliest: readonly number[]): Float32Array =>
    Float32Array.from(likeliest.flatMap((index) => characters.map((_, other) => (other === index ? 0.7 : 0.1))));

  it('are told once for a run and twice around a blank', () => {
    expect(decodeSteps(steps(1, 1, 0, 1, 2, 2, 3, 0, 2), characters).map(({ character }) => character).join('')).toBe('aab b');
    expect(decodeSteps(steps(0, 0, 0), characters)).toEqual([]);
  });

  it('lie in the middle of their steps, as sure as the surest', () => {
    const [first, second] = decodeSteps(steps(0, 1, 1, 0, 2), characters);
    expect(first?.place).toBeCloseTo(0.4);
    expect(second?.place).toBeCloseTo(0.9);
    expect(first?.probability).toBeCloseTo(0.7);
  });

  it('can be kept to those of Latin text', () => {
    const [only] = decodeSteps(Float32Array.of(0.1, 0.5, 0.4), ['', '\u03b1', '\u300a'], isOfLatinText);
    expect(only).toEqual({ character: '\u300a', place: 0.5, probability: expect.closeTo(0.4) });
    expect(['\u03b1rapide', 'c\u0430r', '5 \u03bcm', 'k\u03a9', '\u03b1 = 1', '\u041f\u0418', 'd\u00e9j\u00e0'].map(mixesAlphabets)).toEqual([
      true, true, false, false, false, false, false,
    ]);
  });

  it('come from a list with a blank before and a space behind', () => {
    expect(parseCharacters(new TextEncoder().encode('x\r\ny\n').buffer)).toEqual(['', 'x', 'y', ' ']);
    expect(latinSign('\uff1a')).toBe(':');
    expect(latinSign('\u300a')).toBe('\u00ab');
    expect(latinSign('\u00fc')).toBe('\u00fc');
    expect(hasWideLetters('a\u4e2d')).toBe(true);
    expect(hasWideLetters('Grüße')).toBe(false);
  });
});

describe('words of a line', () => {
  it('are split at spaces and reach to where their letters end', () => {
    const { line, places } = drawn('HELLO WORLD', 10);
    const characters = seen(places);
    characters.splice(5, 0, { character: ' ', place: 0.5, probability: 0.99 });
    const words = splitIntoWords(characters, line);
    expect(words.map(({ text }) => text)).toEqual(['HELLO', 'WORLD']);
    const [hello, world] = words;
    expect(hello?.columns).toEqual({ start: 6, end: 64 });
    expect(world?.columns.start).toBe(74);
    expect(world?.columns.end).toBe(132);
    expect(hello?.confidence).toBeCloseTo(0.9);
  });

  it('are split at a gap that the model has not named, but not before a full stop', () => {
    const { line, places } = drawn('HALL MILE', 12);
    expect(splitIntoWords(seen(places), line).map(({ text }) => text)).toEqual(['HALL', 'MILE']);
    const stop = drawn('MILE .', 12);
    expect(splitIntoWords(seen(stop.places), stop.line).map(({ text }) => text)).toEqual(['MILE.']);
  });

  it('are not split where all letters stand far apart', () => {
    const spaced = drawn('D A T E', 12);
    expect(splitIntoWords(seen(spaced.places), spaced.line).map(({ text }) => text)).toEqual(['DATE']);
  });

  it('never overlap, stay in the line and keep every letter, whatever is seen', () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 200; round++) {
      const width = 8 * (2 + Math.floor(random() * 60));
      const ink = Array.from({ length: width }, () => random() < 0.6);
      const count = 1 + Math.floor(random() * 20);
      const characters = Array.from({ length: count }, () => random())
        .toSorted((a, b) => a - b)
        .map((place) => ({ character: random() < 0.25 ? ' ' : 'abc.('[Math.floor(random() * 5)] ?? 'a', place, probability: random() }));
      const words = splitIntoWords(characters, lineWith(width, (column) => ink[column] ?? false));
      expect(words.map(({ text }) => text).join('')).toBe(characters.map(({ character }) => character.trim()).join(''));
      words.forEach(({ text, columns }, index) => {
        expect(text).not.toBe('');
        expect(columns.start).toBeGreaterThanOrEqual(words[index - 1]?.columns.end ?? 0);
        expect(columns.end).toBeGreaterThan(columns.start);
      });
    }
  });
});
