import { blockOfRow, firstRows, rowCount, type BlockEntry, type PlannedBlock } from './block-plan.ts';
import { EMBEDDING_LENGTH } from './collection-calls.ts';
import { closeBlock, readBlocks } from './collection-blocks.ts';
import { closeContent, type KnownCollection } from './collection-catalogue.ts';
import { collectionError } from './collection-errors.ts';
import type { Connection } from './collections-database.ts';
import type { BlockData, CollectionContent, CollectionRecord } from './collections-schema.ts';
import { gatherFaces, type FaceBlock } from './face-block.ts';
import type { FaceDirectory } from './face-directory.ts';

/** Faces to add, and their embeddings one after the other. */
export interface AddedFaces {
  readonly faces: FaceBlock;
  readonly embeddings: Float32Array;
}

/** A collection after a change, with the blocks that are new. */
export interface WrittenChange {
  readonly collection: KnownCollection;
  readonly faces: ReadonlyMap<number, FaceBlock>;
  readonly embeddings: ReadonlyMap<number, Float32Array<ArrayBuffer>>;
}

/**
 * Writes a planned change in one transaction: new blocks of faces and embeddings, the record that names them, and the
 * old blocks gone. The caller holds the writer lock and has brought `directory` up to date with `known`.
 */
export async function writeChange(
  connection: Connection,
  known: KnownCollection,
  directory: FaceDirectory,
  planned: readonly PlannedBlock[],
  added?: AddedFaces,
): Promise<WrittenChange> {
  const { key, cipher, content } = known;
  const existing = rowCount(content.blocks);
  const oldEmbeddings = await readNeededEmbeddings(connection, known, planned);

  let { nextBlock } = content;
  const faces = new Map<number, FaceBlock>();
  const embeddings = new Map<number, Float32Array<ArrayBuffer>>();
  const blocks: BlockEntry[] = [];
  for (const plan of planned) {
    if ('block' in plan) {
      blocks.push(plan);
      continue;
    }
    const block = nextBlock++;
    blocks.push({ block, count: plan.rows.length });
    faces.set(block, gatherFaces(plan.rows.map((row) => (row < existing ? directory.source(row) : addedSource(added, row - existing)))));
    embeddings.set(block, gatherEmbeddings(plan.rows, (row) => (row < existing ? oldEmbeddings(row) : addedEmbedding(added, row - existing))));
  }

  const next: CollectionContent = { ...content, blocks, nextBlock };
  const revision = known.revision + 1;
  const record: CollectionRecord = { key, revision, content: await closeContent(next, cipher) };
  const closed = await Promise.all(
    [...faces].map(async ([block, packed]) => ({
      block,
      faces: await closeBlock(packed.buffer, cipher, 'faces', block),
      vectors: await closeBlock(embeddings.get(block)?.buffer ?? new ArrayBuffer(0), cipher, 'vectors', block),
    })),
  );
  const kept = new Set(blocks.map(({ block }) => block));
  const dropped = content.blocks.filter(({ block }) => !kept.has(block)).map(({ block }) => block);
  await commit(connection, known, record, closed, dropped);
  return { collection: { ...known, revision, content: next }, faces, embeddings };
}

interface ClosedBlock {
  readonly block: number;
  readonly faces: BlockData;
  readonly vectors: BlockData;
}

async function commit(
  connection: Connection,
  { key, revision }: KnownCollection,
  record: CollectionRecord,
  written: readonly ClosedBlock[],
  dropped: readonly number[],
): Promise<void> {
  // Strict: a resolved call means that the operating system has written it out, not only taken it.
  const transaction = connection.transaction(['collections', 'faces', 'vectors'], 'readwrite', { durability: 'strict' });
  const records = transaction.objectStore('collections');
  const faces = transaction.objectStore('faces');
  const vectors = transaction.objectStore('vectors');
  const before = await records.get(key);
  if (before?.revision !== revision) {
    transaction.abort();
    await transaction.done.catch(() => {});
    if (!before) throw collectionError('CollectionNotFound', 'The collection was deleted meanwhile.');
    throw collectionError('StorageUnavailable', 'The collection was changed by someone who does not hold its lock; try again.');
  }
  const requests: Promise<unknown>[] = [records.put(record)];
  for (const block of written) {
    requests.push(faces.put(block.faces, [key, block.block]), vectors.put(block.vectors, [key, block.block]));
  }
  for (const block of dropped) requests.push(faces.delete([key, block]), vectors.delete([key, block]));
  // When it aborts, the requests fail as well, but only the transaction knows why.
  const [outcome] = await Promise.allSettled([transaction.done, ...requests]);
  if (outcome.status === 'rejected') throw outcome.reason;
}

/** Reads the embeddings of stored rows that go into new blocks. */
async function readNeededEmbeddings(
  connection: Connection,
  known: KnownCollection,
  planned: readonly PlannedBlock[],
): Promise<(row: number) => Float32Array> {
  const { blocks } = known.content;
  const existing = rowCount(blocks);
  const first = firstRows(blocks);
  const needed = new Set<number>();
  for (const plan of planned) {
    if ('block' in plan) continue;
    for (const row of plan.rows) if (row < existing) needed.add(blockOfRow(first, row));
  }
  const places = [...needed];
  const buffers = await readBlocks(connection, known, 'vectors', places.map((place) => blocks[place]?.block ?? -1));
  const read = new Map(buffers.map((buffer, index) => [places[index], buffer && new Float32Array(buffer)]));
  return (row) => {
    const place = blockOfRow(first, row);
    const numbers = read.get(place);
    if (!numbers) throw collectionError('StorageUnavailable', 'A part of this collection is missing on disk.');
    const start = (row - (first[place] ?? 0)) * EMBEDDING_LENGTH;
    return numbers.subarray(start, start + EMBEDDING_LENGTH);
  };
}

function gatherEmbeddings(rows: readonly number[], embeddingOf: (row: number) => Float32Array): Float32Array<ArrayBuffer> {
  const gathered = new Float32Array(rows.length * EMBEDDING_LENGTH);
  for (const [index, row] of rows.entries()) gathered.set(embeddingOf(row), index * EMBEDDING_LENGTH);
  return gathered;
}

function addedSource(added: AddedFaces | undefined, index: number): { block: FaceBlock; index: number } {
  if (!added) throw new RangeError('The plan names rows that nobody adds.');
  return { block: added.faces, index };
}

function addedEmbedding(added: AddedFaces | undefined, index: number): Float32Array {
  if (!added) throw new RangeError('The plan names rows that nobody adds.');
  return added.embeddings.subarray(index * EMBEDDING_LENGTH, (index + 1) * EMBEDDING_LENGTH);
}
