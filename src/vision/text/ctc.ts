import type { Characters } from './characters.ts';

/** A character and where the model saw it. */
export interface SeenCharacter {
  readonly character: string;
  /** Middle of the time steps in which it was seen, as a fraction of the line from its beginning, 0 to 1. */
  readonly place: number;
  /** 0 to 1. */
  readonly probability: number;
}

/**
 * The likeliest character of each time step, without repetitions and blanks (connectionist temporal classification,
 * A. Graves and others, 2006, best path).
 *
 * @param probabilities for each step, one number per character
 * @param isPossible which characters may be seen; without it, all
 */
export function decodeSteps(
  probabilities: Float32Array,
  characters: Characters,
  isPossible?: (character: string) => boolean,
): SeenCharacter[] {
  const possible = isPossible && characters.map(isPossible);
  const steps = probabilities.length / characters.length;
  const seen: SeenCharacter[] = [];
  let last = 0;
  let first = 0;
  let best = 0;
  const finish = (end: number): void => {
    const character = characters[last];
    if (last !== 0 && character !== undefined) seen.push({ character, place: (first + end) / 2 / steps, probability: best });
  };
  for (let step = 0, start = 0; step < steps; step++, start += characters.length) {
    let likeliest = 0;
    let probability = -1;
    for (let index = 0; index < characters.length; index++) {
      // The buffer holds steps * characters.length numbers.
      const value = probabilities[start + index]!;
      if (value > probability && possible?.[index] !== false) {
        probability = value;
        likeliest = index;
      }
    }
    if (likeliest === last) {
      best = Math.max(best, probability);
      continue;
    }
    finish(step);
    last = likeliest;
    first = step;
    best = probability;
  }
  finish(steps);
  return seen;
}
