import { describe, expect, it } from 'vitest';
import { openVideo, type FramePath } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleTime } from '../../../src/media/video/sampling.ts';
import type { HeldFrame, OpenVideo } from '../../../src/media/video/video.ts';
import { readBitmap } from '../../../src/vision/canvas-reader.ts';
import { openReader } from '../../../src/vision/open-reader.ts';
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

it('gives a frame back as soon as it can be read, also when that fails', async () => {
  const canvas = new OffscreenCanvas(96, 64);
  canvas.getContext('2d')?.fillRect(0, 0, 96, 64);
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  const picture = { bitmap: frame, width: 96, height: 64 };
  const reader = await openReader(picture);
  expect(frame.format).toBeNull();
  expect([reader.width, reader.height]).toEqual([96, 64]);
  reader.close();
  await expect(openReader(picture)).rejects.toThrow();
});

/** The largest difference of a color between what is read of a picture in its own size and what the browser draws of it, on white. */
async function strayOf(bitmap: VideoFrame | ImageBitmap): Promise<number> {
  const drawn = readBitmap(await createImageBitmap(bitmap));
  const { width, height } = drawn;
  const reader = await openReader({ bitmap, width, height });
  try {
    expect([reader.width, reader.height]).toEqual([width, height]);
    const wanted = drawn.readScaled(width, height).data;
    return reader.readScaled(width, height).data.reduce((most, value, at) => Math.max(most, Math.abs(value - (wanted[at] ?? Infinity))), 0);
  } finally {
    drawn.close();
    reader.close();
  }
}

/** Colors and edges. */
const colored: NumberedClip['draw'] = (context, frame) => {
  const paint = context.createLinearGradient(0, 0, 192, 128);
  ['#f00', '#ff0', '#0f0', '#0ff', '#00f', '#f0f'].forEach((color, index) => paint.addColorStop(index / 5, color));
  context.fillStyle = paint;
  context.fillRect(0, 10, 192, 118);
  context.clearRect(30 + frame, 40, 50, 50);
};

describe('the picture of a frame is what the browser draws of it', () => {
  it.each([
    ['vp8', 'decoder'],
    ['vp9', 'decoder'],
    ['vp9', 'element'],
  ] as const)('%s by the %s', async (codec, path) => {
    const clip = await numberedClip({ codec, frames: 4, rate: 10, draw: colored });
    await withVideo(clip, path, async (video) => {
      const strays: number[] = [];
      for await (const { picture } of video.framesAt([0, 0.2])) {
        if (!(picture.bitmap instanceof VideoFrame)) throw new Error('The frame was copied before it was needed.');
        strays.push(await strayOf(picture.bitmap));
      }
      expect(strays).toEqual([0, 0]);
    });
  });

  it('transparent, cut out of a larger frame, stretched, or in another order of colors', async () => {
    const canvas = new OffscreenCanvas(96, 64);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no 2D context.');
    context.fillStyle = 'rgb(200 40 90 / 50%)';
    context.fillRect(10, 10, 50, 40);
    context.fillStyle = '#28c';
    context.fillRect(40, 30, 56, 34);
    const bytes = context.getImageData(0, 0, 96, 64).data;
    const coded = { codedWidth: 96, codedHeight: 64, timestamp: 0 } as const;
    const frames = {
      transparent: new VideoFrame(canvas, { timestamp: 0 }),
      cut: new VideoFrame(bytes, { ...coded, format: 'RGBX', visibleRect: { x: 20, y: 16, width: 40, height: 32 } }),
      stretched: new VideoFrame(bytes, { ...coded, format: 'RGBX', displayWidth: 128, displayHeight: 64 }),
      reordered: new VideoFrame(bytes, { ...coded, format: 'BGRX' }),
    };
    const strays: Record<string, number> = {};
    for (const [name, frame] of Object.entries(frames)) strays[name] = await strayOf(frame);
    expect(strays).toEqual({ transparent: 0, cut: 0, stretched: 0, reordered: 0 });
  });
});

it('the pixels of a bitmap are what the browser draws of it: opaque, transparent, of a file, of many colors, and large', async () => {
  const draw = (context: OffscreenCanvasRenderingContext2D | null, style: string): OffscreenCanvasRenderingContext2D => {
    if (!context) throw new Error('This browser gives no 2D context.');
    context.fillStyle = '#28c';
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.clearRect(30, 20, 10, 10);
    context.fillStyle = style;
    context.fillRect(20, 10, 50, 40);
    return context;
  };
  const canvas = (width = 96, height = 64): OffscreenCanvas => new OffscreenCanvas(width, height);
  const opaque = draw(canvas().getContext('2d', { alpha: false }), '#e07').canvas;
  const pictures = {
    opaque: createImageBitmap(opaque),
    'opaque, with an alpha channel': createImageBitmap(draw(canvas().getContext('2d'), '#e07').canvas.transferToImageBitmap(), 0, 0, 30, 20),
    transparent: createImageBitmap(draw(canvas().getContext('2d'), 'rgb(200 40 90 / 50%)').canvas),
    'not premultiplied': createImageBitmap(draw(canvas().getContext('2d'), 'rgb(200 40 90 / 50%)').canvas, { premultiplyAlpha: 'none' }),
    file: opaque.convertToBlob({ type: 'image/jpeg' }).then((blob) => createImageBitmap(blob)),
    'many colors': createImageBitmap(draw(canvas().getContext('2d', { colorSpace: 'display-p3' }), 'color(display-p3 1 0.2 0.4)').canvas),
    large: createImageBitmap(draw(canvas(2400, 2000).getContext('2d'), '#e07').canvas),
  };
  const strays: Record<string, number> = {};
  for (const [name, bitmap] of Object.entries(pictures)) strays[name] = await strayOf(await bitmap);
  expect(strays).toEqual(Object.fromEntries(Object.keys(pictures).map((name) => [name, 0])));
});
