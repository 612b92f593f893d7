import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidParameterException, Rekognition, ResourceNotFoundException } from '../../src/index.ts';
import { needsYunet, yunetAvailable } from '../set-up/face-detector.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm', encryptCollections: true });
const CollectionId = `photos-${crypto.randomUUID()}`;

beforeAll(async () => {
  await rekognition.createCollection({ CollectionId });
});
afterAll(async () => {
  await rekognition.deleteCollection({ CollectionId });
  await rekognition.close();
});

async function smallerCopy(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.width * 0.7, bitmap.height * 0.7);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

describe('collections of real photos, through the client and both workers', () => {
  test('every face of a photo is indexed once, however often the photo comes', async () => {
    const Image = { Source: await samplePicture('sample1.jpg') };
    const request = { CollectionId, Image, ExternalImageId: 'sample1.jpg', DetectionAttributes: ['ALL' as const] };
    const first = await rekognition.indexFaces(request);
    expect(first.FaceRecords?.length).toBeGreaterThan(1);
    expect(first.FaceRecords?.[0]?.FaceDetail?.AgeRange).toBeDefined();
    const ids = first.FaceRecords?.map(({ Face }) => Face?.FaceId);
    const again = await rekognition.indexFaces(request);
    expect(again.FaceRecords?.map(({ Face }) => Face?.FaceId)).toEqual(ids);
    const { FaceCount } = await rekognition.describeCollection({ CollectionId });
    expect(FaceCount).toBe(ids?.length);
  });

  test.skipIf(!yunetAvailable)(`the largest face is found in a smaller copy of the photo, first and far above the others${needsYunet}`, async () => {
    const photo = await samplePicture('sample1.jpg');
    const { FaceRecords } = await rekognition.indexFaces({ CollectionId, Image: { Source: photo }, ExternalImageId: 'sample1.jpg' });
    const answer = await rekognition.searchFacesByImage({ CollectionId, Image: { Source: await smallerCopy(photo) }, FaceMatchThreshold: 0 });
    expect(answer.FaceMatches?.[0]?.Face?.FaceId).toBe(FaceRecords?.[0]?.Face?.FaceId);
    const [best = 0, next = 0] = answer.FaceMatches?.map(({ Similarity }) => Similarity) ?? [];
    expect(best).toBeGreaterThan(95);
    expect(next).toBeLessThan(80);
    const byFace = await rekognition.searchFaces({ CollectionId, FaceId: FaceRecords?.[0]?.Face?.FaceId });
    expect(byFace.FaceMatches).toEqual([]);
  });

  test('errors of the worker arrive as the exceptions of the API', async () => {
    const unknown = await rekognition.describeCollection({ CollectionId: 'nobody' }).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(ResourceNotFoundException);
    const FaceId = '00000000-0000-4000-8000-000000000000';
    const noFace = await rekognition.searchFaces({ CollectionId, FaceId }).catch((error: unknown) => error);
    expect(noFace).toBeInstanceOf(InvalidParameterException);
    expect((noFace as Error).message).toContain(FaceId);
  });
});
