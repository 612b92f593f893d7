import { isCollectionError } from './collection-errors.ts';
import type { StorageReport } from './storage-report.ts';
import type { CollectionSurroundings, OpenCollection } from './open-collection.ts';
import { openCollection } from './open-collection.ts';
import { createCollectionWriter, type CollectionWriter } from './collection-writer.ts';
import type { WriterLocks } from './writer-locks.ts';

/** A collection with something in memory, and who changes it. */
export interface CollectionInUse {
  readonly collection: OpenCollection;
  readonly writer: CollectionWriter;
}

/** The collections with something in memory. */
export interface OpenCollections {
  /** Opens a collection, or moves an open one to the front of those used last. */
  use(key: number): CollectionInUse;
  /** Another tab changed the collection or removed it. */
  changedElsewhere(key: number): void;
  /** Gives the memory of a removed collection back. */
  drop(key: number): void;
  /** Frees memory of those not used for longest, where more is held than allowed. */
  trim(): void;
  describe(): Pick<StorageReport, 'embeddingBytes' | 'embeddingLimitBytes' | 'faceBytes' | 'faceLimitBytes' | 'openCollections'>;
}

/** Nothing is open yet. `faceLimitBytes` bounds what is kept of faces, save those of the collections in use. */
export function createOpenCollections(
  surroundings: Omit<CollectionSurroundings, 'makeRoom'>,
  locks: WriterLocks,
  faceLimitBytes: number,
  tell: (key: number) => void,
): OpenCollections {
  /** Least recently used first. */
  const open = new Map<number, CollectionInUse>();
  const { memory } = surroundings;

  function idleLongest(forWhom?: OpenCollection): OpenCollection[] {
    return [...open.values()].map(({ collection }) => collection).filter((collection) => collection !== forWhom && !collection.isBusy);
  }

  function makeRoom(forWhom: OpenCollection): boolean {
    const victim = idleLongest(forWhom).find(({ vectors }) => vectors.isLoaded);
    victim?.vectors.release();
    return victim !== undefined;
  }

  function faceBytes(): number {
    return [...open.values()].reduce((total, { collection }) => total + collection.directory.bytes, 0);
  }

  function drop(key: number): void {
    void open.get(key)?.collection.close();
    open.delete(key);
  }

  return {
    use(key) {
      const inUse = open.get(key) ?? makeInUse(key);
      open.delete(key);
      open.set(key, inUse);
      return inUse;
    },
    changedElsewhere(key) {
      open.get(key)?.collection.follow().catch((error: unknown) => {
        // Only read ahead: the next call compares revisions itself, and meets whatever else goes wrong here.
        if (isCollectionError(error) && error.problem === 'CollectionNotFound') drop(key);
      });
    },
    drop,
    trim() {
      for (const { key } of idleLongest()) {
        if (open.size <= 1 || faceBytes() <= faceLimitBytes) return;
        drop(key);
      }
    },
    describe: () => ({
      embeddingBytes: memory.usedBytes,
      embeddingLimitBytes: memory.limitBytes,
      faceBytes: faceBytes(),
      faceLimitBytes,
      openCollections: open.size,
    }),
  };

  function makeInUse(key: number): CollectionInUse {
    const collection = openCollection(key, { ...surroundings, makeRoom });
    return { collection, writer: createCollectionWriter(collection, surroundings.database, locks, tell) };
  }
}
