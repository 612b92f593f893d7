import type { Seconds } from './video.ts';
import { VideoProblem } from './video-problem.ts';

/** A browser that has not loaded or sought by now never will. */
const PATIENCE_MILLISECONDS = 20_000;
/** Frames that are played to learn how far apart they are. */
const FRAMES_TO_WATCH = 12;
/** Taken where a video is too short or too odd to watch. */
const USUAL_FRAME: Seconds = 1 / 30;

/** Waits for the first frame of an element. Throws VideoProblem. */
export async function whenLoaded(element: HTMLVideoElement, codec: string | undefined): Promise<void> {
  if (!element.error && element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    await patiently(eventOf(element, ['loadeddata', 'error']), 'The browser does not get the video loaded.');
  }
  if (element.error) throw loadingProblem(element.error, codec);
  if (element.videoWidth === 0) throw new VideoProblem('The file has sound but no pictures that this browser can show: choose another video.');
  if (!Number.isFinite(element.duration)) await findEnd(element);
}

/** Seeks, and tells when the frame that is shown then begins. Throws VideoProblem. */
export async function seekTo(element: HTMLVideoElement, time: Seconds): Promise<Seconds> {
  const shown = nextFrame(element);
  // The same place again shows no new frame, and so would tell nothing.
  const moved = Math.abs(element.currentTime - time) < 1e-6 ? time + 1e-4 : time;
  element.currentTime = moved;
  const seeked = eventOf(element, ['seeked', 'error']);
  await patiently(seeked, `The browser cannot seek to ${time.toFixed(2)} s: the file is damaged or ends too early.`);
  if (element.error) throw new VideoProblem(`The video cannot be decoded at ${time.toFixed(2)} s: the file is damaged or ends too early.`);
  const mediaTime = await Promise.race([shown.time, framesPassed()]);
  shown.cancel();
  // No new frame: the seek stayed inside the one that was shown before.
  return mediaTime ?? lastShown.get(element) ?? time;
}

/** How far apart the frames are, by playing a few. */
export async function estimateFrameDuration(element: HTMLVideoElement): Promise<Seconds> {
  const { muted } = element;
  const times: Seconds[] = [];
  element.muted = true;
  try {
    await element.play();
    const until = performance.now() + 3000;
    while (times.length < FRAMES_TO_WATCH && !element.ended && performance.now() < until) {
      const shown = nextFrame(element);
      const time = await Promise.race([shown.time, new Promise<undefined>((resolve) => setTimeout(resolve, 500))]);
      shown.cancel();
      if (time !== undefined) times.push(time);
    }
  } catch {
    // Playing is not allowed, or the video is a single frame.
  }
  element.pause();
  element.muted = muted;
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time)).filter((step) => step > 0.001);
  if (steps.length === 0) return USUAL_FRAME;
  const shortest = Math.min(...steps);
  // Frames that were left out make a step twice as long; the others differ by rounding only.
  const single = steps.filter((step) => step < 1.5 * shortest);
  return single.reduce((sum, step) => sum + step, 0) / single.length;
}

const lastShown = new WeakMap<HTMLVideoElement, Seconds>();

/** The frame that is shown next; to be asked for before whatever makes it be shown. */
function nextFrame(element: HTMLVideoElement): { readonly time: Promise<Seconds>; readonly cancel: () => void } {
  let handle = 0;
  const time = new Promise<Seconds>((resolve) => {
    // Browsers without it tell nothing of the frame that is shown; then the time that was sought has to do.
    if (!('requestVideoFrameCallback' in HTMLVideoElement.prototype)) return;
    handle = element.requestVideoFrameCallback((_, { mediaTime }) => {
      lastShown.set(element, mediaTime);
      resolve(mediaTime);
    });
  });
  return { time, cancel: () => handle !== 0 && element.cancelVideoFrameCallback(handle) };
}

/** Long enough for a frame that was sought to be shown. */
function framesPassed(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 150));
}

/** Files without a length, such as recordings of a browser, tell it once something looked for their end. */
async function findEnd(element: HTMLVideoElement): Promise<void> {
  element.currentTime = 1e7;
  await patiently(eventOf(element, ['durationchange', 'seeked', 'error']), 'The browser finds no end of the video.');
  await patiently(settled(element), 'The browser finds no end of the video.');
  if (!Number.isFinite(element.duration)) throw new VideoProblem('The video has no end: a live stream cannot be analysed as a stored video.');
}

async function settled(element: HTMLVideoElement): Promise<void> {
  while (element.seeking && !element.error) await eventOf(element, ['seeked', 'error']);
}

function eventOf(element: HTMLVideoElement, names: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const once = (): void => {
      for (const name of names) element.removeEventListener(name, once);
      resolve();
    };
    for (const name of names) element.addEventListener(name, once);
  });
}

async function patiently(work: Promise<void>, message: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new VideoProblem(message)), PATIENCE_MILLISECONDS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function loadingProblem(error: MediaError, codec: string | undefined): VideoProblem {
  switch (error.code) {
    case MediaError.MEDIA_ERR_NETWORK:
      return new VideoProblem('The video could not be loaded: its server cannot be reached. Try again.');
    case MediaError.MEDIA_ERR_DECODE:
      return new VideoProblem('The video cannot be decoded: the file is damaged or ends too early. Save or download it again.');
    default:
      return new VideoProblem(
        codec === undefined
          ? 'This browser cannot read the file as a video: it is damaged, no video, or of a format that the browser lacks. Convert it to MP4 with H.264 or to WebM.'
          : `This browser cannot decode ${codec} video. Convert it to MP4 with H.264 or to WebM with VP9.`,
      );
  }
}
