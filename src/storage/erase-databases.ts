import { deleteDB } from 'idb';
import { collectionError } from './collection-errors.ts';
import { databaseNames } from './database-names.ts';

/** How long other tabs may keep a database open that they were asked to let go of. */
const BLOCKED_MILLISECONDS = 10_000;

/** Deletes all databases of the library. Problems: `StorageUnavailable` when a tab does not let go of one. */
export async function eraseDatabases(): Promise<void> {
  await Promise.all(Object.values(databaseNames).map(eraseDatabase));
}

async function eraseDatabase(name: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blockedForLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `Another tab of this site keeps the database "${name}" open, which is deleted as soon as it lets go of it; close the other tabs and try again.`;
      reject(collectionError('StorageUnavailable', message));
    }, BLOCKED_MILLISECONDS);
  });
  try {
    await Promise.race([deleteDB(name), blockedForLong]);
  } finally {
    clearTimeout(timer);
  }
}
