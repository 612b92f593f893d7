import { expect, test } from 'vitest';
import type { OpenTab, MadeFaces } from './collections-set-up.ts';
import { embeddingOf, everythingIn, freshDatabase, MODEL, madeFaces, nearestIds, openTab, problemOf } from './collections-set-up.ts';

const plain = { encrypted: false } as const;
const anywhere = (limit: number): { maxDistance: number; limit: number } => ({ maxDistance: Infinity, limit });

async function allFaceIds(tab: OpenTab, name: string, limit = 4096): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; after = ids.at(-1)) {
    const { faces, more } = await tab.listFaces(name, { limit, ...(after === undefined ? {} : { after }) });
    ids.push(...faces.map(({ faceId }) => faceId));
    if (!more) return ids;
  }
}

const idsOf = ({ faces }: Pick<MadeFaces, 'faces'>): string[] => faces.map(({ faceId }) => faceId);

async function searchIds(tab: OpenTab, name: string, query: Float32Array, limit: number): Promise<string[]> {
  const { matches } = await tab.searchByEmbedding(name, MODEL, query, anywhere(limit));
  return matches.map(({ face }) => face.faceId);
}

test('a collection is made, described, listed and deleted; names are case-sensitive', async () => {
  const tab = openTab(freshDatabase());
  const made = await tab.createCollection('A', MODEL, plain);
  expect(made).toMatchObject({ name: 'A', faceModelVersion: MODEL, faceCount: 0, encrypted: false });
  await tab.createCollection('a', MODEL, plain);
  expect(await problemOf(tab.createCollection('A', MODEL, plain))).toBe('CollectionExists');
  expect(await tab.describeCollection('A')).toEqual(made);
  const first = await tab.listCollections({ limit: 1 });
  expect(first.collections.map(({ name }) => name)).toEqual(['A']);
  const second = await tab.listCollections({ limit: 1, ...(first.next === undefined ? {} : { after: first.next }) });
  expect(second.collections.map(({ name }) => name)).toEqual(['a']);
  expect(second.next).toBeUndefined();
  await tab.deleteCollection('A');
  expect(await problemOf(tab.describeCollection('A'))).toBe('CollectionNotFound');
  expect(await problemOf(tab.deleteCollection('A'))).toBe('CollectionNotFound');
  expect((await tab.listCollections({ limit: 10 })).collections.map(({ name }) => name)).toEqual(['a']);
});

test('faces come back as they were stored, by ascending id, page by page, also after reopening', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(250, 1, 'photo:1');
  expect(await tab.addFaces('faces', MODEL, made.faces, made.embeddings)).toEqual(made.faces);
  const again = openTab(database);
  expect(await allFaceIds(again, 'faces', 100)).toEqual(idsOf(made).toSorted());
  const { faces, faceModelVersion, more } = await again.listFaces('faces', { limit: 1 });
  expect([faces, faceModelVersion, more]).toEqual([made.faces.filter(({ faceId }) => faceId === idsOf(made).toSorted()[0]), MODEL, true]);
});

test('a face that is there already is neither stored twice nor changed', async () => {
  const tab = openTab(freshDatabase());
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(5, 1);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const renamed = made.faces.map((face) => ({ ...face, externalImageId: 'other', confidence: 1 }));
  expect(await tab.addFaces('faces', MODEL, renamed, made.embeddings)).toEqual(made.faces);
  expect((await tab.describeCollection('faces')).faceCount).toBe(5);
});

test('the nearest faces are found, equal distances by FaceId, by kernel and plain JavaScript alike', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(9000, 2);
  // Twenty copies of one face: a tie.
  for (let copy = 0; copy < 20; copy++) made.embeddings.copyWithin((100 + 400 * copy) * 128, 0, 128);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const without = openTab(database, { search: 'plain' });
  for (const [query, limit] of [[embeddingOf(made, 0), 25], [embeddingOf(made, 7), 50]] as const) {
    expect(await searchIds(tab, 'faces', query, limit)).toEqual(nearestIds(made, query, limit));
  }
  for (const query of [embeddingOf(made, 0), embeddingOf(madeFaces(1, 77), 0)]) {
    expect(await searchIds(without, 'faces', query, 4096)).toEqual(await searchIds(tab, 'faces', query, 4096));
  }
  expect((await tab.describeStorage()).search).toBe('simd');
  expect((await without.describeStorage()).search).toBe('plain');
});

test('a search keeps to its distance, and a search by face leaves the face out', async () => {
  const tab = openTab(freshDatabase());
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(300, 3);
  made.embeddings.copyWithin(128, 0, 128);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const [first = '', second = ''] = idsOf(made);
  const near = await tab.searchByFace('faces', MODEL, first, { maxDistance: 0, limit: 10 });
  expect(near.matches.map(({ face, distance }) => [face.faceId, distance])).toEqual([[second, 0]]);
  const all = await tab.searchByFace('faces', MODEL, first, anywhere(4096));
  expect(all.matches.length).toBe(299);
  const [, , third] = all.matches;
  const within = await tab.searchByFace('faces', MODEL, first, { maxDistance: third?.distance ?? NaN, limit: 4096 });
  expect(within.matches.length).toBe(3);
  expect(await problemOf(tab.searchByFace('faces', MODEL, '00000000-0000-4000-8000-000000000000', anywhere(1)))).toBe('FaceNotFound');
});

test('faces of another face model are refused, never compared', async () => {
  const tab = openTab(freshDatabase());
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(1, 1);
  expect(await problemOf(tab.addFaces('faces', 'other-model', made.faces, made.embeddings))).toBe('FaceModelMismatch');
  expect(await problemOf(tab.searchByEmbedding('faces', 'other-model', embeddingOf(made, 0), anywhere(1)))).toBe('FaceModelMismatch');
  expect((await tab.describeCollection('faces')).faceCount).toBe(0);
});

test('deleting compacts: what is left is found, what is gone is not, and the disk holds no more than that', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(10_000, 4);
  await tab.addFaces('faces', MODEL, made.faces, made.embeddings);
  const query = embeddingOf(made, 17);
  await searchIds(tab, 'faces', query, 1);
  const gone = idsOf(made).filter((_, index) => index % 3 === 0);
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await tab.deleteFaces('faces', [...gone, unknown, ...gone.slice(0, 5)])).toEqual(gone);
  expect(await tab.deleteFaces('faces', gone)).toEqual([]);

  const keep = made.faces.map((_, index) => index).filter((index) => index % 3 !== 0);
  const left: MadeFaces = {
    faces: keep.flatMap((index) => made.faces[index] ?? []),
    embeddings: Float32Array.from(keep.flatMap((index) => Array.from(embeddingOf(made, index)))),
  };
  for (const view of [tab, openTab(database)]) {
    expect((await view.describeCollection('faces')).faceCount).toBe(left.faces.length);
    expect(await allFaceIds(view, 'faces')).toEqual(idsOf(left).toSorted());
    expect(await searchIds(view, 'faces', query, 30)).toEqual(nearestIds(left, query, 30));
  }
  const { vectors } = await everythingIn(database);
  const bytes = (vectors?.values ?? []).reduce<number>((sum, value) => sum + (value as ArrayBuffer).byteLength, 0);
  expect(bytes).toBe(left.faces.length * 512);
});

test('a thousand calls at once are all answered, with every face once', async () => {
  const database = freshDatabase();
  const tab = openTab(database);
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(1000, 5);
  const stored = await Promise.all(made.faces.map((face, index) => tab.addFaces('faces', MODEL, [face], embeddingOf(made, index))));
  expect(stored.flat()).toEqual(made.faces);
  expect((await tab.describeCollection('faces')).faceCount).toBe(1000);
  expect(await allFaceIds(openTab(database), 'faces')).toEqual(idsOf(made).toSorted());
});

test('one refused call does not take down those written with it', async () => {
  const tab = openTab(freshDatabase());
  await tab.createCollection('faces', MODEL, plain);
  const made = madeFaces(3, 6);
  const calls = await Promise.allSettled([
    tab.addFaces('faces', MODEL, made.faces.slice(0, 1), embeddingOf(made, 0)),
    tab.addFaces('faces', 'other-model', made.faces.slice(1, 2), embeddingOf(made, 1)),
    tab.addFaces('faces', MODEL, made.faces.slice(2), embeddingOf(made, 2)),
  ]);
  expect(calls.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((await tab.describeCollection('faces')).faceCount).toBe(2);
});

test('two tabs that index into one collection at once lose nothing, and each finds what the other committed', async () => {
  const database = freshDatabase();
  const [a, b] = [openTab(database), openTab(database)];
  await a.createCollection('faces', MODEL, plain);
  const [ofA, ofB] = [madeFaces(300, 7), madeFaces(300, 8)];
  await Promise.all(
    ofA.faces.flatMap((face, index) => [
      a.addFaces('faces', MODEL, [face], embeddingOf(ofA, index)),
      b.addFaces('faces', MODEL, ofB.faces.slice(index, index + 1), embeddingOf(ofB, index)),
    ]),
  );
  const expected = [...idsOf(ofA), ...idsOf(ofB)].toSorted();
  expect(await allFaceIds(a, 'faces')).toEqual(expected);
  expect(await allFaceIds(b, 'faces')).toEqual(expected);
  expect(await searchIds(b, 'faces', embeddingOf(ofA, 299), 1)).toEqual([ofA.faces[299]?.faceId]);

  const late = madeFaces(1, 9);
  await a.addFaces('faces', MODEL, late.faces, late.embeddings);
  expect(await searchIds(b, 'faces', late.embeddings, 1)).toEqual(idsOf(late));
  await a.deleteFaces('faces', idsOf(late));
  expect(await searchIds(b, 'faces', late.embeddings, 1)).not.toEqual(idsOf(late));
  await a.deleteCollection('faces');
  expect(await problemOf(searchIds(b, 'faces', late.embeddings, 1))).toBe('CollectionNotFound');
});

test('with too little memory the search reads from disk and finds the same', async () => {
  const database = freshDatabase();
  const wide = openTab(database);
  const narrow = openTab(database, { embeddingLimitBytes: 8 * 2 ** 20 });
  await wide.createCollection('faces', MODEL, plain);
  const made = madeFaces(30_000, 10);
  await wide.addFaces('faces', MODEL, made.faces, made.embeddings);
  const query = embeddingOf(made, 29_999);
  expect(await searchIds(narrow, 'faces', query, 100)).toEqual(await searchIds(wide, 'faces', query, 100));
  const last = made.faces[29_999]?.faceId ?? '';
  const matches = await Promise.all([wide, narrow].map((tab) => tab.searchByFace('faces', MODEL, last, anywhere(5))));
  expect(matches[1]).toEqual(matches[0]);
  const report = await narrow.describeStorage();
  expect(report.embeddingBytes).toBeLessThanOrEqual(report.embeddingLimitBytes);
  expect((await wide.describeStorage()).embeddingBytes).toBeGreaterThan(30_000 * 512);
});

test('memory goes to the collection that is searched, taken from the one not used for longest', async () => {
  const tab = openTab(freshDatabase(), { embeddingLimitBytes: 8 * 2 ** 20 });
  const made = madeFaces(8000, 11);
  for (const name of ['a', 'b', 'c']) {
    await tab.createCollection(name, MODEL, plain);
    await tab.addFaces(name, MODEL, made.faces, made.embeddings);
    expect(await searchIds(tab, name, embeddingOf(made, 5), 3)).toEqual(nearestIds(made, embeddingOf(made, 5), 3));
    expect((await tab.describeStorage()).embeddingBytes).toBeLessThanOrEqual(8 * 2 ** 20);
  }
  expect(await searchIds(tab, 'a', embeddingOf(made, 9), 3)).toEqual(nearestIds(made, embeddingOf(made, 9), 3));
});
