import { describe, expect, it } from 'vitest';
import { readManifest, type ManifestLine } from '../../src/operations/custom-labels/ground-truth-manifest.ts';
import { manifestSummary, validationManifest } from '../../src/operations/custom-labels/training-files.ts';
import { autoCreate, usableData, withKnownLabels } from '../../src/operations/custom-labels/usable-data.ts';

const classification = { type: 'groundtruth/image-classification', confidence: 1, 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'job' };

function labelled(name: string, ...labels: readonly string[]): string {
  const attributes = labels.flatMap((label, index) => [
    [`label-${index}`, 1],
    [`label-${index}-metadata`, { ...classification, 'class-name': label }],
  ]);
  return JSON.stringify({ 'source-ref': `s3://bucket/${name}`, ...Object.fromEntries(attributes) });
}

const read = (...lines: readonly string[]): ManifestLine[] => readManifest(lines.join('\n'));

describe('a manifest', () => {
  it('gives the place and the labels of each picture', () => {
    expect(read(labelled('a b/1.jpg', 'Rose'), '', labelled('2.jpg', 'Rose', 'Vase'))).toMatchObject([
      { number: 1, image: { Bucket: 'bucket', Name: 'a b/1.jpg' }, labels: ['Rose'] },
      { number: 3, image: { Bucket: 'bucket', Name: '2.jpg' }, labels: ['Rose', 'Vase'] },
    ]);
  });

  it('reads the classes of a multi-label job', () => {
    const line = { 'source-ref': 's3://bucket/1.jpg', job: [0, 3], 'job-metadata': { 'class-map': { 0: 'Rose', 3: 'Vase' }, type: 'groundtruth/image-classification-multilabel' } };
    expect(read(JSON.stringify(line))).toMatchObject([{ labels: ['Rose', 'Vase'] }]);
    expect(read(JSON.stringify({ ...line, job: [1] }))[0]?.problem?.message).toMatch(/does not name all classes/);
  });

  it.each([
    ['{"source-ref": ', 'ERROR_INVALID_JSON_LINE', /no JSON object/],
    ['["s3://bucket/1.jpg"]', 'ERROR_INVALID_JSON_LINE', /no JSON object/],
    [JSON.stringify({ label: 1, 'label-metadata': classification }), 'ERROR_MISSING_SOURCE_REF', /"source-ref" is missing/],
    [JSON.stringify({ 'source-ref': 'https://bucket/1.jpg' }), 'ERROR_INVALID_SOURCE_REF_FORMAT', /looks like s3:/],
    [JSON.stringify({ 'source-ref': 7 }), 'ERROR_INVALID_SOURCE_REF_FORMAT', /looks like s3:/],
    [JSON.stringify({ 'source-ref': 's3://bucket/1.jpg', label: 1 }), 'ERROR_NO_LABEL_ATTRIBUTES', /no label/],
    [JSON.stringify({ 'source-ref': 's3://bucket/1.jpg', label: 1, 'label-metadata': 'Rose' }), 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', /is no JSON object/],
    [JSON.stringify({ 'source-ref': 's3://bucket/1.jpg', label: 1, 'label-metadata': classification }), 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', /"class-name"/],
    [JSON.stringify({ 'source-ref': 's3://bucket/1.jpg', label: 1, 'label-metadata': { type: 'audio' } }), 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', /type "audio"/],
  ])('says what is wrong with %s', (text, code, message) => {
    const [line] = read(text);
    expect(line?.problem?.code).toBe(code);
    expect(line?.problem?.message).toMatch(message);
    expect(line?.problem?.message).toMatch(/\.$/);
  });

  it('takes a picture once', () => {
    const lines = read(labelled('1.jpg', 'Rose'), labelled('1.jpg', 'Vase'));
    expect(lines.map(({ problem }) => problem?.code)).toEqual([undefined, 'ERROR_DUPLICATE_SOURCE_REF']);
  });

  it('comes back with the problems of its lines, and counts them', () => {
    const lines = read(labelled('1.jpg', 'Rose'), 'nonsense');
    const [good, bad] = validationManifest(lines).trim().split('\n').map((text): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>);
    expect(good).toEqual(JSON.parse(labelled('1.jpg', 'Rose')));
    expect(bad).toMatchObject({ line: 'nonsense', errors: [{ code: 'ERROR_INVALID_JSON_LINE' }] });
    expect(JSON.parse(manifestSummary(lines, []))).toMatchObject({
      statistics: { training: { use_case: 'IMAGE_LEVEL_LABELS', total_json_lines: 2, valid_json_lines: 1, invalid_json_lines: 1, error_json_line_indices: [2] } },
      errors: [],
    });
  });
});

describe('training data', () => {
  const many = (label: string, count: number): string[] => Array.from({ length: count }, (_, index) => labelled(`${label}-${index}.jpg`, label));
  const lines = read(...many('Rose', 10), ...many('Vase', 40), 'nonsense');

  it('are split 80 to 20 for each label, and the same way in any order', () => {
    const { training, testing } = autoCreate(lines);
    const count = (part: readonly ManifestLine[], label: string): number => part.filter(({ labels }) => labels.includes(label)).length;
    expect([count(training, 'Rose'), count(testing, 'Rose'), count(training, 'Vase'), count(testing, 'Vase')]).toEqual([8, 2, 32, 8]);
    expect(training.filter(({ problem }) => problem)).toHaveLength(1);
    const names = (part: readonly ManifestLine[]): string[] => part.map(({ image }) => image?.Name ?? '').toSorted();
    expect(names(autoCreate(lines.toReversed()).testing)).toEqual(names(testing));
  });

  it('suffice with two pictures of each of two labels, and else say what is missing', () => {
    const tests = read(labelled('t.jpg', 'Rose'));
    const problem = (...training: readonly string[]): string | undefined => usableData(read(...training), tests).problem;
    expect(problem(...many('Rose', 2), ...many('Vase', 2))).toBeUndefined();
    expect(problem(...many('Rose', 2), ...many('Vase', 1))).toMatch(/"Vase" \(1\)/);
    expect(problem(...many('Rose', 9))).toMatch(/have 1 label/);
    expect(problem('nonsense')).toMatch(/Line 1: The line is no JSON object/);
    expect(problem()).toMatch(/is empty/);
    expect(usableData(read(...many('Rose', 2), ...many('Vase', 2)), []).problem).toMatch(/test data/);
  });

  it('are exclusive when every picture has one label', () => {
    expect(usableData(lines, []).exclusive).toBe(true);
    expect(usableData([...lines, ...read(labelled('both.jpg', 'Rose', 'Vase'))], []).exclusive).toBe(false);
  });

  it('cannot be tested on labels that are not learnt', () => {
    const [known, unknown] = withKnownLabels(read(labelled('1.jpg', 'Rose'), labelled('2.jpg', 'Tulip')), lines);
    expect(known?.problem).toBeUndefined();
    expect(unknown?.problem?.message).toMatch(/no picture labelled "Tulip"/);
  });
});
