import { similarityTable } from './similarity-table.ts';

/*
 * Similarity is a calibrated number: it says how rarely two different people come out as near as that. 80 stands for
 * at most one pair in 1,000, 99 for at most one in 100,000, 100 for the same picture. The table is fitted on official
 * portraits by test/accuracy/fit-similarity.ts; test/accuracy/REPORT.md tells the rates on people left out of the fit.
 */

/** Finds where `value` lies between two neighbours of a falling or rising column and reads the other column there. */
function interpolate(value: number, from: 0 | 1, to: 0 | 1): number {
  const rising = from === 0;
  for (const [index, row] of similarityTable.entries()) {
    const next = similarityTable[index + 1];
    if (next === undefined) break;
    const inside = rising ? value <= next[from] : value >= next[from];
    if (inside) return row[to] + ((value - row[from]) / (next[from] - row[from])) * (next[to] - row[to]);
  }
  throw new RangeError(`${value} is outside of the similarity table.`);
}

/**
 * Similarity of two faces, 0 to 100, from the Euclidean distance of their embeddings; never rises with the distance.
 *
 * @param distance 0 or more
 */
export function similarityFromDistance(distance: number): number {
  const farthest = similarityTable.at(-1);
  if (farthest === undefined || distance >= farthest[0]) return 0;
  return interpolate(Math.max(distance, 0), 0, 1);
}

/**
 * The largest distance at which two faces are still at least so similar; Infinity for 0, since any two faces are.
 *
 * @param similarity 0 to 100
 */
export function distanceFromSimilarity(similarity: number): number {
  if (similarity <= 0) return Number.POSITIVE_INFINITY;
  return interpolate(Math.min(similarity, 100), 1, 0);
}
