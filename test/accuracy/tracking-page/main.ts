import { openVideo } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleMilliseconds, sampleTime } from '../../../src/media/video/sampling.ts';
import { peopleOverTime } from '../../../src/operations/video/people-over-time.ts';
import { openRuntime } from '../../../src/runtime/runtime.ts';
import type { PixelBox } from '../../../src/vision/geometry.ts';
import type { SeenPerson } from '../../../src/vision/people/seen-person.ts';

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
    let latest: readonly SeenPerson[] = [];
    // As a job does it, which tells the models where to look by what was there before.
    const people = peopleOverTime(undefined, {
      vision: {
        ...vision,
        async seePeople(picture, request) {
          const seen = await vision.seePeople(picture, request);
          latest = seen.people;
          return seen;
        },
      },
    });
    for await (const frame of video.framesAt(Array.from({ length: sampling.count }, (_, index) => sampleTime(sampling, index)))) {
      const timestamp = sampleMilliseconds(sampling, frames.length);
      await people.see({ ...frame, timestamp });
      frames.push({
        time: timestamp,
        people: latest.map(({ box, probability, face }) => ({ box, probability, ...(face?.embedding && { embedding: [...face.embedding] }) })),
      });
      window.trackingPage.seen = frames.length;
    }
    video.close();
    return frames;
  },
};
