import { expect, test } from 'vitest';
import { readUuid, writeUuid } from '../../src/storage/uuid-bytes.ts';
import { embeddingOf, everythingIn, freshDatabase, MODEL, madeFaces, nearestIds, openTab, problemOf } from './collections-set-up.ts';

const NAME = 'secret-visitors';
const EXTERNAL = 'passport:4711';
const made = madeFaces(600, 21, EXTERNAL);

/** Every byte in a database, keys and property names included. */
async function bytesIn(databaseName: string): Promise<Uint8Array> {
  const parts: BlobPart[] = [];
  const collect = (value: unknown): void => {
    if (value instanceof ArrayBuffer) parts.push(value);
    else if (ArrayBuffer.isView(value)) parts.push(value.buffer as ArrayBuffer);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        parts.push(key);
        collect(member);
      }
    } else parts.push(String(value));
  };
  collect(await everythingIn(databaseName));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function holds(haystack: Uint8Array, needle: Uint8Array): boolean {
  const [first = 0] = needle;
  for (let at = haystack.indexOf(first); at >= 0; at = haystack.indexOf(first, at + 1)) {
    if (needle.every((byte, index) => haystack[at + index] === byte)) return true;
  }
  return false;
}

/** What a reader of the disk would recognise. */
function traces(): Record<string, Uint8Array> {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const faceId = made.faces[3]?.faceId ?? '';
  const words = new Uint32Array(4);
  writeUuid(faceId, words, 0);
  return {
    name: text(NAME),
    'external id': text(EXTERNAL),
    'face model': text(MODEL),
    'face id': text(faceId),
    'face id as words': new Uint8Array(words.buffer),
    // A few numbers of an embedding.
    embedding: new Uint8Array(embeddingOf(made, 5).buffer, 40, 12),
    box: new Uint8Array(Float32Array.of(0.25, 0.125).buffer),
  };
}

async function readable(databaseName: string): Promise<string[]> {
  const bytes = await bytesIn(databaseName);
  return Object.entries(traces()).flatMap(([what, needle]) => (holds(bytes, needle) ? [what] : []));
}

async function filledDatabase(encrypted: boolean): Promise<string> {
  const database = freshDatabase();
  const tab = openTab(database);
  await tab.createCollection(NAME, MODEL, { encrypted });
  await tab.addFaces(NAME, MODEL, made.faces.slice(0, 500), made.embeddings.subarray(0, 500 * 128));
  await tab.addFaces(NAME, MODEL, made.faces.slice(500), made.embeddings.subarray(500 * 128));
  return database;
}

test('without encryption everything but the face id as text can be read, so that the next test means something', async () => {
  expect(await readable(await filledDatabase(false))).toEqual(Object.keys(traces()).filter((what) => what !== 'face id'));
});

test('with encryption nothing can be read, neither faces nor the name of the collection', async () => {
  const database = await filledDatabase(true);
  expect(await readable(database)).toEqual([]);
  const { keys } = await everythingIn(database);
  const key = keys?.values[0];
  expect(key).toBeInstanceOf(CryptoKey);
  expect((key as CryptoKey).extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toMatchObject({ name: 'InvalidAccessError' });
});

test('an encrypted collection works like another one, in every tab', async () => {
  const database = await filledDatabase(true);
  const tab = openTab(database);
  expect(await tab.describeCollection(NAME)).toMatchObject({ faceCount: 600, encrypted: true });
  const query = embeddingOf(made, 77);
  const found = await tab.searchByEmbedding(NAME, MODEL, query, { maxDistance: Infinity, limit: 20 });
  expect(found.matches.map(({ face }) => face.faceId)).toEqual(nearestIds(made, query, 20));
  const ids = made.faces.slice(0, 300).map(({ faceId }) => faceId);
  expect(await tab.deleteFaces(NAME, ids)).toEqual(ids);
  const rest = await openTab(database).listFaces(NAME, { limit: 4096 });
  expect(new Set(rest.faces)).toEqual(new Set(made.faces.slice(300)));
  expect(await readable(database)).toEqual([]);
});

test('DeleteCollection leaves nothing: no key, no row, nothing readable', async () => {
  for (const encrypted of [true, false]) {
    const database = await filledDatabase(encrypted);
    await openTab(database).deleteCollection(NAME);
    const left = Object.values(await everythingIn(database));
    expect(left.flatMap(({ keys, values }) => [...keys, ...values])).toEqual([]);
    expect(await readable(database)).toEqual([]);
  }
});

test('a block that was changed or moved on disk is refused, not believed', async () => {
  const database = await filledDatabase(true);
  const opened = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(database);
    request.addEventListener('success', () => resolve(request.result));
  });
  const store = opened.transaction('vectors', 'readwrite').objectStore('vectors');
  await new Promise<void>((resolve) => {
    const cursor = store.openCursor();
    cursor.addEventListener('success', () => {
      if (!cursor.result) return resolve();
      const sealed = cursor.result.value as { iv: Uint8Array; data: ArrayBuffer };
      const bytes = new Uint8Array(sealed.data);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      cursor.result.update(sealed);
      cursor.result.continue();
    });
  });
  opened.close();
  const search = openTab(database).searchByEmbedding(NAME, MODEL, embeddingOf(made, 0), { maxDistance: Infinity, limit: 1 });
  await expect(search).rejects.toMatchObject({ name: 'OperationError' });
});

test('ids are written so that bytes and text agree', () => {
  const words = new Uint32Array(4);
  writeUuid('01234567-89ab-4def-8123-456789abcdef', words, 0);
  expect(readUuid(words, 0)).toBe('01234567-89ab-4def-8123-456789abcdef');
});

test('names of encrypted collections are unique and found by every tab', async () => {
  const database = await filledDatabase(true);
  const other = openTab(database);
  expect(await problemOf(other.createCollection(NAME, MODEL, { encrypted: true }))).toBe('CollectionExists');
  expect((await other.listCollections({ limit: 10 })).collections.map(({ name }) => name)).toEqual([NAME]);
});
