import type { BlockEntry } from './block-plan.ts';
import { EMBEDDING_LENGTH, type SearchBounds, type NearFace } from './collection-calls.ts';
import { readBlocks } from './collection-blocks.ts';
import type { CollectionCatalogue, KnownCollection } from './collection-catalogue.ts';
import { collectionError } from './collection-errors.ts';
import type { CollectionsDatabase, Connection } from './collections-database.ts';
import { openFaceBlock, type FaceBlock } from './face-block.ts';
import { createFaceDirectory, type FaceDirectory } from './face-directory.ts';
import { createBestMatches, type BestMatches } from './search/best-matches.ts';
import { createResidentVectors, offerHits, type ReadVectors, type ResidentVectors } from './search/resident-vectors.ts';
import type { VectorMemory } from './search/vector-memory.ts';

/** What an open collection works with. */
export interface CollectionSurroundings {
  readonly database: CollectionsDatabase;
  readonly catalogue: CollectionCatalogue;
  readonly memory: VectorMemory;
  /** A chunk for embeddings that pass through memory without staying. */
  readonly passingChunk: number;
  /** Takes embeddings of other collections out of memory; returns whether there were any. */
  readonly makeRoom: (forWhom: OpenCollection) => boolean;
}

/** A collection with its faces in memory, and its embeddings too once it has been searched. */
export interface OpenCollection {
  readonly key: number;
  readonly directory: FaceDirectory;
  readonly vectors: ResidentVectors;
  /** Whether something is being read or changed right now. */
  readonly isBusy: boolean;
  /** Brings the faces in memory to what is on disk. Throws `CollectionNotFound` when the collection was removed. */
  bringUpToDate(): Promise<KnownCollection>;
  /** Takes over what was just written, without reading it again. */
  takeOver(written: KnownCollection, faces: ReadonlyMap<number, FaceBlock>, vectors: ReadonlyMap<number, Float32Array>): Promise<void>;
  /** Like `bringUpToDate`, the embeddings included where they are in memory. */
  follow(): Promise<void>;
  /** The nearest faces to an embedding. */
  search(embedding: Float32Array, bounds: SearchBounds): Promise<readonly NearFace[]>;
  /** The nearest faces to a face, without it. Throws `FaceNotFound`. */
  searchFace(faceId: string, bounds: SearchBounds): Promise<readonly NearFace[]>;
  /** Gives its memory back once nothing uses it any more. */
  close(): Promise<void>;
  /** Runs `work` on the faces as they are on disk, while nothing else changes them in memory. */
  read<Result>(work: (known: KnownCollection, directory: FaceDirectory) => Result): Promise<Result>;
}

type Searched = { readonly embedding: Float32Array } | { readonly faceId: string };

/** Blocks that pass through memory at a time. */
const BLOCKS_PER_PASS = 4;

/** Nothing is read before the first call. */
export function openCollection(key: number, surroundings: CollectionSurroundings): OpenCollection {
  const { database, catalogue, memory } = surroundings;
  const directory = createFaceDirectory();
  let current: KnownCollection | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** Whatever reads or changes the state in memory does so one after the other. */
  function exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    waiting++;
    const result = queue.then(work);
    queue = result.then(
      () => waiting--,
      () => waiting--,
    );
    return result;
  }

  async function bringUpToDate(connection: Connection): Promise<KnownCollection> {
    for (let unreadable: KnownCollection | undefined; ; ) {
      const known = await catalogue.refresh(connection, key);
      if (!known) throw removed();
      if (known.revision === current?.revision) return known;
      const missing = known.content.blocks.filter((entry) => !directory.blockOf(entry)).map(({ block }) => block);
      const buffers = await readBlocks(connection, known, 'faces', missing);
      if (buffers.every((buffer) => buffer !== undefined)) {
        directory.replace(known.content.blocks, new Map(buffers.map((buffer, index) => [missing[index] ?? -1, openFaceBlock(buffer)])));
        current = known;
        return known;
      }
      // A block was replaced between reading the record and reading the block: the record must have changed too.
      if (unreadable?.revision === known.revision) throw damaged();
      unreadable = known;
    }
  }

  function reader(connection: Connection, known: KnownCollection): ReadVectors {
    return async (blocks) => {
      const buffers = await readBlocks(connection, known, 'vectors', blocks);
      return buffers.map((buffer) => buffer && new Float32Array(buffer));
    };
  }

  async function loadVectors(connection: Connection): Promise<KnownCollection> {
    for (let unreadable: KnownCollection | undefined; ; ) {
      const known = await bringUpToDate(connection);
      if (await vectors.load(known.content.blocks, reader(connection, known))) return known;
      if (unreadable?.revision === known.revision) throw damaged();
      unreadable = known;
    }
  }

  /** Searches the rows that memory has no room for; false when a block was replaced meanwhile. */
  async function scanFromDisk(read: ReadVectors, query: Float32Array, best: BestMatches, skippedRow: number | undefined): Promise<boolean> {
    const passing = blocksFrom(directory.blocks, vectors.rows);
    for (let done = 0; done < passing.length; done += BLOCKS_PER_PASS) {
      const part = passing.slice(done, done + BLOCKS_PER_PASS);
      const embeddings = await read(part.map(({ entry }) => entry.block));
      memory.setQuery(query);
      for (const [index, { entry, first }] of part.entries()) {
        const numbers = embeddings[index];
        if (!numbers) return false;
        memory.numbers(surroundings.passingChunk).set(numbers);
        const found = memory.scan(surroundings.passingChunk, 0, entry.count, best.bound);
        offerHits(memory, found, first, best, skippedRow);
      }
    }
    return true;
  }

  async function search(connection: Connection, searched: Searched, bounds: SearchBounds): Promise<readonly NearFace[]> {
    const before = current;
    if (before && vectors.isLoaded && vectors.rows === directory.count) {
      // The usual case: all of it in memory. Whether that is still what the disk has is asked while it is searched.
      const refreshing = catalogue.refresh(connection, key);
      const matches = searchMemory(searched, bounds);
      if ((await refreshing)?.revision === before.revision && matches) return matches;
    }
    for (;;) {
      const matches = await searchMemoryAndDisk(connection, searched, bounds);
      if (matches) return matches;
    }
  }

  /** Undefined when the searched face is not there. */
  function searchMemory(searched: Searched, bounds: SearchBounds): readonly NearFace[] | undefined {
    const row = 'faceId' in searched ? directory.find(searched.faceId) : undefined;
    if ('faceId' in searched && row === undefined) return undefined;
    const query = 'faceId' in searched ? vectors.embedding(row ?? 0) : searched.embedding;
    const best = bestOf(bounds);
    vectors.scan(query, best, row);
    return facesOf(best);
  }

  /** Undefined when a block was replaced meanwhile. */
  async function searchMemoryAndDisk(connection: Connection, searched: Searched, bounds: SearchBounds): Promise<readonly NearFace[] | undefined> {
    const read = reader(connection, await loadVectors(connection));
    const found = 'faceId' in searched ? await embeddingOfFace(searched.faceId, read) : { query: searched.embedding, row: undefined };
    if (!found) return undefined;
    const best = bestOf(bounds);
    vectors.scan(found.query, best, found.row);
    return (await scanFromDisk(read, found.query, best, found.row)) ? facesOf(best) : undefined;
  }

  function bestOf({ maxDistance, limit }: SearchBounds): BestMatches {
    return createBestMatches(limit, squaredBound(maxDistance), (a, b) => directory.compare(a, b));
  }

  function facesOf(best: BestMatches): NearFace[] {
    return best.sorted().map(({ row, squaredDistance }) => ({ face: directory.face(row), distance: Math.sqrt(squaredDistance) }));
  }

  /** The embedding of a stored face; undefined when its block was replaced meanwhile. */
  async function embeddingOfFace(faceId: string, read: ReadVectors): Promise<{ query: Float32Array; row: number } | undefined> {
    const row = directory.find(faceId);
    if (row === undefined) throw collectionError('FaceNotFound', `The face ${faceId} is not in the collection.`);
    if (row < vectors.rows) return { query: vectors.embedding(row), row };
    const holder = blocksFrom(directory.blocks, row)[0];
    const [numbers] = holder ? await read([holder.entry.block]) : [];
    if (!numbers || !holder) return undefined;
    const start = (row - holder.first) * EMBEDDING_LENGTH;
    return { query: numbers.slice(start, start + EMBEDDING_LENGTH), row };
  }

  const collection: OpenCollection = {
    key,
    directory,
    get vectors() {
      return vectors;
    },
    get isBusy() {
      return waiting > 0;
    },
    bringUpToDate: () => exclusive(() => database.run(bringUpToDate)),
    takeOver: (written, faces, embeddings) =>
      exclusive(async () => {
        // A search may have been faster and have read it from disk already.
        if (current && current.revision >= written.revision) return;
        directory.replace(written.content.blocks, faces);
        current = written;
        if (!vectors.isLoaded) return;
        const stillOnDisk = await vectors.load(written.content.blocks, (blocks) =>
          Promise.resolve(blocks.map((block) => embeddings.get(block))),
        );
        if (!stillOnDisk) vectors.release();
      }),
    follow: () =>
      exclusive(async () => {
        await database.run((connection) => (vectors.isLoaded ? loadVectors(connection) : bringUpToDate(connection)));
      }),
    search: (embedding, bounds) => exclusive(() => database.run((connection) => search(connection, { embedding }, bounds))),
    searchFace: (faceId, bounds) => exclusive(() => database.run((connection) => search(connection, { faceId }, bounds))),
    close: () => exclusive(() => Promise.resolve(vectors.release())),
    read: (work) => exclusive(() => database.run(async (connection) => work(await bringUpToDate(connection), directory))),
  };
  const vectors = createResidentVectors(memory, () => surroundings.makeRoom(collection));
  return collection;
}

/** A little more than the square, so that rounding to float32 loses no match. */
function squaredBound(maxDistance: number): number {
  return Math.fround(maxDistance ** 2 * (1 + 1e-6));
}

function blocksFrom(blocks: readonly BlockEntry[], row: number): { entry: BlockEntry; first: number }[] {
  let first = 0;
  const found: { entry: BlockEntry; first: number }[] = [];
  for (const entry of blocks) {
    if (first + entry.count > row) found.push({ entry, first });
    first += entry.count;
  }
  return found;
}

function removed(): Error {
  return collectionError('CollectionNotFound', 'The collection was deleted meanwhile.');
}

function damaged(): Error {
  return collectionError('StorageUnavailable', 'A part of this collection is missing on disk; delete it and import or index it again.');
}
