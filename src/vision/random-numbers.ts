/** Numbers from 0 to 1 (exclusive) that are the same for the same seed: a linear congruential generator, its upper 24 bits. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
