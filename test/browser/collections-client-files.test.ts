import { afterAll, expect, test, vi } from 'vitest';
import { InvalidParameterException, Rekognition, ResourceNotFoundException } from '../../src/index.ts';
import { resealCollection } from '../fuzz/reseal.ts';
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

/** The file with another text in its header, or another number in its first face, under right checksums. */
async function forged(file: Blob, change: (json: string) => string, firstNumber?: number): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(16, true);
  const json = new TextEncoder().encode(change(new TextDecoder().decode(bytes.subarray(52, 52 + length))));
  const blocks = bytes.slice(52 + length);
  // Behind the two words of the block and the two ids of the face.
  if (firstNumber !== undefined) new DataView(blocks.buffer).setFloat32(4 * (2 + 8), firstNumber, true);
  const size = Uint8Array.of(0, 0, 0, 0);
  new DataView(size.buffer).setUint32(0, json.length, true);
  return new Blob([await resealCollection(new Uint8Array(await new Blob([bytes.slice(0, 16), size, bytes.slice(20, 52), json, blocks]).arrayBuffer()))]);
}

test('a forged file under right checksums is refused where it would make a collection that cannot be used', async () => {
  const CollectionId = `forged-${crypto.randomUUID()}`;
  await rekognition.createCollection({ CollectionId });
  await rekognition.indexFaces({ CollectionId, Image: { Source: await samplePicture('sample1.jpg') }, QualityFilter: 'NONE' });
  const file = await rekognition.exportCollection(CollectionId);
  await rekognition.deleteCollection({ CollectionId });
  const copy = await rekognition.importCollection(await forged(file, (json) => json));
  await rekognition.deleteCollection({ CollectionId: copy.collectionId });
  for (const [what, bad] of [
    ['a name that no collection can have', await forged(file, (json) => json.replace(CollectionId, 'no name!'))],
    ['no name', await forged(file, (json) => json.replace(CollectionId, ''))],
    ['a day that is none', await forged(file, (json) => json.replace(/"createdAt":\d+/, '"createdAt":9007199254740991'))],
    ['a box that is no number', await forged(file, (json) => json, Number.NaN)],
  ] as const) {
    const failure: unknown = await rekognition.importCollection(bad).catch((error: unknown) => error);
    expect(failure, what).toBeInstanceOf(InvalidParameterException);
  }
  expect((await rekognition.listCollections()).CollectionIds).not.toContain('no name!');
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
