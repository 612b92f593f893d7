import { abortable } from './abortable.ts';
import { liveFrame, type LiveVideo } from './live-video.ts';

/** Reads what a video element shows, without touching how it plays. A paused element gives no frames until it goes on. */
export function readElement(element: HTMLVideoElement): LiveVideo {
  let shown: { readonly at: number } | undefined;
  let ended = element.ended;
  let tell: (() => void) | undefined;
  let request = 0;

  function onFrame(_: number, { captureTime, presentationTime }: VideoFrameCallbackMetadata): void {
    shown = { at: performance.timeOrigin + (captureTime ?? presentationTime) };
    tell?.();
    request = element.requestVideoFrameCallback(onFrame);
  }
  function onEnd(): void {
    ended = true;
    tell?.();
  }
  const isWaiting = (): boolean => !shown && !ended;
  const ends = ['ended', 'error', 'emptied'] as const;
  for (const type of ends) element.addEventListener(type, onEnd);
  const tracks = element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks() : [];
  for (const track of tracks) track.addEventListener('ended', onEnd);
  request = element.requestVideoFrameCallback(onFrame);

  return {
    worksHidden: false,
    async next(signal) {
      while (isWaiting()) {
        await abortable(new Promise<void>((resolve) => (tell = resolve)), signal);
      }
      signal.throwIfAborted();
      if (!shown) return undefined;
      const { at } = shown;
      shown = undefined;
      return liveFrame(new VideoFrame(element), at);
    },
    close() {
      element.cancelVideoFrameCallback(request);
      for (const type of ends) element.removeEventListener(type, onEnd);
      for (const track of tracks) track.removeEventListener('ended', onEnd);
      onEnd();
    },
  };
}
