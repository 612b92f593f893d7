import type { DBSchema, IDBPDatabase } from 'idb';
import { databaseNames } from '../storage/database-names.ts';
import { useDatabase } from '../storage/use-database.ts';
import type { JobRecord } from './job-record.ts';

/** Results are kept so long after a job has ended. Milliseconds. */
export const KEPT_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

interface JobsSchema extends DBSchema {
  jobs: { key: string; value: JobRecord; indexes: { token: string } };
  /** Consecutive rows of one job; the number is that of the first. */
  rows: { key: [job: string, first: number]; value: readonly unknown[] };
}

/** What became of a job that was to be added. */
export type Added =
  | { readonly outcome: 'added' | 'known'; readonly id: string }
  | { readonly outcome: 'token of another input' | 'too many' };

/** Adds a job unless its token is known or too many are in progress, in one transaction across all tabs. */
export function addJob(job: JobRecord, mostInProgress: number): Promise<Added> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('jobs', 'readwrite', { durability: 'strict' });
    const known = job.tokenKey === undefined ? undefined : await transaction.store.index('token').get(job.tokenKey);
    if (known && !isExpired(known)) {
      return known.fingerprint === job.fingerprint ? { outcome: 'known', id: known.id } : { outcome: 'token of another input' };
    }
    const inProgress = (await transaction.store.getAll()).filter(({ status }) => status === 'IN_PROGRESS').length;
    if (inProgress >= mostInProgress) return { outcome: 'too many' };
    void transaction.store.put(job);
    await transaction.done;
    return { outcome: 'added', id: job.id };
  });
}

/** The job, unless it is unknown or expired. */
export function readJob(id: string): Promise<JobRecord | undefined> {
  return withDatabase(async (database) => {
    const job = await database.get('jobs', id);
    return job && !isExpired(job) ? job : undefined;
  });
}

/** All jobs, the oldest first. */
export function listJobs(): Promise<JobRecord[]> {
  return withDatabase(async (database) =>
    (await database.getAll('jobs')).filter((job) => !isExpired(job)).toSorted((a, b) => a.startedAt - b.startedAt),
  );
}

/** Changes a job, and adds rows after those it has, in one transaction. */
export function updateJob(id: string, change: Partial<Omit<JobRecord, 'id' | 'rows'>>, rows: readonly unknown[] = []): Promise<JobRecord> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['jobs', 'rows'], 'readwrite');
    const job = await transaction.objectStore('jobs').get(id);
    if (!job) throw new Error(`The job ${id} was deleted while it was running.`);
    const changed = { ...job, ...change, rows: job.rows + rows.length };
    if (rows.length > 0) void transaction.objectStore('rows').put(rows, [id, job.rows]);
    void transaction.objectStore('jobs').put(changed);
    await transaction.done;
    return changed;
  });
}

/** Forgets what a job has written, so that it can start over. */
export function restartJob(id: string): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['jobs', 'rows'], 'readwrite');
    const job = await transaction.objectStore('jobs').get(id);
    void transaction.objectStore('rows').delete(rangeOf(id));
    if (job) void transaction.objectStore('jobs').put({ ...job, rows: 0, framesDone: 0, state: undefined });
    await transaction.done;
  });
}

/** Rows of a job, from `first` on, at most `count`. */
export function readRows(id: string, first = 0, count = Infinity): Promise<unknown[]> {
  return withDatabase(async (database) => {
    const found: unknown[] = [];
    const { store } = database.transaction('rows');
    // The chunk that holds the first row begins at or before it.
    const holding = await store.openKeyCursor(IDBKeyRange.bound([id, 0], [id, first]), 'prev');
    if (!holding) return found;
    const range = IDBKeyRange.bound(holding.key, [id, Infinity]);
    for (let cursor = await store.openCursor(range); cursor && found.length < count; cursor = await cursor.continue()) {
      found.push(...cursor.value.slice(Math.max(0, first - cursor.key[1])));
    }
    return found.slice(0, count);
  });
}

/** Deletes the jobs that ended more than 7 days ago. */
export function deleteExpiredJobs(): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['jobs', 'rows'], 'readwrite');
    for (const job of await transaction.objectStore('jobs').getAll()) {
      if (!isExpired(job)) continue;
      void transaction.objectStore('jobs').delete(job.id);
      void transaction.objectStore('rows').delete(rangeOf(job.id));
    }
    await transaction.done;
  });
}

function isExpired({ endedAt }: JobRecord): boolean {
  return endedAt !== undefined && Date.now() - endedAt > KEPT_MILLISECONDS;
}

function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}

function withDatabase<Result>(use: (database: IDBPDatabase<JobsSchema>) => Promise<Result>): Promise<Result> {
  return useDatabase({ name: databaseNames.jobs, create }, use);
}

function create(created: IDBPDatabase<JobsSchema>): void {
  created.createObjectStore('jobs', { keyPath: 'id' }).createIndex('token', 'tokenKey');
  created.createObjectStore('rows');
}
