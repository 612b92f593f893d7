import { afterAll, describe, expect, test } from 'vitest';
import { Rekognition, type FaceDetail } from '../../src/index.ts';
import { needsYunet, yunetAvailable } from '../set-up/face-detector.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

async function detect(Source: Blob | OffscreenCanvas): Promise<FaceDetail[]> {
  return (await rekognition.detectFaces({ Image: { Source } })).FaceDetails ?? [];
}

/** The JPEG with an Exif block that says only how the camera was held. */
async function withOrientation(jpeg: Blob, orientation: number): Promise<Blob> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = [...new TextEncoder().encode('Exif\0\0'), ...tiff];
  const segment = new Uint8Array([0xff, 0xe1, 0, body.length + 2, ...body]);
  return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' });
}

/** The photo as a camera held on its side would have stored it: turned to the left. */
async function lyingCopy(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.height, bitmap.width);
  const context = canvas.getContext('2d');
  context?.translate(0, bitmap.width);
  context?.rotate(-Math.PI / 2);
  context?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

describe('a JPEG that says how the camera was held', () => {
  test.skipIf(!yunetAvailable)(`is turned upright, and boxes refer to the upright picture${needsYunet}`, async () => {
    const photo = await samplePicture('sample1.jpg');
    const upright = await detect(photo);
    const lying = await detect(await withOrientation(await lyingCopy(photo), 6));
    expect(lying).toHaveLength(upright.length);
    upright.forEach(({ BoundingBox, Pose }, index) => {
      expect(lying[index]?.BoundingBox?.Left).toBeCloseTo(BoundingBox?.Left ?? Number.NaN, 1);
      expect(lying[index]?.BoundingBox?.Top).toBeCloseTo(BoundingBox?.Top ?? Number.NaN, 1);
      expect(Math.abs((lying[index]?.Pose?.Roll ?? 999) - (Pose?.Roll ?? 0))).toBeLessThan(5);
    });
  });
});

test.skipIf(!yunetAvailable)(`of 108 faces the 100 largest are told, largest first${needsYunet}`, async () => {
  const photo = await samplePicture('sample1.jpg');
  const [{ BoundingBox: face } = {}] = await detect(photo);
  if (!face) throw new Error('The sample shows a face.');
  const bitmap = await createImageBitmap(photo);
  const side = Math.max((face.Width ?? 0) * bitmap.width, (face.Height ?? 0) * bitmap.height) * 1.5;
  const left = ((face.Left ?? 0) + (face.Width ?? 0) / 2) * bitmap.width - side / 2;
  const top = ((face.Top ?? 0) + (face.Height ?? 0) / 2) * bitmap.height - side / 2;
  const canvas = new OffscreenCanvas(12 * 100, 9 * 100);
  const context = canvas.getContext('2d');
  for (let index = 0; index < 108; index++) {
    // The last eight are smaller than all others.
    const size = index < 100 ? 100 : 60;
    context?.drawImage(bitmap, left, top, side, side, (index % 12) * 100, Math.floor(index / 12) * 100, size, size);
  }
  const faces = await detect(canvas);
  expect(faces).toHaveLength(100);
  const widths = faces.map(({ BoundingBox }) => (BoundingBox?.Width ?? 0) * 1200);
  expect(Math.min(...widths)).toBeGreaterThan(45);
  const areas = faces.map(({ BoundingBox }) => (BoundingBox?.Width ?? 0) * (BoundingBox?.Height ?? 0));
  expect(areas).toEqual(areas.toSorted((a, b) => b - a));
});

describe('a call that is given up', () => {
  test('rejects with an AbortError at once, and the next call works', async () => {
    const photo = await samplePicture('sample2.jpg');
    const controller = new AbortController();
    const call = rekognition.detectFaces({ Image: { Source: photo }, Attributes: ['ALL'] }, { abortSignal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect((await detect(photo)).length).toBeGreaterThan(0);
  });

  test('by closing the client rejects too, and a later call is refused with a sentence', async () => {
    const client = new Rekognition({ device: 'wasm' });
    const call = client.detectFaces({ Image: { Source: await samplePicture('sample2.jpg') } });
    await Promise.all([expect(call).rejects.toMatchObject({ name: 'AbortError' }), client.close()]);
    await expect(client.detectFaces({ Image: { Source: await samplePicture('sample2.jpg') } })).rejects.toThrow(/closed/);
  });
});

test('a picture with many faces that is given up does not keep the next one waiting', { timeout: 240_000 }, async () => {
  const photo = await samplePicture('sample4.jpg');
  const bitmap = await createImageBitmap(photo);
  const crowd = new OffscreenCanvas(2000, 1600);
  for (let index = 0; index < 25; index++) {
    crowd.getContext('2d')?.drawImage(bitmap, (index % 5) * 400, Math.floor(index / 5) * 320, 400, 320);
  }
  const took = async (call: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await call();
    return performance.now() - start;
  };
  const whole = await took(() => rekognition.detectFaces({ Image: { Source: crowd }, Attributes: ['ALL'] }));
  const controller = new AbortController();
  const given = rekognition.detectFaces({ Image: { Source: crowd }, Attributes: ['ALL'] }, { abortSignal: controller.signal });
  setTimeout(() => controller.abort(), whole / 10);
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  // Both times are of this machine in this minute, so that only their relation is judged.
  expect(await took(() => detect(photo))).toBeLessThan(whole * 0.6);
});
