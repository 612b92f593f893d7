import { hasLocks } from './job-locks.ts';
import type { StreamRow, StreamStatus } from './stream-record.ts';
import { addProcessor, changeStatus, listProcessors, readProcessor, type AddRefusal, type Change } from './streams-database.ts';

/** One run of a processor, from its start until the signal aborts. It reports when frames come, and throws when it cannot go on. */
export type StreamRun = (row: StreamRow, signal: AbortSignal, report: RunReport) => Promise<void>;

/** What a run tells of itself. */
export interface RunReport {
  /** The first frame was seen. */
  running(): void;
  /** A sentence about a run that goes on, or undefined when there is nothing to say any more. */
  remark(sentence: string | undefined): void;
}

/** The stream processors of this site, some of which this tab runs. */
export interface StreamProcessors {
  add(row: StreamRow, most: number): Promise<AddRefusal | 'added' | 'known'>;
  /** With its true status: one whose tab is gone has failed. */
  read(name: string): Promise<StreamRow | undefined>;
  list(after: string | undefined, count: number): Promise<StreamRow[]>;
  /** Resolves once it is STARTING; the rest is told by its status. */
  start(name: string): Promise<Change>;
  /** Resolves once it is STOPPING, in whatever tab it runs. */
  stop(name: string): Promise<Change>;
  delete(name: string): Promise<Change>;
  /** Ends the runs of this tab. */
  close(): Promise<void>;
}

const STOPS = 'pagesight-stream-stops';
const lockOf = (name: string): string => `pagesight-stream ${name}`;
const LIVELY: readonly StreamStatus[] = ['STARTING', 'RUNNING', 'STOPPING'];
const RESTING: readonly StreamStatus[] = ['STOPPED', 'FAILED'];

class StopAsked extends Error {}

/** Opens nothing but a channel by which other tabs ask for runs to be stopped. */
export function openStreamProcessors(run: StreamRun): StreamProcessors {
  const runs = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  const stops = new BroadcastChannel(STOPS);
  stops.addEventListener('message', ({ data }: MessageEvent<string>) => runs.get(data)?.controller.abort(new StopAsked('It was stopped.')));

  /** Runs a processor to its end and writes what became of it. Never rejects. */
  async function work(row: StreamRow, controller: AbortController): Promise<void> {
    const { name } = row;
    const { signal } = controller;
    let failure = 'The video has ended. Bind a new one and start the processor again.';
    const report: RunReport = {
      running: () => void changeStatus(name, ['STARTING'], 'RUNNING').catch(() => {}),
      remark: (sentence) => void changeStatus(name, ['RUNNING'], 'RUNNING', sentence).catch(() => {}),
    };
    try {
      await run(row, signal, report);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    const end = signal.aborted ? changeStatus(name, LIVELY, 'STOPPED') : changeStatus(name, LIVELY, 'FAILED', failure);
    await end.catch(() => {
      // The database is gone: whoever reads the status next finds that no tab runs the processor.
    });
  }

  /** A processor that seems to run although no tab does so has lost its tab. */
  async function truth(row: StreamRow): Promise<StreamRow> {
    if (!LIVELY.includes(row.status) || runs.has(row.name) || !hasLocks()) return row;
    return navigator.locks.request(lockOf(row.name), { ifAvailable: true }, async (lock) => {
      if (!lock) return row;
      const change = await changeStatus(row.name, LIVELY, 'FAILED', 'The page that ran it was closed or reloaded. Start it again.');
      return change.outcome === 'unknown' ? row : change.row;
    });
  }

  async function read(name: string): Promise<StreamRow | undefined> {
    const row = await readProcessor(name);
    return row && truth(row);
  }

  return {
    add: addProcessor,
    read,
    list: async (after, count) => Promise.all((await listProcessors(after, count)).map(truth)),

    async start(name) {
      await read(name);
      return new Promise((resolve, reject) => {
        const begin = async (): Promise<void> => {
          const change = await changeStatus(name, RESTING, 'STARTING');
          if (change.outcome !== 'changed') return resolve(change);
          const controller = new AbortController();
          const ended = work(change.row, controller).finally(() => runs.delete(name));
          runs.set(name, { controller, ended });
          resolve(change);
          await ended;
        };
        // Who holds the lock runs the processor; the browser takes it from a tab that is closed or dies.
        (hasLocks() ? navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
          if (lock) return begin();
          const row = await readProcessor(name);
          resolve(row ? { outcome: 'refused', row } : { outcome: 'unknown' });
        }) : begin()).catch(reject);
      });
    },

    async stop(name) {
      await read(name);
      const change = await changeStatus(name, ['STARTING', 'RUNNING'], 'STOPPING');
      if (change.outcome === 'changed') {
        runs.get(name)?.controller.abort(new StopAsked('It was stopped.'));
        stops.postMessage(name);
      }
      return change;
    },

    async delete(name) {
      await read(name);
      return changeStatus(name, RESTING, undefined);
    },

    async close() {
      stops.close();
      const ends = [...runs.values()];
      for (const { controller } of ends) controller.abort(new StopAsked('The client was closed.'));
      await Promise.all(ends.map(({ ended }) => ended));
    },
  };
}
