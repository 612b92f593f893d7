import { onTestFinished } from 'vitest';
import { EMBEDDING_LENGTH, type CollectionCalls, type StoredFace } from '../../src/storage/collection-calls.ts';
import { openCollectionsStore, type CollectionsStoreOptions } from '../../src/storage/collections-store.ts';
import { readUuid } from '../../src/storage/uuid-bytes.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

/** Face model of the tests. */
export const MODEL = 'test-model-1';

/** A store as one tab has it; several with the same database are several tabs. */
export type OpenTab = CollectionCalls & { readonly close: () => void };

/** Calls without the signal that the worker border adds. */
export function openTab(databaseName: string, options: Omit<CollectionsStoreOptions, 'databaseName'> = {}): OpenTab {
  const store = openCollectionsStore({ databaseName, ...options });
  const { signal } = new AbortController();
  const tab = new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || name === 'close') return member;
      return (...parameters: unknown[]): unknown => Reflect.apply(member, target, [signal, ...parameters]);
    },
  }) as unknown as OpenTab;
  onTestFinished(() => tab.close());
  return tab;
}

/** A name that no other test uses; the database is deleted when the test ends. */
export function freshDatabase(): string {
  const name = `collections-test-${crypto.randomUUID()}`;
  onTestFinished(() => {
    indexedDB.deleteDatabase(name);
  });
  return name;
}

export interface MadeFaces {
  readonly faces: readonly StoredFace[];
  readonly embeddings: Float32Array;
}

/** Faces with random ids and embeddings about 0.6 long, as those of real faces are apart. */
export function madeFaces(count: number, seed: number, externalImageId?: string): MadeFaces {
  const random = randomNumbers(seed);
  const uuid = (): string => readUuid(new Uint32Array(4).map(() => random() * 2 ** 32), 0);
  const faces = Array.from({ length: count }, () => ({
    faceId: uuid(),
    imageId: uuid(),
    ...(externalImageId === undefined ? {} : { externalImageId }),
    box: { left: 0.25, top: 0.125, width: 0.5, height: 0.5 },
    confidence: 99.5,
  }));
  return { faces, embeddings: new Float32Array(count * EMBEDDING_LENGTH).map(() => (random() - 0.5) * 0.2) };
}

/** The embedding of one of some faces. */
export function embeddingOf({ embeddings }: MadeFaces, index: number): Float32Array {
  return embeddings.slice(index * EMBEDDING_LENGTH, (index + 1) * EMBEDDING_LENGTH);
}

/** Ids of the nearest faces, computed as plainly as possible. */
export function nearestIds({ faces, embeddings }: MadeFaces, query: Float32Array, limit: number): string[] {
  return faces
    .map(({ faceId }, index) => {
      let squared = 0;
      for (const [at, number] of query.entries()) squared += ((embeddings[index * EMBEDDING_LENGTH + at] ?? NaN) - number) ** 2;
      return { faceId, squared };
    })
    .toSorted((a, b) => a.squared - b.squared || (a.faceId < b.faceId ? -1 : 1))
    .slice(0, limit)
    .map(({ faceId }) => faceId);
}

/** The `problem` of the CollectionError that a call rejects with. */
export async function problemOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error && 'problem' in error ? error.problem : error;
  }
  return 'none';
}

/** Everything in a database, as it lies on disk. */
export async function everythingIn(databaseName: string): Promise<Record<string, { keys: unknown[]; values: unknown[] }>> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
  });
  const stores = [...database.objectStoreNames];
  const transaction = database.transaction(stores);
  const found: Record<string, { keys: unknown[]; values: unknown[] }> = {};
  for (const name of stores) {
    const store = transaction.objectStore(name);
    found[name] = { keys: await answerOf(store.getAllKeys()), values: await answerOf(store.getAll()) };
  }
  database.close();
  return found;
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
  });
}
