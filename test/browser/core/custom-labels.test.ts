import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  InvalidParameterException,
  Rekognition,
  ResourceInUseException,
  ResourceNotFoundException,
  ResourceNotReadyException,
  type CreateProjectVersionRequest,
  type ProjectVersionDescription,
  type TrainingProgress,
} from '../../../src/index.ts';
import { drawnShape } from '../../set-up/drawn-shapes.ts';
import { randomNumbers } from '../../set-up/random-numbers.ts';

const progress: TrainingProgress[] = [];
const rekognition = new Rekognition({ device: 'wasm', onProgress: ({ training }) => training && progress.push(training) });
const Bucket = `shapes-${crypto.randomUUID()}`;
const ProjectName = `shapes-${crypto.randomUUID()}`;
const next = randomNumbers(11);
let ProjectArn = '';

function line(name: string, label: string): string {
  const metadata = { confidence: 1, 'class-name': label, type: 'groundtruth/image-classification', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'drawn' };
  return JSON.stringify({ 'source-ref': `s3://${Bucket}/${name}`, shape: 0, 'shape-metadata': metadata });
}

const draw = (label: string): Promise<Blob> => (label === 'circle' ? drawnShape('circle', '#d22', next) : drawnShape('square', '#24d', next));

async function describeVersion(name: string): Promise<ProjectVersionDescription> {
  const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn, VersionNames: [name] });
  if (!version) throw new Error(`There is no version ${name}.`);
  return version;
}

const orderOf = (VersionName: string, Name = 'train.manifest'): CreateProjectVersionRequest => ({
  ProjectArn,
  VersionName,
  OutputConfig: { S3Bucket: Bucket, S3KeyPrefix: 'output' },
  TrainingData: { Assets: [{ GroundTruthManifest: { S3Object: { Bucket, Name } } }] },
  TestingData: { AutoCreate: true },
});

async function train(name: string, manifest?: string): Promise<string> {
  const { ProjectVersionArn = '' } = await rekognition.createProjectVersion(orderOf(name, manifest));
  return ProjectVersionArn;
}

const waiting = { maxWaitTime: 100, minDelay: 0.2, maxDelay: 0.4 };
const trained = (name: string) => rekognition.waitUntilProjectVersionTrainingCompleted({ ProjectArn, VersionNames: [name] }, waiting);

async function file(object: { Bucket?: string | undefined; Name?: string | undefined } | undefined): Promise<string> {
  return (await rekognition.buckets.get(object ?? {})).text();
}

beforeAll(async () => {
  const lines: string[] = [];
  for (let index = 0; index < 8; index++) {
    for (const label of ['circle', 'square']) {
      const name = `${label}-${index}.png`;
      await rekognition.buckets.put({ Bucket, Name: name }, await draw(label));
      lines.push(line(name, label));
    }
  }
  lines.push('no JSON at all', line('absent.png', 'circle'));
  await rekognition.buckets.put({ Bucket, Name: 'train.manifest' }, lines.join('\n'));
  ({ ProjectArn = '' } = await rekognition.createProject({ ProjectName }));
});
afterAll(() => rekognition.close());

describe('Custom Labels', () => {
  let arn = '';

  test('keeps projects, whose names are taken then, newest first', async () => {
    expect(ProjectArn).toMatch(new RegExp(`^arn:aws:rekognition:page:000000000000:project/${ProjectName}/\\d+$`));
    await expect(rekognition.createProject({ ProjectName })).rejects.toBeInstanceOf(ResourceInUseException);
    const other = await rekognition.createProject({ ProjectName: `other-${crypto.randomUUID()}` });
    const pages = [];
    for await (const page of rekognition.paginateDescribeProjects({}, { pageSize: 1 })) pages.push(page.ProjectDescriptions?.map((project) => project.ProjectArn));
    expect(pages.slice(0, 2)).toEqual([[other.ProjectArn], [ProjectArn]]);
    expect(await rekognition.deleteProject({ ProjectArn: other.ProjectArn })).toMatchObject({ Status: 'DELETING' });
    await expect(rekognition.deleteProject({ ProjectArn: other.ProjectArn })).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test('trains on a manifest, skips its bad lines and says how good it is', async () => {
    arn = await train('first');
    expect(arn).toMatch(/\/version\/first\/\d+$/);
    expect((await describeVersion('first')).Status).toBe('TRAINING_IN_PROGRESS');
    await expect(train('first')).rejects.toBeInstanceOf(ResourceInUseException);
    await expect(rekognition.deleteProjectVersion({ ProjectVersionArn: arn })).rejects.toBeInstanceOf(ResourceInUseException);
    await expect(rekognition.startProjectVersion({ ProjectVersionArn: arn, MinInferenceUnits: 1 })).rejects.toBeInstanceOf(ResourceInUseException);
    await trained('first');
    const version = await describeVersion('first');
    expect(version.EvaluationResult?.F1Score).toBeGreaterThan(0.9);
    expect(version.BillableTrainingTimeInSeconds).toBeGreaterThan(0);
    expect(version.TrainingEndTimestamp).toBeInstanceOf(Date);

    const summary = JSON.parse(await file(version.EvaluationResult?.Summary?.S3Object));
    expect(summary.AggregatedEvaluationResults.F1Score).toBe(version.EvaluationResult?.F1Score);
    expect(summary.EvaluationDetails).toMatchObject({ Labels: ['circle', 'square'], NumberOfTestingImages: 4, NumberOfTrainingImages: 12 });
    expect(summary.LabelEvaluationResults).toHaveLength(2);
    const validation = (await file(version.TrainingDataResult?.Validation?.Assets?.[0]?.GroundTruthManifest?.S3Object)).trim().split('\n').map((text) => JSON.parse(text));
    expect(validation.flatMap(({ errors = [] }) => errors).map(({ code }: { code: string }) => code)).toEqual(['ERROR_INVALID_JSON_LINE', 'ERROR_UNABLE_TO_ACCESS_IMAGE']);
    const tested = (await file(version.TestingDataResult?.Output?.Assets?.[0]?.GroundTruthManifest?.S3Object)).trim().split('\n');
    expect(tested).toHaveLength(4);

    const ofPictures = progress.filter(({ phase }) => phase === 'pictures');
    expect(ofPictures.at(-1)).toMatchObject({ projectVersionArn: arn, picturesTotal: 17, picturesDone: 17 });
    const ofHead = progress.filter(({ phase }) => phase === 'head');
    expect(ofHead.at(-1)?.loss).toBeLessThan(ofHead[0]?.loss ?? 0);
  });

  test('detects while it runs, and only then', async () => {
    const Image = { Source: await draw('circle') };
    await expect(rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image })).rejects.toBeInstanceOf(ResourceNotReadyException);
    expect(await rekognition.startProjectVersion({ ProjectVersionArn: arn, MinInferenceUnits: 2 })).toMatchObject({ Status: 'STARTING' });
    await rekognition.waitUntilProjectVersionRunning({ ProjectArn, VersionNames: ['first'] }, waiting);
    expect((await describeVersion('first')).MinInferenceUnits).toBe(2);
    for (const label of ['circle', 'square']) {
      const { CustomLabels = [] } = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: await draw(label) } });
      expect(CustomLabels.map(({ Name }) => Name)).toEqual([label]);
    }
    const all = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image, MinConfidence: 0 });
    expect(all.CustomLabels?.map(({ Name }) => Name)).toEqual(['circle', 'square']);
    expect(all.CustomLabels?.reduce((sum, { Confidence = 0 }) => sum + Confidence, 0)).toBeCloseTo(100, 3);
    const most = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image, MinConfidence: 0, MaxResults: 1 });
    expect(most.CustomLabels).toEqual(all.CustomLabels?.slice(0, 1));
    await expect(rekognition.deleteProjectVersion({ ProjectVersionArn: arn })).rejects.toBeInstanceOf(ResourceInUseException);
  });

  test('still runs for a client that opens later, as after a reload', async () => {
    const later = new Rekognition({ device: 'wasm' });
    const { CustomLabels = [] } = await later.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: await draw('square') } });
    expect(CustomLabels[0]?.Name).toBe('square');
    await later.close();
  });

  test('goes on with a training whose client was closed, and gives the same result as one that was not', async () => {
    const begun = new Promise<void>((resolve) => {
      const closed = new Rekognition({
        device: 'wasm',
        onProgress: ({ training }) => training?.picturesDone === 6 && void closed.close().then(resolve),
      });
      void closed.createProjectVersion(orderOf('interrupted'));
    });
    await begun;
    const ofFirst = progress.length;
    await trained('interrupted');
    expect(progress.slice(ofFirst).some(({ projectVersionArn }) => projectVersionArn.includes('/interrupted/'))).toBe(true);
    const results = async (name: string) => JSON.parse(await file((await describeVersion(name)).EvaluationResult?.Summary?.S3Object)).LabelEvaluationResults;
    expect(await results('interrupted')).toEqual(await results('first'));
  });

  test('stops a training on request, and fails with a sentence where data do not suffice', async () => {
    const stopped = await train('stopped');
    await rekognition.customLabels.stopTraining(stopped);
    expect(await describeVersion('stopped')).toMatchObject({ Status: 'TRAINING_FAILED', StatusMessage: 'The training was stopped.' });
    await rekognition.buckets.put({ Bucket, Name: 'poor.manifest' }, [0, 1, 2, 3].map((index) => line(`circle-${index}.png`, 'circle')).join('\n'));
    await train('poor', 'poor.manifest');
    await expect(trained('poor')).rejects.toThrow(/TRAINING_FAILED/);
    const poor = await describeVersion('poor');
    expect(poor.StatusMessage).toMatch(/have 1 label; at least 2/);
    expect(poor.EvaluationResult).toBeUndefined();
    expect(JSON.parse(await file(poor.ManifestSummary?.S3Object)).statistics.training.valid_json_lines).toBe(3);
    await train('nowhere', 'nowhere.manifest');
    await expect(trained('nowhere')).rejects.toThrow(/TRAINING_FAILED/);
    expect((await describeVersion('nowhere')).StatusMessage).toMatch(/There is no object "nowhere.manifest"/);
  });

  test('refuses orders that cannot be met before anything is kept', async () => {
    await expect(rekognition.createProjectVersion({ ...orderOf('refused'), TrainingData: { Assets: [] } })).rejects.toBeInstanceOf(InvalidParameterException);
    const unknown = `${ProjectArn}9`;
    await expect(rekognition.describeProjectVersions({ ProjectArn: unknown })).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(rekognition.describeProjectVersions({ ProjectArn, MaxResults: 101 })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('stops and deletes, the project last', async () => {
    expect(await rekognition.stopProjectVersion({ ProjectVersionArn: arn })).toMatchObject({ Status: 'STOPPING' });
    await expect.poll(async () => (await describeVersion('first')).Status).toBe('STOPPED');
    await expect(rekognition.stopProjectVersion({ ProjectVersionArn: arn })).rejects.toBeInstanceOf(ResourceInUseException);
    await expect(rekognition.deleteProject({ ProjectArn })).rejects.toBeInstanceOf(ResourceInUseException);
    const names: string[] = [];
    for await (const { ProjectVersionDescriptions = [] } of rekognition.paginateDescribeProjectVersions({ ProjectArn }, { pageSize: 2 })) {
      for (const { ProjectVersionArn = '' } of ProjectVersionDescriptions) {
        names.push(ProjectVersionArn.split('/').at(-2) ?? '');
      }
    }
    expect(names).toEqual(['nowhere', 'poor', 'stopped', 'interrupted', 'first']);
    const { ProjectVersionDescriptions = [] } = await rekognition.describeProjectVersions({ ProjectArn });
    for (const { ProjectVersionArn } of ProjectVersionDescriptions) {
      expect(await rekognition.deleteProjectVersion({ ProjectVersionArn })).toMatchObject({ Status: 'DELETING' });
    }
    await expect(rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image: { Source: await draw('circle') } })).rejects.toBeInstanceOf(ResourceNotFoundException);
    await rekognition.deleteProject({ ProjectArn });
    await expect(rekognition.describeProjectVersions({ ProjectArn })).rejects.toBeInstanceOf(ResourceNotFoundException);
  });
});
