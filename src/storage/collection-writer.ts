import { planAppend, planRemoval, removalRound, rowCount } from './block-plan.ts';
import { EMBEDDING_LENGTH, type StoredFace } from './collection-calls.ts';
import type { KnownCollection } from './collection-catalogue.ts';
import { collectionError } from './collection-errors.ts';
import type { CollectionsDatabase, Connection } from './collections-database.ts';
import { packFaces } from './face-block.ts';
import type { OpenCollection } from './open-collection.ts';
import { writeChange, type WrittenChange } from './write-changes.ts';
import type { WriterLocks } from './writer-locks.ts';

/** Changes the faces of one collection. */
export interface CollectionWriter {
  /** See `CollectionCalls.addFaces`. Calls that wait for the same collection are written in one transaction. */
  add(signal: AbortSignal, faceModelVersion: string, faces: readonly StoredFace[], embeddings: Float32Array): Promise<readonly StoredFace[]>;
  /** See `CollectionCalls.deleteFaces`. */
  remove(faceIds: readonly string[]): Promise<readonly string[]>;
}

/** Faces of one collection at most, as in the service. */
export const MOST_FACES = 20_000_000;

/** Faces after which no further waiting call joins a transaction: 32 megabytes of embeddings. */
const FACES_PER_TRANSACTION = 65_536;
/** Blocks with holes that one transaction rewrites at most, so that a large removal does not need gigabytes at once. */
const BLOCKS_PER_REMOVAL = 16;

interface Addition {
  readonly signal: AbortSignal;
  readonly faceModelVersion: string;
  readonly faces: readonly StoredFace[];
  readonly embeddings: Float32Array;
  readonly resolve: (stored: readonly StoredFace[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes the writer; `tell` is called after every change. */
export function createCollectionWriter(
  collection: OpenCollection,
  database: CollectionsDatabase,
  locks: WriterLocks,
  tell: (key: number) => void,
): CollectionWriter {
  const waiting: Addition[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    try {
      while (waiting.length > 0) {
        let group: Addition[] = [];
        try {
          await locks.collection(collection.key, async () => {
            group = takeGroup(waiting);
            await writeGroup(group);
          });
        } catch (error) {
          // Without the lock nobody was taken out of the queue, and nobody would be the next time either.
          for (const addition of group.length > 0 ? group : waiting.splice(0)) addition.reject(error);
        }
      }
    } finally {
      isWriting = false;
    }
  }

  async function writeGroup(group: readonly Addition[]): Promise<void> {
    const { welcome, change } = await database.run(async (connection) => {
      const known = await collection.bringUpToDate();
      const welcome = group.filter((addition) => isWelcome(addition, known));
      return { welcome, change: await writeAdditions(connection, known, welcome) };
    });
    if (change) await publish(change);
    for (const { faces, resolve } of welcome) resolve(faces.map(({ faceId }) => collection.directory.face(rowOf(faceId))));
  }

  async function writeAdditions(connection: Connection, known: KnownCollection, group: readonly Addition[]): Promise<WrittenChange | undefined> {
    const { faces, embeddings } = onlyNew(group, (faceId) => collection.directory.find(faceId) === undefined);
    if (faces.length === 0) return undefined;
    const { blocks } = known.content;
    if (rowCount(blocks) + faces.length > MOST_FACES) {
      const message = `A collection holds at most ${MOST_FACES.toLocaleString('en')} faces; use another one or delete faces first.`;
      throw collectionError('QuotaExceeded', message);
    }
    const added = { faces: packFaces(faces), embeddings };
    return writeChange(connection, known, collection.directory, planAppend(blocks, faces.length), added);
  }

  async function publish({ collection: written, faces, embeddings }: WrittenChange): Promise<void> {
    await collection.takeOver(written, faces, embeddings);
    tell(collection.key);
  }

  function rowOf(faceId: string): number {
    const row = collection.directory.find(faceId);
    if (row === undefined) throw new RangeError(`The face ${faceId} was not written.`);
    return row;
  }

  return {
    add: (signal, faceModelVersion, faces, embeddings) =>
      new Promise((resolve, reject) => {
        if (embeddings.length !== faces.length * EMBEDDING_LENGTH) {
          throw new RangeError(`${faces.length} faces need ${EMBEDDING_LENGTH} numbers each, not ${embeddings.length} in all.`);
        }
        waiting.push({ signal, faceModelVersion, faces, embeddings, resolve, reject });
        void writeWaiting();
      }),
    remove: (faceIds) =>
      locks.collection(collection.key, async () => {
        const deleted: string[] = [];
        for (let left = [...new Set(faceIds)]; left.length > 0; ) {
          const round = await database.run(async (connection) => {
            const known = await collection.bringUpToDate();
            const found = new Map(left.flatMap((faceId) => pairOf(collection.directory.find(faceId), faceId)));
            const rows = removalRound(known.content.blocks, [...found.keys()], BLOCKS_PER_REMOVAL);
            if (rows.length === 0) return undefined;
            const plan = planRemoval(known.content.blocks, rows);
            const change = await writeChange(connection, known, collection.directory, plan);
            return { change, faceIds: rows.map((row) => found.get(row) ?? '') };
          });
          if (!round) break;
          await publish(round.change);
          deleted.push(...round.faceIds);
          const gone = new Set(round.faceIds);
          left = left.filter((faceId) => !gone.has(faceId));
        }
        const gone = new Set(deleted);
        return [...new Set(faceIds)].filter((faceId) => gone.has(faceId));
      }),
  };
}

function takeGroup(waiting: Addition[]): Addition[] {
  let faces = 0;
  let size = 0;
  for (const addition of waiting) {
    if (size > 0 && faces + addition.faces.length > FACES_PER_TRANSACTION) break;
    faces += addition.faces.length;
    size++;
  }
  return waiting.splice(0, size);
}

/** Settles additions that must not be written. */
function isWelcome({ signal, faceModelVersion, reject }: Addition, { content }: KnownCollection): boolean {
  if (signal.aborted) {
    reject(signal.reason);
    return false;
  }
  if (faceModelVersion !== content.faceModelVersion) {
    reject(faceModelMismatch(content.faceModelVersion, faceModelVersion));
    return false;
  }
  return true;
}

/** The error of a collection that holds embeddings of another model. */
export function faceModelMismatch(stored: string, given: string): Error {
  const message =
    `The collection is bound to face model ${stored}, this version has ${given}, and faces of two models cannot be compared. ` +
    'Index the pictures again into a new collection.';
  return collectionError('FaceModelMismatch', message);
}

/** The faces that are not stored yet, each id once, and their embeddings. */
function onlyNew(group: readonly Addition[], isNew: (faceId: string) => boolean): { faces: StoredFace[]; embeddings: Float32Array } {
  const faces: StoredFace[] = [];
  const parts: Float32Array[] = [];
  const seen = new Set<string>();
  for (const addition of group) {
    for (const [index, face] of addition.faces.entries()) {
      if (seen.has(face.faceId) || !isNew(face.faceId)) continue;
      seen.add(face.faceId);
      faces.push(face);
      parts.push(addition.embeddings.subarray(index * EMBEDDING_LENGTH, (index + 1) * EMBEDDING_LENGTH));
    }
  }
  const embeddings = new Float32Array(faces.length * EMBEDDING_LENGTH);
  for (const [index, part] of parts.entries()) embeddings.set(part, index * EMBEDDING_LENGTH);
  return { faces, embeddings };
}

function pairOf(row: number | undefined, faceId: string): [number, string][] {
  return row === undefined ? [] : [[row, faceId]];
}
