import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Rekognition, type GetVideoJobResponse } from '../../../src/index.ts';
import { numberedClip } from '../../set-up/numbered-clip.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

// What each analysis tells of a photo of four people over which the camera moves, three times in 600 ms.

const rekognition = new Rekognition({ device: 'wasm' });
let Video: { Source: Blob };
let photo: Blob;

beforeAll(async () => {
  photo = await samplePicture('sample6.jpg');
  const bitmap = await createImageBitmap(photo);
  const clip = await numberedClip({ codec: 'vp9', frames: 3, rate: 5, width: 640, height: 448, draw: (context, frame) => context.drawImage(bitmap, 0, 16 + 6 * frame, 640, 420) });
  Video = { Source: clip };
});

afterAll(() => rekognition.close());

async function finished<Answer extends Omit<GetVideoJobResponse, 'VideoMetadata'>>(get: () => Promise<Answer>): Promise<Answer> {
  const answer = await vi.waitFor(
    async () => {
      const now = await get();
      expect(now.JobStatus).not.toBe('IN_PROGRESS');
      return now;
    },
    { timeout: 100_000, interval: 50 },
  );
  expect(answer.StatusMessage).toBeUndefined();
  return answer;
}

const times = [0, 200, 400];

/** The entries of equal key stand together, keys rise, and the surest of each come first. */
function isGrouped(entries: readonly (readonly [key: string | number, confidence: number])[]): boolean {
  return entries.every(([key, confidence], index) => {
    const next = entries[index + 1];
    return !next || key < next[0] || (key === next[0] && confidence >= next[1]);
  });
}

it('labels: by time and by name, with instances and the version of the models', async () => {
  const { JobId } = await rekognition.startLabelDetection({ Video, MinConfidence: 70 });
  const { Labels = [], LabelModelVersion } = await finished(() => rekognition.getLabelDetection({ JobId }));
  const people = Labels.filter(({ Label }) => Label?.Name === 'Person');
  expect(people.map(({ Timestamp }) => Timestamp)).toEqual(times);
  expect(people[0]?.Label?.Instances?.length).toBeGreaterThanOrEqual(3);
  for (const { Label } of Labels) expect(Label?.Confidence).toBeGreaterThanOrEqual(70);
  expect(LabelModelVersion).toMatch(/^\d+\.\d+/);
  const byName = (await rekognition.getLabelDetection({ JobId, SortBy: 'NAME' })).Labels ?? [];
  expect(byName).toHaveLength(Labels.length);
  expect(isGrouped(byName.map(({ Label }) => [Label?.Name ?? '', Label?.Confidence ?? 0]))).toBe(true);
  const pages = [];
  for await (const page of rekognition.paginateGetLabelDetection({ JobId, SortBy: 'NAME' }, { pageSize: 7 })) pages.push(...(page.Labels ?? []));
  expect(pages).toEqual(byName);
});

it('moderation: by time and by name, as sure as was asked for', async () => {
  const { JobId } = await rekognition.startContentModeration({ Video, MinConfidence: 2 });
  const { ModerationLabels = [], ModerationModelVersion } = await finished(() => rekognition.getContentModeration({ JobId }));
  expect(ModerationModelVersion).toMatch(/^\d+\.\d+/);
  expect([...new Set(ModerationLabels.map(({ Timestamp }) => Timestamp))]).toEqual(times);
  for (const { ModerationLabel } of ModerationLabels) expect(ModerationLabel?.Confidence).toBeGreaterThanOrEqual(2);
  const byName = (await rekognition.getContentModeration({ JobId, SortBy: 'NAME' })).ModerationLabels ?? [];
  expect(byName).toHaveLength(ModerationLabels.length);
  expect(isGrouped(byName.map(({ ModerationLabel }) => [ModerationLabel?.Name ?? '', ModerationLabel?.Confidence ?? 0]))).toBe(true);
});

describe('segments', () => {
  /** Three scenes in which something moves, with cuts at frames 40 and 95. */
  function scenes(context: OffscreenCanvasRenderingContext2D, frame: number): void {
    const scene = frame < 40 ? 0 : frame < 95 ? 1 : 2;
    context.fillStyle = ['#d9c8a0', '#203040', '#b03020'][scene] ?? '';
    context.fillRect(0, 8, 192, 120);
    context.fillStyle = ['#304020', '#e0e0f0', '#102080'][scene] ?? '';
    for (let index = 0; index < 5; index++) context.fillRect((index * 43 + frame * (scene + 1)) % 192, 20 + ((index * 29 * (scene + 1)) % 90), 14 + 9 * scene, 22);
  }

  it('shots to the frame, with drop-frame timecodes, the sound track, and the types as asked for', async () => {
    const rate = 30000 / 1001;
    const clip = await numberedClip({ codec: 'vp9', frames: 150, rate, container: 'mp4', sound: true, draw: scenes });
    const { JobId } = await rekognition.startSegmentDetection({ Video: { Source: clip }, SegmentTypes: ['SHOT'] });
    const answer = await finished(() => rekognition.getSegmentDetection({ JobId }));
    const { Segments = [], VideoMetadata, AudioMetadata, SelectedSegmentTypes } = answer;
    expect(Segments.map(({ StartTimecodeSMPTE, EndTimecodeSMPTE }) => [StartTimecodeSMPTE, EndTimecodeSMPTE])).toEqual([
      ['00:00:00;00', '00:00:01;09'],
      ['00:00:01;10', '00:00:03;04'],
      ['00:00:03;05', '00:00:04;29'],
    ]);
    expect(Segments.map(({ StartTimestampMillis }) => StartTimestampMillis)).toEqual([0, Math.floor((40 / rate) * 1000), Math.floor((95 / rate) * 1000)]);
    expect(Segments.map(({ ShotSegment }) => ShotSegment?.Index)).toEqual([0, 1, 2]);
    expect(Segments.every(({ Type, TechnicalCueSegment }) => Type === 'SHOT' && TechnicalCueSegment === undefined)).toBe(true);
    expect(VideoMetadata).toEqual([expect.objectContaining({ Codec: 'vp9', FrameWidth: 192 })]);
    expect(AudioMetadata).toEqual([expect.objectContaining({ SampleRate: 48000, NumberOfChannels: 2 })]);
    expect(SelectedSegmentTypes).toEqual([{ Type: 'SHOT', ModelVersion: expect.stringMatching(/^\d+\.\d+$/) }]);
  });
});

it('technical cues before shots where they are asked for first, as sure as the filters say', async () => {
  const bars = ['#bfbfbf', '#bfbf00', '#00bfbf', '#00bf00', '#bf00bf', '#bf0000', '#0000bf'];
  const clip = await numberedClip({
    codec: 'vp9',
    frames: 75,
    rate: 25,
    width: 448,
    height: 256,
    numbers: false,
    draw(context, frame) {
      if (frame < 25) bars.forEach((colour, index) => drawBox(context, colour, index * 64, 0, 64, 256));
      else if (frame < 40) drawBox(context, '#000', 0, 0, 448, 256);
      else for (let index = 0; index < 40; index++) drawBox(context, `hsl(${index * 47} 60% ${20 + index}%)`, (index * 83 + frame) % 400, (index * 59) % 230, 60, 40);
    },
  });
  const { JobId } = await rekognition.startSegmentDetection({
    Video: { Source: clip },
    SegmentTypes: ['TECHNICAL_CUE', 'SHOT'],
    Filters: { TechnicalCueFilter: { MinSegmentConfidence: 60 }, ShotFilter: { MinSegmentConfidence: 0 } },
  });
  const { Segments = [], SelectedSegmentTypes } = await finished(() => rekognition.getSegmentDetection({ JobId }));
  const cues = Segments.filter(({ Type }) => Type === 'TECHNICAL_CUE');
  expect(Segments.slice(0, 2)).toEqual(cues);
  expect(cues.map(({ TechnicalCueSegment, StartTimecodeSMPTE, EndTimecodeSMPTE }) => [TechnicalCueSegment?.Type, StartTimecodeSMPTE, EndTimecodeSMPTE])).toEqual([
    ['ColorBars', '00:00:00:00', '00:00:00:24'],
    ['BlackFrames', '00:00:01:00', '00:00:01:14'],
  ]);
  expect(Segments.slice(2).map(({ ShotSegment }) => ShotSegment?.Index)).toEqual(Segments.slice(2).map((_, index) => index));
  expect(Segments.length).toBeGreaterThanOrEqual(4);
  expect(SelectedSegmentTypes?.map(({ Type }) => Type)).toEqual(['TECHNICAL_CUE', 'SHOT']);
});

function drawBox(context: OffscreenCanvasRenderingContext2D, colour: string, ...[x, y, width, height]: [number, number, number, number]): void {
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
}

describe('people', () => {
  const CollectionId = `video-${crypto.randomUUID()}`;

  beforeAll(async () => {
    await rekognition.createCollection({ CollectionId });
    await rekognition.indexFaces({ CollectionId, Image: { Source: photo }, MaxFaces: 2 });
  });

  it('are followed, each with one number, the box of the body and the face', async () => {
    const { JobId } = await rekognition.startPersonTracking({ Video });
    const { Persons = [] } = await finished(() => rekognition.getPersonTracking({ JobId }));
    const withFaces = Persons.filter(({ Person }) => Person?.Face);
    for (const time of times) expect(withFaces.filter(({ Timestamp }) => Timestamp === time)).toHaveLength(4);
    expect(new Set(withFaces.map(({ Person }) => Person?.Index)).size).toBe(4);
    for (const { Person } of withFaces) {
      const { Left = 0, Width = 0, Height = 0 } = Person?.BoundingBox ?? {};
      const { Left: faceLeft = 0, Height: faceHeight = 1 } = Person?.Face?.BoundingBox ?? {};
      expect(Height).toBeGreaterThan(faceHeight);
      expect(faceLeft).toBeGreaterThan(Left - 0.02);
      expect(faceLeft).toBeLessThan(Left + Width);
      expect(Person?.Face).not.toHaveProperty('AgeRange');
    }
    const byIndex = (await rekognition.getPersonTracking({ JobId, SortBy: 'INDEX' })).Persons ?? [];
    const indices = byIndex.map(({ Person }) => Person?.Index ?? -1);
    expect(indices).toEqual(indices.toSorted((a, b) => a - b));
    expect(byIndex).toHaveLength(Persons.length);
  });

  it('are looked for in a collection', async () => {
    const { JobId } = await rekognition.startFaceSearch({ Video, CollectionId, FaceMatchThreshold: 90 });
    const { Persons = [] } = await finished(() => rekognition.getFaceSearch({ JobId }));
    const matched = Persons.filter(({ FaceMatches }) => FaceMatches);
    expect(Persons).toHaveLength(12);
    expect(matched).toHaveLength(6);
    const faceOf = new Map(matched.map(({ Person, FaceMatches }) => [Person?.Index, FaceMatches?.[0]?.Face?.FaceId]));
    expect(new Set(faceOf.values()).size).toBe(2);
    for (const { Person, FaceMatches = [] } of matched) {
      expect(FaceMatches[0]?.Face?.FaceId).toBe(faceOf.get(Person?.Index));
      expect(FaceMatches[0]?.Similarity).toBeGreaterThanOrEqual(90);
    }
  });

  it('are not looked for in a collection that is not there', async () => {
    await expect(rekognition.startFaceSearch({ Video, CollectionId: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('are named where a gallery knows them, and strangers are left out', async () => {
    const { JobId } = await rekognition.startCelebrityRecognition({ Video });
    const { Celebrities, JobStatus } = await finished(() => rekognition.getCelebrityRecognition({ JobId, SortBy: 'ID' }));
    expect(JobStatus).toBe('SUCCEEDED');
    expect(Celebrities).toEqual([]);
    const { file: gallery } = await rekognition.buildGallery([{ name: 'A Guest', id: 'guest1', portraits: [await largestFace()] }]);
    const withGuest = new Rekognition({ device: 'wasm', celebrities: gallery });
    const { JobId: known } = await withGuest.startCelebrityRecognition({ Video });
    const { Celebrities: named = [] } = await finished(() => rekognition.getCelebrityRecognition({ JobId: known, SortBy: 'ID' }));
    await withGuest.close();
    expect(named.map(({ Timestamp, Celebrity }) => [Timestamp, Celebrity?.Id, Celebrity?.Name])).toEqual(expect.arrayContaining(times.map((time) => [time, 'guest1', 'A Guest'])));
    expect(named).toHaveLength(3);
    expect(named[0]?.Celebrity).toMatchObject({ BoundingBox: expect.any(Object), Face: { Landmarks: expect.any(Array) } });
  });

  async function largestFace(): Promise<Blob> {
    const { FaceDetails: [face] = [] } = await rekognition.detectFaces({ Image: { Source: photo } });
    const bitmap = await createImageBitmap(photo);
    const { Left = 0, Top = 0, Width = 0, Height = 0 } = face?.BoundingBox ?? {};
    const [width, height] = [2 * Width * bitmap.width, 2 * Height * bitmap.height];
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(bitmap, (Left - Width / 2) * bitmap.width, (Top - Height / 2) * bitmap.height, width, height, 0, 0, width, height);
    return canvas.convertToBlob({ type: 'image/png' });
  }
});
