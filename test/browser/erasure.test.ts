import { openDB } from 'idb';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { InternalServerError, Rekognition, type RekognitionConfig } from '../../src/index.ts';
import { addVersion, changeVersion, keepPiece } from '../../src/jobs/custom-labels-database.ts';
import { databaseNames } from '../../src/storage/database-names.ts';
import { queueReview } from '../../src/storage/review-queue.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';
import { samplePicture } from '../set-up/sample-picture.ts';
import { libraryRows, type StoredRow } from '../set-up/stored-rows.ts';

const clients: Rekognition[] = [];
const client = (config: RekognitionConfig = {}): Rekognition => {
  const made = new Rekognition({ device: 'wasm', ...config });
  clients.push(made);
  return made;
};
const rekognition = client();
/** Another client of the site, as another tab has one. */
const elsewhere = client({ encryptCollections: true });
const photo = await samplePicture('sample1.jpg');
const FLOW = 'arn:aws:sagemaker:page:000000000000:flow-definition/check';
const film = { S3Object: { Bucket: 'films', Name: 'numbers.webm' } };

const places = async (): Promise<string[]> => [...new Set((await libraryRows()).map(({ place }) => place))].toSorted();

const rowsOnDisk = async (): Promise<StoredRow[]> => (await libraryRows()).filter(({ place }) => place.startsWith('IndexedDB'));
const inCollections = (stores: readonly string[]): string[] => stores.map((store) => `IndexedDB ${databaseNames.collections}/${store}`);

beforeEach(() => rekognition.eraseEverything({ keepModels: true }));
afterAll(() => Promise.all(clients.map((each) => each.close())));

async function indexFaces(by: Rekognition, CollectionId: string): Promise<void> {
  await by.createCollection({ CollectionId });
  const { FaceRecords } = await by.indexFaces({ CollectionId, Image: { Source: photo }, ExternalImageId: 'passport:4711' });
  expect(FaceRecords?.length).toBeGreaterThan(0);
}

/** A project with a version as a training leaves it. Training itself takes long and is tested elsewhere. */
async function trainedVersion(): Promise<{ ProjectArn: string; ProjectVersionArn: string }> {
  const { ProjectArn = '' } = await rekognition.createProject({ ProjectName: 'secret-project' });
  const order = { outputConfig: { S3Bucket: 'out', S3KeyPrefix: '' }, trainingData: {}, testingData: {} };
  const row = { projectArn: ProjectArn, name: 'v1', status: 'TRAINING_IN_PROGRESS', order, workedMilliseconds: 0 } as const;
  const version = await addVersion(row, (createdAt) => ProjectArn.replace(/\/\d+$/, `/version/v1/${createdAt}`), { ofProject: 9, inTraining: 9 });
  if (typeof version === 'string') throw new Error(version);
  await keepPiece(version.arn, 'features', [new Float32Array(1280).fill(0.5)]);
  return { ProjectArn, ProjectVersionArn: version.arn };
}

describe('DeleteCollection', () => {
  test('leaves no face, vector or key, of a plain collection and of an encrypted one', async () => {
    await indexFaces(rekognition, 'visitors');
    expect((await rowsOnDisk()).map(({ place }) => place)).toEqual(inCollections(['collections', 'faces', 'vectors']));
    await elsewhere.createCollection({ CollectionId: 'secret' });
    await elsewhere.importCollection(await rekognition.exportCollection('visitors'), { collectionId: 'copy' });
    expect(await places()).toEqual(expect.arrayContaining(inCollections(['collections', 'faces', 'keys', 'vectors'])));
    for (const CollectionId of ['visitors', 'secret', 'copy']) await rekognition.deleteCollection({ CollectionId });
    expect(await rowsOnDisk()).toEqual([]);
  });
});

describe('DeleteProject', () => {
  test('comes after its versions are deleted, and then there is neither project, model nor feature of a picture', async () => {
    const { ProjectArn, ProjectVersionArn } = await trainedVersion();
    expect((await places()).filter((place) => place.includes(databaseNames.customLabels)).map((place) => place.split('/')[1])).toEqual(['pieces', 'projects', 'versions']);
    await changeVersion(ProjectVersionArn, ['TRAINING_IN_PROGRESS'], { status: 'TRAINING_COMPLETED' }, { weights: new Float32Array(1280) });
    expect(await places()).not.toContain(`IndexedDB ${databaseNames.customLabels}/pieces`);
    await rekognition.deleteProjectVersion({ ProjectVersionArn });
    // What a training that has not heard of its end yet would write.
    await keepPiece(ProjectVersionArn, 'features', [new Float32Array(1280)]);
    await rekognition.deleteProject({ ProjectArn });
    expect(await rowsOnDisk()).toEqual([]);
  });
});

async function fillEverything(): Promise<void> {
  await indexFaces(elsewhere, 'secret');
  await trainedVersion();
  await rekognition.humanLoops.defineFlow(FLOW, { Conditions: [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 100 } }] }, { keepThumbnails: true });
  await queueReview({ name: 'review', flow: FLOW, state: 'open', createdAt: new Date(), content: {}, thumbnail: photo });
  await rekognition.createStreamProcessor({
    Name: 'door',
    Input: { KinesisVideoStream: { Arn: 'arn:aws:kinesisvideo:page:000000000000:stream/door/0' } },
    Output: { KinesisDataStream: { Arn: 'arn:aws:kinesis:page:000000000000:stream/door' } },
    Settings: { FaceSearch: { CollectionId: 'secret' } },
    RoleArn: 'arn:aws:iam::000000000000:role/anything',
  });
  await rekognition.buckets.put(film.S3Object, await numberedClip({ codec: 'vp8', frames: 4, rate: 4 }));
  const { JobId } = await rekognition.startSegmentDetection({ Video: film, SegmentTypes: ['SHOT'] });
  await vi.waitFor(async () => expect((await rekognition.getSegmentDetection({ JobId })).JobStatus).toBe('SUCCEEDED'), { timeout: 60_000 });
  localStorage.setItem('pagesight-webgpu-verdict-v1', 'some card\nright');
}

describe('eraseEverything', () => {
  test('leaves nothing: no database, no cached model, no file, and every client works on', async () => {
    await fillEverything();
    const before = await places();
    for (const name of Object.values(databaseNames)) expect(before.some((place) => place.startsWith(`IndexedDB ${name}/`)), name).toBe(true);
    for (const place of ['Cache Storage pagesight-models-v1', 'localStorage']) expect(before).toContain(place);

    await rekognition.eraseEverything();
    expect(await places()).toEqual([]);
    expect((await indexedDB.databases()).filter(({ name }) => name?.startsWith('pagesight'))).toEqual([]);

    expect((await elsewhere.listCollections({})).CollectionIds).toEqual([]);
    await expect(elsewhere.listFaces({ CollectionId: 'secret' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await rekognition.createCollection({ CollectionId: 'anew' });
    expect((await elsewhere.listCollections({})).CollectionIds).toEqual(['anew']);
  });

  test('ends what other clients are doing, which leave nothing behind afterwards', async () => {
    await elsewhere.buckets.put(film.S3Object, await numberedClip({ codec: 'vp8', frames: 600, rate: 30 }));
    const { JobId } = await elsewhere.startFaceDetection({ Video: film });
    await vi.waitFor(async () => expect((await elsewhere.jobs.list())[0]?.framesTotal).toBeGreaterThan(0), { timeout: 60_000 });
    const call = elsewhere.detectFaces({ Image: { Source: photo } }).then(() => 'answered', (error: unknown) => error);
    await rekognition.eraseEverything({ keepModels: true });
    expect(await call).toMatchObject({ name: 'AbortError', message: expect.stringContaining('erased') });
    const { held = [] } = await navigator.locks.query();
    expect(held.filter(({ name }) => name?.startsWith('pagesight-job '))).toEqual([]);
    expect(await rowsOnDisk()).toEqual([]);
    await expect(elsewhere.getFaceDetection({ JobId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('says so when another tab does not let go of a database, and works once it has', async () => {
    const tab = await openDB(databaseNames.jobs, 9);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const failures: unknown[] = [];
      const erased = rekognition.eraseEverything({ keepModels: true }).catch((error: unknown) => failures.push(error));
      while (failures.length === 0) await vi.advanceTimersByTimeAsync(1000);
      await erased;
      expect(failures[0]).toBeInstanceOf(InternalServerError);
      expect(failures[0]).toMatchObject({ message: expect.stringMatching(/close the other tabs/) });
    } finally {
      vi.useRealTimers();
      tab.close();
    }
    await rekognition.eraseEverything({ keepModels: true });
    expect(await rowsOnDisk()).toEqual([]);
  });
});
