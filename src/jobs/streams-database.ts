import type { DBSchema, IDBPDatabase } from 'idb';
import { databaseNames } from '../storage/database-names.ts';
import { useDatabase } from '../storage/use-database.ts';
import type { StreamRow, StreamStatus } from './stream-record.ts';

interface StreamsSchema extends DBSchema {
  processors: { key: string; value: StreamRow };
}

/** Why a processor was not added. */
export type AddRefusal = 'name taken' | 'stream in use' | 'too many';

/** Adds a processor in one transaction across all tabs; one that is there with the same settings is left as it is. */
export function addProcessor(row: StreamRow, most: number): Promise<AddRefusal | 'added' | 'known'> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('processors', 'readwrite', { durability: 'strict' });
    const all = await transaction.store.getAll();
    const known = all.find(({ name }) => name === row.name);
    if (known) return known.settings === row.settings ? 'known' : 'name taken';
    if (all.some(({ input, output }) => input === row.input || output === row.output)) return 'stream in use';
    if (all.length >= most) return 'too many';
    void transaction.store.put(row);
    await transaction.done;
    return 'added';
  });
}

export function readProcessor(name: string): Promise<StreamRow | undefined> {
  return withDatabase((database) => database.get('processors', name));
}

/** By name, from the one after `after`. */
export function listProcessors(after: string | undefined, count: number): Promise<StreamRow[]> {
  const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
  return withDatabase((database) => database.getAll('processors', range, count));
}

/** What a change of status came to. */
export type Change = { readonly outcome: 'changed' | 'refused'; readonly row: StreamRow } | { readonly outcome: 'unknown' };

/** Changes the status when it is one of `from`, in one transaction; `undefined` as the new status deletes the processor. */
export function changeStatus(name: string, from: readonly StreamStatus[], to: StreamStatus | undefined, statusMessage?: string): Promise<Change> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('processors', 'readwrite');
    const row = await transaction.store.get(name);
    if (!row) return { outcome: 'unknown' };
    if (!from.includes(row.status)) return { outcome: 'refused', row };
    const { statusMessage: _, ...rest } = row;
    const changed: StreamRow = { ...rest, status: to ?? row.status, updatedAt: Date.now(), ...(statusMessage !== undefined && { statusMessage }) };
    if (to === undefined) void transaction.store.delete(name);
    else void transaction.store.put(changed);
    await transaction.done;
    return { outcome: 'changed', row: changed };
  });
}

function withDatabase<Result>(use: (database: IDBPDatabase<StreamsSchema>) => Promise<Result>): Promise<Result> {
  return useDatabase({ name: databaseNames.streams, create }, use);
}

function create(created: IDBPDatabase<StreamsSchema>): void {
  created.createObjectStore('processors', { keyPath: 'name' });
}
