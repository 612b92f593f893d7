import { estimateFrameDuration, seekTo, whenLoaded } from './element-seeking.ts';
import type { HeldFrame, OpenVideo, Seconds, VideoFacts } from './video.ts';
import { VideoProblem } from './video-problem.ts';

/** What is known of the file without the element; all of it where its container could be read. */
export type KnownFacts = Partial<Omit<VideoFacts, 'path'>>;

/** A fraction of a frame by which times of one and the same frame may differ. */
const SAME_FRAME = 0.25;
/** Files with whole milliseconds tell the border between two frames no better than this. */
const BORDER: Seconds = 0.0015;
/** Frames per second. More is not believed: a damaged file may claim a thousand, and every one of them would be sought. */
const HIGHEST_RATE = 240;
/** Browsers tell times in whole microseconds. */
const TINY: Seconds = 0.00002;

/** Reads frames by seeking in a hidden video element of its own. `file` may be a `blob:` URL. */
export async function openHiddenVideo(file: Blob | URL, known: KnownFacts = {}): Promise<OpenVideo> {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.preload = 'auto';
  const url = file instanceof Blob ? URL.createObjectURL(file) : file.href;
  // Pixels of another origin can only be read where its server allows it.
  if (file instanceof URL && file.protocol !== 'blob:') element.crossOrigin = 'anonymous';
  element.src = url;

  function release(): void {
    element.removeAttribute('src');
    element.load();
    if (file instanceof Blob) URL.revokeObjectURL(url);
  }

  try {
    return await openElement(element, known, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Reads frames by seeking in the app's own element, which is put back afterwards to where it was. */
export async function openExclusiveVideo(element: HTMLVideoElement, known: KnownFacts = {}): Promise<OpenVideo> {
  const { currentTime, paused } = element;
  return openElement(element, known, () => {
    element.currentTime = currentTime;
    if (!paused) element.play().catch(() => {});
  });
}

async function openElement(element: HTMLVideoElement, known: KnownFacts, release: () => void): Promise<OpenVideo> {
  await whenLoaded(element, known.codec);
  element.pause();
  const frameDuration = known.frameRate && known.frameRate <= HIGHEST_RATE ? 1 / known.frameRate : await estimateFrameDuration(element);
  const facts: VideoFacts = {
    audio: [],
    ...known,
    duration: known.duration ?? element.duration,
    frameRate: 1 / frameDuration,
    width: element.videoWidth,
    height: element.videoHeight,
    path: 'element',
  };
  const grid = createFrameGrid(frameDuration);

  /** Shows the frame around a time and tells when it begins. */
  async function show(time: Seconds): Promise<Seconds> {
    const last = element.duration - grid.duration() * SAME_FRAME;
    const start = await seekTo(element, Math.max(0, Math.min(time, last)));
    grid.learn(start);
    return start;
  }

  /** Shows the frame of a time, and takes it. */
  async function frameAt(time: Seconds): Promise<HeldFrame> {
    const duration = grid.duration();
    // The middle of a frame first: at its border browsers often show the one before.
    let start = await show(grid.middleOf(time));
    if (start > time + BORDER || time > start + duration + BORDER) start = await show(time);
    if (start > time + TINY) {
      start = await show(start - duration / 2);
    } else if (time > start + duration - BORDER) {
      // So near to the frame's end that only the next one can tell where it is.
      const next = await show(start + 1.5 * duration);
      start = next <= time + TINY ? next : await show(start + duration / 2);
    }
    return take(element, start);
  }

  return {
    facts,
    async *framesAt(times) {
      for (const time of times) yield await frameAt(time);
    },
    async *everyFrame() {
      let last = -Infinity;
      for (let time = 0; time < facts.duration; time += grid.duration()) {
        const frame = await frameAt(time + grid.duration() / 2);
        // A file whose frames are not equally far apart shows some of them twice.
        if (frame.start - last < grid.duration() * SAME_FRAME) frame.close();
        else {
          last = frame.start;
          time = Math.max(time, last);
          yield frame;
        }
      }
    },
    close: release,
  };
}

function take(element: HTMLVideoElement, start: Seconds): HeldFrame {
  const { videoWidth: width, videoHeight: height } = element;
  let frame: VideoFrame;
  try {
    frame = new VideoFrame(element, { timestamp: Math.round(start * 1e6) });
  } catch (error) {
    throw new VideoProblem(
      'The browser does not let the page read this video: it is from another origin, whose server must allow it (CORS), or it is protected.',
      { cause: error },
    );
  }
  return { picture: { bitmap: frame, width, height }, start, close: () => frame.close() };
}

interface FrameGrid {
  duration(): Seconds;
  /** Middle of the frame that is shown at a time. */
  middleOf(time: Seconds): Seconds;
  /** Corrects the length of a frame by where one begins. */
  learn(start: Seconds): void;
}

/** Where frames lie that are equally far apart; their distance, estimated at first, becomes exact with every frame seen. */
function createFrameGrid(estimate: Seconds): FrameGrid {
  let duration = estimate;
  let origin: Seconds | undefined;
  return {
    duration: () => duration,
    middleOf: (time) => (origin ?? 0) + (Math.floor((time - (origin ?? 0)) / duration + 1e-3) + 0.5) * duration,
    learn(start) {
      origin ??= start - Math.floor(start / duration + SAME_FRAME) * duration;
      const index = Math.round((start - origin) / duration);
      // Times of the first frames are rounded too coarsely to correct anything.
      if (index > 50) duration = (start - origin) / index;
    },
  };
}
