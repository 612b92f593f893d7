import { Rekognition, type ModerationLabel } from '../../../src/index.ts';

/** Labels of one frame, down to the confidence asked for. */
export interface ModeratedFrame {
  readonly labels: readonly ModerationLabel[];
}

/** What the program outside asks of the page. */
export interface ModerationPage {
  /** A frame of a clip of ../shared/data, seconds from its start. */
  readonly frame: (path: string, seconds: number, minConfidence: number) => Promise<ModeratedFrame>;
}

declare global {
  interface Window {
    moderationPage: ModerationPage;
  }
}

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
const rekognition = new Rekognition({ device: 'wasm', threads });
const videos = new Map<string, HTMLVideoElement>();

async function fetched(path: string): Promise<Blob> {
  const response = await fetch(`/shared-data/${path}`);
  if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
  return response.blob();
}

async function openVideo(path: string): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  // As a blob, because the server knows no ranges.
  video.src = URL.createObjectURL(await fetched(path));
  await happened(video, 'loadeddata');
  videos.set(path, video);
  return video;
}

function happened(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'The clip cannot be decoded.')), { once: true });
  });
}

window.moderationPage = {
  async frame(path, seconds, minConfidence) {
    const video = videos.get(path) ?? (await openVideo(path));
    video.currentTime = seconds;
    await happened(video, 'seeked');
    const { ModerationLabels: labels = [] } = await rekognition.detectModerationLabels({
      Image: { Source: await createImageBitmap(video) },
      MinConfidence: minConfidence,
    });
    return { labels };
  },
};
