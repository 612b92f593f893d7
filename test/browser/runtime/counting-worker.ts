import { serveWorker } from '../../../src/runtime/worker-service.ts';
import { InvalidParameterException } from '../../../src/errors.ts';

/** A worker with one call for each thing that can happen to a worker. */
export interface CountingCalls {
  add(a: number, b: number): Promise<number>;
  measure(picture: { bitmap: ImageBitmap }): Promise<number>;
  refuse(): Promise<never>;
  waitForAbort(): Promise<string>;
  aborts(): Promise<number>;
  dieSilently(): Promise<never>;
  throwOutsideAnyCall(): Promise<never>;
}

let aborts = 0;
const never = (): Promise<never> => new Promise(() => {});

serveWorker<CountingCalls, string>((_, tell) => ({
  add: (_signal, a, b) => {
    tell('adding');
    return Promise.resolve(a + b);
  },
  measure: (_signal, { bitmap }) => Promise.resolve(bitmap.width),
  refuse: () => Promise.reject(new InvalidParameterException('Pass something else.')),
  waitForAbort: (signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborts += 1;
        reject(new Error('aborted inside'));
      });
    }),
  aborts: () => Promise.resolve(aborts),
  dieSilently: () => {
    // Ends the worker without any event on the page, as a crash of its process does.
    globalThis.close();
    return never();
  },
  throwOutsideAnyCall: () => {
    setTimeout(() => {
      throw new Error('thrown in a timer');
    });
    return never();
  },
}));
