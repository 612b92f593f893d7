import { EMBEDDING_LENGTH } from '../collection-calls.ts';

/** Where a scan writes the rows it found. */
export interface ScanHits {
  readonly rows: Uint32Array;
  readonly squaredDistances: Float32Array;
}

const { fround } = Math;

/**
 * Squared Euclidean distances from `query` to `count` rows of 128 numbers; those up to `bound` go to `hits`.
 * The same float32 operations in the same order as kernel.as.ts, bit for bit: sixteen sums, added pair by pair.
 * Returns the number of hits.
 */
export function plainScan(rows: Float32Array, count: number, query: Float32Array, bound: number, hits: ScanHits): number {
  let found = 0;
  for (let row = 0; row < count; row++) {
    const start = row * EMBEDDING_LENGTH;
    const squared = fround(
      fround(laneSum(rows, start, query, 0) + laneSum(rows, start, query, 1)) +
        fround(laneSum(rows, start, query, 2) + laneSum(rows, start, query, 3)),
    );
    if (squared <= bound) {
      hits.rows[found] = row;
      hits.squaredDistances[found] = squared;
      found++;
    }
  }
  return found;
}

/** One lane of the four SIMD registers of the kernel, added up. */
function laneSum(rows: Float32Array, start: number, query: Float32Array, lane: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let at = lane; at < EMBEDDING_LENGTH; at += 16) {
    // Every index is inside its array, and `?? 0` here would slow down the innermost loop.
    const difference0 = fround(rows[start + at]! - query[at]!);
    const difference1 = fround(rows[start + at + 4]! - query[at + 4]!);
    const difference2 = fround(rows[start + at + 8]! - query[at + 8]!);
    const difference3 = fround(rows[start + at + 12]! - query[at + 12]!);
    sum0 = fround(sum0 + fround(difference0 * difference0));
    sum1 = fround(sum1 + fround(difference1 * difference1));
    sum2 = fround(sum2 + fround(difference2 * difference2));
    sum3 = fround(sum3 + fround(difference3 * difference3));
  }
  return fround(fround(sum0 + sum1) + fround(sum2 + sum3));
}
