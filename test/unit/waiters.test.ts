import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ResourceNotFoundException } from '../../src/errors.ts';
import { Rekognition } from '../../src/rekognition.ts';
import type { ProjectVersionStatus } from '../../src/shapes/custom-labels.ts';
import { waitUntilProjectVersionRunning, waitUntilProjectVersionTrainingCompleted } from '../../src/waiters.ts';

const request = { ProjectArn: 'arn:aws:rekognition:page:000000000000:project/hats/1', VersionNames: ['first'] };

type Look = readonly ProjectVersionStatus[] | Error;

/** A client whose versions are in these states, look after look; the last look repeats. */
function clientThatSees(...looks: readonly Look[]): { client: Rekognition; times: number[] } {
  const times: number[] = [];
  const start = Date.now();
  const client = new Rekognition();
  const send = (): Promise<object> => {
    times.push(Math.round((Date.now() - start) / 1000));
    const look = looks[Math.min(times.length, looks.length) - 1] ?? [];
    if (look instanceof Error) return Promise.reject(look);
    const ProjectVersionDescriptions = Object.values(look).map((Status) => ({ Status }));
    return Promise.resolve({ ProjectVersionDescriptions, $metadata: { httpStatusCode: 200 } });
  };
  Object.assign(client, { send });
  return { client, times };
}

/** Lets the time of the waiter pass at once. */
async function settle<Result>(waiting: Promise<Result>): Promise<Result | Error> {
  const settled = waiting.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  await vi.runAllTimersAsync();
  return settled;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a waiter', () => {
  it('resolves once every version is in the state', async () => {
    const { client, times } = clientThatSees([], ['STARTING', 'RUNNING'], ['RUNNING', 'RUNNING']);
    const result = await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 600 }, request));
    expect(result).toMatchObject({
      state: 'SUCCESS',
      reason: { ProjectVersionDescriptions: [{ Status: 'RUNNING' }, { Status: 'RUNNING' }] },
      observedResponses: { '200: OK': 3 },
    });
    expect(result).toHaveProperty('final');
    expect(times).toEqual([0, 30, 90]);
  });

  it('waits as long as it was told to when the clock is set back by a day, and forward', async () => {
    for (const jump of [-86_400_000, 86_400_000]) {
      const { client } = clientThatSees(['STARTING']);
      setTimeout(() => vi.setSystemTime(Date.now() + jump), 60_000);
      const begin = performance.now();
      const error = await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 500 }, request));
      expect(error).toMatchObject({ name: 'TimeoutError' });
      expect(Math.round((performance.now() - begin) / 1000)).toBe(500);
    }
  });

  it('waits longer and longer, up to the longest delay', async () => {
    const { client, times } = clientThatSees(['STARTING']);
    await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 500 }, request));
    expect(times).toEqual([0, 30, 90, 210, 330, 450, 500]);
  });

  it('draws each delay at random, never under the shortest', async () => {
    vi.mocked(Math.random).mockReturnValue(0);
    const { client, times } = clientThatSees(['STARTING']);
    await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 100, minDelay: 20 }, request));
    expect(times).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('throws an Error with the result as JSON when a version has failed', async () => {
    const { client } = clientThatSees(['RUNNING', 'FAILED']);
    const error = await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 60 }, request));
    expect(error).toMatchObject({ name: 'Error' });
    expect(JSON.parse((error as Error).message)).toMatchObject({ state: 'FAILURE', observedResponses: { '200: OK': 1 } });
  });

  it('takes errors of the call for not yet, and ends in a time-out', async () => {
    const failure = new ResourceNotFoundException({ message: 'No such project.', $metadata: { httpStatusCode: 400 } });
    const { client } = clientThatSees(failure);
    const error = await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 40 }, request));
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(JSON.parse((error as Error).message)).toEqual({
      state: 'TIMEOUT',
      observedResponses: { '400: No such project.': 3 },
    });
  });

  it('does not go on waiting for a client that is closed', async () => {
    const client = new Rekognition();
    await client.close();
    const error = await settle(waitUntilProjectVersionRunning({ client, maxWaitTime: 40 }, request));
    expect(error).toMatchObject({ name: 'ClientClosedError' });
  });

  it('ends at once when it is aborted', async () => {
    const { client, times } = clientThatSees(['STARTING']);
    const controller = new AbortController();
    const waiting = waitUntilProjectVersionRunning({ client, maxWaitTime: 600, abortSignal: controller.signal }, request);
    const caught = waiting.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    controller.abort();
    expect(await caught).toMatchObject({ name: 'AbortError' });
    expect(times).toEqual([0]);
  });

  it.each([
    [{ maxWaitTime: 0 }, 'maxWaitTime'],
    [{ maxWaitTime: 30 }, 'minDelay'],
    [{ maxWaitTime: 60, minDelay: 0 }, 'minDelay'],
    [{ maxWaitTime: 60, minDelay: 10, maxDelay: 5 }, 'maxDelay'],
  ])('refuses %o', async (options, named) => {
    const { client, times } = clientThatSees(['RUNNING']);
    expect(await settle(waitUntilProjectVersionRunning({ client, ...options }, request))).toMatchObject({
      message: expect.stringContaining(named),
    });
    expect(times).toEqual([]);
  });
});

it('for training looks every 120 seconds, for another state and another failure', async () => {
  const { client, times } = clientThatSees(['TRAINING_IN_PROGRESS'], ['TRAINING_COMPLETED']);
  const result = await settle(waitUntilProjectVersionTrainingCompleted({ client, maxWaitTime: 1000 }, request));
  expect(result).toMatchObject({ state: 'SUCCESS' });
  expect(times).toEqual([0, 120]);
  const failing = clientThatSees(['TRAINING_FAILED']).client;
  expect(await settle(waitUntilProjectVersionTrainingCompleted({ client: failing, maxWaitTime: 1000 }, request))).toBeInstanceOf(Error);
});

it('is a method as well, with seconds or options', async () => {
  const { client } = clientThatSees(['RUNNING']);
  expect(await settle(client.waitUntilProjectVersionRunning(request, 60))).toMatchObject({ state: 'SUCCESS' });
  expect(await settle(client.waitUntilProjectVersionRunning(request, { maxWaitTime: 60 }))).toMatchObject({ state: 'SUCCESS' });
});
