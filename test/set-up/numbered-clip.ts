import { AudioSampleSource, BufferTarget, MovOutputFormat, Mp4OutputFormat, Output, QUALITY_HIGH, VideoSample, VideoSampleSource, WebMOutputFormat, canEncodeVideo } from 'mediabunny';
import { tone } from './sound-clip.ts';

/** A clip whose every frame carries its own number, in a code that compression does not blur. */
export interface NumberedClip {
  readonly codec: 'vp8' | 'vp9' | 'av1' | 'avc';
  readonly frames: number;
  /** Frames per second. */
  readonly rate: number;
  /** Pixels, at least 96 by 48. Default 192 by 128. */
  readonly width?: number;
  readonly height?: number;
  /** Default: MP4 for `avc`, else WebM. */
  readonly container?: 'mp4' | 'mov' | 'webm';
  /** Degrees by which a player turns the frames. Default 0. */
  readonly rotation?: 0 | 90;
  /** Draws the numbers. Default true. */
  readonly numbers?: boolean;
  /** Adds a tone. Default false. */
  readonly sound?: boolean;
  /** Draws below the number. */
  readonly draw?: (context: OffscreenCanvasRenderingContext2D, frame: number) => void;
}

/** Bits of a number, each a square, with a light and a dark one before them. */
const BITS = 10;
const SQUARE = 8;

/** Whether this browser can make such clips; H.264 is missing in many. */
export async function canMake(codec: NumberedClip['codec']): Promise<boolean> {
  return canEncodeVideo(codec, { width: 192, height: 128 });
}

/** Makes a clip in the page. */
export async function numberedClip({ codec, frames, rate, width = 192, height = 128, container, rotation = 0, sound = false, numbers = true, draw }: NumberedClip): Promise<Blob> {
  const kind = container ?? (codec === 'avc' ? 'mp4' : 'webm');
  const format = kind === 'webm' ? new WebMOutputFormat() : kind === 'mov' ? new MovOutputFormat() : new Mp4OutputFormat({ fastStart: 'in-memory' });
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new VideoSampleSource({ codec, bitrate: QUALITY_HIGH, keyFrameInterval: 2 });
  output.addVideoTrack(source, { rotation, frameRate: rate });
  const audio = new AudioSampleSource(kind === 'webm' ? { codec: 'opus', bitrate: 64_000 } : { codec: 'pcm-s16' });
  if (sound) output.addAudioTrack(audio);
  await output.start();
  if (sound) {
    const sample = tone(frames / rate);
    await audio.add(sample);
    sample.close();
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser gives no 2D context.');
  for (let frame = 0; frame < frames; frame++) {
    context.fillStyle = '#456';
    context.fillRect(0, 0, width, height);
    draw?.(context, frame);
    if (numbers) drawNumber(context, frame);
    const sample = new VideoSample(canvas, { timestamp: frame / rate, duration: 1 / rate });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  if (!target.buffer) throw new Error('The clip was not written.');
  return new Blob([target.buffer], { type: kind === 'webm' ? 'video/webm' : 'video/mp4' });
}

function drawNumber(context: OffscreenCanvasRenderingContext2D, number: number): void {
  const squares = [1, 0, ...Array.from({ length: BITS }, (_, bit) => (number >> bit) & 1)];
  squares.forEach((light, index) => {
    context.fillStyle = light ? '#fff' : '#000';
    context.fillRect(index * SQUARE, 0, SQUARE, SQUARE);
  });
}

/** The number of a frame; NaN where there is none. */
export function numberIn(frame: CanvasImageSource): number {
  const canvas = new OffscreenCanvas((BITS + 2) * SQUARE, SQUARE);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context.');
  context.drawImage(frame, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const levels = Array.from({ length: BITS + 2 }, (_, index) => data[((SQUARE / 2) * canvas.width + index * SQUARE + SQUARE / 2) * 4] ?? 128);
  const [light = 0, dark = 255, ...bits] = levels;
  if (light < 160 || dark > 90) return Number.NaN;
  return bits.reduce((sum, level, bit) => sum + (level > 127 ? 2 ** bit : 0), 0);
}
