/** A row and its squared distance from what is searched. */
export interface Match {
  readonly row: number;
  readonly squaredDistance: number;
}

/** Keeps the nearest of the matches it is offered. */
export interface BestMatches {
  /** Squared distance up to which a match may still be kept. It only falls. */
  readonly bound: number;
  offer(row: number, squaredDistance: number): void;
  /** Nearest first. */
  sorted(): Match[];
}

/**
 * Keeps at most `limit` matches in a heap with the worst on top.
 * @param compareTies order of two rows at the same distance, so that the answer never depends on the order of the rows.
 */
export function createBestMatches(
  limit: number,
  maxSquaredDistance: number,
  compareTies: (rowA: number, rowB: number) => number,
): BestMatches {
  const heap: Match[] = [];

  const isWorse = (a: Match, b: Match): boolean =>
    a.squaredDistance === b.squaredDistance ? compareTies(a.row, b.row) > 0 : a.squaredDistance > b.squaredDistance;

  function rise(match: Match): void {
    let at = heap.length;
    heap.push(match);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !isWorse(match, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = match;
  }

  function replaceWorst(match: Match): void {
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (!left) break;
      const child = right && isWorse(right, left) ? right : left;
      if (!isWorse(child, match)) break;
      heap[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = match;
  }

  return {
    get bound() {
      return heap.length < limit ? maxSquaredDistance : Math.min(maxSquaredDistance, heap[0]?.squaredDistance ?? -1);
    },
    offer(row, squaredDistance) {
      const match = { row, squaredDistance };
      if (heap.length < limit) rise(match);
      else if (heap[0] && isWorse(heap[0], match)) replaceWorst(match);
    },
    sorted: () => heap.toSorted((a, b) => (isWorse(a, b) ? 1 : -1)),
  };
}
