import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { InternalServerError, ServiceQuotaExceededException } from '../errors.ts';
import type { databaseNames } from './database-names.ts';

/** A database that is opened for each use. */
export interface UsedDatabase<Schema extends DBSchema> {
  readonly name: (typeof databaseNames)[keyof typeof databaseNames];
  /** Version 1 has no older one: this only makes the stores. */
  readonly create: (database: IDBPDatabase<Schema>) => void;
}

/**
 * Opens a database, uses it and closes it again: opening takes about a millisecond, and there is no connection to lose, to
 * block an upgrade in another tab, or to forget when the client is closed.
 *
 * @throws InternalServerError when it cannot be opened
 * @throws ServiceQuotaExceededException when the browser has no room for what is written; nothing of it was
 */
export async function useDatabase<Schema extends DBSchema, Result>(
  { name, create }: UsedDatabase<Schema>,
  use: (database: IDBPDatabase<Schema>) => Promise<Result>,
): Promise<Result> {
  const database = await openDB<Schema>(name, 1, { upgrade: create }).catch(refuseOpening);
  try {
    return await use(database);
  } catch (error) {
    throw isNamed(error, 'QuotaExceededError') ? fullDisk(error) : error;
  } finally {
    database.close();
  }
}

function refuseOpening(cause: unknown): never {
  if (isNamed(cause, 'QuotaExceededError')) throw fullDisk(cause);
  if (isNamed(cause, 'VersionError')) {
    const message = 'The data of this site were written by a newer version of this library, perhaps in another tab: reload the page.';
    throw new InternalServerError({ message, cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new InternalServerError({ message: `IndexedDB cannot be opened (${why}): leave private browsing, or allow site data.`, cause });
}

function fullDisk(cause: Error): ServiceQuotaExceededException {
  const message = 'The browser grants this site no more disk space. Nothing was changed: delete what is not needed any more, or free disk space, and try again.';
  return new ServiceQuotaExceededException({ message, cause });
}

function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
