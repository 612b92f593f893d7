import { describe, expect, it } from 'vitest';
import { openVideo } from '../../../src/media/video/open-video.ts';
import { placeOf } from '../../../src/media/video/video-place.ts';
import { numberedClip, numberIn } from '../../set-up/numbered-clip.ts';
import { soundClip } from '../../set-up/sound-clip.ts';

/** Reads some frames; gives their numbers or the sentence of the refusal. */
async function readSome(file: Blob | URL, path: 'auto' | 'element' = 'auto'): Promise<string> {
  try {
    const video = await openVideo(file, path);
    const numbers: number[] = [];
    for await (const frame of video.framesAt([0, 1, 2, 3])) {
      numbers.push(numberIn(frame.picture.bitmap));
      frame.close();
    }
    video.close();
    return numbers.join();
  } catch (error) {
    expect(error).toHaveProperty('name', 'VideoProblem');
    return error instanceof Error ? error.message : '';
  }
}

const webm = await numberedClip({ codec: 'vp8', frames: 120, rate: 30 });
const mp4 = await numberedClip({ codec: 'vp9', frames: 120, rate: 30, container: 'mp4' });
const bytes = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

describe('a file that cannot be analysed says why', () => {
  it('reads the whole files that the broken ones are made of', async () => {
    expect(await readSome(webm)).toBe('0,30,60,90');
    expect(await readSome(mp4)).toBe('0,30,60,90');
  });

  it.each([
    ['WebM', webm],
    ['MP4', mp4],
  ])('%s that ends too early', async (_, whole) => {
    expect(await readSome(whole.slice(0, whole.size / 2))).toMatch(/^The file ends too early: .* Save or download it again\.$/);
  });

  it('frames that are overwritten', async () => {
    const damaged = await bytes(mp4);
    damaged.fill(0, damaged.length * 0.4, damaged.length * 0.7);
    expect(await readSome(new Blob([damaged]))).toMatch(/^The video cannot be decoded after \d\.\d s: the file is damaged/);
  });

  it('a codec that the browser lacks', async () => {
    // The same file under the name of a codec that no browser decodes.
    const renamed = await bytes(mp4);
    const at = new TextDecoder('latin1').decode(renamed).indexOf('vp09');
    renamed.set(new TextEncoder().encode('mjpg'), at);
    expect(await readSome(new Blob([renamed]))).toMatch(/^This browser cannot decode mjpg video\. Convert it to MP4 with H\.264/);
  });

  it('sound alone', async () => {
    expect(await readSome(await soundClip())).toBe('The file has sound but no pictures: choose a video.');
  });

  it('no video at all', async () => {
    expect(await readSome(new Blob(['a text '.repeat(500)]))).toMatch(/^This browser cannot read the file as a video/);
    expect(await readSome(new Blob(['no video']))).toMatch(/^This browser cannot read the file as a video/);
    expect(await readSome(new Blob([]))).toMatch(/^This browser cannot read the file as a video/);
  });

  it('an address without a file', async () => {
    expect(await readSome(new URL('/no-such-folder/clip.mp4', location.href))).toMatch(/could not be fetched|cannot read the file as a video/);
  });

  it('an element without a file', () => {
    expect(() => placeOf(document.createElement('video'))).toThrow('has no source');
    const element = document.createElement('video');
    element.srcObject = new MediaStream();
    expect(() => placeOf(element)).toThrow('exclusive: true');
  });
});

describe('an element', () => {
  async function watched(): Promise<HTMLVideoElement> {
    const element = document.createElement('video');
    element.src = URL.createObjectURL(webm);
    element.muted = true;
    await new Promise((resolve) => element.addEventListener('loadeddata', resolve, { once: true }));
    element.currentTime = 1.5;
    await new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }));
    return element;
  }

  it('is read without being touched', async () => {
    const element = await watched();
    let touched = 0;
    element.addEventListener('seeking', () => (touched += 1));
    element.addEventListener('play', () => (touched += 1));
    const place = placeOf(element);
    expect(place).toBeInstanceOf(URL);
    for (const path of ['auto', 'element'] as const) expect(await readSome(place as URL, path)).toBe('0,30,60,90');
    expect(element.currentTime).toBe(1.5);
    expect(touched).toBe(0);
  });

  it('is sought in itself only with consent, and put back', async () => {
    const element = await watched();
    const video = await openVideo(placeOf({ element, exclusive: true }), 'auto');
    // Its frame rate is not known but estimated, and every time is the border between two frames.
    const times = Array.from({ length: 20 }, (_, index) => index / 5);
    const numbers: number[] = [];
    for await (const frame of video.framesAt(times)) {
      numbers.push(numberIn(frame.picture.bitmap));
      frame.close();
    }
    expect(numbers).toEqual(times.map((__, index) => index * 6));
    expect(element.currentTime).toBeGreaterThan(1.9);
    video.close();
    expect(element.currentTime).toBe(1.5);
  });
});

it('turns a film that is stored on its side', async () => {
  const video = await openVideo(await numberedClip({ codec: 'vp9', frames: 3, rate: 30, container: 'mp4', rotation: 90 }), 'decoder');
  expect(video.facts).toMatchObject({ width: 128, height: 192 });
  for await (const frame of video.framesAt([0])) {
    const { picture } = frame;
    expect(picture).toMatchObject({ width: 128, height: 192 });
    // The number, at the left of the stored frame's top, now runs down at the right.
    const canvas = new OffscreenCanvas(192, 128);
    const context = canvas.getContext('2d');
    context?.translate(0, 128);
    context?.rotate(-Math.PI / 2);
    context?.drawImage(picture.bitmap, 0, 0);
    expect(numberIn(canvas)).toBe(0);
    frame.close();
  }
  video.close();
});

it('tells codec, container, size, rate and sound', async () => {
  const video = await openVideo(await numberedClip({ codec: 'vp9', frames: 30, rate: 30, container: 'mov', sound: true }), 'auto');
  expect(video.facts).toMatchObject({ codec: 'vp9', format: 'QuickTime / MOV', width: 192, height: 128, frameRate: 30, duration: 1 });
  expect(video.facts.audio).toEqual([{ codec: expect.any(String), duration: expect.closeTo(1, 0), sampleRate: 48000, channels: 2 }]);
  video.close();
});
