import type { VideoSample } from 'mediabunny';
import { bitmapOfFrame } from '../frame-bitmap.ts';
import type { MediaFile } from './media-file.ts';
import type { HeldFrame, OpenVideo, Seconds, VideoFacts } from './video.ts';
import { VideoProblem } from './video-problem.ts';

/** Reads frames straight from a file, by the browser's decoder. */
export async function openDecodedVideo(file: MediaFile): Promise<OpenVideo> {
  const { VideoSampleSink } = await import('mediabunny');
  const sink = new VideoSampleSink(file.track);
  const facts: VideoFacts = { ...file.facts, path: 'decoder' };

  /** Before its first frame, a video shows that one. */
  async function firstAfter(time: Seconds): Promise<VideoSample | null> {
    const first = await file.track.getFirstTimestamp();
    return first > time ? sink.getSample(first) : null;
  }

  return {
    facts,
    async *framesAt(times) {
      let last: Seconds = 0;
      const asked: Seconds[] = [];
      const samples = sink.samplesAtTimestamps(watched(times, asked));
      try {
        for await (const sample of samples) {
          file.limit.progress();
          last = asked.shift() ?? last;
          const shown = sample ?? (await firstAfter(last));
          if (!shown) throw new VideoProblem(`The file has no frame at ${last.toFixed(2)} s. It may be damaged: save it again.`);
          yield await heldFrame(shown);
        }
      } catch (error) {
        throw decodingProblem(error, last);
      }
    },
    async *everyFrame() {
      let last: Seconds = 0;
      try {
        for await (const sample of sink.samples()) {
          file.limit.progress();
          last = sample.timestamp;
          // Cut off by an edit of the file; no player shows them.
          if (last + sample.duration <= 0) sample.close();
          else yield await heldFrame(sample);
        }
      } catch (error) {
        throw decodingProblem(error, last);
      }
    },
    close: () => file.close(),
  };
}

function* watched(times: Iterable<Seconds>, asked: Seconds[]): Generator<Seconds> {
  for (const time of times) {
    asked.push(time);
    yield time;
  }
}

function decodingProblem(error: unknown, at: Seconds): VideoProblem {
  if (error instanceof VideoProblem) return error;
  const why = error instanceof Error ? ` (${error.message})` : '';
  return new VideoProblem(`The video cannot be decoded after ${at.toFixed(1)} s: the file is damaged or ends too early${why}.`, { cause: error });
}

/** Takes a decoded frame over. */
async function heldFrame(sample: VideoSample): Promise<HeldFrame> {
  const { displayWidth: width, displayHeight: height, timestamp: start } = sample;
  try {
    const bitmap = await uprightPicture(sample);
    return { picture: { bitmap, width, height }, start, close: () => bitmap.close() };
  } finally {
    sample.close();
  }
}

/** The decoder's own frame without a copy, except for a film that is stored on its side, mirrored or with oblong pixels. */
async function uprightPicture(sample: VideoSample): Promise<VideoFrame | ImageBitmap> {
  const { displayWidth: width, displayHeight: height, rotation, flip } = sample;
  const frame = sample.toVideoFrame();
  if (rotation === 0 && !flip && frame.displayWidth === width && frame.displayHeight === height) return frame;
  try {
    const bitmap = await bitmapOfFrame(frame);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('This browser gives no 2D context.');
    const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
    context.translate(width / 2, height / 2);
    // Files say how to turn a frame first and then whether to mirror it; of a canvas, what is told last is done first.
    if (flip) context.scale(-1, 1);
    context.rotate((rotation * Math.PI) / 180);
    context.drawImage(bitmap, -across / 2, -down / 2, across, down);
    bitmap.close();
    return canvas.transferToImageBitmap();
  } finally {
    frame.close();
  }
}
