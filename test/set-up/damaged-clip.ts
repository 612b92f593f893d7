import { randomNumbers } from './random-numbers.ts';

/** A film of cuts between photos over which the camera moves, in which some encoded frames are damaged. */
export interface DamagedClip {
  /** The decoded frames, small: RGBA. */
  readonly frames: readonly Uint8ClampedArray[];
  /** First frames of shots, without the very first. */
  readonly cuts: readonly number[];
  /** Frames whose bytes were changed. */
  readonly damaged: readonly number[];
}

/** Pixels of the decoded frames as they are given. */
export const SMALL_WIDTH = 96;
export const SMALL_HEIGHT = 54;

const WIDTH = 480;
const HEIGHT = 270;
const RATE = 25;
/** Height of a band at the top: a sixth of the picture. */
const BAND = 46;
const SHOT_FRAMES = 40;
/** Frames from one that stands for itself to the next. */
export const KEY_FRAMES = 25;

/** A piece of a photo and where the camera goes from there, as parts of the photo. */
interface Shot {
  readonly photo: ImageBitmap;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly panX: number;
  readonly panY: number;
}

function drawShot(context: OffscreenCanvasRenderingContext2D, { photo, left, top, size, panX, panY }: Shot, frame: number): void {
  const width = photo.width * size;
  const height = (width * HEIGHT) / WIDTH;
  const moved = frame / SHOT_FRAMES;
  context.drawImage(photo, (photo.width - width) * (left + panX * moved), Math.max(0, photo.height - height) * (top + panY * moved), width, height, 0, 0, WIDTH, HEIGHT);
}

/** What stations show at the top of all they send, whatever the shot. */
function drawBand(context: OffscreenCanvasRenderingContext2D): void {
  context.fillStyle = '#124';
  context.fillRect(0, 0, WIDTH, BAND);
  context.fillStyle = '#fff';
  context.font = `bold ${BAND * 0.8}px sans-serif`;
  context.fillText('NEWS AT TEN   WEATHER', 10, BAND * 0.8);
}

/**
 * Makes a clip of VP8, changes bytes in the later part of one frame of most shots, and decodes what is left. The same seed damages
 * the same bytes; clips of even seeds have a band of letters at the top.
 */
export async function damagedClip(seed: number, photos: readonly ImageBitmap[], shotCount: number): Promise<DamagedClip> {
  const random = randomNumbers(seed * 6151 + 3);
  const shots = Array.from({ length: shotCount }, (_, index): Shot => {
    const photo = photos[index % photos.length];
    if (!photo) throw new Error('There are no photos.');
    return { photo, left: random() * 0.7, top: random() * 0.7, size: 0.3 + random() * 0.5, panX: (random() - 0.3) * 0.4, panY: (random() - 0.5) * 0.3 };
  });
  const chunks = await encode(shots, seed % 2 === 0);
  const damaged: number[] = [];
  shots.forEach((_, shot) => {
    const frame = shot * SHOT_FRAMES + 6 + Math.floor(random() * (SHOT_FRAMES - 12));
    const position = 0.2 + random() * 0.7;
    const count = 1 + Math.floor(random() * 6);
    const masks = Array.from({ length: count }, () => 1 + Math.floor(random() * 255));
    if (random() < 0.2) return;
    // Frames that stand for themselves are damaged as often as others.
    const chosen = random() < 0.5 ? Math.round(frame / KEY_FRAMES) * KEY_FRAMES : frame;
    const bytes = chunks[chosen]?.bytes;
    if (!bytes || chosen === 0) return;
    masks.forEach((mask, index) => {
      const at = Math.min(bytes.length - 1, Math.floor(bytes.length * position) + index);
      bytes[at] = (bytes[at] ?? 0) ^ mask;
    });
    damaged.push(chosen);
  });
  return { frames: await decode(chunks), cuts: shots.slice(1).map((_, index) => (index + 1) * SHOT_FRAMES), damaged };
}

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: EncodedVideoChunkType;
  readonly timestamp: number;
}

async function encode(shots: readonly Shot[], hasBand: boolean): Promise<readonly Chunk[]> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context.');
  const chunks: Chunk[] = [];
  const failures: Error[] = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      chunks.push({ bytes, type: chunk.type, timestamp: chunk.timestamp });
    },
    error: (error) => void failures.push(error),
  });
  encoder.configure({ codec: 'vp8', width: WIDTH, height: HEIGHT, bitrate: 1_500_000, framerate: RATE });
  for (let frame = 0; frame < shots.length * SHOT_FRAMES; frame++) {
    const shot = shots[Math.floor(frame / SHOT_FRAMES)];
    if (shot) drawShot(context, shot, frame % SHOT_FRAMES);
    if (hasBand) drawBand(context);
    const picture = new VideoFrame(canvas, { timestamp: (frame * 1e6) / RATE });
    encoder.encode(picture, { keyFrame: frame % KEY_FRAMES === 0 });
    picture.close();
  }
  await encoder.flush();
  encoder.close();
  if (failures[0]) throw failures[0];
  return chunks;
}

/** Frames that the decoder gives up on show what the one before them showed, as players do it. */
async function decode(chunks: readonly Chunk[]): Promise<readonly Uint8ClampedArray[]> {
  const canvas = new OffscreenCanvas(SMALL_WIDTH, SMALL_HEIGHT);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context.');
  context.imageSmoothingQuality = 'medium';
  const frames: Uint8ClampedArray[] = [];
  for (let first = 0; first < chunks.length; first += KEY_FRAMES) {
    // Each stretch has a decoder of its own: one that gave up decodes nothing any more.
    const decoder = new VideoDecoder({
      output(frame) {
        context.drawImage(frame, 0, 0, SMALL_WIDTH, SMALL_HEIGHT);
        frames.push(context.getImageData(0, 0, SMALL_WIDTH, SMALL_HEIGHT).data);
        frame.close();
      },
      error: () => {},
    });
    decoder.configure({ codec: 'vp8', codedWidth: WIDTH, codedHeight: HEIGHT });
    const stretch = chunks.slice(first, first + KEY_FRAMES);
    try {
      for (const { bytes, type, timestamp } of stretch) decoder.decode(new EncodedVideoChunk({ data: bytes, type, timestamp }));
      await decoder.flush();
    } catch {
      // What is missing is filled up below.
    }
    if (decoder.state !== 'closed') decoder.close();
    const last = frames.at(-1) ?? new Uint8ClampedArray(SMALL_WIDTH * SMALL_HEIGHT * 4);
    while (frames.length < Math.min(chunks.length, first + KEY_FRAMES)) frames.push(last);
  }
  return frames;
}
