import { expect, test } from 'vitest';
import { filterFaces, qualityReasons, type RatedFace } from '../../src/operations/face-quality-filter.ts';

interface NamedFace extends RatedFace {
  readonly name: string;
}

function face(name: string, side: number, changes: Partial<Omit<RatedFace, 'box'>> = {}): NamedFace {
  return {
    name,
    box: { left: 0, top: 0, width: side, height: side },
    confidence: 0.95,
    pose: { roll: 0, yaw: 0, pitch: 0 },
    quality: { brightness: 60, sharpness: 80 },
    ...changes,
  };
}

const names = (faces: readonly NamedFace[]): string[] => faces.map(({ name }) => name);

test('a good face passes every filter', () => {
  for (const filter of ['NONE', 'AUTO', 'LOW', 'MEDIUM', 'HIGH'] as const) {
    expect(qualityReasons(face('good', 200), filter)).toEqual([]);
  }
});

test('each defect has its own reason', () => {
  expect(qualityReasons(face('turned', 200, { pose: { roll: 0, yaw: -80, pitch: 0 } }), 'AUTO')).toEqual(['EXTREME_POSE']);
  expect(qualityReasons(face('dark', 200, { quality: { brightness: 2, sharpness: 80 } }), 'AUTO')).toEqual(['LOW_BRIGHTNESS']);
  expect(qualityReasons(face('blurred', 200, { quality: { brightness: 60, sharpness: 5 } }), 'AUTO')).toEqual(['LOW_SHARPNESS']);
  expect(qualityReasons(face('unsure', 200, { confidence: 0.71 }), 'AUTO')).toEqual(['LOW_CONFIDENCE']);
  expect(qualityReasons(face('small', 20), 'AUTO')).toEqual(['SMALL_BOUNDING_BOX']);
  expect(qualityReasons(face('without detail', 30, { quality: { brightness: 60, sharpness: 8 } }), 'AUTO')).toEqual([
    'LOW_FACE_QUALITY',
  ]);
});

test('a face on its side is no extreme pose', () => {
  expect(qualityReasons(face('lying', 200, { pose: { roll: 90, yaw: 0, pitch: 0 } }), 'HIGH')).toEqual([]);
});

test('a face can have several reasons', () => {
  const poor = face('poor', 10, { confidence: 0.5, quality: { brightness: 1, sharpness: 1 } });
  expect(qualityReasons(poor, 'LOW')).toEqual([
    'LOW_BRIGHTNESS',
    'LOW_SHARPNESS',
    'LOW_CONFIDENCE',
    'SMALL_BOUNDING_BOX',
    'LOW_FACE_QUALITY',
  ]);
});

test('the higher the filter, the more it drops; NONE drops nothing', () => {
  const faces = [12, 24, 32, 50, 100].map((side) => face(String(side), side));
  const kept = (['NONE', 'LOW', 'AUTO', 'MEDIUM', 'HIGH'] as const).map((filter) => filterFaces(faces, filter).kept.length);
  expect(kept).toEqual([5, 4, 3, 2, 1]);
});

test('in a larger picture a box must be larger', () => {
  const small = face('small', 50);
  expect(filterFaces([small], 'AUTO', { picture: { width: 1920, height: 1080 } }).dropped).toEqual([]);
  expect(filterFaces([small], 'AUTO', { picture: { width: 6000, height: 4000 } }).dropped).toEqual([
    { face: small, reasons: ['SMALL_BOUNDING_BOX'] },
  ]);
});

test('both lists run from the largest box to the smallest', () => {
  const { kept, dropped } = filterFaces([face('b', 100), face('d', 10), face('a', 200), face('c', 15)], 'AUTO');
  expect(names(kept)).toEqual(['a', 'b']);
  expect(names(dropped.map(({ face }) => face))).toEqual(['c', 'd']);
});

test('MaxFaces drops the poorest faces first, then the smallest', () => {
  const faces = [
    face('large and blurred', 300, { quality: { brightness: 60, sharpness: 4 } }),
    face('large', 200),
    face('middle', 150),
    face('little', 100),
  ];
  const two = filterFaces(faces, 'NONE', { maxFaces: 2 });
  expect(names(two.kept)).toEqual(['large', 'middle']);
  expect(two.dropped.map(({ face, reasons }) => [face.name, reasons])).toEqual([
    ['large and blurred', ['EXCEEDS_MAX_FACES', 'LOW_SHARPNESS']],
    ['little', ['EXCEEDS_MAX_FACES']],
  ]);
});

test('faces that the filter drops do not use up MaxFaces', () => {
  const { kept, dropped } = filterFaces([face('dark', 300, { quality: { brightness: 1, sharpness: 80 } }), face('good', 100)], 'AUTO', {
    maxFaces: 1,
  });
  expect(names(kept)).toEqual(['good']);
  expect(dropped[0]?.reasons).toEqual(['LOW_BRIGHTNESS']);
});
