import { describe, expect, test } from 'vitest';
import { splitByThreshold } from '../../demo/pages/compare-faces.ts';
import { labelledBoxes } from '../../demo/pages/detect-labels.ts';
import { labelBranches, type LabelBranch } from '../../demo/parts/label-tree.ts';
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

describe('the tree of labels', () => {
  const label = (Name: string, ...parents: string[]) => ({ Name, Parents: parents.map((parent) => ({ Name: parent })) });
  const told = (branches: readonly LabelBranch[]): unknown[] => branches.map((branch) => [branch.label.Name, ...told(branch.branches)]);

  test('puts each label once under its nearest ancestor that is there', () => {
    const labels = [label('Animal'), label('Dog', 'Animal', 'Canine', 'Mammal', 'Pet'), label('Canine', 'Animal', 'Mammal'), label('Mammal', 'Animal'), label('Pet', 'Animal'), label('Car', 'Vehicle')];
    expect(told(labelBranches(labels))).toEqual([['Animal', ['Mammal', ['Canine', ['Dog']]], ['Pet']], ['Car']]);
  });

  test('draws a box once that several labels share, under the most special name last', () => {
    const BoundingBox = { Left: 0, Top: 0, Width: 0.5, Height: 1 };
    const labels = [{ ...label('Woman', 'Adult', 'Person'), Instances: [{ BoundingBox, Confidence: 80 }] }, { ...label('Person'), Instances: [{ BoundingBox, Confidence: 90 }] }];
    expect(labelledBoxes(labels)).toEqual([{ box: BoundingBox, names: ['Person', 'Woman'], confidence: 90 }]);
  });
});
