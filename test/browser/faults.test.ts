import { deleteDB, openDB } from 'idb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { commands } from 'vitest/browser';
import {
  InternalServerError,
  ModelIntegrityError,
  ModelUnavailableError,
  Rekognition,
  ServiceQuotaExceededException,
  type GetFaceDetectionResponse,
  type Image,
  type ProgressEvent,
  type RekognitionConfig,
} from '../../src/index.ts';
import { databaseNames } from '../../src/storage/database-names.ts';
import { killableWorkers, type KillableWorkers } from '../set-up/killable-workers.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

// Everything here goes through the client: what an app sees when something below it fails.

const clients: Rekognition[] = [];
function client(config: RekognitionConfig = {}): Rekognition {
  const made = new Rekognition({ device: 'wasm', ...config });
  clients.push(made);
  return made;
}

let picture: Image;
const failureOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'answered', (error: unknown) => error);

beforeAll(async () => {
  // Small, so that these tests spend their time on faults.
  const photo = await createImageBitmap(await samplePicture('sample1.jpg'), { resizeWidth: 480, resizeQuality: 'high' });
  const canvas = new OffscreenCanvas(photo.width, photo.height);
  canvas.getContext('2d')?.drawImage(photo, 0, 0);
  picture = { Source: await canvas.convertToBlob({ type: 'image/png' }) };
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await Promise.all(clients.splice(0).map((each) => each.close()));
});

describe('model files', () => {
  beforeAll(() => caches.delete('pagesight-models-v1'));
  afterEach(async () => {
    await commands.breakFiles('.onnx', undefined);
    await commands.breakFiles('.wasm', undefined);
  });

  test('that are missing or wrong are named with what to do, whatever is wrong, and the next call asks for them again', async () => {
    const rekognition = client();
    for (const [fault, exception, remedy] of [
      ['missing', ModelUnavailableError, /answered 404.*pagesight models/],
      ['truncated', ModelIntegrityError, /bytes instead of.*pagesight models/],
      ['changed by one byte', ModelIntegrityError, /SHA-256 differs.*pagesight models/],
      ['a web page instead', ModelUnavailableError, /web page instead of a model.*modelsUrl/],
      ['unreachable', ModelUnavailableError, /Check the connection/],
    ] as const) {
      await commands.breakFiles('.onnx', fault);
      const failure = await failureOf(rekognition.detectFaces({ Image: picture }));
      expect(failure, fault).toBeInstanceOf(exception);
      expect((failure as Error).message).toMatch(remedy);
    }
    await commands.breakFiles('.onnx', undefined);
    expect((await rekognition.detectFaces({ Image: picture })).FaceDetails).toHaveLength(3);
  });

  test('are not needed again after the first load: offline, a new client answers from what is kept and names what is not', async () => {
    // Loaded by the test before.
    const rekognition = client();
    await commands.breakFiles('.onnx', 'unreachable');
    expect((await rekognition.detectFaces({ Image: picture })).FaceDetails).toHaveLength(3);
    const failure = await failureOf(rekognition.recognizeCelebrities({ Image: picture }));
    expect(failure).toBeInstanceOf(ModelUnavailableError);
    expect((failure as Error).message).toMatch(/Check the connection/);
  });

  test('of the runtime that are missing or wrong are told, and the next call asks for them again', async () => {
    const rekognition = client();
    for (const fault of ['missing', 'truncated', 'a web page instead', 'unreachable'] as const) {
      await commands.breakFiles('.wasm', fault);
      const failure = await failureOf(rekognition.detectFaces({ Image: picture }));
      expect(failure, fault).toBeInstanceOf(ModelUnavailableError);
      expect((failure as Error).message).toMatch(/serve the folder "ort" beside the library's workers/);
    }
    await commands.breakFiles('.wasm', undefined);
    expect((await rekognition.detectFaces({ Image: picture })).FaceDetails).toHaveLength(3);
  });
});

// Every operation with each of its workers: killed-workers.test.ts.
describe('a worker that is killed', () => {
  let workers: KillableWorkers;
  beforeEach(() => (workers = killableWorkers()));

  const lost = (failure: unknown, title: string): void => {
    expect(failure).toBeInstanceOf(InternalServerError);
    expect((failure as Error).message).toMatch(new RegExp(`The ${title} worker died.*Call again`));
  };

  test('at its start, while models arrive or while it sees rejects the call, and the next call works', async () => {
    let onProgress: (event: ProgressEvent) => void = () => {};
    const rekognition = client({ onProgress: (event) => onProgress(event) });
    const killWhen = (kind: ProgressEvent['kind']) => (event: ProgressEvent): void => void (event.kind === kind && workers.kill('pagesight vision'));

    const atStart = workers.killAtCall('pagesight vision', 1);
    lost(await failureOf(rekognition.detectFaces({ Image: picture })), 'vision');
    expect(atStart.killed).toBe(1);
    atStart.stop();
    for (const kind of ['download', 'ready'] as const) {
      onProgress = killWhen(kind);
      lost(await failureOf(rekognition.detectFaces({ Image: picture })), 'vision');
    }
    onProgress = () => {};
    expect((await rekognition.detectFaces({ Image: picture })).FaceDetails).toHaveLength(3);
    const seeing = workers.killAtCall('pagesight vision', 1);
    lost(await failureOf(rekognition.detectFaces({ Image: picture })), 'vision');
    seeing.stop();
  });

  test('while it writes or searches faces loses nothing that was answered', async () => {
    const rekognition = client();
    const CollectionId = 'kept';
    await rekognition.createCollection({ CollectionId });
    const { FaceRecords } = await rekognition.indexFaces({ CollectionId, Image: picture });
    const calls = {
      indexFaces: () => rekognition.indexFaces({ CollectionId, Image: picture, ExternalImageId: 'again' }),
      searchFacesByImage: () => rekognition.searchFacesByImage({ CollectionId, Image: picture }),
      searchFaces: () => rekognition.searchFaces({ CollectionId, FaceId: FaceRecords?.[0]?.Face?.FaceId }),
      listFaces: () => rekognition.listFaces({ CollectionId }),
      describeCollection: () => rekognition.describeCollection({ CollectionId }),
    };
    for (const call of Object.values(calls)) {
      const kill = workers.killAtCall('pagesight collections', 1);
      lost(await failureOf(call()), 'collections');
      kill.stop();
      const { Faces } = await rekognition.listFaces({ CollectionId });
      expect(Faces?.map(({ FaceId }) => FaceId)).toEqual(expect.arrayContaining(FaceRecords?.map(({ Face }) => Face?.FaceId) ?? []));
    }
    expect((await calls.searchFacesByImage()).FaceMatches).not.toEqual([]);
    await rekognition.deleteCollection({ CollectionId });
  });

  test('in the middle of a job fails it with a sentence, and the next job works', async () => {
    const rekognition = client();
    const Video = { Source: await numberedClip({ codec: 'vp8', frames: 6, rate: 6 }) };
    const ended = async (JobId: string | undefined): Promise<GetFaceDetectionResponse> =>
      vi.waitFor(async () => {
        const answer = await rekognition.getFaceDetection({ JobId });
        expect(answer.JobStatus).not.toBe('IN_PROGRESS');
        return answer;
      }, { timeout: 60_000 });
    const kill = workers.killAtCall('pagesight vision', 2);
    const first = await rekognition.startFaceDetection({ Video });
    expect(await ended(first.JobId)).toMatchObject({ JobStatus: 'FAILED', StatusMessage: expect.stringMatching(/died.*again/) });
    kill.stop();
    const second = await rekognition.startFaceDetection({ Video });
    expect(await ended(second.JobId)).toMatchObject({ JobStatus: 'SUCCEEDED' });
  });
});

/** One call for each database, which writes to it. */
const writes: Readonly<Record<Exclude<keyof typeof databaseNames, 'collections'>, (rekognition: Rekognition) => Promise<unknown>>> = {
  buckets: (rekognition) => rekognition.buckets.put({ Bucket: 'faults', Name: 'a' }, 'text'),
  humanLoops: (rekognition) => rekognition.humanLoops.defineFlow('arn:aws:sagemaker:page:000000000000:flow-definition/f', { Conditions: [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 1 } }] }),
  jobs: async (rekognition) => rekognition.startSegmentDetection({ Video: { Source: await clip }, SegmentTypes: ['SHOT'] }),
  streams: (rekognition) =>
    rekognition.createStreamProcessor({
      Name: `p-${crypto.randomUUID()}`,
      Input: { KinesisVideoStream: { Arn: `arn:aws:kinesisvideo:page:000000000000:stream/${crypto.randomUUID()}/0` } },
      Output: { KinesisDataStream: { Arn: `arn:aws:kinesis:page:000000000000:stream/${crypto.randomUUID()}` } },
      Settings: { FaceSearch: { CollectionId: 'any' } },
      RoleArn: 'arn:aws:iam::000000000000:role/anything',
    }),
  customLabels: (rekognition) => rekognition.createProject({ ProjectName: `p-${crypto.randomUUID()}` }),
};
const clip = numberedClip({ codec: 'vp8', frames: 4, rate: 4 });
const kinds = Object.keys(writes) as (keyof typeof writes)[];

describe.each(kinds)('the database of %s', (kind) => {
  test('that a newer version of the library has written, in another tab, says to reload', async () => {
    const rekognition = client();
    await deleteDB(databaseNames[kind]);
    const newer = await openDB(databaseNames[kind], 9);
    newer.close();
    const failure = await failureOf(writes[kind](rekognition));
    expect(failure).toBeInstanceOf(InternalServerError);
    expect((failure as Error).message).toMatch(/reload the page/);
    await deleteDB(databaseNames[kind]);
    await writes[kind](rekognition);
  });

  test('on a full disk says so, and takes the next call', async () => {
    const rekognition = client();
    const full = (): never => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    const spies = [vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full), vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full)];
    const failure = await failureOf(writes[kind](rekognition));
    for (const spy of spies) spy.mockRestore();
    expect(failure).toBeInstanceOf(ServiceQuotaExceededException);
    expect((failure as Error).message).toMatch(/free disk space, and try again/);
    await writes[kind](rekognition);
  });

  test('that is deleted under the library is made anew', async () => {
    const rekognition = client();
    await writes[kind](rekognition);
    await deleteDB(databaseNames[kind]);
    await writes[kind](rekognition);
  });
});

test('a job whose database is deleted while it runs is gone, and the next one works', async () => {
  const rekognition = client();
  const Video = { Source: await numberedClip({ codec: 'vp8', frames: 300, rate: 30 }) };
  const { JobId } = await rekognition.startFaceDetection({ Video });
  await vi.waitFor(async () => expect((await rekognition.jobs.list()).length).toBeGreaterThan(0));
  await deleteDB(databaseNames.jobs);
  await expect(rekognition.getFaceDetection({ JobId })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const next = await rekognition.startSegmentDetection({ Video: { Source: await clip }, SegmentTypes: ['SHOT'] });
  await vi.waitFor(async () => expect((await rekognition.getSegmentDetection({ JobId: next.JobId })).JobStatus).toBe('SUCCEEDED'), { timeout: 60_000 });
});

afterAll(() => Promise.all(Object.values(databaseNames).map((name) => deleteDB(name))));
