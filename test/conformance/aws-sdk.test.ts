import * as aws from '@aws-sdk/client-rekognition';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inPage } from '../../src/aws-sdk.ts';
import { Rekognition, exceptionClasses } from '../../src/index.ts';
import type { PlainException } from '../../src/errors.ts';
import { watchRequests } from '../set-up/requests-away.ts';

// A real client of the AWS SDK with the plug-in. Where an operation is answered by a stand-in, the test is about what
// lies between the two clients; what is answered is tested beside, with the sample calls.

/** Everything that the SDK exports, by name. */
const sdkNames: object = aws;

let requests: ReturnType<typeof watchRequests>;

beforeEach(() => {
  requests = watchRequests();
});

afterEach(() => {
  expect(requests.away()).toEqual([]);
});

/** The SDK's client, without credentials and without so much as a region, answered by ours. */
function sdkClient(rekognition = new Rekognition()): aws.RekognitionClient {
  const client = new aws.RekognitionClient();
  client.middlewareStack.use(inPage(rekognition));
  return client;
}

function standIn(methods: object): Rekognition {
  return Object.assign(new Rekognition(), methods);
}

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const answered = { FaceDetails: [], $metadata: { httpStatusCode: 200, requestId: 'r', attempts: 1, totalRetryDelay: 0 } };

describe('a client of the SDK', () => {
  it('hands bytes over as they are and gives the answer back as it is', async () => {
    const Bytes = new Uint8Array([1, 2, 3]);
    const detectFaces = vi.fn(() => Promise.resolve(answered));
    const response = await sdkClient(standIn({ detectFaces })).send(new aws.DetectFacesCommand({ Image: { Bytes } }));
    expect(response).toEqual(answered);
    const given: unknown = vi.mocked<(input: aws.DetectFacesRequest) => unknown>(detectFaces).mock.calls[0]?.[0].Image?.Bytes;
    expect(given).toBe(Bytes);
  });

  it('works by its methods, and by callbacks', async () => {
    const client = new aws.Rekognition();
    client.middlewareStack.use(inPage(standIn({ detectFaces: () => Promise.resolve(answered) })));
    expect(await client.detectFaces({ Image: {} })).toEqual(answered);
    const outcome = await new Promise((resolve) => {
      client.detectFaces({ Image: {} }, (error: unknown, response?: object) => resolve([error, response]));
    });
    expect(outcome).toEqual([null, answered]);
  });

  it('throws its own exceptions on what our validation refuses', async () => {
    const error = await refusal(sdkClient().send(new aws.DetectFacesCommand({ Image: {} })));
    expect(error).toBeInstanceOf(aws.InvalidParameterException);
    expect(error).toBeInstanceOf(aws.RekognitionServiceException);
    expect(error).toMatchObject({
      message: 'Image of DetectFaces must have exactly one of Bytes, S3Object, Source, but has none.',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
  });

  it.each(Object.entries(exceptionClasses))('throws its own %s', async (name, Exception) => {
    const fields = { message: 'Change this.', Code: 'C', Logref: 'L', $metadata: { requestId: 'r' } };
    const detectFaces = (): Promise<never> => Promise.reject(new Exception(fields));
    const error = await refusal(sdkClient(standIn({ detectFaces })).send(new aws.DetectFacesCommand({ Image: {} })));
    expect(error).toBeInstanceOf(Reflect.get(sdkNames, name));
    expect(error).toMatchObject({ name, ...fields, $fault: new Exception().$fault });
  });

  it('names what has no class of its own', async () => {
    const error = await refusal(sdkClient().send(new aws.DescribeProjectsCommand({ MaxResults: 101 })));
    expect(error).toBeInstanceOf(aws.RekognitionServiceException);
    expect(error).toMatchObject({ name: 'ValidationException', $fault: 'client', $metadata: { httpStatusCode: 400 } });
  });

  it('passes other errors on as they are', async () => {
    const failure = new RangeError('A bug.');
    const detectFaces = (): Promise<never> => Promise.reject(failure);
    expect(await refusal(sdkClient(standIn({ detectFaces })).send(new aws.DetectFacesCommand({ Image: {} })))).toBe(failure);
  });

  it('refuses operations that are newer than this API, without asking the service', async () => {
    const error = await refusal(sdkClient().send(new aws.ListUsersCommand({ CollectionId: 'people' })));
    expect(error).toBeInstanceOf(aws.RekognitionServiceException);
    const expected: Partial<PlainException> = {
      name: 'OperationNotAvailableException',
      message: 'ListUsers cannot be answered in the page by this version.',
    };
    expect(error).toMatchObject(expected);
  });

  it('is aborted by its own signal', async () => {
    const controller = new AbortController();
    const detectFaces = (_: unknown, options: { abortSignal?: AbortSignal }): Promise<never> =>
      new Promise((_resolve, reject) => {
        options.abortSignal?.addEventListener('abort', () => reject(new Error('The signal has arrived.')));
      });
    const client = sdkClient(standIn({ detectFaces }));
    const call = client.send(new aws.DetectFacesCommand({ Image: {} }), { abortSignal: controller.signal });
    controller.abort();
    expect(await refusal(call)).toMatchObject({ message: 'The signal has arrived.' });
    const late = sdkClient().send(new aws.DetectFacesCommand({ Image: {} }), { abortSignal: AbortSignal.abort() });
    expect(await refusal(late)).toMatchObject({ name: 'AbortError' });
  });
});

describe("the SDK's own", () => {
  it('paginators go through our pages', async () => {
    const pages = [
      { CollectionIds: ['a', 'b'], NextToken: 'next' },
      { CollectionIds: ['c'] },
    ];
    const asked: object[] = [];
    const listCollections = (input: object): Promise<object | undefined> => {
      asked.push({ ...input });
      return Promise.resolve(pages.shift());
    };
    const found: string[] = [];
    const client = sdkClient(standIn({ listCollections }));
    for await (const page of aws.paginateListCollections({ client, pageSize: 2 }, {})) found.push(...(page.CollectionIds ?? []));
    expect(found).toEqual(['a', 'b', 'c']);
    expect(asked).toMatchObject([{ MaxResults: 2 }, { MaxResults: 2, NextToken: 'next' }]);
  });

  it('waiters look at our answers', async () => {
    const states = ['STARTING', 'RUNNING'];
    const describeProjectVersions = (): Promise<object> =>
      Promise.resolve({ ProjectVersionDescriptions: [{ Status: states.shift() }], $metadata: { httpStatusCode: 200 } });
    const client = sdkClient(standIn({ describeProjectVersions }));
    const input = { ProjectArn: 'arn', VersionNames: ['first'] };
    const timing = { maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.1 };
    const result = await aws.waitUntilProjectVersionRunning({ client, ...timing }, input);
    expect(result.state).toBe('SUCCESS');
    states.push('FAILED');
    await expect(aws.waitUntilProjectVersionRunning({ client, ...timing }, input)).rejects.toThrow('FAILURE');
  });
});
