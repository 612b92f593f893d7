import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InvalidParameterException } from '../../../src/errors.ts';
import { hostWorker, type WorkerHost } from '../../../src/runtime/worker-host.ts';
import type { CountingCalls } from './counting-worker.ts';

class Lost extends Error {}

let started = 0;
let events: string[] = [];
let host: WorkerHost<CountingCalls>;

const start = (): Worker => {
  started += 1;
  return new Worker(new URL('./counting-worker.ts', import.meta.url), { type: 'module' });
};

function newHost(idleAfterMilliseconds = 60_000, startWorker = start): WorkerHost<CountingCalls> {
  return hostWorker<CountingCalls, string>({
    title: 'counting',
    start: startWorker,
    settings: { threads: 1 },
    idleAfterMilliseconds,
    onEvent: (event) => events.push(event),
    lost: (message) => new Lost(message),
  });
}

const calls = (signal = new AbortController().signal): CountingCalls => host.calls(signal);

beforeEach(() => {
  started = 0;
  events = [];
  host = newHost();
});

afterEach(() => host.stop());

describe('a hosted worker', () => {
  test('answers many calls at once, starts once, and tells events', async () => {
    const sums = await Promise.all([1, 2, 3, 4, 5].map((n) => calls().add(n, 10)));
    expect(sums).toEqual([11, 12, 13, 14, 15]);
    expect(started).toBe(1);
    await expect.poll(() => events).toEqual(Array(5).fill('adding'));
  });

  test('takes a picture over instead of copying it', async () => {
    const bitmap = await createImageBitmap(new ImageData(7, 3));
    expect(await calls().measure({ bitmap })).toBe(7);
    expect(bitmap.width).toBe(0);
  });

  test('lets an exception keep its class, and works on', async () => {
    await expect(calls().refuse()).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(calls().refuse()).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'Pass something else.', $fault: 'client' });
    expect(await calls().add(1, 1)).toBe(2);
  });

  test('rejects an aborted call at once with the reason of the signal and tells the worker', async () => {
    const controller = new AbortController();
    const call = calls(controller.signal).waitForAbort();
    await calls().add(0, 0);
    controller.abort(new DOMException('enough', 'AbortError'));
    await expect(call).rejects.toMatchObject({ name: 'AbortError', message: 'enough' });
    await expect.poll(() => calls().aborts()).toBe(1);
    expect(started).toBe(1);
  });

  test('never sends a call that was aborted before', async () => {
    await expect(calls(AbortSignal.abort()).add(1, 1)).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toBe(0);
  });

  test('that dies without a word rejects what was in flight, and the next call gets a new worker', async () => {
    await calls().add(1, 1);
    const lost = [calls().waitForAbort(), calls().dieSilently()];
    for (const call of lost) await expect(call).rejects.toBeInstanceOf(Lost);
    expect(await calls().add(2, 2)).toBe(4);
    expect(started).toBe(2);
  });

  test('that throws outside any call is replaced', async () => {
    await expect(calls().throwOutsideAnyCall()).rejects.toThrow(/thrown in a timer.*Call again/);
    expect(await calls().add(2, 2)).toBe(4);
  });

  test('whose file is missing rejects with a sentence instead of hanging', async () => {
    host = newHost(60_000, () => new Worker(new URL('/no-such-worker.js', location.href), { type: 'module' }));
    await expect(calls().add(1, 1)).rejects.toBeInstanceOf(Lost);
  });

  test('is ended when idle and started again when needed', async () => {
    host = newHost(50);
    expect(await calls().add(1, 1)).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await calls().add(1, 2)).toBe(3);
    expect(started).toBe(2);
  });

  test('is not ended while a call is running, however long it takes', async () => {
    host = newHost(50);
    const controller = new AbortController();
    const long = calls(controller.signal).waitForAbort();
    await calls().add(1, 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(started).toBe(1);
    controller.abort();
    await expect(long).rejects.toThrow();
  });

  test('rejects what is in flight when it is stopped', async () => {
    const call = calls().waitForAbort();
    await calls().add(1, 1);
    host.stop();
    await expect(call).rejects.toBeInstanceOf(Lost);
  });
});
