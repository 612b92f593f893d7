import type { PixelBox } from '../../src/vision/geometry.ts';
import { follow, NO_TRACKS, type Detection, type TrackerState } from '../../src/vision/tracking/tracker.ts';
import { randomNumbers } from './random-numbers.ts';

/** Somebody who walks through a made-up scene. */
export interface Walker {
  readonly box: (seconds: number) => PixelBox;
  /** Direction of the embedding; walkers of different numbers are strangers. */
  readonly face?: number;
  /** Seconds in which nothing of the walker is seen. */
  readonly hidden?: readonly [number, number];
  /** Whether enough of the walker is in the picture. */
  readonly isInside?: (seconds: number) => boolean;
}

/** A body of 60 x 160 pixels that walks along at pixels per second. */
export const walking = (left: number, speed: number, top = 100): Walker['box'] => (seconds) => ({ left: left + speed * seconds, top, width: 60, height: 160 });

/** The part of a walker's box that a picture of 768 x 432 pixels shows; less than a tenth of it is not found. */
export const throughBorders = (box: Walker['box']): Pick<Walker, 'box' | 'isInside'> => {
  const shown = (seconds: number): PixelBox => {
    const { left, top, width, height } = box(seconds);
    const [from, to, high, low] = [Math.max(0, left), Math.min(768, left + width), Math.max(0, top), Math.min(432, top + height)];
    return { left: from, top: high, width: to - from, height: low - high };
  };
  return { box: shown, isInside: (seconds) => Math.min(shown(seconds).width / box(seconds).width, shown(seconds).height / box(seconds).height) > 0.1 };
};

/** An embedding of a person, a little different each time. */
export function faceOf(person: number, random: () => number): Float32Array {
  const face = new Float32Array(128);
  for (let index = 0; index < 128; index++) face[index] = Math.sin((index + 1) * (person + 1) * 1.7) * 0.11 + (random() - 0.5) * 0.03;
  return face;
}

/** Follows walkers with noise, misses and false alarms; gives the tracks that each walker was given, in order. */
export function watch(walkers: readonly Walker[], { seconds, rate, seed, missed = 0, falseAlarms = 0 }: { seconds: number; rate: number; seed: number; missed?: number; falseAlarms?: number }): { tracksOf: number[][]; state: TrackerState } {
  const random = randomNumbers(seed);
  let state = NO_TRACKS;
  const tracksOf: number[][] = walkers.map(() => []);
  for (let frame = 0; frame < seconds * rate; frame++) {
    const at = frame / rate;
    const detections: (Detection & { readonly walker: number })[] = [];
    walkers.forEach(({ box, face, hidden, isInside }, walker) => {
      if (isInside?.(at) === false) return;
      if (hidden && at >= hidden[0] && at < hidden[1]) return;
      if (random() < missed) return;
      const { left, top, width, height } = box(at);
      const shaken = (value: number, size: number): number => value + (random() - 0.5) * 0.08 * size;
      detections.push({
        walker,
        box: { left: shaken(left, width), top: shaken(top, height), width: shaken(width, width), height: shaken(height, height) },
        score: 0.75 + 0.2 * random(),
        ...(face !== undefined && random() < 0.7 && { embedding: faceOf(face, random) }),
      });
    });
    if (random() < falseAlarms) {
      detections.push({ walker: -1, box: { left: random() * 900, top: random() * 400, width: 50, height: 120 }, score: 0.3 + 0.25 * random() });
    }
    // A plain copy, as when a job is resumed after a reload.
    const { state: next, indices } = follow(structuredClone(state), at * 1000, detections);
    state = next;
    detections.forEach(({ walker }, index) => {
      const track = indices[index];
      if (walker >= 0 && track !== undefined && tracksOf[walker]?.at(-1) !== track) tracksOf[walker]?.push(track);
    });
  }
  return { tracksOf, state };
}
