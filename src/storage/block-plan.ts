/** Rows of a full block. */
export const ROWS_PER_BLOCK = 4096;

/** A block of a collection: its number, never used twice, and its rows. Rows are counted through all blocks. */
export interface BlockEntry {
  readonly block: number;
  readonly count: number;
}

/** A block that stays, or the rows of a new one. Rows from `rowCount(blocks)` on are the added ones. */
export type PlannedBlock = BlockEntry | { readonly rows: readonly number[] };

/** Rows of all blocks together. */
export function rowCount(blocks: readonly BlockEntry[]): number {
  return blocks.reduce((total, { count }) => total + count, 0);
}

/** The first row of each block. */
export function firstRows(blocks: readonly BlockEntry[]): number[] {
  const first: number[] = [];
  let row = 0;
  for (const { count } of blocks) {
    first.push(row);
    row += count;
  }
  return first;
}

/** Which block a row lies in, given the first row of each block. */
export function blockOfRow(first: readonly number[], row: number): number {
  let low = 0;
  let high = first.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((first[middle] ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Appends rows. A last block that is no larger than what comes after it is merged with it, as in a log-structured merge
 * tree: a face added alone costs a small record, not a rewritten block of two megabytes, and yet only a dozen blocks
 * are ever less than full.
 */
export function planAppend(blocks: readonly BlockEntry[], added: number): PlannedBlock[] {
  let kept = blocks.length;
  let fresh = added;
  for (let last = blocks[kept - 1]; last && last.count < ROWS_PER_BLOCK && last.count <= fresh; last = blocks[kept - 1]) {
    fresh += last.count;
    kept--;
  }
  const total = rowCount(blocks) + added;
  const planned: PlannedBlock[] = blocks.slice(0, kept);
  for (let row = total - fresh; row < total; row += ROWS_PER_BLOCK) {
    planned.push({ rows: range(row, Math.min(row + ROWS_PER_BLOCK, total)) });
  }
  return planned;
}

/**
 * Removes rows: the last rows move into the holes, so that every row before the end is in use and only blocks with
 * holes and the last ones are written.
 * @param removed row numbers, ascending, each once.
 */
export function planRemoval(blocks: readonly BlockEntry[], removed: readonly number[]): PlannedBlock[] {
  const gone = new Set(removed);
  const total = rowCount(blocks);
  const left = total - gone.size;
  const movers = range(left, total).filter((row) => !gone.has(row));
  const filledBy = new Map<number, number>();
  for (const hole of removed) {
    if (hole >= left) break;
    const mover = movers[filledBy.size];
    if (mover === undefined) throw new RangeError('Rows to remove must ascend, each once.');
    filledBy.set(hole, mover);
  }

  const planned: PlannedBlock[] = [];
  let first = 0;
  for (const entry of blocks) {
    const end = Math.min(first + entry.count, left);
    if (end <= first) break;
    const rows = range(first, end).map((row) => filledBy.get(row) ?? row);
    const unchanged = rows.length === entry.count && rows.every((row, index) => row === first + index);
    planned.push(unchanged ? entry : { rows });
    first += entry.count;
  }
  return planned;
}

/**
 * The rows to remove in one transaction: the highest ones, as many as lie in at most `maxBlocks` blocks.
 * @param rows row numbers in any order.
 * @returns ascending.
 */
export function removalRound(blocks: readonly BlockEntry[], rows: readonly number[], maxBlocks: number): number[] {
  const ascending = rows.toSorted((a, b) => a - b);
  const first = firstRows(blocks);
  let block = blocks.length;
  let touched = 0;
  let from = ascending.length;
  while (from > 0) {
    const row = ascending[from - 1] ?? 0;
    if (row < (first[block] ?? Infinity)) {
      if (touched === maxBlocks) break;
      touched++;
      do block--;
      while (row < (first[block] ?? 0));
    }
    from--;
  }
  return ascending.slice(from);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
