import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { InternalServerError, Rekognition, RekognitionServiceException, type Image } from '../../src/index.ts';
import { killableWorkers, type KillableWorkers } from '../set-up/killable-workers.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

// Each operation with each worker that it asks, killed when the call is sent, somewhere in its middle, and after its answer.

const rekognition = new Rekognition({ device: 'wasm' });
const next = randomNumbers(9);
let workers: KillableWorkers;
let picture: Image;
let file = new Blob();
let FaceId: string | undefined;
let made = 0;
const CollectionId = `people-${crypto.randomUUID()}`;
const freshId = (): string => `killed-${crypto.randomUUID()}-${(made += 1)}`;

type Worker = 'vision' | 'collections' | 'galleries';

interface KilledOperation {
  readonly workers: readonly Worker[];
  /** What is needed before each try, undisturbed. */
  readonly prepare?: () => Promise<string>;
  readonly call: (prepared: string) => Promise<unknown>;
  /** A write that was done, though its answer was lost, is told by this exception when it is asked for again. */
  readonly told?: string;
}

const emptyCollection = async (): Promise<string> => (await rekognition.createCollection({ CollectionId: freshId() })).CollectionArn?.split('/')[1] ?? '';
/** The same face of the same picture under another name has another id. */
const indexed = async (): Promise<string> => {
  const { FaceRecords } = await rekognition.indexFaces({ CollectionId, Image: picture, ExternalImageId: freshId(), QualityFilter: 'NONE' });
  return FaceRecords?.[0]?.Face?.FaceId ?? '';
};

const operations: Readonly<Record<string, KilledOperation>> = {
  DetectFaces: { workers: ['vision'], call: () => rekognition.detectFaces({ Image: picture }) },
  CompareFaces: { workers: ['vision'], call: () => rekognition.compareFaces({ SourceImage: picture, TargetImage: picture }) },
  DetectText: { workers: ['vision'], call: () => rekognition.detectText({ Image: picture }) },
  DetectLabels: { workers: ['vision'], call: () => rekognition.detectLabels({ Image: picture }) },
  DetectModerationLabels: { workers: ['vision'], call: () => rekognition.detectModerationLabels({ Image: picture }) },
  DetectProtectiveEquipment: { workers: ['vision'], call: () => rekognition.detectProtectiveEquipment({ Image: picture }) },
  RecognizeCelebrities: { workers: ['vision', 'galleries'], call: () => rekognition.recognizeCelebrities({ Image: picture }) },
  IndexFaces: { workers: ['vision', 'collections'], call: () => rekognition.indexFaces({ CollectionId, Image: picture, QualityFilter: 'NONE' }) },
  SearchFacesByImage: { workers: ['vision', 'collections'], call: () => rekognition.searchFacesByImage({ CollectionId, Image: picture }) },
  SearchFaces: { workers: ['collections'], call: () => rekognition.searchFaces({ CollectionId, FaceId }) },
  ListFaces: { workers: ['collections'], call: () => rekognition.listFaces({ CollectionId }) },
  DescribeCollection: { workers: ['collections'], call: () => rekognition.describeCollection({ CollectionId }) },
  ListCollections: { workers: ['collections'], call: () => rekognition.listCollections() },
  DeleteFaces: { workers: ['collections'], prepare: indexed, call: (face) => rekognition.deleteFaces({ CollectionId, FaceIds: [face] }) },
  CreateCollection: { workers: ['collections'], prepare: () => Promise.resolve(freshId()), call: (id) => rekognition.createCollection({ CollectionId: id }), told: 'ResourceAlreadyExistsException' },
  DeleteCollection: { workers: ['collections'], prepare: emptyCollection, call: (id) => rekognition.deleteCollection({ CollectionId: id }), told: 'ResourceNotFoundException' },
  exportCollection: { workers: ['collections'], call: () => rekognition.exportCollection(CollectionId) },
  importCollection: { workers: ['collections'], prepare: () => Promise.resolve(freshId()), call: (id) => rekognition.importCollection(file, { collectionId: id }), told: 'ResourceAlreadyExistsException' },
  describeGalleries: { workers: ['galleries'], call: () => rekognition.describeGalleries() },
};
const rows = Object.entries(operations).flatMap(([name, operation]) => operation.workers.map((worker) => [name, worker, operation] as const));

beforeAll(async () => {
  workers = killableWorkers();
  const photo = await createImageBitmap(await samplePicture('sample1.jpg'), { resizeWidth: 160, resizeQuality: 'high' });
  const canvas = new OffscreenCanvas(photo.width, photo.height);
  canvas.getContext('2d')?.drawImage(photo, 0, 0);
  picture = { Source: await canvas.convertToBlob({ type: 'image/png' }) };
  await rekognition.createCollection({ CollectionId });
  FaceId = await indexed();
  file = await rekognition.exportCollection(CollectionId);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await rekognition.eraseEverything({ keepModels: true });
  await rekognition.close();
});

const outcomeOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'answered', (error: unknown) => error);

function expectLost(outcome: unknown): void {
  expect(outcome).toBeInstanceOf(InternalServerError);
  expect((outcome as Error).message).toMatch(/worker died.*Call again/);
}

/** Kills a worker and waits until that is noticed: the lock that it held while it lived falls to whoever looks after it. */
async function killNoticed(worker: Worker): Promise<void> {
  const locks = async (): Promise<readonly (string | undefined)[]> => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].map(({ name }) => name).filter((name) => name?.startsWith(`pagesight-${worker}-`));
  };
  const before = await locks();
  workers.kill(`pagesight ${worker}`);
  await vi.waitFor(async () => expect((await locks()).filter((name) => before.includes(name))).toEqual([]), { timeout: 60_000, interval: 20 });
}

describe.each(rows)('%s, whose %s worker is killed', (_, worker, { prepare, call, told }) => {
  const name = `pagesight ${worker}`;

  /** The same call again: what it asks for is done, by now or before. */
  async function expectDone(prepared: string): Promise<void> {
    const outcome = await outcomeOf(call(prepared));
    if (outcome instanceof RekognitionServiceException && outcome.name === told) return;
    expect(outcome).toBe('answered');
  }

  test('when the call is sent, in its middle and after its answer: that is told, nothing is lost, and the next call works', async () => {
    const first = (await prepare?.()) ?? '';
    const kill = workers.killAtCall(name, 1);
    expectLost(await outcomeOf(call(first)));
    kill.stop();
    const begun = performance.now();
    await expectDone(first);
    const milliseconds = performance.now() - begun;

    const second = (await prepare?.()) ?? '';
    const outcome = outcomeOf(call(second));
    // Anywhere: whatever the worker is at, the outcome is one of two.
    await new Promise((resolve) => setTimeout(resolve, next() * milliseconds));
    await killNoticed(worker);
    const lost = await outcome;
    if (lost !== 'answered') expectLost(lost);
    await expectDone(second);

    await killNoticed(worker);
    expect(await outcomeOf(call((await prepare?.()) ?? ''))).toBe('answered');
    const { Faces } = await rekognition.listFaces({ CollectionId });
    expect(Faces?.map((face) => face.FaceId)).toContain(FaceId);
  });
});
