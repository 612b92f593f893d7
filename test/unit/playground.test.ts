import { describe, expect, test } from 'vitest';
import { splitByThreshold } from '../../demo/pages/compare-faces.ts';
import { landmarkDots, landmarkLines } from '../../demo/parts/landmark-paths.ts';
import { toExternalImageId } from '../../demo/parts/photo-tray.ts';
import { LandmarkType } from '../../src/index.ts';

describe('the threshold of the Compare page', () => {
  const face = (Left: number): object => ({ BoundingBox: { Left } });
  const answer = { FaceMatches: [90, 80, 79.99].map((Similarity, index) => ({ Similarity, Face: face(index) })), UnmatchedFaces: [] };

  test('splits as the API does: at the threshold is a match, and unmatched faces carry no similarity', () => {
    const split = splitByThreshold(answer, 80);
    expect(split.FaceMatches?.map((match) => match.Similarity)).toEqual([90, 80]);
    expect(split.UnmatchedFaces).toEqual([face(2)]);
  });

  test('keeps every face at 0 and none at 100', () => {
    expect(splitByThreshold(answer, 0).FaceMatches).toHaveLength(3);
    expect(splitByThreshold(answer, 100).UnmatchedFaces).toHaveLength(3);
  });
});

describe('names of photos as ExternalImageIds', () => {
  test.each([
    ['Ada Lovelace', 'Ada_Lovelace'],
    ['  Zoë  Müller-Lüdenscheidt ', 'Zoe_Muller-Ludenscheidt'],
    ['a/b?c*d', 'abcd'],
    ['人', ''],
    ['x'.repeat(300), 'x'.repeat(255)],
  ])('%s', (name, id) => {
    expect(toExternalImageId(name)).toBe(id);
  });
});

describe('drawn landmarks', () => {
  const landmarks = Object.values(LandmarkType).map((Type, index) => ({ Type, X: index / 30, Y: 0.5 }));

  test('every landmark is a dot', () => {
    expect(landmarkDots(landmarks).match(/M/g)).toHaveLength(30);
  });

  test('lines: two brows, two eyes, mouth, nose and jaw', () => {
    expect(landmarkLines(landmarks).match(/M/g)).toHaveLength(7);
  });

  test('a face without landmarks has neither', () => {
    expect(landmarkLines([]) + landmarkDots([])).toBe('');
  });
});
