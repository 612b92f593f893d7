import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ImageTooLargeException,
  InvalidImageFormatException,
  InvalidParameterException,
  Rekognition,
  type RekognitionServiceException,
  type Image,
} from '../../src/index.ts';
import { bombPicture } from '../set-up/bomb-picture.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function onePixel(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
  return bytesOf(await canvas.convertToBlob({ type: 'image/png' }));
}

/** The photo with its body longer than the API takes: JPEG readers ignore what follows the end. */
function padded(picture: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(picture);
  return bytes;
}

const limit = 5_242_880;
const s3Object = { Bucket: 'photos', Name: 'a.jpg' };

let photo: Uint8Array;
beforeAll(async () => {
  photo = await bytesOf(await samplePicture('sample6.jpg'));
});

interface BadPicture {
  readonly what: string;
  readonly image: () => Promise<Image> | Image;
  readonly exception: abstract new (...parameters: never[]) => RekognitionServiceException;
}

const badPictures: readonly BadPicture[] = [
  { what: 'text', image: () => ({ Bytes: text('This is not a picture.') }), exception: InvalidImageFormatException },
  { what: 'random bytes', image: () => ({ Bytes: crypto.getRandomValues(new Uint8Array(4096)) }), exception: InvalidImageFormatException },
  { what: 'half a JPEG', image: () => ({ Bytes: photo.slice(0, photo.length / 2) }), exception: InvalidImageFormatException },
  { what: 'the first 100 bytes of a JPEG', image: () => ({ Bytes: photo.slice(0, 100) }), exception: InvalidImageFormatException },
  { what: 'a PNG of one pixel', image: async () => ({ Bytes: await onePixel() }), exception: InvalidParameterException },
  { what: 'half a PNG', image: async () => ({ Bytes: (await onePixel()).slice(0, 40) }), exception: InvalidImageFormatException },
  { what: 'one byte more than 5 MB', image: () => ({ Bytes: padded(photo, limit + 1) }), exception: ImageTooLargeException },
  {
    what: 'an SVG',
    image: () => ({ Bytes: text('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="9" height="9"/></svg>') }),
    exception: InvalidImageFormatException,
  },
  { what: 'an SVG as Blob', image: () => ({ Source: new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' }) }), exception: InvalidImageFormatException },
  { what: 'an empty array', image: () => ({ Bytes: new Uint8Array() }), exception: InvalidParameterException },
  { what: 'both Bytes and S3Object', image: () => ({ Bytes: photo, S3Object: s3Object }), exception: InvalidParameterException },
  { what: 'neither Bytes nor S3Object', image: () => ({}), exception: InvalidParameterException },
];

describe.each(badPictures)('$what', ({ image, exception }) => {
  it('is refused by DetectFaces with the exception of the API and a sentence', async () => {
    const failure: unknown = await rekognition.detectFaces({ Image: await image() }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(exception);
    const { name, message, $fault, $metadata } = failure as RekognitionServiceException;
    expect(name).toMatch(/Exception$/);
    expect(message).toMatch(/^[A-Z].{15,}\.$/s);
    expect($fault).toBe('client');
    expect($metadata.httpStatusCode).toBe(400);
  });

  it('is refused by CompareFaces, as source and as target', async () => {
    const good = { Bytes: photo };
    const bad = await image();
    await expect(rekognition.compareFaces({ SourceImage: bad, TargetImage: good })).rejects.toBeInstanceOf(exception);
    await expect(rekognition.compareFaces({ SourceImage: good, TargetImage: bad })).rejects.toBeInstanceOf(exception);
  });

  it('leaves the next call working', async () => {
    const { FaceDetails } = await rekognition.detectFaces({ Image: { Bytes: photo } });
    expect(FaceDetails).toHaveLength(4);
  });
});

it('takes a picture of exactly 5 MB', async () => {
  const { FaceDetails } = await rekognition.detectFaces({ Image: { Bytes: padded(photo, limit) } });
  expect(FaceDetails).toHaveLength(4);
});

describe('a small file of very many pixels', () => {
  it('is a picture that the browser reads, when there are fewer of them', async () => {
    const bitmap = await createImageBitmap(await bombPicture(400));
    expect([bitmap.width, bitmap.height]).toEqual([400, 400]);
  });

  it('is refused before it is decoded', async () => {
    const bomb = await bombPicture(40_000);
    expect(bomb.size).toBeLessThan(limit);
    const decode = vi.spyOn(globalThis, 'createImageBitmap');
    for (const Image of [{ Source: bomb }, { Bytes: await bytesOf(bomb) }]) {
      const failure: unknown = await rekognition.detectFaces({ Image }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ImageTooLargeException);
    }
    expect(decode).not.toHaveBeenCalled();
    decode.mockRestore();
  });
});
