import { describe, expect, it, vi } from 'vitest';
import type { RekognitionConfig } from '../../src/config.ts';
import type { KnownPerson } from '../../src/galleries/gallery.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { getCelebrityInfo, recognizeCelebrities } from '../../src/operations/celebrities.ts';
import type { DescribedFace, FaceRequest } from '../../src/vision/face/face.ts';

const ada: KnownPerson = { id: 'A1', name: 'Ada', urls: ['https://example.org/ada'], knownGender: 'Female' };
const bob: KnownPerson = { id: 'B2', name: 'Bob', urls: [] };

const face = (left: number): DescribedFace => ({
  box: { left, top: 10, width: 20, height: 40 },
  confidence: 0.9,
  landmarks: { nose: { x: left + 10, y: 30 } } as DescribedFace['landmarks'],
  pose: { roll: 1, yaw: 2, pitch: 3 },
  quality: { brightness: 50, sharpness: 60 },
  attributes: {
    smile: 0.75,
    expressions: { neutral: 0.1, happy: 0.6, sad: 0.1, angry: 0.05, fearful: 0.05, disgusted: 0.05, surprised: 0.05 },
  } as DescribedFace['attributes'] & object,
  template: new Float32Array(320).fill(left),
});

/** A picture of 200 x 100 pixels with three faces, of which the second and the third are known. */
function scene(config: RekognitionConfig = {}) {
  const findFaces = vi.fn((_picture: unknown, _request: FaceRequest) => Promise.resolve([face(0), face(50), face(100)]));
  const recognize = vi.fn((_templates: readonly Float32Array[], _bar: number) =>
    Promise.resolve([undefined, { person: ada, confidence: 97 }, { person: bob, confidence: 71 }]),
  );
  const findPerson = (id: string) => Promise.resolve([ada, bob].find((person) => person.id === id));
  const openPicture = vi.fn(() => Promise.resolve({ width: 200, height: 100 }));
  const galleries = { recognize, findPerson, describe: () => Promise.resolve([]) };
  const context = { config, openPicture, vision: { findFaces }, galleries } as unknown as OperationContext;
  return { context, findFaces, recognize, openPicture };
}

const request = { Image: { Bytes: new Uint8Array(1) } };

describe('RecognizeCelebrities', () => {
  it('puts every face into one of the two lists, with all that is told of it', async () => {
    const { context } = scene();
    const { CelebrityFaces = [], UnrecognizedFaces = [], ...rest } = await recognizeCelebrities(request, context);
    expect(rest).toEqual({});
    expect(CelebrityFaces.map(({ Face: _face, ...told }) => told)).toEqual([
      { Id: 'A1', Name: 'Ada', Urls: ['https://example.org/ada'], KnownGender: { Type: 'Female' }, MatchConfidence: 97 },
      { Id: 'B2', Name: 'Bob', Urls: [], MatchConfidence: 71 },
    ]);
    expect([UnrecognizedFaces[0], CelebrityFaces[0]?.Face].map((each) => each?.BoundingBox?.Left)).toEqual([0, 0.25]);
    expect(UnrecognizedFaces).toHaveLength(1);
    for (const told of [...UnrecognizedFaces, ...CelebrityFaces.map(({ Face }) => Face)]) {
      expect(Object.keys(told ?? {})).toEqual(['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality', 'Emotions', 'Smile']);
      expect(told?.Smile).toEqual({ Value: true, Confidence: 75 });
      expect(told?.Emotions?.[0]).toEqual({ Type: 'HAPPY', Confidence: 60 });
    }
  });

  it('looks at 64 faces, and asks for the confidence that the client was given', async () => {
    const usual = scene();
    await recognizeCelebrities(request, usual.context);
    expect(usual.findFaces.mock.calls[0]?.[1]).toEqual({ maxFaces: 64, attributes: true, embeddings: false, templates: 'asked' });
    expect(usual.recognize.mock.calls[0]?.[0].map(([first]) => first)).toEqual([0, 50, 100]);
    expect(usual.recognize.mock.calls[0]?.[1]).toBe(50);
    const strict = scene({ minCelebrityConfidence: 99 });
    await recognizeCelebrities(request, strict.context);
    expect(strict.recognize.mock.calls[0]?.[1]).toBe(99);
  });

  it.each([-1, 101, Number.NaN])('refuses a lowest confidence of %d before it decodes the picture', async (minCelebrityConfidence) => {
    const { context, openPicture } = scene({ minCelebrityConfidence });
    await expect(recognizeCelebrities(request, context)).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('minCelebrityConfidence') });
    expect(openPicture).not.toHaveBeenCalled();
  });
});

describe('GetCelebrityInfo', () => {
  it('tells a person by id', async () => {
    expect(await getCelebrityInfo({ Id: 'A1' }, scene().context)).toEqual({ Name: 'Ada', Urls: ['https://example.org/ada'], KnownGender: { Type: 'Female' } });
    expect(await getCelebrityInfo({ Id: 'B2' }, scene().context)).toEqual({ Name: 'Bob', Urls: [] });
  });

  it.each(['C3', ''])('does not know "%s"', async (Id) => {
    await expect(getCelebrityInfo({ Id }, scene().context)).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: expect.stringContaining(`"${Id}"`) });
  });
});
