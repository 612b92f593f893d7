import { EMBEDDING_LENGTH } from '../collection-calls.ts';
import { kernelBytes } from './kernel-bytes.ts';
import { plainScan, type ScanHits } from './plain-scan.ts';

/** Embeddings in one chunk. */
export const ROWS_PER_CHUNK = 4096;
/** Two megabytes. */
export const CHUNK_BYTES = ROWS_PER_CHUNK * EMBEDDING_LENGTH * Float32Array.BYTES_PER_ELEMENT;

/** Memory for embeddings, handed out in chunks that all collections share, and the search over one chunk. */
export interface VectorMemory {
  readonly kind: 'simd' | 'plain';
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** Reserves a chunk; undefined when the limit is reached or the browser gives no more memory. */
  reserve(): number | undefined;
  release(chunk: number): void;
  /** The numbers of a chunk. Valid until the next `reserve`. */
  numbers(chunk: number): Float32Array;
  /** What the following scans compare with: 128 numbers. */
  setQuery(embedding: Float32Array): void;
  /** Compares `count` rows of a chunk from `from` on; returns how many of them are within `bound` (squared). */
  scan(chunk: number, from: number, count: number, bound: number): number;
  /** What the last scan found: rows counted from its `from`. Valid until the next call. */
  readonly hits: ScanHits;
}

/** Uses the SIMD kernel where the engine takes it, plain JavaScript where it has no SIMD or a policy forbids WebAssembly. */
export function createVectorMemory(limitBytes: number, wanted: 'fastest' | 'plain' = 'fastest'): VectorMemory {
  const memory = wanted === 'fastest' ? createKernelMemory(limitBytes) : undefined;
  return memory ?? createPlainMemory(limitBytes);
}

const PAGE_BYTES = 65_536;
/** The first page holds the query and the hits, pairs of u32 and f32. */
const QUERY_ADDRESS = 1024;
const HITS_ADDRESS = 4096;
/** Where the first chunk starts. */
const CHUNKS_ADDRESS = PAGE_BYTES;
/** Of the 32-bit address space of WebAssembly. */
const MAX_PAGES = 65_536;

type KernelScan = (rows: number, count: number, query: number, bound: number, hits: number) => number;

function createKernelMemory(limitBytes: number): VectorMemory | undefined {
  const memory = new WebAssembly.Memory({ initial: CHUNKS_ADDRESS / PAGE_BYTES, maximum: MAX_PAGES });
  const scan = instantiateKernel(memory);
  if (!scan) return undefined;
  const chunks = createChunkList(Math.min(limitBytes, MAX_PAGES * PAGE_BYTES - CHUNKS_ADDRESS), () => {
    try {
      memory.grow(CHUNK_BYTES / PAGE_BYTES);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
  const addressOf = (chunk: number): number => CHUNKS_ADDRESS + chunk * CHUNK_BYTES;
  const hits = { rows: new Uint32Array(ROWS_PER_CHUNK), squaredDistances: new Float32Array(ROWS_PER_CHUNK) };

  return {
    kind: 'simd',
    ...chunks,
    get usedBytes() {
      return chunks.usedBytes;
    },
    numbers: (chunk) => new Float32Array(memory.buffer, addressOf(chunk), ROWS_PER_CHUNK * EMBEDDING_LENGTH),
    setQuery(embedding) {
      new Float32Array(memory.buffer, QUERY_ADDRESS, EMBEDDING_LENGTH).set(embedding);
    },
    scan(chunk, from, count, bound) {
      const start = addressOf(chunk) + from * EMBEDDING_LENGTH * Float32Array.BYTES_PER_ELEMENT;
      const found = scan(start, count, QUERY_ADDRESS, bound, HITS_ADDRESS);
      const rows = new Uint32Array(memory.buffer, HITS_ADDRESS, 2 * found);
      const squaredDistances = new Float32Array(memory.buffer, HITS_ADDRESS, 2 * found);
      for (let hit = 0; hit < found; hit++) {
        hits.rows[hit] = rows[2 * hit] ?? 0;
        hits.squaredDistances[hit] = squaredDistances[2 * hit + 1] ?? 0;
      }
      return found;
    },
    hits,
  };
}

function instantiateKernel(memory: WebAssembly.Memory): KernelScan | undefined {
  try {
    // At once, not in the background: it has 402 bytes. The compiler names the imported memory so.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes), { env: { memory } });
    return exports['scan'] as KernelScan;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

function createPlainMemory(limitBytes: number): VectorMemory {
  const data: Float32Array[] = [];
  const query = new Float32Array(EMBEDDING_LENGTH);
  const hits = { rows: new Uint32Array(ROWS_PER_CHUNK), squaredDistances: new Float32Array(ROWS_PER_CHUNK) };
  const chunks = createChunkList(limitBytes, () => {
    try {
      data.push(new Float32Array(ROWS_PER_CHUNK * EMBEDDING_LENGTH));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });

  function numbers(chunk: number): Float32Array {
    const found = data[chunk];
    if (!found) throw new RangeError(`Chunk ${chunk} is not reserved.`);
    return found;
  }

  return {
    kind: 'plain',
    ...chunks,
    get usedBytes() {
      return chunks.usedBytes;
    },
    numbers,
    setQuery(embedding) {
      query.set(embedding);
    },
    scan: (chunk, from, count, bound) =>
      plainScan(numbers(chunk).subarray(from * EMBEDDING_LENGTH), count, query, Math.fround(bound), hits),
    hits,
  };
}

interface ChunkList {
  readonly limitBytes: number;
  readonly usedBytes: number;
  reserve(): number | undefined;
  release(chunk: number): void;
}

/** Chunks 0, 1, 2 ...; one that was released is handed out again before `grow` is asked for another. */
function createChunkList(limitBytes: number, grow: () => boolean): ChunkList {
  const free: number[] = [];
  let made = 0;
  return {
    limitBytes,
    get usedBytes() {
      return (made - free.length) * CHUNK_BYTES;
    },
    reserve() {
      const again = free.pop();
      if (again !== undefined) return again;
      if ((made + 1) * CHUNK_BYTES > limitBytes || !grow()) return undefined;
      return made++;
    },
    release(chunk) {
      free.push(chunk);
    },
  };
}
