/*
 * In video a frame shows mostly what the one before it showed. Not every frame is looked at as hard as a photo: between
 * thorough looks it is enough to find again what was there.
 */

/** Milliseconds. */
type Milliseconds = number;

/** What the last frame showed, and when a frame was last looked at thoroughly. Plain data where `Found` is. */
export interface LookMemory<Found> {
  readonly thoroughAt: Milliseconds;
  readonly found: Found;
}

/** What comes new into the picture, small or turned, is seen so much later at most. */
const THOROUGH_EVERY: Milliseconds = 1000;

/** What to find again in the frame of a time; undefined where it is to be looked at thoroughly. */
export function expectedAt<Found>(memory: LookMemory<Found> | undefined, time: Milliseconds): Found | undefined {
  return memory && time - memory.thoroughAt < THOROUGH_EVERY ? memory.found : undefined;
}

/** The memory after one more frame. */
export function remember<Found>(memory: LookMemory<Found> | undefined, time: Milliseconds, found: Found): LookMemory<Found> {
  return { thoroughAt: expectedAt(memory, time) === undefined ? time : (memory?.thoroughAt ?? time), found };
}
