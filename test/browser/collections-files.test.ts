import { describe, expect, test } from 'vitest';
import { embeddingOf, everythingIn, freshDatabase, MODEL, madeFaces, openTab, problemOf, type OpenTab } from './collections-set-up.ts';

const plain = { encrypted: false } as const;
const made = madeFaces(5000, 31, 'photo-1');

async function filled(tab: OpenTab, name: string, encrypted = false, faces = made): Promise<Blob> {
  await tab.createCollection(name, MODEL, { encrypted });
  await tab.addFaces(name, MODEL, faces.faces, faces.embeddings);
  return tab.exportCollection(name);
}

async function rows(databaseName: string): Promise<number> {
  const stores = Object.values(await everythingIn(databaseName));
  return stores.reduce((total, { keys }) => total + keys.length, 0);
}

test('a collection goes through a file as it is: faces, embeddings, model and age', async () => {
  const tab = openTab(freshDatabase());
  const file = await filled(tab, 'a');
  const before = await tab.describeCollection('a');
  const after = await tab.importCollection(file, plain, 'b');
  expect(after).toEqual({ ...before, name: 'b' });
  expect(await tab.listFaces('b', { limit: 4096 })).toEqual(await tab.listFaces('a', { limit: 4096 }));
  const query = embeddingOf(made, 4999);
  const bounds = { maxDistance: Infinity, limit: 50 };
  expect(await tab.searchByEmbedding('b', MODEL, query, bounds)).toEqual(await tab.searchByEmbedding('a', MODEL, query, bounds));
  await tab.deleteCollection('a');
  expect((await tab.importCollection(file, plain)).name).toBe('a');
});

test('faces can be added to an imported collection and deleted from it', async () => {
  const tab = openTab(freshDatabase());
  await tab.importCollection(await filled(tab, 'a'), plain, 'b');
  const more = madeFaces(10, 32);
  await tab.addFaces('b', MODEL, more.faces, more.embeddings);
  await tab.deleteFaces('b', [made.faces[0]?.faceId ?? '']);
  expect((await tab.describeCollection('b')).faceCount).toBe(5009);
});

test('an encrypted collection is exported readable and imported encrypted where asked', async () => {
  const tab = openTab(freshDatabase());
  const file = await filled(tab, 'a', true);
  expect(await tab.importCollection(file, { encrypted: true }, 'b')).toMatchObject({ faceCount: 5000, encrypted: true });
  expect(await tab.importCollection(file, plain, 'c')).toMatchObject({ faceCount: 5000, encrypted: false });
  expect(await tab.listFaces('b', { limit: 100 })).toEqual(await tab.listFaces('c', { limit: 100 }));
});

test('an empty collection has a file too', async () => {
  const tab = openTab(freshDatabase());
  await tab.createCollection('empty', MODEL, plain);
  const file = await tab.exportCollection('empty');
  expect((await tab.importCollection(file, plain, 'copy')).faceCount).toBe(0);
});

test('a name that is taken is refused before anything is written', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  const file = await filled(tab, 'a');
  const before = await rows(database);
  expect(await problemOf(tab.importCollection(file, plain))).toBe('CollectionExists');
  expect(await rows(database)).toBe(before);
});

describe('a damaged file is refused whole', () => {
  const small = madeFaces(20, 33, 'x');

  async function expectRefused(tab: OpenTab, database: string, damaged: Blob): Promise<void> {
    const before = await rows(database);
    expect(await problemOf(tab.importCollection(damaged, plain, 'damaged'))).toBe('DamagedFile');
    expect(await rows(database)).toBe(before);
  }

  test('with any byte changed', async () => {
    const database = freshDatabase();
    const tab = openTab(database);
    const bytes = new Uint8Array(await (await filled(tab, 'a', false, small)).arrayBuffer());
    // Every byte of magic, length, checksum and header, then every 97th.
    for (let at = 0; at < bytes.length; at += at < 500 ? 1 : 97) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect([at, await problemOf(tab.importCollection(new Blob([damaged]), plain, 'damaged'))]).toEqual([at, 'DamagedFile']);
    }
    expect((await tab.listCollections({ limit: 10 })).collections.map(({ name }) => name)).toEqual(['a']);
  });

  test('cut short, with more behind it, or no such file at all', async () => {
    const database = freshDatabase();
    const tab = openTab(database);
    const file = await filled(tab, 'a', false, small);
    for (const damaged of [file.slice(0, file.size - 1), file.slice(0, 200), file.slice(0, 10), new Blob([]), new Blob([file, 'x']), new Blob(['{}'.repeat(100)])]) {
      await expectRefused(tab, database, damaged);
    }
  });
});

test('what an import left behind when its tab died is removed by the next import', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  const file = await filled(tab, 'a');
  const before = await rows(database);
  // As a killed tab leaves it: a record that names an import nobody holds the lock of, and a block.
  const opened = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(database);
    request.addEventListener('success', () => resolve(request.result));
  });
  const transaction = opened.transaction(['collections', 'faces', 'vectors'], 'readwrite');
  transaction.objectStore('collections').put({ key: 900, revision: 0, importId: crypto.randomUUID(), content: { name: 'half', faceModelVersion: MODEL, createdAt: 0, blocks: [], nextBlock: 0 } });
  transaction.objectStore('faces').put(new ArrayBuffer(8), [900, 0]);
  transaction.objectStore('vectors').put(new ArrayBuffer(0), [900, 0]);
  await new Promise<void>((resolve) => transaction.addEventListener('complete', () => resolve()));
  opened.close();
  expect(await problemOf(tab.describeCollection('half'))).toBe('CollectionNotFound');
  expect((await tab.listCollections({ limit: 10 })).collections.map(({ name }) => name)).toEqual(['a']);
  await tab.importCollection(file, plain, 'half');
  await tab.deleteCollection('half');
  expect(await rows(database)).toBe(before);
});
