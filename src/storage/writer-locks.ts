import { collectionError } from './collection-errors.ts';

/** Locks that hold across tabs and workers of the site. */
export interface WriterLocks {
  /** Held while collections are made, renamed into place or removed. */
  catalogue<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Held by the one writer of a collection. */
  collection<Result>(key: number, work: () => Promise<Result>): Promise<Result>;
  /** Held for as long as an import is alive. */
  importing<Result>(importId: string, work: () => Promise<Result>): Promise<Result>;
  /** Runs the work unless that import is alive. */
  ifNotImporting(importId: string, work: () => Promise<void>): Promise<void>;
}

/** Web Locks, told apart by the name of the database. */
export function createWriterLocks(databaseName: string): WriterLocks {
  const held = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
    locks().request(`${databaseName} ${name}`, work);
  return {
    catalogue: (work) => held('catalogue', work),
    collection: (key, work) => held(`collection ${key}`, work),
    importing: (importId, work) => held(`import ${importId}`, work),
    ifNotImporting: async (importId, work) => {
      await locks().request(`${databaseName} import ${importId}`, { ifAvailable: true }, async (lock) => {
        if (lock) await work();
      });
    },
  };
}

function locks(): LockManager {
  if (!('locks' in navigator)) {
    throw collectionError('StorageUnavailable', 'Collections need Web Locks, which browsers offer on https pages and on localhost only.');
  }
  return navigator.locks;
}
