import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import { timed, type ProfileStageKind, type RecordStage } from '../profile/call-profile.ts';
import { keepErrorClasses } from './error-transfer.ts';
import type { ProfiledAnswer, WorkerEndpoint, WorkerListener, WorkerSettings } from './worker-protocol.ts';

/** How a worker is started and looked after. */
export interface WorkerHostOptions<Event> {
  /** What the worker does, for messages: "vision". */
  readonly title: string;
  /** Starts the worker; kept as a function so that the literal `new Worker(new URL(...))` stays where bundlers see it. */
  readonly start: () => Worker;
  readonly settings: Omit<WorkerSettings, 'lifeLock'>;
  readonly onEvent?: WorkerListener<Event>;
  /** The worker is ended after so long without a call, because only ending it returns its memory. */
  readonly idleAfterMilliseconds: number;
  /** Makes the error of a call that was lost with its worker. */
  readonly lost: (message: string) => Error;
  /** Whether the worker is of no use after such an error of a call: the next call then gets a new one. Default: never. */
  readonly isFatal?: (error: unknown) => boolean;
  /** What a profile counts a whole call as; absent where the worker itself tells what its calls spend time on. */
  readonly callStage?: ProfileStageKind;
  /** Told when a worker failed or died by itself, not when it was ended. */
  readonly onDeath?: () => void;
}

/** A worker that is started when needed, ended when idle and replaced when it dies. */
export interface WorkerHost<Calls> {
  /**
   * The worker's calls for one caller. When `signal` aborts, its pending calls reject with the signal's reason at once.
   *
   * @param record takes down where their time goes
   */
  calls(signal: AbortSignal, record?: RecordStage): Calls;
  /** Starts the worker if none lives, for a call that is about to come. */
  wake(): void;
  /** Ends the worker; pending calls reject. The next call would start a new one. */
  stop(reason?: Error): void;
}

interface LivingWorker<Event> {
  readonly endpoint: Remote<WorkerEndpoint<Event>>;
  readonly opened: Promise<void>;
  readonly pending: Map<number, (error: Error) => void>;
  readonly end: (error: Error) => void;
}

/** Looks after one worker that runs {@link serveWorker}. */
export function hostWorker<Calls extends object, Event>(options: WorkerHostOptions<Event>): WorkerHost<Calls> {
  keepErrorClasses();
  let living: LivingWorker<Event> | undefined;
  let lastCall = 0;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  function worker(): LivingWorker<Event> {
    living ??= startWorker(options, () => {
      living = undefined;
    });
    return living;
  }

  function endWhenIdle(): void {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => {
      if (living?.pending.size === 0) living.end(options.lost(`The ${options.title} worker was idle and ended.`));
    }, options.idleAfterMilliseconds);
  }

  async function run(signal: AbortSignal, record: RecordStage | undefined, name: string, parameters: readonly unknown[]): Promise<unknown> {
    signal.throwIfAborted();
    const { endpoint, opened, pending, end } = worker();
    const call = ++lastCall;
    clearTimeout(idleTimer);
    const stopped = new Promise<never>((_, reject) => {
      pending.set(call, reject);
      signal.addEventListener('abort', () => reject(asError(signal.reason)), { once: true });
    });
    try {
      const answer = timed(record, 'worker', options.title, () => opened).then(() => {
        signal.throwIfAborted();
        return endpoint.run(call, name, transfer([...parameters], transferables(parameters)));
      });
      return withoutProfile(options, record, await Promise.race([answer, stopped]));
    } catch (error) {
      if (signal.aborted) void endpoint.cancel(call);
      else if (options.isFatal?.(error)) end(asError(error));
      throw error;
    } finally {
      pending.delete(call);
      if (pending.size === 0) endWhenIdle();
    }
  }

  function ask(signal: AbortSignal, record: RecordStage | undefined, name: string, parameters: readonly unknown[]): Promise<unknown> {
    const { callStage } = options;
    return callStage ? timed(record, callStage, name, () => run(signal, record, name, parameters)) : run(signal, record, name, parameters);
  }

  return {
    calls: (signal, record) =>
      new Proxy({} as Calls, {
        // A promise-like proxy would be awaited by mistake, hence no "then".
        get: (_, name) =>
          typeof name === 'string' && name !== 'then'
            ? (...parameters: unknown[]) => ask(signal, record, name, parameters)
            : undefined,
      }),
    wake() {
      worker();
      endWhenIdle();
    },
    stop(reason) {
      clearTimeout(idleTimer);
      living?.end(reason ?? options.lost(`The ${options.title} worker was stopped.`));
    },
  };
}

/** The answer itself; what it spent time on is taken down. */
function withoutProfile<Event>({ settings }: WorkerHostOptions<Event>, record: RecordStage | undefined, answered: unknown): unknown {
  if (settings.profiled !== true) return answered;
  const { answer, stages } = answered as ProfiledAnswer;
  if (record) for (const stage of stages) record(stage);
  return answer;
}

/** Starting takes half a second; a worker that has not answered by now never will, and its callers must not wait for ever. */
const OPENING_MILLISECONDS = 120_000;

function startWorker<Event>(options: WorkerHostOptions<Event>, onEnd: () => void): LivingWorker<Event> {
  const { title, lost } = options;
  const worker = options.start();
  const endpoint = wrap<WorkerEndpoint<Event>>(worker);
  const pending = new Map<number, (error: Error) => void>();
  const lifeLock = `pagesight-${title}-${crypto.randomUUID()}`;
  const watch = new AbortController();
  let failOpening: (error: Error) => void = () => {};

  function die(message: string): void {
    options.onDeath?.();
    end(lost(`The ${title} worker ${message}. Call again: a new worker is started.`));
  }

  function end(error: Error): void {
    if (watch.signal.aborted) return;
    watch.abort();
    onEnd();
    worker.terminate();
    endpoint[releaseProxy]();
    failOpening(error);
    for (const reject of pending.values()) reject(error);
    pending.clear();
  }

  worker.addEventListener('error', (event) => {
    const why = event.message ? `: ${event.message}` : ', most likely because its file could not be loaded';
    die(`failed${why}`);
  });

  const openingTimer = setTimeout(() => die(`did not start within ${OPENING_MILLISECONDS / 1000} seconds`), OPENING_MILLISECONDS);
  const opened = new Promise<void>((resolve, reject) => {
    failOpening = reject;
    const listener = proxy(options.onEvent ?? (() => {}));
    endpoint.open({ ...options.settings, lifeLock }, listener).then(resolve, reject);
  });
  opened.finally(() => clearTimeout(openingTimer)).catch(() => {});
  opened.then(
    () => watchLife(lifeLock, watch.signal, () => die('died')),
    (error: unknown) => end(asError(error)),
  );
  return { endpoint, opened, pending, end };
}

/** A worker killed by the browser fires no event; but the Web Lock it holds falls to whoever waits for it. */
function watchLife(lifeLock: string, signal: AbortSignal, onDeath: () => void): void {
  if (!('locks' in navigator)) return;
  navigator.locks.request(lifeLock, { signal }, onDeath).catch(() => {
    // Aborted: the worker was ended on purpose.
  });
}

/** What must be moved, not copied: pictures and frames, looked for in the parameters and one level inside them. */
function transferables(parameters: readonly unknown[]): Transferable[] {
  const found: Transferable[] = [];
  for (const parameter of parameters) {
    const candidates = [parameter, ...(isPlainObject(parameter) ? Object.values(parameter) : [])];
    for (const candidate of candidates) {
      if (candidate instanceof ImageBitmap || (typeof VideoFrame !== 'undefined' && candidate instanceof VideoFrame)) {
        found.push(candidate);
      }
    }
  }
  return found;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
