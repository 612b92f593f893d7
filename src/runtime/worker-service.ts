import { expose } from 'comlink';
import { keepErrorClasses } from './error-transfer.ts';
import type { TimedStage } from '../profile/call-profile.ts';
import type { CallSignal, ProfiledAnswer, WorkerEndpoint, WorkerListener, WorkerSettings, WorkerSide } from './worker-protocol.ts';

/**
 * The worker's end of {@link hostWorker}: answers calls until the worker is ended.
 *
 * @param open makes the calls once the settings are known; runs once.
 */
export function serveWorker<Calls, Event>(
  open: (settings: WorkerSettings, tell: WorkerListener<Event>) => WorkerSide<Calls> | Promise<WorkerSide<Calls>>,
): void {
  keepErrorClasses();
  const running = new Map<number, AbortController>();
  let calls: WorkerSide<Calls> | undefined;
  let profiled = false;

  const endpoint: WorkerEndpoint<Event> = {
    async open(settings, listener) {
      profiled = settings.profiled ?? false;
      await holdForLife(settings.lifeLock);
      calls = await open(settings, (event) => listener(event));
    },
    async run(call, name, parameters) {
      const implementation: unknown = calls?.[name as keyof Calls];
      if (typeof implementation !== 'function') throw new TypeError(`This worker has no call named ${name}.`);
      const controller = new AbortController();
      running.set(call, controller);
      try {
        const answer = (signal: CallSignal): Promise<unknown> => Reflect.apply(implementation, calls, [signal, ...parameters]);
        return await (profiled ? withProfile(controller.signal, answer) : answer(controller.signal));
      } finally {
        running.delete(call);
      }
    },
    cancel(call) {
      running.get(call)?.abort();
    },
  };
  expose(endpoint);
}

async function withProfile(signal: AbortSignal, answer: (signal: CallSignal) => Promise<unknown>): Promise<ProfiledAnswer> {
  const stages: TimedStage[] = [];
  const record = (stage: TimedStage): void => void stages.push(stage);
  return { answer: await answer(Object.assign(signal, { record })), stages };
}

async function holdForLife(lock: string): Promise<void> {
  // Without a secure context there are no Web Locks; the host then learns of a death only by the error event.
  if (!('locks' in navigator)) return;
  await new Promise<void>((held) => {
    void navigator.locks.request(lock, () => {
      held();
      return new Promise<never>(() => {});
    });
  });
}
