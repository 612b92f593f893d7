import { describe, expect, it, vi } from 'vitest';
import { calibrateDetector } from '../../models/heads/object-scores/calibrate-detector.ts';
import { calibrateFaceDetector } from '../../models/heads/object-scores/calibrate-face-detector.ts';
import type { PixelBox } from '../../src/vision/geometry.ts';
import { decodeCenternet } from '../../src/vision/objects/centernet.ts';
import type { ObjectCandidate, ObjectDetector } from '../../src/vision/objects/detector.ts';
import { findCandidates } from '../../src/vision/objects/find-objects.ts';
import { faceProbability, objectProbability } from '../../src/vision/objects/object-probability.ts';
import { bodyOf, findPeople } from '../../src/vision/objects/people.ts';
import { smallTiles, squares, uncut } from '../../src/vision/objects/tiles.ts';
import { decodeYolox } from '../../src/vision/objects/yolox.ts';
import type { PictureReader } from '../../src/vision/picture-reader.ts';
import { judgeObjects, meanAveragePrecision, precisionAndRecall } from '../accuracy/object-measures.ts';

const box = (left: number, top: number, width: number, height: number): PixelBox => ({ left, top, width, height });
const picture = (width: number, height: number): PictureReader => ({ width, height }) as PictureReader;

describe('YOLOX', () => {
  it('reads one candidate of each cell: centre, size and best kind', () => {
    const rows = new Float32Array(3549 * 85);
    // The 16 px grid begins after 52 x 52 cells; cell in column 3 of row 2.
    const at = (52 * 52 + 2 * 26 + 3) * 85;
    rows.set([0.5, 0.25, Math.log(4), Math.log(2), 0.8], at);
    rows[at + 5 + 16] = 0.5;
    rows[at + 5 + 2] = 0.25;
    const [candidate, ...others] = decodeYolox(rows);
    expect(others).toEqual([]);
    expect(candidate?.kind).toBe(16);
    expect(candidate?.score).toBeCloseTo(0.4);
    expect(candidate?.box.left).toBeCloseTo(3.5 * 16 - 32);
    expect(candidate?.box.top).toBeCloseTo(2.25 * 16 - 16);
    expect(candidate?.box.width).toBeCloseTo(64);
    expect(candidate?.box.height).toBeCloseTo(32);
  });
});

describe('CenterNet', () => {
  it('stretches its square back over the part that was squashed into it', () => {
    const rows = Float32Array.from([128, 256, 384, 512, 0.9, 7, 0, 0, 10, 10, 0.01, 3]);
    expect(decodeCenternet(rows, box(100, 50, 1024, 256))).toEqual([{ kind: 7, score: expect.closeTo(0.9), box: box(356, 178, 512, 128) }]);
  });
});

describe('tiles', () => {
  it.each([
    [640, 480, 2],
    [480, 640, 2],
    [500, 490, 0],
    [2000, 500, 4],
  ])('%i x %i is covered by %i squares of its shorter side', (width, height, count) => {
    const tiles = squares(width, height);
    expect(tiles).toHaveLength(count);
    if (count > 0) expect(Math.max(...tiles.map((tile) => tile.left + tile.width))).toBeCloseTo(width);
    for (const tile of tiles) expect(tile.width).toBe(Math.min(width, height));
  });

  it('covers every pixel by small tiles that overlap', () => {
    for (const [width, height] of [[4000, 3000], [1200, 1200], [1300, 700]] as const) {
      const tiles = smallTiles(width, height);
      for (let x = 5; x < width; x += 97) {
        for (let y = 5; y < height; y += 97) {
          expect(tiles.some(({ left, top, width: side }) => x >= left && x < left + side && y >= top && y < top + side)).toBe(true);
        }
      }
      expect(tiles.length).toBeLessThan(17);
    }
  });

  it('drops what inner edges cut and keeps what the border of the picture cuts', () => {
    const seen = (left: number): ObjectCandidate => ({ box: box(left, 100, 80, 80), score: 0.9, kind: 1 });
    const kept = uncut([seen(0), seen(200), seen(419)], box(0, 0, 500, 500), 800, 500);
    expect(kept).toEqual([seen(0), seen(200)]);
  });
});

describe('finding objects', () => {
  /** Sees one small object wherever the part is small enough, in every part that holds it. */
  function detectorOf(truth: PixelBox, largestPart: number) {
    const look = vi.fn((_picture: PictureReader, part: PixelBox): Promise<ObjectCandidate[]> => {
      const holds = truth.left >= part.left && truth.left + truth.width <= part.left + part.width && truth.top >= part.top && truth.top + truth.height <= part.top + part.height;
      return Promise.resolve(holds && part.width <= largestPart ? [{ box: truth, score: 0.6, kind: 5 }] : []);
    });
    return { model: 'yolox-nano', look } satisfies ObjectDetector;
  }

  it('tells an object once that several looks have seen', async () => {
    const detector = detectorOf(box(250, 200, 60, 60), Infinity);
    expect(await findCandidates(detector, picture(640, 480))).toHaveLength(1);
    expect(detector.look).toHaveBeenCalledTimes(3);
  });

  it('finds in a tile what the whole picture is too large for', async () => {
    expect(await findCandidates(detectorOf(box(20, 20, 30, 30), 480), picture(640, 480))).toHaveLength(1);
    expect(await findCandidates(detectorOf(box(20, 20, 30, 30), 100), picture(640, 480))).toHaveLength(0);
  });

  it('looks at small tiles of a large picture only when something small was seen', async () => {
    const small = detectorOf(box(600, 600, 60, 60), Infinity);
    await findCandidates(small, picture(2000, 1500));
    const large = detectorOf(box(200, 200, 900, 900), Infinity);
    await findCandidates(large, picture(2000, 1500));
    expect(small.look.mock.calls.length).toBeGreaterThan(large.look.mock.calls.length);
    expect(large.look).toHaveBeenCalledTimes(3);
  });

  it('looks no closer once everything expected is found again, and does where something is missing', async () => {
    const expected = { box: box(255, 205, 60, 60), kind: 5 };
    const seen = detectorOf(box(250, 200, 60, 60), Infinity);
    expect(await findCandidates(seen, picture(640, 480), [expected])).toHaveLength(1);
    expect(seen.look).toHaveBeenCalledTimes(1);
    const elsewhere = detectorOf(box(250, 200, 60, 60), Infinity);
    await findCandidates(elsewhere, picture(640, 480), [{ box: box(450, 200, 60, 60), kind: 5 }]);
    expect(elsewhere.look).toHaveBeenCalledTimes(3);
    const otherKind = detectorOf(box(250, 200, 60, 60), Infinity);
    await findCandidates(otherKind, picture(640, 480), [{ ...expected, kind: 6 }]);
    expect(otherKind.look).toHaveBeenCalledTimes(3);
    const onlyInSquares = detectorOf(box(20, 20, 30, 30), 480);
    expect(await findCandidates(onlyInSquares, picture(2000, 480), [{ box: box(20, 20, 30, 30), kind: 5 }])).toHaveLength(1);
    expect(onlyInSquares.look.mock.calls.every(([, part]) => part.width >= 480)).toBe(true);
  });

  it.each(['yolox-nano', 'centernet'])('rates scores of %s: more is surer, 55 lies among scores that occur', (model) => {
    const rated = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].map((score) => objectProbability(model, score));
    expect(rated).toEqual(rated.toSorted((a, b) => a - b));
    expect(rated[0]).toBeGreaterThanOrEqual(0);
    expect(rated.at(-1)).toBeLessThanOrEqual(1);
    expect(objectProbability(model, 0.25)).toBeLessThan(0.55);
    expect(objectProbability(model, 0.45)).toBeGreaterThan(0.55);
  });

  it('believes BlazeFace less than it believes itself, and YuNet as it is', () => {
    const rated = [0.5, 0.6, 0.7, 0.8, 0.9].map((score) => faceProbability('blazeface', score));
    expect(rated).toEqual(rated.toSorted((a, b) => a - b));
    expect(faceProbability('blazeface', 0.6)).toBeLessThan(0.5);
    expect(faceProbability('blazeface', 0.85)).toBeGreaterThan(0.6);
    expect(faceProbability('yunet', 0.6)).toBe(0.6);
  });

  it('fits that a face detector is right as often as its faces lie in people, crowds left out', () => {
    const person = { kind: 0, box: box(100, 100, 100, 300) };
    const inside = box(130, 110, 40, 40);
    const outside = box(400, 110, 40, 40);
    const pictures = Array.from({ length: 100 }, (_, index) => ({
      truth: [person],
      faces: [{ score: 0.8, box: index % 10 === 0 ? outside : inside }, { score: 0.55, box: index % 5 === 0 ? inside : outside }],
    }));
    const crowd = { truth: Array.from({ length: 11 }, () => person), faces: Array.from({ length: 500 }, () => ({ score: 0.8, box: outside })) };
    const { slope, offset } = calibrateFaceDetector([...pictures, crowd]);
    const probability = (score: number): number => 1 / (1 + Math.exp(-(slope * Math.log(score / (1 - score)) + offset)));
    expect(probability(0.8)).toBeCloseTo(0.9, 1);
    expect(probability(0.55)).toBeCloseTo(0.2, 1);
  });

  it('refuses scores of a detector that was never calibrated', () => {
    expect(() => objectProbability('other', 0.5)).toThrow('fit.ts');
  });

  it('fits that a score is right as often as it is', () => {
    // Of kinds seen at 0.7 four in five are there, at 0.3 one in five.
    const pictures = Array.from({ length: 100 }, (_, index) => ({
      found: [{ kind: 1, score: 0.7 }, { kind: 2, score: 0.3 }],
      truth: [{ kind: index % 5 === 0 ? 2 : 1 }],
    }));
    const { slope, offset } = calibrateDetector(pictures);
    const probability = (score: number): number => 1 / (1 + Math.exp(-(slope * Math.log(score / (1 - score)) + offset)));
    expect(probability(0.7)).toBeCloseTo(0.8, 1);
    expect(probability(0.3)).toBeCloseTo(0.2, 1);
  });
});

describe('people', () => {
  const size = { width: 1000, height: 800 };
  const body = { box: box(100, 100, 200, 600), kind: 0, probability: 0.8 };
  const face = { box: box(170, 120, 60, 80), confidence: 0.95 };

  it('are a body and the face in its head, once', () => {
    expect(findPeople([body], [face], size)).toEqual([{ box: body.box, probability: 0.95, face: 0 }]);
  });

  it('are told by a face alone, with an upper body inside the picture', () => {
    const [person] = findPeople([], [{ box: box(0, 750, 60, 80), confidence: 0.9 }], size);
    expect(person?.probability).toBe(0.9);
    expect(person?.face).toBe(0);
    const { left = -1, top = -1, width = 0, height = 0 } = person?.box ?? {};
    expect(left).toBe(0);
    expect(top + height).toBe(800);
    expect(left + width).toBeGreaterThan(60);
  });

  it('of a crowd are as many as faces, whether bodies were found or not', () => {
    const faces = Array.from({ length: 12 }, (_, index) => ({ box: box(20 + index * 80, 60, 40, 50), confidence: 0.9 }));
    const bodies = [0, 4].map((at) => ({ box: box(10 + at * 80, 40, 60, 200), kind: 0, probability: 0.7 }));
    const people = findPeople(bodies, faces, size);
    expect(people).toHaveLength(12);
    expect(new Set(people.map((person) => person.face)).size).toBe(12);
  });

  it('whose head was found as a body are one with their face', () => {
    const head = { box: box(160, 100, 80, 110), kind: 0, probability: 0.6 };
    expect(findPeople([head], [{ box: box(165, 95, 72, 112), confidence: 0.9 }], size)).toEqual([{ box: head.box, probability: 0.9, face: 0 }]);
  });

  it('without faces remain bodies, and other kinds are nobody', () => {
    expect(findPeople([body, { ...body, kind: 16 }], [], size)).toEqual([{ box: body.box, probability: 0.8 }]);
  });

  it('have bodies that never leave the picture', () => {
    for (let left = 0; left < 950; left += 50) {
      for (let top = 0; top < 750; top += 50) {
        const { left: x, top: y, width, height } = bodyOf(box(left, top, 50, 60), size);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(1000);
        expect(y + height).toBeLessThanOrEqual(800);
      }
    }
  });
});

describe('the measures of objects', () => {
  const truth = [{ box: box(0, 0, 10, 10), kind: 1 }, { box: box(50, 50, 10, 10), kind: 2 }];

  it('count a true object once and a wrong kind as wrong', () => {
    const found = [
      { box: box(0, 0, 10, 9), kind: 1, score: 0.9 },
      { box: box(0, 1, 10, 10), kind: 1, score: 0.8 },
      { box: box(50, 50, 10, 10), kind: 1, score: 0.7 },
    ];
    expect(judgeObjects({ found, truth }).map(({ right }) => right)).toEqual([true, false, false]);
    expect(precisionAndRecall([{ found, truth }], 0.75)).toEqual({ precision: 0.5, recall: 0.5, found: 2, truth: 2 });
    expect(meanAveragePrecision([{ found, truth }])).toBe(0.5);
  });
});
