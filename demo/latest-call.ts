import type { SharedClient } from './shared-client.ts';

/** What a finished call answered and how long it took. */
export interface TimedAnswer<Answer> {
  readonly answer: Answer;
  readonly milliseconds: number;
  /** True when models had to be loaded first, so that the time says little of the call. */
  readonly withLoading: boolean;
}

/** Runs calls of which only the newest counts: a new one aborts the one before it. */
export interface LatestCall {
  /** Answers undefined when a newer call, or `abort`, took over. Failures of the newest call are thrown. */
  run<Answer>(call: (signal: AbortSignal) => Promise<Answer>): Promise<TimedAnswer<Answer> | undefined>;
  /** Gives the running call up. */
  abort(): void;
}

/** Makes a place for one call at a time. */
export function createLatestCall(client: SharedClient): LatestCall {
  let running: AbortController | undefined;
  return {
    async run(call) {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      const readyBefore = client.readyModels();
      const start = performance.now();
      try {
        const answer = await call(mine.signal);
        if (mine.signal.aborted) return undefined;
        return { answer, milliseconds: performance.now() - start, withLoading: client.readyModels() > readyBefore };
      } catch (error) {
        if (mine.signal.aborted) return undefined;
        throw error;
      } finally {
        if (running === mine) running = undefined;
      }
    },
    abort() {
      running?.abort();
      running = undefined;
    },
  };
}
