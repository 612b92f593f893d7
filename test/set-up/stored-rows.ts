/** One thing that this site keeps in the browser. */
export interface StoredRow {
  /** `IndexedDB pagesight-jobs/rows`, `Cache Storage pagesight-models-v1`, `OPFS`, `localStorage`. */
  readonly place: string;
  readonly key: unknown;
  readonly value: unknown;
}

/** Everything that this site keeps in IndexedDB, Cache Storage, the private file system and localStorage. */
export async function storedRows(): Promise<StoredRow[]> {
  return [...(await databaseRows()), ...(await cacheRows()), ...(await fileRows()), ...localRows()];
}

/** What of it belongs to the library or the test; the test runner keeps things of its own. */
export async function libraryRows(): Promise<StoredRow[]> {
  return (await storedRows()).filter(({ place, key }) => place.includes('pagesight') || String(key).includes('pagesight') || place === 'OPFS');
}

async function databaseRows(): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    if (database.objectStoreNames.length === 0) rows.push({ place: `IndexedDB ${name}`, key: undefined, value: undefined });
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll() as IDBRequest<unknown[]>)]);
      keys.forEach((key, index) => rows.push({ place: `IndexedDB ${name}/${store}`, key, value: values[index] }));
    }
    database.close();
  }
  return rows;
}

async function cacheRows(): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) rows.push({ place: `Cache Storage ${name}`, key: url, value: undefined });
  }
  return rows;
}

async function fileRows(): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  const names = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
  for await (const key of names.keys()) rows.push({ place: 'OPFS', key, value: undefined });
  return rows;
}

function localRows(): StoredRow[] {
  return Object.entries(localStorage).map(([key, value]) => ({ place: 'localStorage', key, value: value as unknown }));
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')));
  });
}
