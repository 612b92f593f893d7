/*
 * In video a frame shows mostly what the one before it showed. Not every frame is looked at as hard as a photo: between
 * thorough looks it is enough to find again what was there.
 */

/** Milliseconds. */
type Milliseconds = number;

/** What the last frame showed, and when a frame was last looked at thoroughly. Plain data where `Found` is. */
export interface LookMemory<Found> {
  readonly thoroughAt: Milliseconds;
  /** When the last frame was. */
  readonly at: Milliseconds;
  readonly found: Found;
}

/** What comes new into the picture, small or turned, is seen so much later at most. */
const THOROUGH_EVERY: Milliseconds = 1000;

/**
 * Frames farther apart show too little of the same to be looked at briefly: people who come in or turn around between two
 * of them were given a second number. So few frames cost no more when all of them are looked at thoroughly.
 */
const LONGEST_STEP: Milliseconds = 300;

/**
 * What to find again in the frame of a time; undefined where it is to be looked at thoroughly.
 *
 * @param longestStep frames farther apart than this are looked at thoroughly. Default 300 ms
 */
export function expectedAt<Found>(memory: LookMemory<Found> | undefined, time: Milliseconds, longestStep: Milliseconds = LONGEST_STEP): Found | undefined {
  return memory && time - memory.thoroughAt < THOROUGH_EVERY && time - memory.at <= longestStep ? memory.found : undefined;
}

/** The memory after one more frame, and whether that was looked at thoroughly. */
export function remember<Found>(memory: LookMemory<Found> | undefined, time: Milliseconds, found: Found, wasThorough: boolean): LookMemory<Found> {
  return { thoroughAt: wasThorough ? time : (memory?.thoroughAt ?? time), at: time, found };
}
