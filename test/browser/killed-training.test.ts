import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Rekognition, type TrainingProgress } from '../../src/index.ts';
import { drawnShape } from '../set-up/drawn-shapes.ts';
import { killableWorkers, type KillableWorkers } from '../set-up/killable-workers.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

// The workers of a training and of the trained model, killed in the middle of each phase.

let onTraining: (progress: TrainingProgress) => void = () => {};
const rekognition = new Rekognition({ device: 'wasm', onProgress: ({ training }) => training && onTraining(training) });
const Bucket = `killed-${crypto.randomUUID()}`;
const next = randomNumbers(23);
let workers: KillableWorkers;
let ProjectArn = '';

beforeAll(async () => {
  workers = killableWorkers();
  const lines: string[] = [];
  for (const [index, label] of ['circle', 'square', 'circle', 'square', 'circle', 'square', 'circle', 'square'].entries()) {
    const name = `${label}-${index}.png`;
    await rekognition.buckets.put({ Bucket, Name: name }, await drawnShape(label === 'circle' ? 'circle' : 'square', label === 'circle' ? '#d22' : '#24d', next));
    const metadata = { confidence: 1, 'class-name': label, type: 'groundtruth/image-classification', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'drawn' };
    lines.push(JSON.stringify({ 'source-ref': `s3://${Bucket}/${name}`, shape: 0, 'shape-metadata': metadata }));
  }
  await rekognition.buckets.put({ Bucket, Name: 'train.manifest' }, lines.join('\n'));
  ({ ProjectArn = '' } = await rekognition.createProject({ ProjectName: `killed-${crypto.randomUUID()}` }));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await rekognition.eraseEverything({ keepModels: true });
  await rekognition.close();
});

/** Trains a version and tells how that ended; a worker dies when its phase is told first. */
async function train(VersionName: string, dies?: { readonly worker: string; readonly phase: TrainingProgress['phase'] }): Promise<{ readonly status: string | undefined; readonly sentence: string | undefined; readonly arn: string }> {
  let killed = 0;
  onTraining = ({ phase }) => {
    if (dies?.phase === phase && killed === 0) killed = workers.kill(`pagesight ${dies.worker}`);
  };
  const { ProjectVersionArn: arn = '' } = await rekognition.createProjectVersion({
    ProjectArn,
    VersionName,
    OutputConfig: { S3Bucket: Bucket, S3KeyPrefix: 'output' },
    TrainingData: { Assets: [{ GroundTruthManifest: { S3Object: { Bucket, Name: 'train.manifest' } } }] },
    TestingData: { AutoCreate: true },
  });
  return vi.waitFor(async () => {
    const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn, VersionNames: [VersionName] });
    expect(version?.Status).not.toBe('TRAINING_IN_PROGRESS');
    if (dies) expect(killed).toBeGreaterThan(0);
    return { status: version?.Status, sentence: version?.StatusMessage, arn };
  }, { timeout: 100_000, interval: 100 });
}

test.each([
  { worker: 'vision', phase: 'pictures' },
  { worker: 'training', phase: 'head' },
] as const)('a training whose $worker worker dies ends with a sentence or goes on, and the next one is trained', async (dies) => {
  const { status, sentence } = await train(`killed-${dies.worker}`, dies);
  if (status !== 'TRAINING_COMPLETED') {
    expect(status).toBe('TRAINING_FAILED');
    expect(sentence).toMatch(/worker died/);
  }
  expect((await train(`after-${dies.worker}`)).status).toBe('TRAINING_COMPLETED');
});

test('a trained model whose worker dies tells it, and answers the next call', async () => {
  const { arn } = await train('served');
  await rekognition.startProjectVersion({ ProjectVersionArn: arn, MinInferenceUnits: 1 });
  await rekognition.waitUntilProjectVersionRunning({ ProjectArn, VersionNames: ['served'] }, { maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.4 });
  const Image = { Source: await drawnShape('circle', '#d22', next) };
  const kill = workers.killAtCall('pagesight vision', 1);
  await expect(rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image })).rejects.toThrow(/worker died.*Call again/);
  kill.stop();
  const { CustomLabels = [] } = await rekognition.detectCustomLabels({ ProjectVersionArn: arn, Image });
  expect(CustomLabels[0]?.Name).toBe('circle');
});
