import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface ThumbnailSchema extends DBSchema {
  thumbnails: { key: [collection: string, faceId: string]; value: Blob };
}

const DATABASE = 'pagesight-playground';
/** Sorts after every string, so that a range holds all faces of one collection. */
const AFTER_STRINGS: readonly never[] = [];

/**
 * Pictures of indexed faces, kept by this site only where the visitor asked for it: the library itself never keeps a
 * picture.
 */
export interface ThumbnailStore {
  keep(collection: string, faceId: string, picture: Blob): Promise<void>;
  read(collection: string, faceId: string): Promise<Blob | undefined>;
  forget(collection: string, faceId: string): Promise<void>;
  forgetAll(collection: string): Promise<void>;
}

/** Opens nothing before the first use. */
export function createThumbnailStore(): ThumbnailStore {
  let opening: Promise<IDBPDatabase<ThumbnailSchema>> | undefined;
  const database = (): Promise<IDBPDatabase<ThumbnailSchema>> => {
    opening ??= openDB<ThumbnailSchema>(DATABASE, 1, {
      upgrade: (made) => void made.createObjectStore('thumbnails'),
      // Somebody erases everything: what is open would keep them waiting.
      blocking: () => void opening?.then((open) => open.close()).finally(() => (opening = undefined)),
      terminated: () => (opening = undefined),
    });
    return opening;
  };

  return {
    keep: async (collection, faceId, picture) => void (await (await database()).put('thumbnails', picture, [collection, faceId])),
    read: async (collection, faceId) => (await database()).get('thumbnails', [collection, faceId]),
    forget: async (collection, faceId) => (await database()).delete('thumbnails', [collection, faceId]),
    forgetAll: async (collection) => (await database()).delete('thumbnails', IDBKeyRange.bound([collection], [collection, AFTER_STRINGS])),
  };
}

/** Deletes the pictures of all collections, in every tab of the site. */
export function eraseThumbnails(): Promise<void> {
  return deleteDB(DATABASE);
}
