import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { embeddingOf, everythingIn, freshDatabase, MODEL, madeFaces, openTab, problemOf } from './collections-set-up.ts';

const plain = { encrypted: false } as const;
const { origin } = location;

/** What the test uses of Chromium's debugging protocol. */
const protocol = cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> };

beforeEach(async () => {
  await leaveSpace(8_000_000);
  // Chromium remembers for some seconds how much space there was for the tests before, and frees what they deleted late.
  while (await canWrite(10_000_000) || !(await canWrite(4_000_000))) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await leaveSpace(8_000_000);
  }
}, 90_000);
afterEach(() => protocol.send('Storage.overrideQuotaForOrigin', { origin }));

/** What other tests of this origin have stored, models above all, counts as well. */
async function leaveSpace(bytes: number): Promise<void> {
  const { usage = 0 } = await navigator.storage.estimate();
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + bytes });
}

async function canWrite(bytes: number): Promise<boolean> {
  const name = freshDatabase();
  const database = await openDB(name, 1, { upgrade: (connection) => void connection.createObjectStore('rows') });
  try {
    await database.put('rows', new Uint8Array(bytes), 1);
    return true;
  } catch {
    return false;
  } finally {
    database.close();
    await deleteDB(name);
  }
}

test('a full disk is QuotaExceeded, and the collection is as it was', async () => {
  const name = freshDatabase();
  const tab = openTab(name);
  const made = madeFaces(700, 41, 'photo');
  await tab.createCollection('faces', MODEL, plain);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const before = await tab.listFaces('faces', { limit: 4096 });
  const rows = await everythingIn(name);

  const large = madeFaces(40_000, 43);
  expect(await problemOf(tab.addFaces('faces', MODEL, large.faces, large.embeddings))).toBe('QuotaExceeded');
  expect(await everythingIn(name)).toEqual(rows);
  expect(await tab.listFaces('faces', { limit: 4096 })).toEqual(before);
  expect(await openTab(name).listFaces('faces', { limit: 4096 })).toEqual(before);
  const { matches } = await tab.searchByEmbedding('faces', MODEL, embeddingOf(made, 9), { maxDistance: 0, limit: 1 });
  expect(matches[0]?.face).toEqual(made.faces[9]);

  // What still fits is taken.
  const little = madeFaces(10, 44);
  expect(await tab.addFaces('faces', MODEL, little.faces, little.embeddings)).toEqual(little.faces);
  expect((await tab.describeCollection('faces')).faceCount).toBe(710);
});

test('an import that does not fit leaves nothing behind', async () => {
  const name = freshDatabase();
  const tab = openTab(name);
  const made = madeFaces(4000, 45);
  await tab.createCollection('faces', MODEL, plain);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const file = await tab.exportCollection('faces');
  const problems: unknown[] = [];
  for (let copy = 0; copy < 5 && !problems.includes('QuotaExceeded'); copy++) {
    const rows = Object.values(await everythingIn(name)).map(({ keys }) => keys.length);
    const problem = await problemOf(tab.importCollection(file, plain, `copy-${copy}`));
    problems.push(problem);
    if (problem !== 'none') expect(Object.values(await everythingIn(name)).map(({ keys }) => keys.length)).toEqual(rows);
  }
  expect(problems.at(-1)).toBe('QuotaExceeded');
});
