import { takeTurns } from '../runtime/take-turns.ts';
import type { VersionRow, VersionStatus } from './custom-label-record.ts';
import { changeVersion, listVersions, readVersion, removeVersion, type VersionChange } from './custom-labels-database.ts';
import { hasLocks, holdJob, holdOrphan } from './job-locks.ts';

/** What a training came to. */
export interface Trained {
  /** What is told of it. */
  readonly result: unknown;
  /** Kept for those who use the version. */
  readonly head: unknown;
}

/** A training that cannot succeed. The message is told as the version's. */
export class TrainingProblem extends Error {
  override readonly name = 'TrainingProblem';

  /** @param result what can be told of it nevertheless, such as where the problems of single lines are. */
  constructor(message: string, readonly result?: unknown) {
    super(message);
  }
}

/** What versions need of whoever knows pictures and models. */
export interface VersionServices {
  /**
   * Trains a version. It may have been begun in a tab that is gone.
   *
   * @param goesOn to be called every now and then, so that the time of the work is known when the tab dies
   */
  readonly train: (row: VersionRow, signal: AbortSignal, goesOn: () => void) => Promise<Trained>;
  /** Makes sure that a version can be used here; throws when it cannot. */
  readonly tryOut: (row: VersionRow, signal: AbortSignal) => Promise<void>;
}

/** Versions of models: some are trained by this tab, all can be used by it. */
export interface ModelVersions {
  /** Trains a version that was just added, when its turn comes. */
  train(row: VersionRow): void;
  /** With its true status. A training whose tab is gone is taken over. */
  read(arn: string): Promise<VersionRow | undefined>;
  /** The same of all versions of a project, newest first. */
  list(projectArn: string): Promise<VersionRow[]>;
  /** Resolves once it is STARTING; the rest is told by its status. */
  start(arn: string, units: number): Promise<VersionChange>;
  /** Resolves once it is STOPPING. */
  stop(arn: string): Promise<VersionChange>;
  remove(arn: string): Promise<VersionChange>;
  /** Ends a training, in whatever tab it runs; it fails with this sentence. Resolves when it has ended. */
  stopTraining(arn: string, why: string): Promise<VersionChange>;
  /** Takes trainings over whose tab is gone. */
  resume(): Promise<void>;
  /** Ends the work of this tab. Trainings stay in progress, for whoever takes them over. */
  close(): Promise<void>;
}

const STOPS = 'pagesight-training-stops';
const STARTABLE: readonly VersionStatus[] = ['TRAINING_COMPLETED', 'STOPPED', 'FAILED'];
const REMOVABLE: readonly VersionStatus[] = ['TRAINING_COMPLETED', 'TRAINING_FAILED', 'STOPPED', 'FAILED'];
/** The time of the work is written so often. */
const NOTE_MILLISECONDS = 2000;

/** It was told to end, and its row says so already. */
class Stopped extends Error {}
/** The client was closed: whoever comes next goes on. */
class Closed extends Error {}

/** Opens nothing but a channel by which other tabs ask for trainings to be stopped. */
export function openModelVersions({ train, tryOut }: VersionServices): ModelVersions {
  const inTurn = takeTurns();
  const works = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  const stops = new BroadcastChannel(STOPS);
  let closed = false;
  stops.addEventListener('message', ({ data }: MessageEvent<string>) => works.get(data)?.controller.abort(new Stopped()));

  /** Works for a version until it is done or aborted, and lets nobody doubt meanwhile that somebody does. Never rejects. */
  function begin(arn: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    if (closed) controller.abort(new Closed());
    const ended = work(controller.signal)
      .catch(() => {
        // The database is gone: whoever reads the status next finds that no tab works on it.
      })
      .finally(() => works.delete(arn));
    works.set(arn, { controller, ended });
    return ended;
  }

  async function workOnTraining(row: VersionRow, signal: AbortSignal): Promise<void> {
    const { arn } = row;
    let begun: number | undefined;
    let noted = 0;
    const worked = (): number => row.workedMilliseconds + (begun === undefined ? 0 : performance.now() - begun);
    const goesOn = (): void => {
      if (performance.now() - noted < NOTE_MILLISECONDS) return;
      noted = performance.now();
      void changeVersion(arn, ['TRAINING_IN_PROGRESS'], { workedMilliseconds: worked() }).then(
        // It was stopped or deleted just when it began.
        ({ outcome }) => outcome !== 'changed' && works.get(arn)?.controller.abort(new Stopped()),
        () => {},
      );
    };
    try {
      const { result, head } = await inTurn(() => {
        signal.throwIfAborted();
        begun = performance.now();
        return train(row, signal, goesOn);
      });
      signal.throwIfAborted();
      await changeVersion(arn, ['TRAINING_IN_PROGRESS'], { status: 'TRAINING_COMPLETED', result, workedMilliseconds: worked(), trainedAt: Date.now() }, head);
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      if (reason instanceof Closed || reason instanceof Stopped) {
        await changeVersion(arn, ['TRAINING_IN_PROGRESS'], { workedMilliseconds: worked() });
        return;
      }
      const result = reason instanceof TrainingProblem ? reason.result : undefined;
      await changeVersion(arn, ['TRAINING_IN_PROGRESS'], {
        status: 'TRAINING_FAILED',
        statusMessage: sentenceOf(reason),
        workedMilliseconds: worked(),
        trainedAt: Date.now(),
        ...(result !== undefined && { result }),
      });
    }
  }

  async function workOnStart(row: VersionRow, signal: AbortSignal): Promise<void> {
    try {
      await tryOut(row, signal);
      signal.throwIfAborted();
      await changeVersion(row.arn, ['STARTING'], { status: 'RUNNING' });
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      await changeVersion(row.arn, ['STARTING'], { status: 'FAILED', statusMessage: reason instanceof Closed ? INTERRUPTED : sentenceOf(reason) });
    }
  }

  /** Settles what a tab that is gone has left undone. Resolves when it is clear who works on the version. */
  function settle(row: VersionRow): Promise<VersionRow | undefined> {
    const { arn, status } = row;
    const isLively = status === 'TRAINING_IN_PROGRESS' || status === 'STARTING' || status === 'STOPPING';
    if (!isLively || works.has(arn) || !hasLocks()) return Promise.resolve(row);
    return new Promise((settled, reject) => {
      holdOrphan(arn, async () => {
        const now = await readVersion(arn);
        if (now?.status === 'TRAINING_IN_PROGRESS' && !closed) {
          settled(now);
          await begin(arn, (signal) => workOnTraining(now, signal));
        } else if (now?.status === 'STARTING') {
          await changeVersion(arn, ['STARTING'], { status: 'FAILED', statusMessage: INTERRUPTED });
        } else if (now?.status === 'STOPPING') {
          await changeVersion(arn, ['STOPPING'], { status: 'STOPPED' });
        }
      })
        .then(async () => settled(await readVersion(arn)))
        .catch(reject);
    });
  }

  async function read(arn: string): Promise<VersionRow | undefined> {
    const row = await readVersion(arn);
    return row && settle(row);
  }

  return {
    train(row) {
      void holdJob(row.arn, async () => {
        // A tab that was quicker may have taken it for left behind.
        const now = await readVersion(row.arn);
        if (now?.status === 'TRAINING_IN_PROGRESS') await begin(row.arn, (signal) => workOnTraining(now, signal));
      }).catch(() => {
        // Left in progress, for whoever reads it next.
      });
    },

    read,

    async list(projectArn) {
      const rows = await Promise.all((await listVersions(projectArn)).map(settle));
      return rows.filter((row) => row !== undefined);
    },

    async start(arn, units) {
      const row = await read(arn);
      if (!row) return { outcome: 'unknown' };
      // Whoever trains it holds it until the training ends.
      if (!STARTABLE.includes(row.status)) return { outcome: 'refused', row };
      return new Promise((resolve, reject) => {
        holdJob(arn, async () => {
          const change = await changeVersion(arn, STARTABLE, { status: 'STARTING', units });
          resolve(change);
          if (change.outcome === 'changed') await begin(arn, (signal) => workOnStart(change.row, signal));
        }).catch(reject);
      });
    },

    async stop(arn) {
      await read(arn);
      const change = await changeVersion(arn, ['RUNNING'], { status: 'STOPPING' });
      // There is nothing to take down: whoever detects next reads the status first.
      if (change.outcome === 'changed') setTimeout(() => void changeVersion(arn, ['STOPPING'], { status: 'STOPPED' }).catch(() => {}));
      return change;
    },

    async remove(arn) {
      await read(arn);
      return removeVersion(arn, REMOVABLE);
    },

    async stopTraining(arn, why) {
      // First of all, so that a training whose turn has not come never begins.
      const change = await changeVersion(arn, ['TRAINING_IN_PROGRESS'], { status: 'TRAINING_FAILED', statusMessage: why, trainedAt: Date.now() });
      if (change.outcome !== 'changed') return change;
      works.get(arn)?.controller.abort(new Stopped());
      stops.postMessage(arn);
      // Whoever works on it lets go of it now.
      await holdJob(arn, () => Promise.resolve());
      return change;
    },

    async resume() {
      await Promise.all((await listVersions()).map(settle));
    },

    async close() {
      closed = true;
      stops.close();
      const ends = [...works.values()];
      for (const { controller } of ends) controller.abort(new Closed());
      await Promise.all(ends.map(({ ended }) => ended));
    },
  };
}

const INTERRUPTED = 'The page that started the version was closed or reloaded meanwhile. Start it again.';

/** Why it failed, as a sentence. */
function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
