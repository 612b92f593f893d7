import { openVideo } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleMilliseconds, sampleTime } from '../../../src/media/video/sampling.ts';
import { openRuntime } from '../../../src/runtime/runtime.ts';
import type { PixelBox } from '../../../src/vision/geometry.ts';

/** Everybody who was found in one frame. */
export interface SeenFrame {
  /** Milliseconds. */
  readonly time: number;
  readonly people: readonly {
    readonly box: PixelBox;
    readonly probability: number;
    /** Of the face, where one was seen. */
    readonly embedding?: readonly number[];
  }[];
}

declare global {
  interface Window {
    trackingPage: {
      /** Finds the people of a clip of ../shared/data in so many frames of each second; `seen` tells how far it is. */
      readonly watch: (path: string, framesPerSecond: number) => Promise<readonly SeenFrame[]>;
      seen: number;
    };
  }
}

/** Of an operation: faces that are described in a frame. */
const MOST_FACES = 100;

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
const { vision } = openRuntime({ device: 'wasm', threads }, () => Promise.reject(new Error('There are no buckets here.'))).context(new AbortController().signal, 'tracking');

window.trackingPage = {
  seen: 0,
  async watch(path, framesPerSecond) {
    const response = await fetch(`/shared-data/${path}`);
    if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
    const video = await openVideo(await response.blob(), 'auto');
    const sampling = planSampling(video.facts, framesPerSecond);
    const frames: SeenFrame[] = [];
    for await (const { picture } of video.framesAt(Array.from({ length: sampling.count }, (_, index) => sampleTime(sampling, index)))) {
      const people = await vision.seePeople(picture, { maxFaces: MOST_FACES });
      frames.push({
        time: sampleMilliseconds(sampling, frames.length),
        people: people.map(({ box, probability, face }) => ({ box, probability, ...(face?.embedding && { embedding: [...face.embedding] }) })),
      });
      window.trackingPage.seen = frames.length;
    }
    video.close();
    return frames;
  },
};
