import { afterAll, expect, test, vi } from 'vitest';
import { InvalidParameterException, Rekognition, ResourceNotFoundException } from '../../src/index.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

test('a collection leaves the page as a file, comes back under another name, and is found in', async () => {
  const CollectionId = `files-${crypto.randomUUID()}`;
  const Image = { Source: await samplePicture('sample1.jpg') };
  await rekognition.createCollection({ CollectionId });
  const { FaceRecords = [] } = await rekognition.indexFaces({ CollectionId, Image, ExternalImageId: 'sample1', QualityFilter: 'NONE' });
  const file = await rekognition.exportCollection(CollectionId);
  await rekognition.deleteCollection({ CollectionId });
  const imported = await rekognition.importCollection(file, { collectionId: `${CollectionId}-back` });
  expect(imported).toEqual({ collectionId: `${CollectionId}-back`, faceCount: FaceRecords.length, faceModelVersion: '1.0' });
  const { FaceMatches = [] } = await rekognition.searchFacesByImage({ CollectionId: imported.collectionId, Image });
  expect(FaceMatches[0]?.Face?.ExternalImageId).toBe('sample1');
  expect(FaceMatches[0]?.Similarity).toBeGreaterThan(99);
  await rekognition.deleteCollection({ CollectionId: imported.collectionId });
});

test('a damaged file and an unknown collection are refused, and nothing is left behind', async () => {
  const damaged = new Blob(['no collection at all']);
  await expect(rekognition.importCollection(damaged, { collectionId: 'never' })).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(rekognition.exportCollection('never')).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('the storage tells what it holds, and the browser is asked only once to keep it', async () => {
  const asked = vi.spyOn(navigator.storage, 'persist');
  for (const name of ['one', 'two']) {
    const CollectionId = `${name}-${crypto.randomUUID()}`;
    await rekognition.createCollection({ CollectionId });
    await rekognition.deleteCollection({ CollectionId });
  }
  // Another test of this page may have asked before.
  expect(asked.mock.calls.length).toBeLessThanOrEqual(1);
  const description = await rekognition.describeStorage();
  expect(['granted', 'refused']).toContain(description.persistence);
  expect(description).toMatchObject({ search: 'simd', embeddingLimitBytes: expect.any(Number), usedDiskBytes: expect.any(Number) });
});
