import { vi } from 'vitest';

/** Kills workers as the browser does when memory runs short: without a word to anybody. */
export interface KillableWorkers {
  /** Kills every worker of this name as soon as it is sent so many calls, counted from now on. Tells how many died. */
  killAtCall(name: string, call: number): { readonly killed: number; stop(): void };
  /** Kills all living workers of this name. Returns how many. */
  kill(name: string): number;
  /** Kills every worker of this name as soon as it is started. */
  killAtStart(name: string): { stop(): void };
}

/** From now on workers of the page can be killed; `vi.unstubAllGlobals` ends that. */
export function killableWorkers(): KillableWorkers {
  const living = new Map<Worker, string>();
  const onStart = new Set<(worker: Worker, name: string) => void>();
  const onCall = new Set<(worker: Worker, name: string) => void>();

  function kill(worker: Worker): void {
    if (living.delete(worker)) worker.terminate();
  }

  vi.stubGlobal('Worker', class extends Worker {
    readonly #name: string;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.#name = options?.name ?? '';
      living.set(this, this.#name);
      for (const tell of onStart) tell(this, this.#name);
    }

    override postMessage(message: unknown, transfer?: Transferable[] | StructuredSerializeOptions): void {
      super.postMessage(message, transfer as StructuredSerializeOptions);
      // Of comlink: the call of the endpoint's `run`.
      const { path } = message as { path?: readonly string[] };
      if (path?.[0] === 'run') for (const tell of onCall) tell(this, this.#name);
    }
  });

  return {
    killAtCall(wanted, call) {
      let [calls, killed] = [0, 0];
      const count = (worker: Worker, name: string): void => {
        if (name !== wanted || ++calls !== call) return;
        killed += 1;
        kill(worker);
      };
      onCall.add(count);
      return { get killed() { return killed; }, stop: () => void onCall.delete(count) };
    },
    kill(wanted) {
      const found = [...living].flatMap(([worker, name]) => (name === wanted ? [worker] : []));
      found.forEach(kill);
      return found.length;
    },
    killAtStart(wanted) {
      const end = (worker: Worker, name: string): void => {
        if (name === wanted) kill(worker);
      };
      onStart.add(end);
      return { stop: () => void onStart.delete(end) };
    },
  };
}
