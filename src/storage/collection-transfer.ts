import { ROWS_PER_BLOCK, rowCount } from './block-plan.ts';
import { closeBlock, readBlocks } from './collection-blocks.ts';
import { closeContent, type KnownCollection } from './collection-catalogue.ts';
import { collectionError } from './collection-errors.ts';
import type { CollectionsDatabase } from './collections-database.ts';
import type { CollectionContent, CollectionRecord } from './collections-schema.ts';
import {
  damagedFile,
  describeBytes,
  EXPORT_TYPE,
  readExportedBytes,
  readExportHeader,
  writeExportHeader,
  type ExportedBlock,
  type OpenedExport,
} from './export-format.ts';
import { faceWord, hasSoundNumbers, openFaceBlock, type FaceBlock } from './face-block.ts';
import type { Cipher } from './sealing.ts';
import { readUuid } from './uuid-bytes.ts';

/** Packs a collection into a file. The caller holds its writer lock. */
export async function packCollection(database: CollectionsDatabase, known: KnownCollection): Promise<Blob> {
  const { name, faceModelVersion, createdAt, blocks: entries } = known.content;
  const blocks: ExportedBlock[] = [];
  const parts: Blob[] = [];
  for (const { block, count } of entries) {
    const [faces, embeddings] = await database.run(async (connection) => {
      const [faces] = await readBlocks(connection, known, 'faces', [block]);
      const [embeddings] = await readBlocks(connection, known, 'vectors', [block]);
      return [faces, embeddings];
    });
    if (!faces || !embeddings) throw collectionError('StorageUnavailable', 'A part of this collection is missing on disk.');
    blocks.push({ count, faces: await describeBytes(faces), embeddings: await describeBytes(embeddings) });
    // Blob by blob, so that the browser may move what is done to disk.
    parts.push(new Blob([faces, embeddings]));
  }
  const header = await writeExportHeader({ name, faceModelVersion, createdAt, faceCount: rowCount(entries), blocks });
  return new Blob([header, ...parts], { type: EXPORT_TYPE });
}

/** Checks every byte of a file and that its faces are sound. Throws `DamagedFile`. */
export async function checkExport(file: Blob): Promise<OpenedExport> {
  const opened = await readExportHeader(file);
  const seen = new Set<string>();
  for await (const { faces, embeddings } of exportedBlocks(file, opened)) {
    for (let index = 0; index < faces.count; index++) {
      const id = readUuid(faces.words, faceWord(index));
      if (seen.has(id)) throw damagedFile(`the face ${id} is in it twice`);
      seen.add(id);
    }
    if (!hasSoundNumbers(faces)) throw damagedFile('the place or confidence of a face in it is no number');
    if (!new Float32Array(embeddings).every(Number.isFinite)) throw damagedFile('an embedding in it is no number');
  }
  return opened;
}

/** A collection that is being imported: nobody sees its rows before its record is made whole. */
export interface ImportInProgress {
  readonly key: number;
  readonly importId: string;
}

/** Writes the blocks of a checked file, each in a transaction of its own; nobody sees them until a record names them. */
export async function unpackBlocks(
  file: Blob,
  opened: OpenedExport,
  database: CollectionsDatabase,
  { key, importId }: ImportInProgress,
  cipher: Cipher | undefined,
): Promise<Pick<CollectionContent, 'blocks' | 'nextBlock'>> {
  let nextBlock = 0;
  const blocks: { block: number; count: number }[] = [];
  for await (const { faces, embeddings } of exportedBlocks(file, opened)) {
    const block = nextBlock++;
    const closed = {
      faces: await closeBlock(faces.buffer, cipher, 'faces', block),
      vectors: await closeBlock(embeddings, cipher, 'vectors', block),
    };
    await database.run(async (connection) => {
      const transaction = connection.transaction(['collections', 'faces', 'vectors'], 'readwrite', { durability: 'strict' });
      if ((await transaction.objectStore('collections').get(key))?.importId !== importId) throw swept();
      const [outcome] = await Promise.allSettled([
        transaction.done,
        transaction.objectStore('faces').put(closed.faces, [key, block]),
        transaction.objectStore('vectors').put(closed.vectors, [key, block]),
      ]);
      if (outcome.status === 'rejected') throw outcome.reason;
    });
    blocks.push({ block, count: faces.count });
  }
  return { blocks, nextBlock };
}

/** Lets everybody see an imported collection. Returns its revision. */
export async function finishImport(database: CollectionsDatabase, { key, importId }: ImportInProgress, content: CollectionRecord['content']): Promise<number> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('collections', 'readwrite', { durability: 'strict' });
    const record = await transaction.store.get(key);
    if (record?.importId !== importId) throw swept();
    const revision = record.revision + 1;
    await transaction.store.put({ key, revision, content });
    await transaction.done;
    return revision;
  });
}

function swept(): Error {
  return collectionError('StorageUnavailable', 'The data of this site were deleted while the collection was being imported; import it again.');
}

/** Removes everything of a collection, its encryption key included. */
export async function removeRows(database: CollectionsDatabase, key: number): Promise<void> {
  await database.run(async (connection) => {
    const transaction = connection.transaction(['collections', 'faces', 'vectors', 'keys'], 'readwrite', { durability: 'strict' });
    const all = IDBKeyRange.bound([key], [key, []]);
    await Promise.all([
      transaction.objectStore('collections').delete(key),
      transaction.objectStore('keys').delete(key),
      transaction.objectStore('faces').delete(all),
      transaction.objectStore('vectors').delete(all),
      transaction.done,
    ]);
  });
}

/** Makes the rows of a new collection: its record and, when encrypted, its key. Returns its number. */
export async function addRows(
  database: CollectionsDatabase,
  content: CollectionContent,
  sealing: { readonly key: CryptoKey; readonly cipher: Cipher } | undefined,
  importId?: string,
): Promise<number> {
  const closed = await closeContent(content, sealing?.cipher);
  return database.run(async (connection) => {
    const transaction = connection.transaction(['collections', 'keys'], 'readwrite', { durability: 'strict' });
    const records = transaction.objectStore('collections');
    const key = keyAfter((await records.openKeyCursor(null, 'prev'))?.primaryKey);
    await records.add({ key, revision: 0, content: closed, ...(importId === undefined ? {} : { importId }) });
    if (sealing) await transaction.objectStore('keys').put(sealing.key, key);
    await transaction.done;
    return key;
  });
}

/**
 * A key above the last one that no collection has ever had, so that nobody who remembers a collection takes another one for
 * it when the whole database was deleted in between.
 */
function keyAfter(last: number | undefined): number {
  return Math.max((last ?? 0) + 1, Date.now() * 100 + Math.floor(Math.random() * 100));
}

async function* exportedBlocks(
  file: Blob,
  { header, blocksAt }: OpenedExport,
): AsyncGenerator<{ readonly faces: FaceBlock; readonly embeddings: ArrayBuffer }> {
  let at = blocksAt;
  for (const block of header.blocks) {
    if (block.count > ROWS_PER_BLOCK) throw damagedFile('a block of it is too large');
    const packed = await readExportedBytes(file, at, block.faces);
    const embeddings = await readExportedBytes(file, at + block.faces.bytes, block.embeddings);
    const faces = openPacked(packed);
    if (faces.count !== block.count) throw damagedFile('a block of it does not hold the faces it names');
    yield { faces, embeddings };
    at += block.faces.bytes + block.embeddings.bytes;
  }
}

function openPacked(packed: ArrayBuffer): FaceBlock {
  try {
    return openFaceBlock(packed);
  } catch (error) {
    if (error instanceof RangeError) throw damagedFile('a block of faces in it is broken');
    throw error;
  }
}
