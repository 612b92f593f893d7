// A page with nothing but the collections worker. Programs in Node drive it: one that kills the browser, one that measures.
import { hostWorker, type WorkerHost } from '../../../src/runtime/worker-host.ts';
import { EMBEDDING_LENGTH, type CollectionCalls } from '../../../src/storage/collection-calls.ts';
import { readExportHeader } from '../../../src/storage/export-format.ts';
import { faceAt, faceWord, openFaceBlock } from '../../../src/storage/face-block.ts';
import { createVectorMemory, ROWS_PER_CHUNK, type VectorMemory } from '../../../src/storage/search/vector-memory.ts';
import { makeFaces, writeEmbedding } from './made-faces.ts';

const MODEL = 'made-1';

/** What the verification of a collection found. */
export interface Verdict {
  readonly faceIds: readonly string[];
  readonly faceCount: number;
  /** Faces whose embedding is not the one that belongs to their id. */
  readonly wrongEmbeddings: number;
  /** Blocks of faces and of embeddings on disk that no collection names. */
  readonly strayBlocks: number;
}

/** What the page does for the programs. Times are milliseconds. */
export interface CollectionsPage {
  create(name: string): Promise<void>;
  /** Adds faces without end, several calls at a time; tells the ids of every call that resolved by `console.debug`. */
  indexForever(name: string): void;
  verify(name: string): Promise<Verdict>;
  /** Adds faces in calls of `perCall`; returns the time spent in the calls. */
  fill(name: string, count: number, perCall: number): Promise<number>;
  /** Ends the worker, so that the next call starts from disk. */
  restart(): void;
  /** Time of each of some searches for random embeddings. */
  search(name: string, rounds: number, maxDistance: number, limit: number): Promise<number[]>;
  /** Makes `count` embeddings for `compareLoops`. */
  prepareLoops(count: number): void;
  /** Times of one search of those embeddings by the kernel and one by a plain loop, both without any call. */
  compareLoops(): { kernel: number; naive: number };
  describe(): ReturnType<CollectionCalls['describeStorage']>;
}

let host: WorkerHost<CollectionCalls> | undefined;

function collections(): CollectionCalls {
  host ??= hostWorker<CollectionCalls, never>({
    title: 'collections',
    start: () => new Worker(new URL('../../../workers/collections.ts', import.meta.url), { type: 'module' }),
    settings: { threads: 1 },
    idleAfterMilliseconds: 600_000,
    lost: (message) => new Error(message),
  });
  return host.calls(new AbortController().signal);
}

async function indexWithoutEnd(name: string): Promise<never> {
  for (;;) {
    // Mostly single pictures, now and then an album.
    const { faces, embeddings } = makeFaces(Math.random() < 0.05 ? 400 : 1 + Math.floor(Math.random() * 4));
    const stored = await collections().addFaces(name, MODEL, faces, embeddings);
    console.debug(`stored ${stored.map(({ faceId }) => faceId).join(' ')}`);
  }
}

async function verify(name: string): Promise<Verdict> {
  const faceIds: string[] = [];
  let wrongEmbeddings = 0;
  const file = await collections().exportCollection(name);
  const { header, blocksAt } = await readExportHeader(file);
  let at = blocksAt;
  for (const block of header.blocks) {
    const faces = openFaceBlock(await file.slice(at, at + block.faces.bytes).arrayBuffer());
    at += block.faces.bytes;
    const embeddings = new Float32Array(await file.slice(at, at + block.embeddings.bytes).arrayBuffer());
    at += block.embeddings.bytes;
    for (let index = 0; index < faces.count; index++) {
      faceIds.push(faceAt(faces, index).faceId);
      if (!hasOwnEmbedding(faces.words[faceWord(index)] ?? 0, embeddings, index)) wrongEmbeddings++;
    }
  }
  const { faceCount } = await collections().describeCollection(name);
  return { faceIds, faceCount, wrongEmbeddings, strayBlocks: (await blocksOnDisk()) - 2 * header.blocks.length };
}

function hasOwnEmbedding(firstWord: number, embeddings: Float32Array, index: number): boolean {
  const expected = new Float32Array(EMBEDDING_LENGTH);
  writeEmbedding(firstWord, expected, 0);
  return expected.every((number, place) => embeddings[index * EMBEDDING_LENGTH + place] === number);
}

function blocksOnDisk(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pagesight-collections');
    opening.addEventListener('error', () => reject(opening.error ?? new Error('The database does not open.')));
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction(['faces', 'vectors']);
      const counts = ['faces', 'vectors'].map((store) => transaction.objectStore(store).count());
      transaction.addEventListener('complete', () => {
        opening.result.close();
        resolve(counts.reduce((total, { result }) => total + result, 0));
      });
    });
  });
}

async function fill(name: string, count: number, perCall: number): Promise<number> {
  let spent = 0;
  for (let done = 0; done < count; done += perCall) {
    const { faces, embeddings } = makeFaces(Math.min(perCall, count - done));
    const start = performance.now();
    await collections().addFaces(name, MODEL, faces, embeddings);
    spent += performance.now() - start;
  }
  return spent;
}

async function search(name: string, rounds: number, maxDistance: number, limit: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { embeddings } = makeFaces(1);
    const start = performance.now();
    await collections().searchByEmbedding(name, MODEL, embeddings, { maxDistance, limit });
    times.push(performance.now() - start);
  }
  return times;
}

let all = new Float32Array(0);
let memory: VectorMemory | undefined;
let chunks: readonly number[] = [];

function prepareLoops(count: number): void {
  all = new Float32Array(count * EMBEDDING_LENGTH);
  for (let index = 0; index < count; index++) writeEmbedding(index, all, index * EMBEDDING_LENGTH);
  memory = createVectorMemory(2 ** 31);
  chunks = Array.from({ length: Math.ceil(count / ROWS_PER_CHUNK) }, () => memory?.reserve() ?? -1);
  for (const [index, chunk] of chunks.entries()) {
    const start = index * ROWS_PER_CHUNK * EMBEDDING_LENGTH;
    memory.numbers(chunk).set(all.subarray(start, start + ROWS_PER_CHUNK * EMBEDDING_LENGTH));
  }
}

function compareLoops(): { kernel: number; naive: number } {
  if (!memory) throw new Error('prepareLoops comes first.');
  const query = all.slice(0, EMBEDDING_LENGTH);
  const count = all.length / EMBEDDING_LENGTH;
  const start = performance.now();
  memory.setQuery(query);
  let byKernel = 0;
  for (const [index, chunk] of chunks.entries()) {
    byKernel += memory.scan(chunk, 0, Math.min(ROWS_PER_CHUNK, count - index * ROWS_PER_CHUNK), LARGEST_SQUARED);
  }
  const between = performance.now();
  const byLoop = nearInLoop(count, query);
  const end = performance.now();
  if (byKernel !== byLoop || byKernel < 1) throw new Error(`The kernel finds ${byKernel}, the loop ${byLoop}.`);
  return { kernel: between - start, naive: end - between };
}

/** 0.6 squared. */
const LARGEST_SQUARED = 0.36;

function nearInLoop(count: number, query: Float32Array): number {
  let matches = 0;
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let place = 0; place < EMBEDDING_LENGTH; place++) {
      // Inside the arrays: a check here would make the loop that is compared with slower than it has to be.
      const difference = all[row * EMBEDDING_LENGTH + place]! - query[place]!;
      sum += difference * difference;
    }
    if (sum <= LARGEST_SQUARED) matches++;
  }
  return matches;
}

const page: CollectionsPage = {
  async create(name) {
    await collections().createCollection(name, MODEL, { encrypted: false });
  },
  indexForever(name) {
    for (let caller = 0; caller < 6; caller++) void indexWithoutEnd(name);
  },
  verify,
  fill,
  restart() {
    host?.stop();
    host = undefined;
  },
  search,
  prepareLoops,
  compareLoops,
  describe: () => collections().describeStorage(),
};

Object.assign(globalThis, { collectionsPage: page });

declare global {
  var collectionsPage: CollectionsPage;
}
