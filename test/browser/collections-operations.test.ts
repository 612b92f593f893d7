import { describe, expect, test } from 'vitest';
import * as operations from '../../src/operations/collections.ts';
import { describeStorage, exportCollection, importCollection } from '../../src/operations/collection-files.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import type { RekognitionConfig } from '../../src/config.ts';
import type { DescribedFace, FaceLandmarkName, FaceRequest } from '../../src/vision/face/face.ts';
import { FACE_MODEL_VERSION } from '../../src/vision/face/face-model-version.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { freshDatabase, openTab, type OpenTab } from './collections-set-up.ts';

// The operations over the real store; what is made up is what the vision worker sees in a picture.

const image = { Bytes: new Uint8Array([1]) };
const size = { width: 1000, height: 500 };

/** A face of a person: the same seed is the same person, nearly. */
function seen(person: number, side: number, changes: Partial<DescribedFace> = {}): DescribedFace {
  const random = randomNumbers(person);
  return {
    box: { left: side, top: 50, width: side, height: side },
    confidence: 0.97,
    landmarks: { nose: { x: 100, y: 100 } } as Record<FaceLandmarkName, { x: number; y: number }>,
    pose: { roll: 0, yaw: 0, pitch: 0 },
    quality: { brightness: 70, sharpness: 80 },
    embedding: new Float32Array(128).map(() => (random() - 0.5) * 0.25 + side * 1e-5),
    ...changes,
  };
}

interface Scene {
  readonly context: OperationContext;
  readonly tab: OpenTab;
  /** What the next pictures show. */
  show: (...faces: DescribedFace[]) => void;
  readonly asked: FaceRequest[];
}

function scene(config: RekognitionConfig = {}, database = freshDatabase()): Scene {
  let faces: readonly DescribedFace[] = [];
  const asked: FaceRequest[] = [];
  const tab = openTab(database);
  const vision = {
    findFaces: (_: unknown, request: FaceRequest) => {
      asked.push(request);
      return Promise.resolve(faces.slice(0, request.maxFaces));
    },
  } as unknown as OperationContext['vision'];
  const context: OperationContext = {
    signal: new AbortController().signal,
    requestId: 'test',
    openPicture: () => Promise.resolve({ bitmap: null as unknown as ImageBitmap, ...size }),
    vision,
    collections: tab,
    videoJobs: () => Promise.reject(new Error('There are no videos here.')),
    streamProcessors: () => Promise.reject(new Error('There are no streams here.')),
    customLabels: () => Promise.reject(new Error('There are no custom labels here.')),
    galleries: null as unknown as OperationContext['galleries'],
    config,
  };
  return { context, tab, asked, show: (...next) => (faces = next) };
}

async function withCollection(config: RekognitionConfig = {}): Promise<Scene> {
  const made = scene(config);
  await operations.createCollection({ CollectionId: 'faces' }, made.context);
  return made;
}

const inFaces = { CollectionId: 'faces' } as const;

describe('collections', () => {
  test("CreateCollection and DescribeCollection answer in the API's words", async () => {
    const { context } = scene({ region: 'eu-west-1' });
    const before = Date.now();
    expect(await operations.createCollection(inFaces, context)).toEqual({
      StatusCode: 200,
      CollectionArn: 'arn:aws:rekognition:eu-west-1:000000000000:collection/faces',
      FaceModelVersion: FACE_MODEL_VERSION,
    });
    const { CreationTimestamp, ...rest } = await operations.describeCollection(inFaces, context);
    expect(rest).toEqual({
      FaceCount: 0,
      FaceModelVersion: FACE_MODEL_VERSION,
      CollectionARN: 'arn:aws:rekognition:eu-west-1:000000000000:collection/faces',
    });
    expect(CreationTimestamp).toBeInstanceOf(Date);
    expect(Number(CreationTimestamp)).toBeGreaterThanOrEqual(before);
    expect(await operations.deleteCollection(inFaces, context)).toEqual({ StatusCode: 200 });
  });

  test('an id that is taken or unknown has its own exception', async () => {
    const { context } = await withCollection();
    await expect(operations.createCollection(inFaces, context)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    const other = { CollectionId: 'Faces' };
    for (const call of [
      () => operations.deleteCollection(other, context),
      () => operations.describeCollection(other, context),
      () => operations.listFaces(other, context),
      () => operations.deleteFaces({ ...other, FaceIds: ['00000000-0000-4000-8000-000000000000'] }, context),
      () => operations.searchFaces({ ...other, FaceId: '00000000-0000-4000-8000-000000000000' }, context),
      () => operations.indexFaces({ ...other, Image: image }, context),
      () => operations.searchFacesByImage({ ...other, Image: image }, context),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: expect.stringContaining('Faces') });
    }
  });

  test('ListCollections goes from page to page with parallel arrays', async () => {
    const { context } = scene();
    for (const CollectionId of ['c', 'a', 'b']) await operations.createCollection({ CollectionId }, context);
    const first = await operations.listCollections({ MaxResults: 2 }, context);
    expect(first).toMatchObject({ CollectionIds: ['c', 'a'], FaceModelVersions: [FACE_MODEL_VERSION, FACE_MODEL_VERSION] });
    const second = await operations.listCollections({ MaxResults: 2, NextToken: first.NextToken }, context);
    expect(second).toEqual({ CollectionIds: ['b'], FaceModelVersions: [FACE_MODEL_VERSION] });
    expect((await operations.listCollections({ MaxResults: 0 }, context)).CollectionIds).toEqual(['c', 'a', 'b']);
    await expect(operations.listCollections({ NextToken: 'nonsense' }, context)).rejects.toMatchObject({
      name: 'InvalidPaginationTokenException',
    });
  });
});

describe('IndexFaces', () => {
  test('stores the faces of a picture, largest first, with one ImageId', async () => {
    const { context, show } = await withCollection();
    show(seen(1, 100), seen(2, 200));
    const { FaceRecords = [], UnindexedFaces, FaceModelVersion } = await operations.indexFaces(
      { ...inFaces, Image: image, ExternalImageId: 'party.jpg' },
      context,
    );
    expect(FaceModelVersion).toBe(FACE_MODEL_VERSION);
    expect(UnindexedFaces).toEqual([]);
    const boxes = FaceRecords.map(({ Face }) => Face?.BoundingBox?.Width ?? 0);
    expect(boxes[0]).toBeCloseTo(0.2, 6);
    expect(boxes[1]).toBeCloseTo(0.1, 6);
    expect(new Set(FaceRecords.map(({ Face }) => Face?.ImageId)).size).toBe(1);
    expect(new Set(FaceRecords.map(({ Face }) => Face?.FaceId)).size).toBe(2);
    expect(FaceRecords.every(({ Face }) => Face?.ExternalImageId === 'party.jpg')).toBe(true);
    expect(FaceRecords[0]?.FaceDetail).toMatchObject({ Confidence: 97, Pose: { Yaw: 0 }, Quality: { Sharpness: 80 } });
    const listed = await operations.listFaces(inFaces, context);
    expect(new Set(listed.Faces)).toEqual(new Set(FaceRecords.map(({ Face }) => Face)));
    expect((await operations.describeCollection(inFaces, context)).FaceCount).toBe(2);
  });

  test('the same picture with the same ExternalImageId keeps its ids and stores nothing', async () => {
    const { context, show } = await withCollection();
    show(seen(1, 100), seen(2, 200));
    const request = { ...inFaces, Image: image, ExternalImageId: 'a' };
    const first = await operations.indexFaces(request, context);
    expect(await operations.indexFaces(request, context)).toEqual(first);
    expect((await operations.describeCollection(inFaces, context)).FaceCount).toBe(2);
    const other = await operations.indexFaces({ ...request, ExternalImageId: 'b' }, context);
    const ids = (response: typeof first): unknown[] => response.FaceRecords?.map(({ Face }) => Face?.FaceId) ?? [];
    expect(ids(other)).toHaveLength(2);
    expect(ids(other).filter((id) => ids(first).includes(id))).toEqual([]);
    expect((await operations.describeCollection(inFaces, context)).FaceCount).toBe(4);
  });

  test('one face of one picture has one id in all collections of a face model', async () => {
    const { context, show } = await withCollection();
    await operations.createCollection({ CollectionId: 'second' }, context);
    show(seen(1, 100));
    const a = await operations.indexFaces({ ...inFaces, Image: image }, context);
    const b = await operations.indexFaces({ CollectionId: 'second', Image: image }, context);
    expect(b.FaceRecords?.[0]?.Face).toEqual(a.FaceRecords?.[0]?.Face);
  });

  test('poor faces are told with reasons and not stored; NONE stores them', async () => {
    const { context, show } = await withCollection();
    show(seen(1, 200), seen(2, 150, { quality: { brightness: 3, sharpness: 80 } }));
    const request = { ...inFaces, Image: image };
    const { FaceRecords, UnindexedFaces } = await operations.indexFaces(request, context);
    expect(FaceRecords).toHaveLength(1);
    expect(UnindexedFaces).toMatchObject([{ Reasons: ['LOW_BRIGHTNESS'], FaceDetail: { Quality: { Brightness: 3 } } }]);
    expect((await operations.indexFaces({ ...request, QualityFilter: 'NONE' }, context)).FaceRecords).toHaveLength(2);
  });

  test('MaxFaces keeps the largest and tells the rest', async () => {
    const { context, show } = await withCollection();
    show(seen(1, 60), seen(2, 200), seen(3, 100));
    const { FaceRecords, UnindexedFaces } = await operations.indexFaces({ ...inFaces, Image: image, MaxFaces: 2 }, context);
    expect(FaceRecords?.map(({ Face }) => Math.round(1000 * (Face?.BoundingBox?.Width ?? 0)))).toEqual([200, 100]);
    expect(UnindexedFaces).toMatchObject([{ Reasons: ['EXCEEDS_MAX_FACES'] }]);
  });

  test('a picture without faces is no error', async () => {
    const { context } = await withCollection();
    expect(await operations.indexFaces({ ...inFaces, Image: image }, context)).toEqual({
      FaceRecords: [],
      FaceModelVersion: FACE_MODEL_VERSION,
      UnindexedFaces: [],
    });
  });

  test('attributes are computed only when asked for', async () => {
    const { context, asked } = await withCollection();
    await operations.indexFaces({ ...inFaces, Image: image }, context);
    await operations.indexFaces({ ...inFaces, Image: image, DetectionAttributes: ['ALL', 'DEFAULT'] }, context);
    expect(asked.map(({ attributes }) => attributes)).toEqual([false, true]);
  });

  test('a thousand calls at once are all answered, no id twice, the count right', async () => {
    const { context, show } = await withCollection();
    const calls: Promise<unknown>[] = [];
    for (let person = 1; person <= 1000; person++) {
      show(seen(person, 100));
      calls.push(operations.indexFaces({ ...inFaces, Image: image, ExternalImageId: `p${person}` }, { ...context, vision: frozen(seen(person, 100)) }));
    }
    const answers = (await Promise.all(calls)) as { FaceRecords: { Face: { FaceId: string; ExternalImageId: string } }[] }[];
    expect(new Set(answers.map(({ FaceRecords }) => FaceRecords[0]?.Face.FaceId)).size).toBe(1000);
    expect(answers.map(({ FaceRecords }) => FaceRecords[0]?.Face.ExternalImageId)).toEqual(answers.map((_, index) => `p${index + 1}`));
    expect((await operations.describeCollection(inFaces, context)).FaceCount).toBe(1000);
  });
});

function frozen(face: DescribedFace): OperationContext['vision'] {
  return { findFaces: () => Promise.resolve([face]) } as unknown as OperationContext['vision'];
}

describe('a collection of another face model', () => {
  test('is described, listed and deleted, but neither searched nor added to', async () => {
    const { context, tab, show } = scene();
    await tab.createCollection('old', '0.9', { encrypted: false });
    show(seen(1, 100));
    const old = { CollectionId: 'old' };
    expect((await operations.describeCollection(old, context)).FaceModelVersion).toBe('0.9');
    expect((await operations.listFaces(old, context)).FaceModelVersion).toBe('0.9');
    for (const call of [
      () => operations.indexFaces({ ...old, Image: image }, context),
      () => operations.searchFacesByImage({ ...old, Image: image }, context),
      () => operations.searchFaces({ ...old, FaceId: '00000000-0000-4000-8000-000000000000' }, context),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('face model 0.9') });
    }
    expect(await operations.deleteCollection(old, context)).toEqual({ StatusCode: 200 });
  });
});

describe('faces of a collection', () => {
  async function withPeople(count: number): Promise<Scene & { ids: string[] }> {
    const made = await withCollection();
    const ids: string[] = [];
    for (let person = 1; person <= count; person++) {
      made.show(seen(person, 100));
      const { FaceRecords } = await operations.indexFaces({ ...inFaces, Image: image, ExternalImageId: `person:${person}` }, made.context);
      ids.push(FaceRecords?.[0]?.Face?.FaceId ?? '');
    }
    return { ...made, ids };
  }

  test('ListFaces goes through all pages by ascending FaceId, and its tokens are good for one collection', async () => {
    const { context, ids } = await withPeople(7);
    const listed: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await operations.listFaces({ ...inFaces, MaxResults: 3, NextToken }, context);
      listed.push(...(page.Faces ?? []).map(({ FaceId }) => FaceId));
      NextToken = page.NextToken;
      if (NextToken !== undefined) expect(NextToken.length).toBeLessThanOrEqual(255);
    } while (NextToken !== undefined);
    expect(listed).toEqual(ids.toSorted());
    const { NextToken: token } = await operations.listFaces({ ...inFaces, MaxResults: 1 }, context);
    await operations.createCollection({ CollectionId: 'x'.repeat(255) }, context);
    await expect(operations.listFaces({ CollectionId: 'x'.repeat(255), NextToken: token }, context)).rejects.toMatchObject({
      name: 'InvalidPaginationTokenException',
    });
  });

  test('DeleteFaces answers with what was there', async () => {
    const { context, ids } = await withPeople(3);
    const [first = '', second = ''] = ids;
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await operations.deleteFaces({ ...inFaces, FaceIds: [second, unknown, first] }, context)).toEqual({ DeletedFaces: [second, first] });
    expect((await operations.describeCollection(inFaces, context)).FaceCount).toBe(1);
  });

  test('SearchFacesByImage finds the person of the largest face', async () => {
    const { context, show, ids } = await withPeople(20);
    show(seen(5, 120), seen(6, 80));
    const answer = await operations.searchFacesByImage({ ...inFaces, Image: image }, context);
    expect(answer.SearchedFaceBoundingBox?.Width).toBeCloseTo(0.12, 6);
    expect(answer.SearchedFaceConfidence).toBeCloseTo(97, 4);
    expect(answer.FaceModelVersion).toBe(FACE_MODEL_VERSION);
    expect(answer.FaceMatches?.map(({ Face }) => Face?.FaceId)).toEqual([ids[4]]);
    expect(answer.FaceMatches?.[0]?.Face?.ExternalImageId).toBe('person:5');
    expect(answer.FaceMatches?.[0]?.Similarity).toBeGreaterThan(80);
  });

  test('matches are sorted, bounded by threshold and MaxFaces, the threshold included', async () => {
    const { context, ids } = await withPeople(20);
    const FaceId = ids[0] ?? '';
    const all = await operations.searchFaces({ ...inFaces, FaceId, FaceMatchThreshold: 0 }, context);
    const similarities = all.FaceMatches?.map(({ Similarity = NaN }) => Similarity) ?? [];
    expect(similarities).toHaveLength(19);
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
    expect(all.SearchedFaceId).toBe(FaceId);
    expect(all.FaceMatches?.some(({ Face }) => Face?.FaceId === FaceId)).toBe(false);
    const third = similarities[2] ?? NaN;
    const inclusive = await operations.searchFaces({ ...inFaces, FaceId, FaceMatchThreshold: third }, context);
    expect(inclusive.FaceMatches).toEqual(all.FaceMatches?.filter(({ Similarity = NaN }) => Similarity >= third));
    const two = await operations.searchFaces({ ...inFaces, FaceId, FaceMatchThreshold: 0, MaxFaces: 2 }, context);
    expect(two.FaceMatches).toEqual(all.FaceMatches?.slice(0, 2));
  });

  test('an unknown FaceId and a picture without a face are InvalidParameterException', async () => {
    const { context, show } = await withPeople(1);
    await expect(
      operations.searchFaces({ ...inFaces, FaceId: '00000000-0000-4000-8000-000000000000' }, context),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    show();
    await expect(operations.searchFacesByImage({ ...inFaces, Image: image }, context)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('No face'),
    });
    show(seen(1, 30));
    await expect(operations.searchFacesByImage({ ...inFaces, Image: image, QualityFilter: 'HIGH' }, context)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('QualityFilter'),
    });
  });

  test('a collection goes through a file into another one that finds the same', async () => {
    const { context, ids } = await withPeople(10);
    const file = await exportCollection('faces', context);
    await expect(importCollection(file, {}, context)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    expect(await importCollection(file, { collectionId: 'copy' }, context)).toEqual({
      collectionId: 'copy',
      faceCount: 10,
      faceModelVersion: FACE_MODEL_VERSION,
    });
    const request = { FaceId: ids[3], FaceMatchThreshold: 0 };
    expect(await operations.searchFaces({ ...request, CollectionId: 'copy' }, context)).toEqual(
      await operations.searchFaces({ ...request, ...inFaces }, context),
    );
    await expect(importCollection(file.slice(0, file.size - 1), { collectionId: 'cut' }, context)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('storage is described, the promise of the browser included', async () => {
    const { context } = await withPeople(1);
    const report = await describeStorage(context);
    expect(report).toMatchObject({ search: 'simd', openCollections: 1, persisted: expect.any(Boolean) });
    expect(['granted', 'refused']).toContain(report.persistence);
  });
});
