import { describe, expect, it } from 'vitest';
import { openVideo, type FramePath } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleTime } from '../../../src/media/video/sampling.ts';
import type { HeldFrame, OpenVideo } from '../../../src/media/video/video.ts';
import { stillOf } from '../../../src/vision/picture-reader.ts';
import { canMake, numberedClip, numberIn, type NumberedClip } from '../../set-up/numbered-clip.ts';

const h264 = await canMake('avc');

async function numbersOf(frames: AsyncIterable<HeldFrame>): Promise<{ numbers: number[]; held: HeldFrame[] }> {
  const numbers: number[] = [];
  const held: HeldFrame[] = [];
  for await (const frame of frames) {
    numbers.push(numberIn(frame.picture.bitmap));
    held.push(frame);
    frame.close();
  }
  return { numbers, held };
}

async function withVideo<Result>(clip: Blob, path: FramePath, use: (video: OpenVideo) => Promise<Result>): Promise<Result> {
  const video = await openVideo(clip, path);
  try {
    return await use(video);
  } finally {
    video.close();
  }
}

function sampled(clip: Blob, path: FramePath, rate: number): Promise<{ numbers: number[]; video: OpenVideo }> {
  return withVideo(clip, path, async (video) => {
    const sampling = planSampling(video.facts, rate);
    const times = Array.from({ length: sampling.count }, (_, index) => sampleTime(sampling, index));
    return { numbers: (await numbersOf(video.framesAt(times))).numbers, video };
  });
}

const clips: readonly (NumberedClip & { readonly name: string })[] = [
  { name: 'VP8 in WebM', codec: 'vp8', frames: 300, rate: 30 },
  { name: 'VP9 in WebM', codec: 'vp9', frames: 300, rate: 25 },
  { name: 'VP9 in MP4, 29.97 frames a second', codec: 'vp9', frames: 300, rate: 30000 / 1001, container: 'mp4' },
  { name: 'H.264 in MP4', codec: 'avc', frames: 300, rate: 24 },
];

describe.each(clips)('$name', (settings) => {
  const missing = settings.codec === 'avc' && !h264;
  const why = missing ? ' (left out: this browser has no encoder for H.264)' : '';
  const clip = missing ? Promise.resolve(new Blob()) : numberedClip(settings);

  it.skipIf(missing)(`gives every frame once, in order, from the file${why}`, async () => {
    await withVideo(await clip, 'decoder', async (video) => {
      const { numbers, held } = await numbersOf(video.everyFrame());
      expect(numbers).toEqual(Array.from({ length: settings.frames }, (__, index) => index));
      held.forEach(({ start }, index) => expect(Math.abs(start - index / settings.rate)).toBeLessThan(0.001));
      expect(video.facts.path).toBe('decoder');
      expect(video.facts.frameRate).toBeCloseTo(settings.rate, 1);
      expect(video.facts.duration).toBeCloseTo(settings.frames / settings.rate, 1);
    });
  });

  it.skipIf(missing).each(['decoder', 'element'] as const)(`samples the frames that are asked for: %s${why}`, async (path) => {
    const { numbers, video } = await sampled(await clip, path, 5);
    expect(video.facts.path).toBe(path);
    const asked = Array.from({ length: Math.ceil((settings.frames / settings.rate) * 5 - 1e-6) }, (__, index) => Math.floor((index / 5) * settings.rate + 1e-6));
    expect(numbers).toEqual(asked);
  });
});

it('gives a frame back as soon as it is a picture, also when that fails', async () => {
  const canvas = new OffscreenCanvas(96, 64);
  canvas.getContext('2d')?.fillRect(0, 0, 96, 64);
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  const still = await stillOf({ bitmap: frame, width: 96, height: 64 });
  expect(frame.format).toBeNull();
  expect(still.bitmap).toBeInstanceOf(ImageBitmap);
  await expect(stillOf({ bitmap: frame, width: 96, height: 64 })).rejects.toThrow();
  expect(await stillOf(still)).toBe(still);
});
