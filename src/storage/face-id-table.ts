import { compareUuids, UUID_WORDS } from './uuid-bytes.ts';

/** Finds the row of a FaceId: a hash table with open addressing over the rows of a collection. */
export interface FaceIdTable {
  /** The row of the id, or undefined. */
  find(id: Uint32Array): number | undefined;
  /** Learns the ids of rows that are new or hold another face than before. */
  update(from: number, to: number): void;
  readonly bytes: number;
}

/** Where the ids of the rows lie. */
export interface FaceIds {
  /** Rows in use, 0 to count - 1. */
  count(): number;
  /** Copies the four words of a row's FaceId. */
  copy(row: number, into: Uint32Array): void;
}

const EMPTY = 0;
const SMALLEST = 1024;

/**
 * Makes the table. An entry is never taken out: a row that changed or is gone simply no longer holds the id that led to
 * it. FaceIds are made by a hash (or at random), so their first word spreads evenly.
 */
export function createFaceIdTable(ids: FaceIds): FaceIdTable {
  /** Row + 1, or EMPTY. */
  let slots = new Uint32Array(SMALLEST);
  let used = 0;
  const candidate = new Uint32Array(UUID_WORDS);

  function insert(row: number): void {
    ids.copy(row, candidate);
    const mask = slots.length - 1;
    let slot = (candidate[0] ?? 0) & mask;
    while (slots[slot] !== EMPTY) {
      if (slots[slot] === row + 1) return;
      slot = (slot + 1) & mask;
    }
    slots[slot] = row + 1;
    used++;
  }

  function rebuild(): void {
    let size = SMALLEST;
    while (size < 2 * ids.count()) size *= 2;
    slots = new Uint32Array(size);
    used = 0;
    for (let row = 0; row < ids.count(); row++) insert(row);
  }

  return {
    find(id) {
      const mask = slots.length - 1;
      for (let slot = (id[0] ?? 0) & mask; slots[slot] !== EMPTY; slot = (slot + 1) & mask) {
        const row = (slots[slot] ?? 0) - 1;
        if (row >= ids.count()) continue;
        ids.copy(row, candidate);
        if (compareUuids(candidate, 0, id, 0) === 0) return row;
      }
      return undefined;
    },
    update(from, to) {
      if (used + (to - from) > 0.6 * slots.length) return rebuild();
      for (let row = from; row < to; row++) insert(row);
    },
    get bytes() {
      return slots.byteLength;
    },
  };
}
