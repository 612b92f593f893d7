import { abortable } from './abortable.ts';
import { readElement } from './live-element.ts';
import { liveFrame, type LiveVideo } from './live-video.ts';

/** Of "mediacapture-transform", where the browser has it; no library of types names it yet. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorConstructor = new (options: { readonly track: MediaStreamTrack; readonly maxBufferSize: number }) => TrackProcessor;

/** Reads a track: frame by frame where the browser can, in hidden pages too, else through a hidden element. */
export function readTrack(track: MediaStreamTrack): LiveVideo {
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }).MediaStreamTrackProcessor;
  return Processor ? readProcessor(new Processor({ track, maxBufferSize: 1 })) : readHiddenElement(track);
}

function readProcessor({ readable }: TrackProcessor): LiveVideo {
  const reader = readable.getReader();
  const clock = createCaptureClock();
  let waiting: Promise<ReadableStreamReadResult<VideoFrame>> | undefined;
  return {
    worksHidden: true,
    async next(signal) {
      signal.throwIfAborted();
      // A reading that a caller gave up is taken over by the next: none is lost or left open.
      waiting ??= reader.read();
      const { value, done } = await abortable(waiting, signal);
      waiting = undefined;
      return done ? undefined : liveFrame(value, clock(value.timestamp));
    },
    close() {
      // A frame that arrives after this is nobody's.
      waiting?.then(({ value }) => value?.close(), () => {});
      reader.cancel().catch(() => {});
    },
  };
}

function readHiddenElement(track: MediaStreamTrack): LiveVideo {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  element.play().catch(() => {});
  const video = readElement(element);
  return {
    ...video,
    close() {
      video.close();
      element.srcObject = null;
    },
  };
}

/**
 * Turns time stamps of a track, whose zero is anywhere, into times since 1970: the quickest frame so far is taken to have
 * arrived at once.
 */
function createCaptureClock(): (microseconds: number) => number {
  let offset = Infinity;
  return (microseconds) => {
    const now = performance.timeOrigin + performance.now();
    offset = Math.min(offset, now - microseconds / 1000);
    return microseconds / 1000 + offset;
  };
}
