import { describe, expect, it } from 'vitest';
import { joined, landmarkErrors, matchFaces } from '../accuracy/detection.ts';
import { parseImglab, trueLandmark } from '../accuracy/face-truth.ts';
import type { DescribedPicture, ReportedFace } from '../accuracy/page/main.ts';
import { fitSimilarity, margin, promises } from '../accuracy/similarity-fit.ts';
import { halves, matchRate, pairDistances, rankOne } from '../accuracy/verification.ts';

const face = (left: number, top: number, side: number): ReportedFace =>
  ({ box: { left, top, width: side, height: side }, confidence: 1, landmarks: { nose: { x: left + 15, y: top + 10 } } }) as unknown as ReportedFace;
const picture = (...faces: readonly ReportedFace[]): DescribedPicture => ({ path: 'a.jpg', width: 100, height: 100, faces });
const truth = (left: number, top: number, side: number) => ({ box: { left, top, width: side, height: side }, points: [] });

describe('matching found faces with true ones', () => {
  it('counts found, missed and false', () => {
    const result = joined([matchFaces(picture(face(0, 0, 20), face(60, 60, 20)), [truth(1, 1, 20), truth(30, 30, 10)], 0.5)]);
    expect([result.matches.length, result.missed.length, result.falseAlarms.length]).toEqual([1, 1, 1]);
  });

  it('lets two boxes on one face count once', () => {
    const result = matchFaces(picture(face(0, 0, 20), face(1, 1, 20)), [truth(0, 0, 20)], 0.5);
    expect([result.matches.length, result.falseAlarms.length]).toEqual([1, 1]);
  });

  it('measures landmarks against the distance of the outer eye corners', () => {
    const points = Array.from({ length: 68 }, () => ({ x: 0, y: 0 }));
    points[36] = { x: 0, y: 0 };
    points[45] = { x: 20, y: 0 };
    points[30] = { x: 10, y: 10 };
    const { matches } = matchFaces(picture(face(0, 0, 20)), [{ ...truth(0, 0, 20), points }], 0.5);
    expect(landmarkErrors(matches).get('nose')).toEqual([0.25]);
  });
});

it('reads boxes and points of imglab files', () => {
  const xml = `<image file='a.jpg' width='9' height='9'><box top='1' left='2' width='3' height='4'/><box top='5' left='6' width='7' height='8' ignore='1'/></image>
    <image file='b.jpg' width='9' height='9'><box top='1' left='1' width='3' height='3'><part name='00' x='4' y='6'/></box></image>`;
  const pictures = parseImglab(xml);
  expect(pictures.get('a.jpg')).toEqual([{ box: { left: 2, top: 1, width: 3, height: 4 }, points: [] }]);
  const [other] = pictures.get('b.jpg') ?? [];
  expect(other && trueLandmark(other, 'upperJawlineLeft')).toEqual({ x: 4, y: 6 });
});

describe('verification', () => {
  const known = (person: string, ...embedding: number[]) => ({ path: person, person, embedding });

  it('tells genuine from impostor pairs', () => {
    const pairs = pairDistances([known('a', 0), known('a', 1), known('b', 4)]);
    expect(pairs).toEqual({ genuine: [1], impostor: [4, 3] });
    expect(matchRate(pairs.impostor, 3)).toBe(0.5);
  });

  it('counts a probe whose nearest face is somebody else', () => {
    const { rate, errors } = rankOne([known('a', 0), known('b', 1)], [known('a', 0.1), known('b', 9)]);
    expect(rate).toBe(0.5);
    expect(errors).toEqual([{ probe: 'b', nearest: 'a' }]);
  });

  it('keeps all pictures of a person in one half', () => {
    const [one, other] = halves([known('a', 0), known('b', 0), known('a', 1), known('c', 0)]);
    expect(one.map(({ person }) => person)).toEqual(['a', 'a', 'c']);
    expect(other.map(({ person }) => person)).toEqual(['b']);
  });
});

it('fits a map that keeps its promise on the pairs it is fitted on', () => {
  // Evenly spread quantiles of a triangle-shaped distribution stand for many impostor pairs.
  const impostor = Array.from({ length: 200_000 }, (_, index) => 0.3 + 0.5 * Math.sqrt((index + 0.5) / 200_000));
  const table = fitSimilarity(impostor);
  for (const [similarity, rate] of promises) {
    const distance = table.find(([, each]) => each === similarity)?.[0] ?? Number.NaN;
    expect(matchRate(impostor, distance)).toBeLessThanOrEqual(rate);
  }
  const at80 = table.find(([, similarity]) => similarity === 80)?.[0] ?? 0;
  expect(matchRate(impostor, at80)).toBeCloseTo(0.001 * margin, 4);
});
