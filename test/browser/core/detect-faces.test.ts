import { afterAll, describe, expect, test } from 'vitest';
import { LandmarkType, Rekognition } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

const detect = async (blob: Blob, Attributes: ('DEFAULT' | 'ALL')[] = []) => {
  const { FaceDetails = [] } = await rekognition.detectFaces({ Image: { Source: blob }, Attributes });
  return FaceDetails;
};

describe('DetectFaces on real photos', () => {
  test('gives every member of the default set, and no other', async () => {
    const bytes = new Uint8Array(await (await samplePicture('sample1.jpg')).arrayBuffer());
    const response = await rekognition.detectFaces({ Image: { Bytes: bytes } });
    const [face] = response.FaceDetails ?? [];
    expect(Object.keys(face ?? {}).toSorted()).toEqual(['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
    expect(face?.Confidence).toBeGreaterThan(70);
    expect(face?.Landmarks?.map(({ Type }) => Type).toSorted()).toEqual(Object.values(LandmarkType).toSorted());
    expect(response.$metadata.httpStatusCode).toBe(200);
  });

  test('puts landmarks where a face has them', async () => {
    for (const face of await detect(await samplePicture('sample1.jpg'))) {
      const at = Object.fromEntries((face.Landmarks ?? []).map(({ Type, X, Y }) => [Type, { x: X ?? 0, y: Y ?? 0 }]));
      const { Left = 0, Top = 0, Width = 0, Height = 0 } = face.BoundingBox ?? {};
      const down = (name: string): number => ((at[name]?.y ?? 0) - Top) / Height;
      const across = (name: string): number => ((at[name]?.x ?? 0) - Left) / Width;
      expect(across('eyeLeft')).toBeLessThan(across('eyeRight'));
      expect(across('mouthLeft')).toBeLessThan(across('mouthRight'));
      expect(down('leftEyeBrowUp')).toBeLessThan(down('leftPupil'));
      expect(down('leftPupil')).toBeLessThan(down('nose'));
      expect(down('nose')).toBeLessThan(down('mouthUp'));
      expect(down('mouthUp')).toBeLessThan(down('mouthDown'));
      expect(down('chinBottom')).toBeGreaterThan(0.9);
      expect(down('chinBottom')).toBeLessThan(1.05);
    }
  });

  test('gives the largest face first and finds the same faces in a turned copy', async () => {
    const photo = await samplePicture('sample4.jpg');
    const faces = await detect(photo);
    expect(faces.length).toBeGreaterThanOrEqual(1);
    const areas = faces.map(({ BoundingBox }) => (BoundingBox?.Width ?? 0) * (BoundingBox?.Height ?? 0));
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
    const turned = await detect(await turnedCopy(photo));
    expect(turned.length).toBeGreaterThanOrEqual(1);
    expect(Math.abs(Math.abs(turned[0]?.Pose?.Roll ?? 0) - 90)).toBeLessThan(35);
  });

  test('fills every attribute with ALL', async () => {
    const [face] = await detect(await samplePicture('sample1.jpg'), ['ALL']);
    expect(face?.AgeRange?.Low).toBeLessThan(face?.AgeRange?.High ?? 0);
    expect(['Male', 'Female']).toContain(face?.Gender?.Value);
    const emotions = face?.Emotions ?? [];
    expect(emotions).toHaveLength(7);
    expect(emotions.reduce((sum, { Confidence = 0 }) => sum + Confidence, 0)).toBeCloseTo(100, 1);
    for (const decision of ['Smile', 'Eyeglasses', 'Sunglasses', 'Beard', 'Mustache', 'EyesOpen', 'MouthOpen'] as const) {
      expect(typeof face?.[decision]?.Value, decision).toBe('boolean');
      expect(face?.[decision]?.Confidence, decision).toBeGreaterThanOrEqual(50);
    }
  });

  test('answers a picture without a face with an empty list', async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No 2D context.');
    const gradient = context.createLinearGradient(0, 0, 320, 240);
    gradient.addColorStop(0, '#264');
    gradient.addColorStop(1, '#fd8');
    context.fillStyle = gradient;
    context.fillRect(0, 0, 320, 240);
    const { FaceDetails } = await rekognition.detectFaces({ Image: { Source: canvas } });
    expect(FaceDetails).toEqual([]);
  });

  test('sees the same in every kind of Source', async () => {
    const blob = await samplePicture('sample1.jpg');
    const [wanted] = await detect(blob);
    const bitmap = await createImageBitmap(blob);
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    const data = canvas.getContext('2d')?.getImageData(0, 0, bitmap.width, bitmap.height);
    if (!data) throw new Error('No pixels.');
    for (const Source of [bitmap, canvas, image, data, new VideoFrame(canvas, { timestamp: 0 })]) {
      const { FaceDetails } = await rekognition.detectFaces({ Image: { Source } });
      expect(FaceDetails?.[0]?.BoundingBox?.Left, Source.constructor.name).toBeCloseTo(wanted?.BoundingBox?.Left ?? 0, 2);
      if (Source instanceof VideoFrame) Source.close();
    }
    expect(bitmap.width, 'a bitmap stays the caller\'s').toBeGreaterThan(0);
    URL.revokeObjectURL(image.src);
  });
});

async function turnedCopy(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.height, bitmap.width);
  const context = canvas.getContext('2d');
  context?.translate(bitmap.height, 0);
  context?.rotate(Math.PI / 2);
  context?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}
