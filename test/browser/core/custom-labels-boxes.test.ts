import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rekognition, ResourceInUseException, type BoundingBox, type ProjectVersionDescription, type TrainingProgress } from '../../../src/index.ts';
import { drawScene, type DrawnScene } from '../../set-up/drawn-scene.ts';
import { randomNumbers } from '../../set-up/random-numbers.ts';

const progress: TrainingProgress[] = [];
const rekognition = new Rekognition({ device: 'wasm', onProgress: ({ training }) => training && progress.push(training) });
const Bucket = `scenes-${crypto.randomUUID()}`;
const labels = ['circle', 'square'] as const;
const PICTURES = 13;
let ProjectArn = '';
let arn = '';

function line(name: string, { width, height, shapes }: DrawnScene, image = { width, height }): string {
  return JSON.stringify({
    'source-ref': `s3://${Bucket}/${name}`,
    'bounding-box': { image_size: [{ ...image, depth: 3 }], annotations: shapes.map(({ shape, box }) => ({ class_id: labels.indexOf(shape), ...box })) },
    'bounding-box-metadata': { objects: shapes.map(() => ({ confidence: 1 })), 'class-map': { 0: 'circle', 1: 'square' }, type: 'groundtruth/object-detection', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'drawn' },
  });
}

async function describeVersion(): Promise<ProjectVersionDescription> {
  const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn, VersionNames: ['scenes'] });
  if (!version) throw new Error('There is no version.');
  return version;
}

async function file(object: { Bucket?: string | undefined; Name?: string | undefined } | undefined): Promise<string> {
  return (await rekognition.buckets.get(object ?? {})).text();
}

/** Intersection over union of a shape and a box of a response. */
function overlap({ width, height }: DrawnScene, box: DrawnScene['shapes'][number]['box'], { Left = 0, Top = 0, Width = 0, Height = 0 }: BoundingBox): number {
  const across = Math.min(box.left + box.width, (Left + Width) * width) - Math.max(box.left, Left * width);
  const down = Math.min(box.top + box.height, (Top + Height) * height) - Math.max(box.top, Top * height);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared / (box.width * box.height + Width * width * Height * height - shared);
}

beforeAll(async () => {
  const next = randomNumbers(5);
  const lines: string[] = [];
  for (let index = 0; index < PICTURES; index++) {
    const scene = await drawScene(next);
    await rekognition.buckets.put({ Bucket, Name: `${index}.png` }, scene.picture);
    // The last one says another size than the picture has.
    lines.push(line(`${index}.png`, scene, index === PICTURES - 1 ? { width: scene.width + 100, height: scene.height } : undefined));
  }
  await rekognition.buckets.put({ Bucket, Name: 'train.manifest' }, lines.join('\n'));
  ({ ProjectArn = '' } = await rekognition.createProject({ ProjectName: `scenes-${crypto.randomUUID()}` }));
});
afterAll(() => rekognition.close());

describe('Custom Labels with boxes', () => {
  test('learns where shapes are and says how well', async () => {
    ({ ProjectVersionArn: arn = '' } = await rekognition.createProjectVersion({
      ProjectArn,
      VersionName: 'scenes',
      OutputConfig: { S3Bucket: Bucket, S3KeyPrefix: 'output' },
      TrainingData: { Assets: [{ GroundTruthManifest: { S3Object: { Bucket, Name: 'train.manifest' } } }] },
      TestingData: { AutoCreate: true },
    }));
    await rekognition.waitUntilProjectVersionTrainingCompleted({ ProjectArn, VersionNames: ['scenes'] }, { maxWaitTime: 500, minDelay: 0.2, maxDelay: 0.4 });
    const version = await describeVersion();
    expect(version.EvaluationResult?.F1Score).toBeGreaterThan(0.7);
    const summary = JSON.parse(await file(version.EvaluationResult?.Summary?.S3Object));
    expect(summary.EvaluationDetails).toMatchObject({ Labels: ['circle', 'square'], NumberOfTestingImages: 2, NumberOfTrainingImages: 10 });
    for (const { Metrics } of summary.LabelEvaluationResults) expect(Metrics.AveragePrecision).toBeGreaterThan(0.6);
    expect(JSON.parse(await file(version.ManifestSummary?.S3Object)).statistics.training).toMatchObject({ use_case: 'OBJECT_LOCALIZATION', invalid_json_lines: 1 });
    const [tested] = (await file(version.TestingDataResult?.Output?.Assets?.[0]?.GroundTruthManifest?.S3Object)).trim().split('\n').map((text) => JSON.parse(text));
    expect(tested['rekognition-custom-labels-evaluation-0'].annotations[0]).toMatchObject({ width: expect.any(Number) });
    expect(tested['rekognition-custom-labels-evaluation-0-metadata']).toMatchObject({ type: 'groundtruth/object-detection', 'class-map': { 0: 'circle', 1: 'square' } });
    expect(progress.some(({ phase }) => phase === 'testing')).toBe(true);
  });

  test('finds the shapes of a new picture where they are', async () => {
    await rekognition.startProjectVersion({ ProjectVersionArn: arn, MinInferenceUnits: 1 });
    await rekognition.waitUntilProjectVersionRunning({ ProjectArn, VersionNames: ['scenes'] }, { maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.4 });
    const next = randomNumbers(77);
    let found = 0;
    let drawn = 0;
    let told = 0;
    for (let index = 0; index < 4; index++) {
      const scene = await drawScene(next);
      const { CustomLabels = [] } = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: scene.picture } });
      drawn += scene.shapes.length;
      told += CustomLabels.length;
      for (const { shape, box } of scene.shapes) {
        if (CustomLabels.some(({ Name, Geometry }) => Name === shape && overlap(scene, box, Geometry?.BoundingBox ?? {}) > 0.5)) found += 1;
      }
    }
    expect(found / drawn).toBeGreaterThan(0.7);
    expect(found / told).toBeGreaterThan(0.7);
  });

  test('tells all there is for a confidence of 0, within the picture, and at most as many as asked', async () => {
    const { picture } = await drawScene(randomNumbers(78));
    const all = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: picture }, MinConfidence: 0 });
    const sure = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: picture }, MinConfidence: 90 });
    expect(all.CustomLabels?.length).toBeGreaterThan(sure.CustomLabels?.length ?? 0);
    const confidences = all.CustomLabels?.map(({ Confidence = 0 }) => Confidence) ?? [];
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    for (const { Geometry } of all.CustomLabels ?? []) {
      const { Left = -1, Top = -1, Width = 2, Height = 2 } = Geometry?.BoundingBox ?? {};
      expect(Math.min(Left, Top)).toBeGreaterThanOrEqual(0);
      expect(Math.max(Left + Width, Top + Height)).toBeLessThanOrEqual(1 + 1e-9);
    }
    const most = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: picture }, MinConfidence: 0, MaxResults: 1 });
    expect(most.CustomLabels).toEqual(all.CustomLabels?.slice(0, 1));
  });

  test('goes from one project to another as a file that is bound to its detector', async () => {
    const file = await rekognition.customLabels.exportModel(arn);
    const { ProjectArn: other = '' } = await rekognition.createProject({ ProjectName: `others-${crypto.randomUUID()}` });
    const copy = await rekognition.customLabels.importModel(file, { projectArn: other });
    const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn: other });
    expect(version).toMatchObject({ ProjectVersionArn: copy, Status: 'TRAINING_COMPLETED', EvaluationResult: { F1Score: (await describeVersion()).EvaluationResult?.F1Score } });
    await expect(rekognition.customLabels.importModel(file, { projectArn: other })).rejects.toBeInstanceOf(ResourceInUseException);
    await rekognition.startProjectVersion({ ProjectVersionArn: copy, MinInferenceUnits: 1 });
    await rekognition.waitUntilProjectVersionRunning({ ProjectArn: other, VersionNames: ['scenes'] }, { maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.4 });
    const { picture } = await drawScene(randomNumbers(79));
    const told = async (ProjectVersionArn: string) => (await rekognition.detectCustomLabels({ ProjectVersionArn, Image: { Source: picture } })).CustomLabels;
    expect(await told(copy)).toEqual(await told(arn));

    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    const damaged = rekognition.customLabels.importModel(new Blob([bytes]), { projectArn: other, versionName: 'damaged' });
    await expect(damaged).rejects.toThrow(/checksum of its numbers is wrong/);
  });
});
