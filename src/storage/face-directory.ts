import { blockOfRow, firstRows, rowCount, type BlockEntry } from './block-plan.ts';
import type { StoredFace } from './collection-calls.ts';
import { faceAt, faceWord, type FaceBlock, type FaceSource } from './face-block.ts';
import { createFaceIdTable } from './face-id-table.ts';
import { compareUuids, parseUuid, UUID_WORDS } from './uuid-bytes.ts';

/** The faces of one collection in memory: the packed blocks of the disk, and the ways to find one in them. */
export interface FaceDirectory {
  readonly blocks: readonly BlockEntry[];
  readonly count: number;
  /** Bytes held. */
  readonly bytes: number;
  /** The packed block of an entry, or undefined when it is not here. */
  blockOf(entry: BlockEntry): FaceBlock | undefined;
  /** Takes over another state of the collection; `loaded` are the blocks not held yet, by block number. */
  replace(blocks: readonly BlockEntry[], loaded: ReadonlyMap<number, FaceBlock>): void;
  source(row: number): FaceSource;
  face(row: number): StoredFace;
  /** The row of a FaceId, or undefined. */
  find(faceId: string): number | undefined;
  /** Order of two rows by FaceId. */
  compare(rowA: number, rowB: number): number;
  /** Rows with an id above `after`, FaceId ascending, at most `limit`. */
  ascending(after: string | undefined, limit: number): readonly number[];
}

/** Rows packed with the start of their id into one float64 for sorting: 2^25 rows and 28 bits of the id. */
const ROW_STEPS = 2 ** 25;
const ID_SHIFT = 4;

/** Starts with no face. */
export function createFaceDirectory(): FaceDirectory {
  let blocks: readonly BlockEntry[] = [];
  let held = new Map<number, FaceBlock>();
  let packed: FaceBlock[] = [];
  let first: number[] = [];
  let count = 0;
  let bytes = 0;
  let order: Uint32Array | undefined;

  const table = createFaceIdTable({
    count: () => count,
    copy(row, into) {
      const { block, index } = source(row);
      const at = faceWord(index);
      for (let word = 0; word < UUID_WORDS; word++) into[word] = block.words[at + word] ?? 0;
    },
  });

  function source(row: number): FaceSource {
    const number = blockOfRow(first, row);
    const block = packed[number];
    if (!block || row < 0 || row >= count) throw new RangeError(`There is no row ${row}.`);
    return { block, index: row - (first[number] ?? 0) };
  }

  function compare(rowA: number, rowB: number): number {
    const a = source(rowA);
    const b = source(rowB);
    return compareUuids(a.block.words, faceWord(a.index), b.block.words, faceWord(b.index));
  }

  function sortedRows(): Uint32Array {
    const keys = new Float64Array(count);
    for (const [number, block] of packed.entries()) {
      const start = first[number] ?? 0;
      for (let index = 0; index < block.count; index++) {
        const prefix = (block.words[faceWord(index)] ?? 0) >>> ID_SHIFT;
        keys[start + index] = prefix * ROW_STEPS + start + index;
      }
    }
    keys.sort();
    const rows = new Uint32Array(count);
    for (let place = 0; place < count; place++) {
      const row = (keys[place] ?? 0) % ROW_STEPS;
      // Ids that agree in their first 28 bits come out by row; those few are put in order one by one.
      let at = place;
      while (at > 0 && samePrefix(keys, at - 1, place) && compare(rows[at - 1] ?? 0, row) > 0) {
        rows[at] = rows[at - 1] ?? 0;
        at--;
      }
      rows[at] = row;
    }
    return rows;
  }

  return {
    get blocks() {
      return blocks;
    },
    get count() {
      return count;
    },
    get bytes() {
      return bytes + table.bytes + (order?.byteLength ?? 0);
    },
    blockOf: (entry) => held.get(entry.block),
    replace(next, loaded) {
      const before = new Map(blocks.map((entry, index) => [entry.block, first[index]]));
      const nextHeld = new Map<number, FaceBlock>();
      for (const { block } of next) {
        const faces = loaded.get(block) ?? held.get(block);
        if (!faces) throw new RangeError(`Block ${block} is not loaded.`);
        nextHeld.set(block, faces);
      }
      held = nextHeld;
      blocks = next;
      packed = [...held.values()];
      first = firstRows(next);
      count = rowCount(next);
      bytes = packed.reduce((total, { buffer }) => total + buffer.byteLength, 0);
      order = undefined;
      for (const [index, entry] of next.entries()) {
        const start = first[index] ?? 0;
        if (before.get(entry.block) !== start) table.update(start, start + entry.count);
      }
    },
    source,
    face(row) {
      const { block, index } = source(row);
      return faceAt(block, index);
    },
    find(faceId) {
      const words = parseUuid(faceId);
      return words && table.find(words);
    },
    compare,
    ascending(after, limit) {
      order ??= sortedRows();
      const start = after === undefined ? 0 : firstAbove(order, after);
      return [...order.subarray(start, start + limit)];
    },
  };

  function firstAbove(rows: Uint32Array, after: string): number {
    const words = parseUuid(after);
    if (!words) throw new TypeError(`"${after}" is not a lower-case UUID.`);
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { block, index } = source(rows[middle] ?? 0);
      if (compareUuids(block.words, faceWord(index), words, 0) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function samePrefix(keys: Float64Array, a: number, b: number): boolean {
  return Math.floor((keys[a] ?? 0) / ROW_STEPS) === Math.floor((keys[b] ?? 0) / ROW_STEPS);
}
