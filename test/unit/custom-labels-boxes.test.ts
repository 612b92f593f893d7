import { describe, expect, it } from 'vitest';
import { readManifest, type ManifestLine } from '../../src/operations/custom-labels/ground-truth-manifest.ts';
import { manifestSummary, placesEvaluationManifest } from '../../src/operations/custom-labels/training-files.ts';
import { autoCreate, usableData, withOneUseCase } from '../../src/operations/custom-labels/usable-data.ts';
import { evaluateDetection, matchBoxes, type LocatedPicture } from '../../src/training/detection-evaluation.ts';

type Box = readonly [kind: number, left: number, top: number, width: number, height: number];

const metadata = { 'class-map': { 0: 'Hat', 3: 'Vest' }, type: 'groundtruth/object-detection', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'job' };
const annotation = ([class_id, left, top, width, height]: Box): object => ({ class_id, left, top, width, height });

function marked(name: string, boxes: readonly Box[], change: { readonly value?: object; readonly metadata?: object } = {}): string {
  const value = { image_size: [{ width: 200, height: 100, depth: 3 }], annotations: boxes.map(annotation), ...change.value };
  return JSON.stringify({ 'source-ref': `s3://bucket/${name}`, boxes: value, 'boxes-metadata': { ...metadata, ...change.metadata } });
}

const read = (...lines: readonly string[]): ManifestLine[] => readManifest(lines.join('\n'));
const ofPicture = (name: string, label: string): string =>
  JSON.stringify({ 'source-ref': `s3://bucket/${name}`, label: 1, 'label-metadata': { type: 'groundtruth/image-classification', 'class-name': label } });

describe('a line with boxes', () => {
  it('gives the boxes by the names of their classes', () => {
    const [line] = read(marked('1.jpg', [[3, 10, 20, 30, 40], [0, 0, 0, 200, 100], [3, 1, 1, 5, 5]]));
    expect(line?.problem).toBeUndefined();
    expect(line?.labels).toEqual(['Vest', 'Hat']);
    expect(line?.marked).toEqual({
      width: 200,
      height: 100,
      boxes: [
        { label: 'Vest', box: { left: 10, top: 20, width: 30, height: 40 } },
        { label: 'Hat', box: { left: 0, top: 0, width: 200, height: 100 } },
        { label: 'Vest', box: { left: 1, top: 1, width: 5, height: 5 } },
      ],
    });
  });

  it('may mark nothing: a picture without the things', () => {
    expect(read(marked('1.jpg', []))).toMatchObject([{ labels: [], marked: { boxes: [] } }]);
    expect(read(marked('1.jpg', []))[0]?.problem).toBeUndefined();
  });

  it.each([
    ['no list', marked('1.jpg', [], { value: { annotations: 7 } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', /no list of "annotations"/],
    ['no size', marked('1.jpg', [], { value: { image_size: [] } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', /"image_size"/],
    ['two sizes', marked('1.jpg', [], { value: { image_size: [{ width: 1, height: 1 }, { width: 1, height: 1 }] } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', /"image_size"/],
    ['a size of half pixels', marked('1.jpg', [], { value: { image_size: [{ width: 1.5, height: 1 }] } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', /"image_size"/],
    ['no class map', marked('1.jpg', [], { metadata: { 'class-map': null } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', /"class-map"/],
    ['a class without a name', marked('1.jpg', [[0, 0, 0, 9, 9], [1, 0, 0, 9, 9]]), 'ERROR_MISSING_CLASS_MAP_ID', /Box 2 .* class 1/],
    ['a box without a width', marked('1.jpg', [], { value: { annotations: [{ class_id: 0, left: 1, top: 1, height: 9 }] } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', /Box 1 .* lacks/],
    ['a flat box', marked('1.jpg', [[0, 5, 5, 9, 0]]), 'ERROR_BOUNDING_BOX_TOO_SMALL', /less than 1 pixel/],
    ['a box beyond the right border', marked('1.jpg', [[0, 150, 5, 60, 9]]), 'ERROR_INVALID_BOUNDING_BOX', /200 x 100/],
    ['a box above the picture', marked('1.jpg', [[0, 150, -5, 6, 9]]), 'ERROR_INVALID_BOUNDING_BOX', /200 x 100/],
    ['too many boxes', marked('1.jpg', Array.from({ length: 51 }, (): Box => [0, 0, 0, 9, 9])), 'ERROR_TOO_MANY_BOUNDING_BOXES', /marks 51 places/],
  ])('says what is wrong with %s', (_, text, code, message) => {
    const [line] = read(text);
    expect(line?.problem?.code).toBe(code);
    expect(line?.problem?.message).toMatch(message);
    expect(line?.problem?.message).toMatch(/\.$/);
  });

  it('says what is wrong with boxes in two attributes', () => {
    const json = JSON.parse(marked('1.jpg', [])) as Record<string, unknown>;
    const [line] = read(JSON.stringify({ ...json, more: json['boxes'], 'more-metadata': json['boxes-metadata'] }));
    expect(line?.problem?.message).toMatch(/Both "boxes" and "more"/);
  });
});

describe('training data with boxes', () => {
  const several = (count: number): string[] => Array.from({ length: count }, (_, index) => marked(`${index}.jpg`, [[0, 1, 1, 20, 20]]));

  it('suffice with one label, and need a box', () => {
    const lines = read(...several(3));
    expect(usableData(lines, lines)).toMatchObject({ isOfPlaces: true, labels: ['Hat'] });
    expect(usableData(lines, lines).problem).toBeUndefined();
    const empty = read(marked('1.jpg', []), marked('2.jpg', []));
    expect(usableData(empty, empty).problem).toMatch(/mark no place/);
    expect(usableData(read(...several(1)), lines).problem).toMatch(/"Hat" \(1\)/);
  });

  it('are split like others, and counted as such', () => {
    const lines = read(...several(10));
    expect(autoCreate(lines).testing).toHaveLength(2);
    expect(JSON.parse(manifestSummary(lines, []))).toMatchObject({ statistics: { training: { use_case: 'OBJECT_LOCALIZATION' } } });
  });

  it('are of one kind: that of the first usable line', () => {
    const lines = read('nonsense', ...several(2), ofPicture('a.jpg', 'Hat'));
    const kept = withOneUseCase(lines, lines);
    expect(kept.map(({ problem }) => problem?.code)).toEqual(['ERROR_INVALID_JSON_LINE', undefined, undefined, 'ERROR_UNSUPPORTED_USE_CASE_TYPE']);
    expect(kept[3]?.problem?.message).toMatch(/line 2 of the training data marks places/);
    const others = read(ofPicture('a.jpg', 'Hat'), ...several(1));
    expect(withOneUseCase(others, others).map(({ problem }) => problem?.code)).toEqual([undefined, 'ERROR_UNSUPPORTED_USE_CASE_TYPE']);
  });
});

describe('an evaluation of boxes', () => {
  const box = (left: number): { left: number; top: number; width: number; height: number } => ({ left, top: 0, width: 10, height: 10 });
  const picture: LocatedPicture = {
    truth: [{ label: 0, box: box(0) }, { label: 0, box: box(50) }, { label: 1, box: box(100) }],
    told: [
      { label: 0, score: 0.9, box: box(1) },
      { label: 0, score: 0.8, box: box(2) },
      { label: 0, score: 0.6, box: box(52) },
      { label: 1, score: 0.7, box: box(50) },
    ],
  };

  it('counts a true box once, for the surest that overlaps it by half', () => {
    expect(matchBoxes(picture).map(({ told, truth }) => [told.score, truth?.box.left])).toEqual([[0.9, 0], [0.8, undefined], [0.7, undefined], [0.6, 50]]);
    expect(matchBoxes({ truth: [{ label: 0, box: box(0) }], told: [{ label: 0, score: 1, box: box(4) }] })[0]?.truth).toBeUndefined();
  });

  it('measures average precision over all true boxes, those that were missed included', () => {
    const { labels: [first, second], f1, confusion } = evaluateDetection([picture, { truth: [{ label: 0, box: box(0) }], told: [] }], 2);
    // Right, wrong, right: precision 1 at the first and 2/3 at the last of three true boxes.
    expect(first?.averagePrecision).toBeCloseTo((1 + 2 / 3) / 3);
    expect(first).toMatchObject({ pictures: 2, precision: 2 / 3, recall: 2 / 3 });
    expect(first?.threshold).toBeCloseTo(0.3);
    expect(second).toMatchObject({ pictures: 1, precision: 0, recall: 0, averagePrecision: 0 });
    expect(f1).toBeCloseTo(1 / 3);
    expect(confusion).toEqual([[first?.recall, 0], [0, 0]]);
  });

  it('says of no label what nobody could find out', () => {
    expect(evaluateDetection([{ truth: [], told: [{ label: 0, score: 1, box: box(0) }] }], 1)).toMatchObject({ f1: 0, labels: [{ pictures: 0, averagePrecision: 0 }] });
  });

  it('writes each told box and each missed one beside its line', () => {
    const [line] = read(marked('1.jpg', [[0, 0, 0, 10, 10]]));
    if (!line) throw new Error('There is no line.');
    const boxes = [
      { label: 0, box: box(1), confidence: 0.9, isTold: true, isTrue: true },
      { label: 1, box: box(40), confidence: 0, isTold: false, isTrue: true },
    ];
    const version = { arn: 'arn', endedAt: new Date(0), labels: ['Hat', 'Vest'], trainingPictures: 1, testingPictures: 1, evaluation: evaluateDetection([], 2) };
    expect(JSON.parse(placesEvaluationManifest([{ line, boxes }], version))).toMatchObject({
      'source-ref': 's3://bucket/1.jpg',
      'rekognition-custom-labels-evaluation-0': { image_size: [{ width: 200, height: 100 }], annotations: [{ class_id: 0, left: 1, width: 10 }] },
      'rekognition-custom-labels-evaluation-0-metadata': { confidence: 0.9, 'class-name': 'Hat', 'class-map': { 1: 'Vest' }, 'rekognition-custom-labels-evaluation-details': { 'is-true-positive': true } },
      'rekognition-custom-labels-evaluation-1-metadata': { 'class-name': 'Vest', 'rekognition-custom-labels-evaluation-details': { 'is-false-negative': true } },
    });
  });
});
