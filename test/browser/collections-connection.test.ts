import { deleteDB, openDB } from 'idb';
import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import type { WorkerHost } from '../../src/runtime/worker-host.ts';
import { hostWorker } from '../../src/runtime/worker-host.ts';
import type { CollectionCalls } from '../../src/storage/collection-calls.ts';
import type { CollectionRecordVersion1, CollectionsSchema } from '../../src/storage/collections-schema.ts';
import { SCHEMA_VERSION, upgradeSchema } from '../../src/storage/collections-schema.ts';
import { packFaces } from '../../src/storage/face-block.ts';
import { embeddingOf, everythingIn, freshDatabase, MODEL, madeFaces, openTab, problemOf } from './collections-set-up.ts';

const plain = { encrypted: false } as const;
const made = madeFaces(700, 41, 'photo');
const { origin } = location;

/** What the test uses of Chromium's debugging protocol. */
const protocol = cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> };

/** A database as version 1 of the schema wrote it: one collection of 700 faces in two blocks. */
async function databaseOfVersion1(): Promise<string> {
  const name = freshDatabase();
  const database = await openDB<CollectionsSchema>(name, 1, {
    upgrade(connection, oldVersion, _, transaction) {
      void upgradeSchema(connection, oldVersion, 1, transaction);
    },
  });
  const transaction = database.transaction(['collections', 'faces', 'vectors'], 'readwrite');
  const record: CollectionRecordVersion1 = {
    revision: 2,
    name: 'old',
    faceModelVersion: MODEL,
    createdAt: 1_600_000_000_000,
    blocks: [
      { block: 0, count: 500 },
      { block: 1, count: 200 },
    ],
    nextBlock: 2,
  };
  const key = await transaction.objectStore('collections').add(record as never);
  for (const [block, from, to] of [[0, 0, 500], [1, 500, 700]] as const) {
    await transaction.objectStore('faces').put(packFaces(made.faces.slice(from, to)).buffer, [key, block]);
    await transaction.objectStore('vectors').put(made.embeddings.slice(from * 128, to * 128).buffer, [key, block]);
  }
  await transaction.done;
  expect([...database.objectStoreNames]).toEqual(['collections', 'faces', 'vectors']);
  database.close();
  return name;
}

test('a database of version 1 is brought up to date with all its faces', async () => {
  const name = await databaseOfVersion1();
  const tab = openTab(name);
  expect(await tab.describeCollection('old')).toEqual({
    name: 'old',
    faceModelVersion: MODEL,
    createdAt: 1_600_000_000_000,
    faceCount: 700,
    encrypted: false,
  });
  expect((await tab.listFaces('old', { limit: 1000 })).faces).toEqual(made.faces.toSorted((a, b) => (a.faceId < b.faceId ? -1 : 1)));
  const { matches } = await tab.searchByEmbedding('old', MODEL, embeddingOf(made, 650), { maxDistance: 0, limit: 5 });
  expect(matches.map(({ face }) => face)).toEqual([made.faces[650]]);
  const more = madeFaces(1, 42);
  await tab.addFaces('old', MODEL, more.faces, more.embeddings);
  await tab.createCollection('new', MODEL, { encrypted: true });
  expect((await openTab(name).describeCollection('old')).faceCount).toBe(701);
});

test('another tab that still has version 1 open is waited for', async () => {
  const name = await databaseOfVersion1();
  const older = await openDB(name, 1);
  const described = openTab(name).describeCollection('old');
  const winner = await Promise.race([described, new Promise((resolve) => setTimeout(() => resolve('waiting'), 500))]);
  expect(winner).toBe('waiting');
  older.close();
  expect((await described).faceCount).toBe(700);
});

test('another tab that never lets go of version 1 is named in the error, and later calls work once it has', async () => {
  const name = await databaseOfVersion1();
  const older = await openDB(name, 1);
  const tab = openTab(name);
  await expect(tab.describeCollection('old')).rejects.toMatchObject({
    problem: 'StorageUnavailable',
    message: expect.stringContaining('tab'),
  });
  older.close();
  expect((await tab.describeCollection('old')).faceCount).toBe(700);
}, 30_000);

test('a newer version in another tab gets the database at once, and this tab says to reload', async () => {
  const name = freshDatabase();
  const tab = openTab(name);
  await tab.createCollection('faces', MODEL, plain);
  const newer = await openDB(name, SCHEMA_VERSION + 1);
  newer.close();
  await expect(tab.describeCollection('faces')).rejects.toMatchObject({
    problem: 'StorageUnavailable',
    message: expect.stringContaining('reload'),
  });
});

test('a connection that the browser takes away is opened again within the call', async () => {
  const name = freshDatabase();
  const tab = openTab(name);
  await tab.createCollection('faces', MODEL, plain);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const search = { maxDistance: Infinity, limit: 3 } as const;
  const before = await tab.searchByEmbedding('faces', MODEL, embeddingOf(made, 1), search);
  // Deleting and importing again under the same name is what a lost database followed by a restore looks like.
  const file = await tab.exportCollection('faces');
  await protocol.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  expect(await problemOf(tab.searchByEmbedding('faces', MODEL, embeddingOf(made, 1), search))).toBe('CollectionNotFound');
  await tab.importCollection(file, plain);
  expect(await tab.searchByEmbedding('faces', MODEL, embeddingOf(made, 1), search)).toEqual(before);
});

test('a database that was deleted and filled anew by another tab is not taken for the one before', async () => {
  const name = freshDatabase();
  const [tab, other] = [openTab(name), openTab(name)];
  const search = { maxDistance: Infinity, limit: 1 } as const;
  await tab.createCollection('before', MODEL, plain);
  await tab.addFaces('before', MODEL, made.faces, made.embeddings);
  await tab.searchByEmbedding('before', MODEL, embeddingOf(made, 1), search);
  await deleteDB(name);
  const anew = madeFaces(700, 43);
  await other.createCollection('after', MODEL, plain);
  await other.addFaces('after', MODEL, anew.faces, anew.embeddings);
  expect(await problemOf(tab.searchByEmbedding('before', MODEL, embeddingOf(made, 1), search))).toBe('CollectionNotFound');
  const { matches } = await tab.searchByEmbedding('after', MODEL, embeddingOf(anew, 5), search);
  expect(matches[0]).toMatchObject({ face: anew.faces[5], distance: 0 });
  expect((await tab.listFaces('after', { limit: 1000 })).faces).toEqual(anew.faces.toSorted((a, b) => (a.faceId < b.faceId ? -1 : 1)));
});

test('an import whose database is deleted meanwhile leaves nothing in the new one', async () => {
  const [source, name] = [freshDatabase(), freshDatabase()];
  await openTab(source).createCollection('faces', MODEL, plain);
  const many = madeFaces(9000, 44);
  await openTab(source).addFaces('faces', MODEL, many.faces, many.embeddings);
  const file = await openTab(source).exportCollection('faces');
  const tab = openTab(name);
  await tab.listCollections({ limit: 1 });
  const imported = problemOf(tab.importCollection(file, plain));
  // Deleted as soon as the first rows of the import are there.
  for (let rows = 0; rows === 0; ) rows = (await everythingIn(name))['faces']?.keys.length ?? 0;
  await deleteDB(name);
  expect(await imported).toBe('StorageUnavailable');
  expect(Object.values(await everythingIn(name)).flatMap(({ keys }) => keys)).toEqual([]);
  await tab.importCollection(file, plain);
  expect((await tab.describeCollection('faces')).faceCount).toBe(9000);
});

function startWorker(): WorkerHost<CollectionCalls> {
  return hostWorker<CollectionCalls, never>({
    title: 'collections',
    start: () => new Worker(new URL('../../workers/collections.ts', import.meta.url), { type: 'module' }),
    settings: { threads: 1 },
    idleAfterMilliseconds: 60_000,
    lost: (message) => new Error(message),
  });
}

test('in its worker the store answers by the same calls, errors included, and two workers see each other', async () => {
  const hosts = [startWorker(), startWorker()];
  try {
    const [a, b] = hosts.map((host) => host.calls(new AbortController().signal)) as [CollectionCalls, CollectionCalls];
    const name = `worker-test-${crypto.randomUUID()}`;
    await a.createCollection(name, MODEL, plain);
    const [first, second] = [madeFaces(300, 44), madeFaces(300, 45)];
    await Promise.all(
      first.faces.flatMap((face, index) => [
        a.addFaces(name, MODEL, [face], embeddingOf(first, index)),
        b.addFaces(name, MODEL, second.faces.slice(index, index + 1), embeddingOf(second, index)),
      ]),
    );
    expect((await a.describeCollection(name)).faceCount).toBe(600);
    const { matches } = await b.searchByEmbedding(name, MODEL, embeddingOf(first, 299), { maxDistance: 0, limit: 1 });
    expect(matches[0]?.face).toEqual(first.faces[299]);
    expect((await b.describeStorage()).search).toBe('simd');
    await b.deleteCollection(name);
    await expect(a.describeCollection(name)).rejects.toMatchObject({ name: 'CollectionError', problem: 'CollectionNotFound' });
  } finally {
    for (const host of hosts) host.stop();
  }
});
