import type { CustomLabel } from '../../src/index.ts';
import { cameraDevices, explainCamera } from './camera.ts';
import { element, toggle } from './element.ts';

/** What a live trial needs. */
export interface LiveTrialOptions {
  /** Looks at what the camera shows now. */
  readonly look: (video: HTMLVideoElement) => Promise<readonly CustomLabel[] | undefined>;
  /** Shows what was seen; nothing is seen any more when there are no labels given. */
  readonly show: (labels: readonly CustomLabel[] | undefined) => void;
  readonly onFailure: (error: unknown) => void;
}

/** The camera, looked at again and again. */
export interface LiveTrial {
  /** A button that stays pressed while the camera is looked at. */
  readonly toggle: HTMLButtonElement;
  readonly video: HTMLVideoElement;
  /** Lets go of the camera. */
  readonly stop: () => void;
}

/** Opens no camera yet. */
export function createLiveTrial({ look, show, onFailure }: LiveTrialOptions): LiveTrial {
  const video = element('video', { class: 'trial-video', playsinline: true, hidden: true });
  video.muted = true;
  let stream: MediaStream | undefined;
  const press = toggle('Live camera', false, (on) => (on ? void begin() : stop()));

  function stop(): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.hidden = true;
    video.srcObject = null;
    press.setAttribute('aria-pressed', 'false');
    show(undefined);
  }

  /** Looks until the camera is let go of. */
  async function follow(camera: MediaStream): Promise<void> {
    const isOn = (): boolean => stream === camera;
    while (isOn()) {
      const labels = await look(video);
      if (labels && isOn()) show(labels);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  async function begin(): Promise<void> {
    try {
      const opened = await cameraDevices().getUserMedia({ video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
      // It was pressed again meanwhile.
      if (press.getAttribute('aria-pressed') !== 'true') {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      video.srcObject = opened;
      video.hidden = false;
      await video.play();
      await follow(opened);
    } catch (error) {
      stop();
      onFailure(error instanceof DOMException ? new Error(explainCamera(error)) : error);
    }
  }

  return { toggle: press, video, stop };
}
