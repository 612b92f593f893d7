import { openDB, type IDBPDatabase } from 'idb';
import { collectionError } from './collection-errors.ts';
import { SCHEMA_VERSION, upgradeSchema, type CollectionsSchema } from './collections-schema.ts';

export type Connection = IDBPDatabase<CollectionsSchema>;

/** The database behind all collections. */
export interface CollectionsDatabase {
  /**
   * Runs transactions. When the browser takes the connection away, it is opened once more and the work is done again:
   * what was not committed is gone, so the work must start from what it reads.
   */
  run<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  close(): void;
}

/** How long other tabs may keep an older version of the database open. */
const BLOCKED_MILLISECONDS = 10_000;

/** Opens nothing yet; the first `run` does. */
export function createCollectionsDatabase(name: string): CollectionsDatabase {
  let opening: Promise<Connection> | undefined;
  const lost = new WeakSet<Connection>();

  function open(): Promise<Connection> {
    opening ??= connect(name, (connection) => {
      if (connection) lost.add(connection);
      opening = undefined;
    });
    return opening;
  }

  async function attempt<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await open();
    try {
      return await work(connection);
    } catch (error) {
      if (!lost.has(connection) && !isConnectionLoss(error)) throw quotaAsProblem(error);
      opening = undefined;
      throw new ConnectionLost('The connection to IndexedDB was lost.', { cause: error });
    }
  }

  return {
    async run(work) {
      try {
        return await attempt(work);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
      }
      try {
        return await attempt(work);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        const message = 'The connection to IndexedDB was lost twice in a row; reload the page and try again.';
        throw collectionError('StorageUnavailable', message, error.cause);
      }
    },
    close() {
      void opening?.then((connection) => connection.close());
      opening = undefined;
    },
  };
}

class ConnectionLost extends Error {}

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  // Safari reports a lost database process by an UnknownError; a closed connection is an InvalidStateError everywhere.
  return error.name === 'InvalidStateError' || (error.name === 'UnknownError' && /connection|database server/i.test(error.message));
}

function quotaAsProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'QuotaExceededError') return error;
  const message = 'The browser grants this site no more disk space. Nothing was changed; delete collections or faces, or free disk space.';
  return collectionError('QuotaExceeded', message, error);
}

function connect(name: string, onLoss: (connection: Connection | undefined) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let connection: Connection | undefined;
    let blockedTimer: ReturnType<typeof setTimeout> | undefined;
    let gaveUp = false;

    function giveUp(): void {
      gaveUp = true;
      onLoss(undefined);
      const message = 'Another tab of this site keeps an older version of the face database open; close it and try again.';
      reject(collectionError('StorageUnavailable', message));
    }

    const opened = openDB<CollectionsSchema>(name, SCHEMA_VERSION, {
      upgrade(database, oldVersion, newVersion, transaction) {
        upgradeSchema(database, oldVersion, newVersion ?? SCHEMA_VERSION, transaction).catch(() => transaction.abort());
      },
      blocked() {
        blockedTimer = setTimeout(giveUp, BLOCKED_MILLISECONDS);
      },
      blocking() {
        // A newer version of the library waits in another tab, or the site's data are being cleared.
        onLoss(connection);
        connection?.close();
      },
      terminated() {
        onLoss(connection);
      },
    });

    async function handOver(): Promise<void> {
      try {
        connection = await opened;
        if (gaveUp) connection.close();
        else resolve(connection);
      } catch (error) {
        onLoss(undefined);
        reject(openingProblem(error));
      } finally {
        clearTimeout(blockedTimer);
      }
    }
    void handOver();
  });
}

function openingProblem(error: unknown): Error {
  const reason = error instanceof Error ? error : new Error(String(error));
  if (reason.name === 'VersionError') {
    const message = 'The face database was written by a newer version of this library, perhaps in another tab; reload the page.';
    return collectionError('StorageUnavailable', message, error);
  }
  const message = `IndexedDB cannot be opened (${reason.message}). Collections need it: leave private browsing or allow site data.`;
  return collectionError('StorageUnavailable', message, error);
}
