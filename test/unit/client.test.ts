import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RekognitionClient } from '../../src/client.ts';
import { ClientClosedError, InvalidParameterException } from '../../src/errors.ts';
import { DetectFacesCommand, ListCollectionsCommand } from '../../src/operations/table.ts';
import { Rekognition } from '../../src/rekognition.ts';
import type { CallProfile } from '../../src/profile/call-profile.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { commands } from '../set-up/constraint-values.ts';

const runtime = vi.hoisted(() => ({
  opened: 0,
  closed: 0,
  signals: [] as AbortSignal[],
  findFaces: (): Promise<readonly never[]> => Promise.resolve([]),
}));

// The client alone: what lies behind it is a picture of 200 x 100 pixels without faces.
vi.mock('../../src/runtime/runtime.ts', () => ({
  openRuntime: (): Runtime => {
    runtime.opened += 1;
    return {
      context: (signal, requestId) => {
        runtime.signals.push(signal);
        const picture = { bitmap: null as unknown as ImageBitmap, width: 200, height: 100 };
        const vision = { findFaces: () => runtime.findFaces() } as unknown as ReturnType<Runtime['context']>['vision'];
        const collections = { listCollections: () => Promise.resolve({ collections: [] }) } as unknown as ReturnType<Runtime['context']>['collections'];
        const galleries = { describe: () => Promise.resolve([]), recognize: () => Promise.resolve([]) } as unknown as ReturnType<Runtime['context']>['galleries'];
        const videoJobs = () => Promise.reject(new Error('There are no videos here.'));
        const streamProcessors = () => Promise.reject(new Error('There are no streams here.'));
        const customLabels = () => Promise.reject(new Error('There are no custom labels here.'));
        return { signal, requestId, streamProcessors, customLabels, openPicture: () => Promise.resolve(picture), vision, collections, galleries, videoJobs, config: {} };
      },
      close: () => {
        runtime.closed += 1;
        return Promise.resolve();
      },
    };
  },
}));

const request = { Image: { Bytes: new Uint8Array([1]) } };
const never = (): Promise<never> => new Promise(() => undefined);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

beforeEach(() => {
  Object.assign(runtime, { opened: 0, closed: 0, signals: [], findFaces: () => Promise.resolve([]) });
});

describe('a call', () => {
  it('answers with the metadata of the call, by command and by method alike', async () => {
    const byCommand = await new RekognitionClient().send(new DetectFacesCommand(request));
    const byMethod = await new Rekognition().detectFaces(request);
    for (const { $metadata, ...response } of [byCommand, byMethod]) {
      expect(response).toEqual({ FaceDetails: [] });
      expect($metadata).toEqual({
        httpStatusCode: 200,
        requestId: expect.stringMatching(uuid),
        attempts: 1,
        totalRetryDelay: 0,
      });
    }
    expect(byCommand.$metadata.requestId).not.toBe(byMethod.$metadata.requestId);
  });

  it('opens the runtime once, and only when a call needs it', async () => {
    const client = new Rekognition();
    await expect(client.detectFaces({ Image: {} })).rejects.toThrow(InvalidParameterException);
    expect(runtime.opened).toBe(0);
    await Promise.all([client.detectFaces(request), client.detectFaces(request)]);
    expect(runtime.opened).toBe(1);
  });

  it('rejects with exceptions that carry the metadata of the call', async () => {
    const error: unknown = await new Rekognition().detectFaces({ Image: undefined }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidParameterException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(uuid), attempts: 1 } });
  });

  it('passes errors of the page on as they are', async () => {
    const failure = new RangeError('A bug.');
    runtime.findFaces = () => Promise.reject(failure);
    await expect(new Rekognition().detectFaces(request)).rejects.toBe(failure);
  });

  it('leaves the request out where nothing is required', async () => {
    expect(new ListCollectionsCommand().input).toEqual({});
    await expect(new Rekognition().listCollections()).resolves.toMatchObject({ CollectionIds: [], FaceModelVersions: [] });
  });
});

describe('debug', () => {
  it('hands over a profile after an answer, and none of a call that failed', async () => {
    const told: CallProfile[] = [];
    const client = new Rekognition({ debug: (profile) => told.push(profile) });
    await expect(client.detectFaces({ Image: {} })).rejects.toThrow(InvalidParameterException);
    const { $metadata } = await client.detectFaces(request);
    await Promise.resolve();
    expect(told).toEqual([expect.objectContaining({ operation: 'DetectFaces', requestId: $metadata.requestId, stages: [] })]);
  });

  it('prints where it is true, and does nothing where it is not set', async () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => undefined);
    await new Rekognition().detectFaces(request);
    await new Rekognition({ debug: true }).listCollections();
    await Promise.resolve();
    expect(info.mock.calls).toEqual([[expect.stringMatching(/^ListCollections: /)]]);
    info.mockRestore();
  });
});

describe('callbacks', () => {
  it('are called with null and the response', async () => {
    const outcome = await new Promise((resolve) => {
      const returned: unknown = new Rekognition().detectFaces(request, (error: Error | null, response?: object) =>
        resolve([error, response, returned]),
      );
    });
    expect(outcome).toEqual([null, expect.objectContaining({ FaceDetails: [] }), undefined]);
  });

  it('are called with the error alone', async () => {
    const signal = AbortSignal.abort();
    const client = new RekognitionClient();
    const outcome = await new Promise((resolve) => {
      client.send(new DetectFacesCommand(request), { abortSignal: signal }, (...given) => resolve(given));
    });
    expect(outcome).toEqual([expect.objectContaining({ name: 'AbortError' })]);
  });
});

describe('aborting', () => {
  it('rejects at once, also where the operation never ends', async () => {
    runtime.findFaces = never;
    const controller = new AbortController();
    const call = new Rekognition().detectFaces(request, { abortSignal: controller.signal });
    controller.abort('seen enough');
    await expect(call).rejects.toMatchObject({ name: 'AbortError', cause: 'seen enough' });
    expect(runtime.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('before the call begins opens nothing', async () => {
    const call = new Rekognition().detectFaces(request, { abortSignal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(runtime.opened).toBe(0);
  });

  it('after the answer changes nothing', async () => {
    const controller = new AbortController();
    await new Rekognition().detectFaces(request, { abortSignal: controller.signal });
    controller.abort();
    expect(runtime.signals.map(({ reason }: AbortSignal) => (reason as Error).message)).toEqual(['The call has ended.']);
  });
});

describe('closing', () => {
  it('rejects the calls in flight with AbortError and refuses later ones with a sentence', async () => {
    runtime.findFaces = never;
    const client = new Rekognition();
    const call = client.detectFaces(request);
    const closed = client.close();
    await expect(call).rejects.toMatchObject({ name: 'AbortError', message: expect.stringContaining('closed') });
    await closed;
    expect(runtime.closed).toBe(1);
    await expect(client.detectFaces(request)).rejects.toThrow(ClientClosedError);
    await expect(client.detectFaces(request)).rejects.toThrow('make a new one');
  });

  it('may happen twice, by any of its names, and before anything was opened', async () => {
    const client = new Rekognition();
    await client.detectFaces(request);
    client.destroy();
    await client.close();
    await client[Symbol.asyncDispose]();
    expect(runtime.closed).toBe(1);
    await new Rekognition().close();
    expect(runtime.closed).toBe(1);
  });
});

it('prefers Bytes where the app asks for it, and refuses both otherwise', async () => {
  const both = { Image: { Bytes: new Uint8Array([1]), S3Object: { Bucket: 'abc', Name: 'a' } } };
  await expect(new Rekognition().detectFaces(both)).rejects.toThrow('Bytes and S3Object');
  await expect(new Rekognition({ preferBytes: true }).detectFaces(both)).resolves.toHaveProperty('FaceDetails');
});

it('has a method for every row of the table', () => {
  const methods = commands.map(({ operation }) => operation.charAt(0).toLowerCase() + operation.slice(1));
  const client: object = new Rekognition();
  expect(methods.filter((name) => typeof Reflect.get(client, name) !== 'function')).toEqual([]);
  expect(Object.keys(client).filter((name) => methods.includes(name))).toEqual([]);
});
