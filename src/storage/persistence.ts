/**
 * Whether the browser promised to keep this site's data when disk space runs short:
 * `granted`; `refused`; `not asked` before the first collection is made or changed; `unavailable` where it cannot be asked.
 */
export type Persistence = 'granted' | 'refused' | 'not asked' | 'unavailable';

let asked: Promise<Persistence> | undefined;

/** Asks the browser to keep this site's data, once in the life of a page: some browsers show a question to the user. */
export function askForPersistence(): Promise<Persistence> {
  asked ??= ask();
  return asked;
}

/** The answer so far, without asking. */
export async function persistence(): Promise<Persistence> {
  if (asked) return asked;
  const storage = storageManager();
  if (!storage) return 'unavailable';
  return (await storage.persisted()) ? 'granted' : 'not asked';
}

async function ask(): Promise<Persistence> {
  const storage = storageManager();
  if (!storage) return 'unavailable';
  try {
    const granted = (await storage.persisted()) || (await storage.persist());
    return granted ? 'granted' : 'refused';
  } catch {
    // Pages of an opaque origin, such as sandboxed frames, keep nothing.
    return 'unavailable';
  }
}

/** Undefined where it cannot be asked: in workers, without a secure context, outside of browsers. */
function storageManager(): StorageManager | undefined {
  const storage: Partial<StorageManager> | undefined = globalThis.navigator?.storage;
  return storage?.persist ? globalThis.navigator.storage : undefined;
}
