import { describe, expect, it } from 'vitest';
import { matchConfidence, pairRate, strangerRate } from '../../src/galleries/match-confidence.ts';
import { indexPeople } from '../../src/galleries/nearest-person.ts';
import { GalleryRefusedError } from '../../src/galleries/gallery-errors.ts';
import type { Gallery } from '../../src/galleries/gallery.ts';

const distances = Array.from({ length: 131 }, (_, index) => index / 100);
const sizes = [1, 10, 262, 5000, 1_000_000];

/** A face at a distance from the origin. */
const faceAt = (distance: number, axis = 0): Float32Array => Float32Array.from({ length: 320 }, (_, index) => (index === axis ? distance : 0));

function gallery(title: string, people: Readonly<Record<string, readonly Float32Array[]>>): Gallery {
  return {
    title,
    licence: '',
    source: '',
    faceModelVersion: '1.0',
    templateVersion: '1.0',
    people: Object.entries(people).map(([id, templates]) => ({ id, name: `Name of ${id}`, urls: [`https://example.org/${id}`], templates })),
  };
}

describe('the confidence of a match', () => {
  it('never rises with the distance or the number of faces, and stays a percentage', () => {
    for (const faces of sizes) {
      const told = distances.map((distance) => matchConfidence(distance, faces));
      expect(told).toEqual(told.toSorted((a, b) => b - a));
      expect(Math.min(...told)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...told)).toBeLessThanOrEqual(100);
    }
    for (const distance of distances) {
      const told = sizes.map((faces) => matchConfidence(distance, faces));
      expect(told).toEqual(told.toSorted((a, b) => b - a));
    }
  });

  it('is 80 where one stranger in 1,000 is as near to anyone, however many there are, and 99 where one in 100,000 is', () => {
    for (const faces of sizes.slice(0, 4)) {
      for (const [rate, confidence] of [[1e-3, 80], [1e-5, 99]] as const) {
        let [near, far] = [0, 1];
        for (let step = 0; step < 60; step++) {
          const middle = (near + far) / 2;
          if (strangerRate(middle, faces) < rate) near = middle;
          else far = middle;
        }
        expect(matchConfidence(near, faces)).toBeCloseTo(confidence, 6);
      }
    }
  });

  it('counts the pairs that are nearer in the normal distribution of strangers', () => {
    expect(pairRate(0.7, { mean: 1, deviation: 0.1 })).toBeCloseTo(0.00135, 6);
    expect(pairRate(1, { mean: 1, deviation: 0.1 })).toBe(0.5);
  });

  it('adds up small rates over the faces of a gallery', () => {
    expect(strangerRate(0.65, 1)).toBeCloseTo(pairRate(0.65), 12);
    expect(strangerRate(0.65, 100) / pairRate(0.65)).toBeCloseTo(100, 0);
    expect(strangerRate(2, 10)).toBe(1);
  });
});

describe('people of galleries', () => {
  const index = indexPeople([gallery('One', { A: [faceAt(5, 1), faceAt(0)] }), gallery('Two', { B: [faceAt(5, 2)] })]);

  it('names the nearest by any of their faces, with the confidence of all faces together', () => {
    const match = index.recognize(faceAt(0.3), 0);
    expect(match?.person).toEqual({ id: 'A', name: 'Name of A', urls: ['https://example.org/A'] });
    expect(index.faces).toBe(3);
    expect(match?.confidence).toBeCloseTo(matchConfidence(0.3, 3), 5);
  });

  it('names nobody under the bar, and somebody at it', () => {
    const { confidence = 0 } = index.recognize(faceAt(0.4), 0) ?? {};
    expect(index.recognize(faceAt(0.4), confidence)).toBeDefined();
    expect(index.recognize(faceAt(0.4), confidence + 1e-9)).toBeUndefined();
  });

  it('names nobody where there is nobody', () => {
    expect(indexPeople([]).recognize(faceAt(0), 0)).toBeUndefined();
  });

  it('refuses two people with one id, by the titles of their galleries', () => {
    const both = (): unknown => indexPeople([gallery('One', { A: [faceAt(0)] }), gallery('Two', { A: [faceAt(1)] })]);
    expect(both).toThrow(GalleryRefusedError);
    expect(both).toThrow(/"One" and "Two" both have a person with the id "A"/);
  });
});
