import { afterAll, describe, expect, test } from 'vitest';
import { InvalidParameterException, Rekognition } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

async function emptyPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(200, 200);
  canvas.getContext('2d')?.fillRect(0, 0, 200, 200);
  return canvas.convertToBlob();
}

/** The picture half as large: the same people in other pixels. */
async function smallerCopy(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.width / 2, bitmap.height / 2);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}

describe('CompareFaces on real photos', () => {
  test('finds the largest face again in a smaller copy, and tells every other face as unmatched', async () => {
    const photo = await samplePicture('sample1.jpg');
    const response = await rekognition.compareFaces({
      SourceImage: { Source: photo },
      TargetImage: { Source: await smallerCopy(photo) },
    });
    const faces = await rekognition.detectFaces({ Image: { Source: photo } });
    expect(response.FaceMatches?.[0]?.Similarity).toBeGreaterThan(95);
    expect(response.FaceMatches?.[0]?.Face?.Landmarks).toHaveLength(30);
    expect(response.SourceImageFace?.BoundingBox).toEqual(faces.FaceDetails?.[0]?.BoundingBox);
    expect((response.FaceMatches?.length ?? 0) + (response.UnmatchedFaces?.length ?? 0)).toBe(faces.FaceDetails?.length);
  });

  test('sorts every face by the threshold', async () => {
    const SourceImage = { Source: await samplePicture('sample1.jpg') };
    const TargetImage = { Source: await samplePicture('sample2.jpg') };
    const all = await rekognition.compareFaces({ SourceImage, TargetImage, SimilarityThreshold: 0 });
    expect(all.UnmatchedFaces).toEqual([]);
    const similarities = (all.FaceMatches ?? []).map(({ Similarity = 0 }) => Similarity);
    expect(similarities.length).toBeGreaterThan(0);
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
    const none = await rekognition.compareFaces({ SourceImage, TargetImage, SimilarityThreshold: 100 });
    expect(none.FaceMatches).toEqual([]);
    expect(none.UnmatchedFaces).toHaveLength(similarities.length);
  });

  test.each(['SourceImage', 'TargetImage'] as const)('refuses a %s without a face by name', async (member) => {
    const photo = { Source: await samplePicture('sample1.jpg') };
    const request = { SourceImage: photo, TargetImage: photo, [member]: { Source: await emptyPicture() } };
    const failure: unknown = await rekognition.compareFaces(request).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidParameterException);
    expect((failure as Error).message).toContain(member);
  });
});
