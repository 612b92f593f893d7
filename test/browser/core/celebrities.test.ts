import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GalleryRefusedError, GalleryUnavailableError, Rekognition, ResourceNotFoundException, type BoundingBox, type BuiltGallery } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const PHOTO = 'sample6.jpg';
const builder = new Rekognition({ device: 'wasm' });
const opened: Rekognition[] = [builder];
let photo: Blob;
let built: BuiltGallery;
let portraits: Blob[];

function open(config: ConstructorParameters<typeof Rekognition>[0]): Rekognition {
  const client = new Rekognition({ device: 'wasm', ...config });
  opened.push(client);
  return client;
}

/** One face with room around it, half as large again: the same person in other pixels. */
async function cut(source: Blob, { Left = 0, Top = 0, Width = 0, Height = 0 }: BoundingBox): Promise<Blob> {
  const bitmap = await createImageBitmap(source);
  const side = Math.max(Width * bitmap.width, Height * bitmap.height);
  const canvas = new OffscreenCanvas(Math.round(side * 2.4), Math.round(side * 2.4));
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, Left * bitmap.width - side * 0.35, Top * bitmap.height - side * 0.3, side * 1.6, side * 1.6, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

async function emptyPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(200, 200);
  canvas.getContext('2d')?.fillRect(0, 0, 200, 200);
  return canvas.convertToBlob();
}

beforeAll(async () => {
  photo = await samplePicture(PHOTO);
  const { FaceDetails = [] } = await builder.detectFaces({ Image: { Source: photo } });
  portraits = await Promise.all(FaceDetails.slice(0, 2).map(({ BoundingBox }) => cut(photo, BoundingBox ?? {})));
  const [ann, bea] = portraits;
  if (!ann || !bea) throw new Error(`${PHOTO} shows fewer than two faces.`);
  built = await builder.buildGallery(
    [
      { id: 'ann', name: 'Ann', urls: ['https://example.org/ann'], knownGender: 'Female', portraits: [await emptyPicture(), ann] },
      { id: 'bea', name: 'Bea', portraits: [bea] },
      { id: 'cleo', name: 'Cleo', portraits: [photo, new Blob(['no picture'])] },
    ],
    { title: 'Two of the sample', licence: 'test', source: PHOTO },
  );
});
afterAll(() => Promise.all(opened.map((client) => client.close())));

describe('a gallery made in the page', () => {
  test('holds those with a clear portrait, and tells of every portrait that is none', () => {
    expect(built.people).toBe(2);
    expect(built.leftOut.map(({ id, portrait }) => [id, portrait])).toEqual([['ann', 0], ['cleo', 0], ['cleo', 1]]);
    expect(built.leftOut[0]?.reason).toBe('No face was found in it.');
    expect(built.leftOut[1]?.reason).toMatch(/two faces of like size/);
  });

  test('names its people in a photo, largest face first, and leaves everyone else without a name', async () => {
    const client = open({ celebrities: built.file });
    const { FaceDetails = [] } = await builder.detectFaces({ Image: { Source: photo } });
    const { CelebrityFaces = [], UnrecognizedFaces = [], OrientationCorrection } = await client.recognizeCelebrities({ Image: { Source: photo } });
    expect(CelebrityFaces.map(({ Id, Name, Urls, KnownGender }) => ({ Id, Name, Urls, KnownGender }))).toEqual([
      { Id: 'ann', Name: 'Ann', Urls: ['https://example.org/ann'], KnownGender: { Type: 'Female' } },
      { Id: 'bea', Name: 'Bea', Urls: [], KnownGender: undefined },
    ]);
    for (const [index, { Face, MatchConfidence = 0 }] of CelebrityFaces.entries()) {
      expect(MatchConfidence).toBeGreaterThan(90);
      expect(Face?.BoundingBox).toEqual(FaceDetails[index]?.BoundingBox);
      expect(Face?.Landmarks).toHaveLength(30);
      expect(Face?.Emotions).toHaveLength(7);
      expect(Face?.Smile?.Confidence).toBeGreaterThanOrEqual(50);
    }
    expect(UnrecognizedFaces).toHaveLength(FaceDetails.length - 2);
    expect(OrientationCorrection).toBeUndefined();
    const { $metadata: _, ...info } = await client.getCelebrityInfo({ Id: 'ann' });
    expect(info).toEqual({ Name: 'Ann', Urls: ['https://example.org/ann'], KnownGender: { Type: 'Female' } });
    await expect(client.getCelebrityInfo({ Id: 'nobody' })).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test('is read from an address, beside the gallery of the library', async () => {
    const url = URL.createObjectURL(built.file);
    const client = open({ celebrities: [url, 'default'] });
    const [own, theirs] = await client.describeGalleries();
    expect(own).toEqual({ title: 'Two of the sample', licence: 'test', source: PHOTO, people: 2 });
    expect(theirs?.title).toMatch(/US Congress/);
    expect(theirs?.licence).toMatch(/public domain/);
    expect((await client.getCelebrityInfo({ Id: 'bea' })).Name).toBe('Bea');
    expect((await client.getCelebrityInfo({ Id: 'A000370' })).Urls).toContain('https://bioguide.congress.gov/search/bio/A000370');
  });

  test('cannot be made of nobody, or of people with impossible ids', async () => {
    await expect(builder.buildGallery([])).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(builder.buildGallery([{ id: 'a b', name: 'Ann', portraits: portraits.slice(0, 1) }])).rejects.toMatchObject({ message: expect.stringContaining('letters and digits') });
  });
});

describe('a gallery that cannot be used', () => {
  test('is refused whole when damaged; other calls and the next gallery work', async () => {
    const bytes = new Uint8Array(await built.file.arrayBuffer());
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    const client = open({ celebrities: new File([bytes], 'mine.gallery.jsonl') });
    const calls = [() => client.recognizeCelebrities({ Image: { Source: photo } }), () => client.getCelebrityInfo({ Id: 'bea' }), () => client.describeGalleries()];
    for (const call of calls) {
      await expect(call()).rejects.toSatisfy((error) => error instanceof GalleryRefusedError && /mine\.gallery\.jsonl is not used: its checksum is wrong/.test(error.message));
    }
    expect((await client.detectFaces({ Image: { Source: photo } })).FaceDetails?.length).toBeGreaterThan(2);
    expect((await open({ celebrities: built.file }).getCelebrityInfo({ Id: 'bea' })).Name).toBe('Bea');
  });

  test('is told by its address when it cannot be fetched', async () => {
    const client = open({ celebrities: 'https://localhost:1/none.gallery.jsonl' });
    await expect(client.getCelebrityInfo({ Id: 'bea' })).rejects.toSatisfy((error) => error instanceof GalleryUnavailableError && error.message.includes('https://localhost:1/none.gallery.jsonl'));
  });
});

describe('the gallery of the library', () => {
  test('does not name the women of the sample photos', async () => {
    const { CelebrityFaces, UnrecognizedFaces = [] } = await builder.recognizeCelebrities({ Image: { Source: photo } });
    expect(CelebrityFaces).toEqual([]);
    expect(UnrecognizedFaces.length).toBeGreaterThan(2);
  });
});
