import { firstRows, rowCount, type BlockEntry } from '../block-plan.ts';
import { EMBEDDING_LENGTH } from '../collection-calls.ts';
import type { BestMatches } from './best-matches.ts';
import { ROWS_PER_CHUNK, type VectorMemory } from './vector-memory.ts';

/** Reads embeddings of blocks; undefined for a block that was replaced meanwhile. */
export type ReadVectors = (blocks: readonly number[]) => Promise<readonly (Float32Array | undefined)[]>;

/** The embeddings of one collection in memory: its first rows, all of them unless memory is short. */
export interface ResidentVectors {
  /** Rows in memory, counted from 0. */
  readonly rows: number;
  /** Whether any memory is held. */
  readonly isLoaded: boolean;
  /**
   * Brings the rows to the given state, reading only blocks that are not here.
   * Resolves to false when a block was replaced meanwhile: the state is out of date.
   */
  load(blocks: readonly BlockEntry[], read: ReadVectors): Promise<boolean>;
  /** The embedding of a row in memory. */
  embedding(row: number): Float32Array;
  /** Offers every row in memory within the bound, save `skippedRow`. */
  scan(query: Float32Array, best: BestMatches, skippedRow: number | undefined): void;
  /** Gives all memory back. */
  release(): void;
}

/** Blocks read from disk at a time: 8 megabytes. */
const BLOCKS_PER_READ = 4;

/** Holds nothing yet. `makeRoom` takes memory from other collections; it returns whether it could. */
export function createResidentVectors(memory: VectorMemory, makeRoom: () => boolean): ResidentVectors {
  const chunks: number[] = [];
  /** Block in memory by its first row. */
  let held = new Map<number, BlockEntry>();
  let rows = 0;

  function reserve(wantedRows: number): void {
    const wanted = Math.ceil(wantedRows / ROWS_PER_CHUNK);
    while (chunks.length > wanted) memory.release(chunks.pop() ?? 0);
    while (chunks.length < wanted) {
      const chunk = memory.reserve();
      if (chunk !== undefined) chunks.push(chunk);
      else if (!makeRoom()) return;
    }
  }

  function write(firstRow: number, vectors: Float32Array): void {
    const count = vectors.length / EMBEDDING_LENGTH;
    for (let done = 0; done < count; ) {
      const row = firstRow + done;
      const inChunk = row % ROWS_PER_CHUNK;
      const fitting = Math.min(count - done, ROWS_PER_CHUNK - inChunk);
      const part = vectors.subarray(done * EMBEDDING_LENGTH, (done + fitting) * EMBEDDING_LENGTH);
      memory.numbers(chunkOf(row)).set(part, inChunk * EMBEDDING_LENGTH);
      done += fitting;
    }
  }

  function chunkOf(row: number): number {
    const chunk = chunks[Math.floor(row / ROWS_PER_CHUNK)];
    if (chunk === undefined) throw new RangeError(`Row ${row} is not in memory.`);
    return chunk;
  }

  return {
    get rows() {
      return rows;
    },
    get isLoaded() {
      return chunks.length > 0;
    },
    async load(blocks, read) {
      reserve(rowCount(blocks));
      const capacity = chunks.length * ROWS_PER_CHUNK;
      const first = firstRows(blocks);
      const fitting = blocks.filter((entry, index) => (first[index] ?? 0) + entry.count <= capacity);
      const stays = (entry: BlockEntry, index: number): boolean => held.get(first[index] ?? -1)?.block === entry.block;
      const missing = [...fitting.entries()].filter(([index, entry]) => !stays(entry, index));
      held = new Map(fitting.flatMap((entry, index) => (stays(entry, index) ? [[first[index] ?? 0, entry]] : [])));
      rows = 0;
      for (let done = 0; done < missing.length; done += BLOCKS_PER_READ) {
        const part = missing.slice(done, done + BLOCKS_PER_READ);
        const vectors = await read(part.map(([, { block }]) => block));
        for (const [at, [index, entry]] of part.entries()) {
          const numbers = vectors[at];
          if (!numbers) return false;
          write(first[index] ?? 0, numbers);
          held.set(first[index] ?? 0, entry);
        }
      }
      rows = rowCount(fitting);
      return true;
    },
    embedding(row) {
      const start = (row % ROWS_PER_CHUNK) * EMBEDDING_LENGTH;
      return memory.numbers(chunkOf(row)).slice(start, start + EMBEDDING_LENGTH);
    },
    scan(query, best, skippedRow) {
      memory.setQuery(query);
      for (let first = 0; first < rows; first += ROWS_PER_CHUNK) {
        const found = memory.scan(chunkOf(first), 0, Math.min(ROWS_PER_CHUNK, rows - first), best.bound);
        offerHits(memory, found, first, best, skippedRow);
      }
    },
    release() {
      for (const chunk of chunks.splice(0)) memory.release(chunk);
      held.clear();
      rows = 0;
    },
  };
}

/** Offers what the last scan of `memory` found. */
export function offerHits(
  { hits }: VectorMemory,
  found: number,
  firstRow: number,
  best: BestMatches,
  skippedRow: number | undefined,
): void {
  for (let hit = 0; hit < found; hit++) {
    const row = firstRow + (hits.rows[hit] ?? 0);
    if (row !== skippedRow) best.offer(row, hits.squaredDistances[hit] ?? Infinity);
  }
}
