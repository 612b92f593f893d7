import type { DBSchema, IDBPDatabase } from 'idb';
import { databaseNames } from './database-names.ts';
import { useDatabase } from './use-database.ts';

/** What is known of a stored object besides its bytes. */
export interface BucketEntry {
  readonly bucket: string;
  readonly name: string;
  /** `null`, as text, for an object that keeps no versions. */
  readonly version: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly lastModified: Date;
}

interface BucketSchema extends DBSchema {
  entries: {
    key: number;
    value: BucketEntry;
    indexes: { place: [bucket: string, name: string] };
  };
  bodies: { key: number; value: Blob };
}

/** The version id of an object that keeps no versions. */
export const UNVERSIONED = 'null';

/** Stores an object beside its other versions; an unversioned one replaces the unversioned one before it. */
export function storeObject(entry: BucketEntry, body: Blob): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['entries', 'bodies'], 'readwrite', { durability: 'strict' });
    const entries = transaction.objectStore('entries');
    const bodies = transaction.objectStore('bodies');
    if (entry.version === UNVERSIONED) {
      for (const key of await keysOf(entries.index('place'), entry, UNVERSIONED)) {
        void entries.delete(key);
        void bodies.delete(key);
      }
    }
    const key = await entries.add(entry);
    void bodies.add(body, key);
    await transaction.done;
  });
}

/** The newest version of an object, or the one that is named; undefined where there is none. */
export function readObject(place: ObjectPlace, version: string | undefined): Promise<Blob | undefined> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['entries', 'bodies']);
    const keys = await keysOf(transaction.objectStore('entries').index('place'), place, version);
    const newest = keys.at(-1);
    return newest === undefined ? undefined : transaction.objectStore('bodies').get(newest);
  });
}

/** Deletes one version of an object, or all of them; nothing happens where there is none. */
export function deleteObject(place: ObjectPlace, version: string | undefined): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['entries', 'bodies'], 'readwrite');
    const entries = transaction.objectStore('entries');
    for (const key of await keysOf(entries.index('place'), place, version)) {
      void entries.delete(key);
      void transaction.objectStore('bodies').delete(key);
    }
    await transaction.done;
  });
}

/** All versions of an object, newest first. */
export function objectVersions({ bucket, name }: ObjectPlace): Promise<BucketEntry[]> {
  return withDatabase(async (database) => {
    const entries = await database.getAllFromIndex('entries', 'place', IDBKeyRange.only([bucket, name]));
    return entries.toReversed();
  });
}

/** The newest version of every object of a bucket whose name begins with the prefix, by name. */
export function listObjects(bucket: string, prefix: string): Promise<BucketEntry[]> {
  return withDatabase(async (database) => {
    // An array sorts after every string, so this ends behind the bucket's last name.
    const range = IDBKeyRange.bound([bucket, prefix], [bucket, []]);
    const newest = new Map<string, BucketEntry>();
    for (const entry of await database.getAllFromIndex('entries', 'place', range)) {
      if (entry.name.startsWith(prefix)) newest.set(entry.name, entry);
    }
    return [...newest.values()];
  });
}

/** Where an object is. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly name: string;
}

interface PlaceIndex {
  openCursor(range: IDBKeyRange): Promise<EntryCursor | null>;
}

interface EntryCursor {
  readonly primaryKey: number;
  readonly value: BucketEntry;
  continue(): Promise<EntryCursor | null>;
}

/** Keys of an object's versions, oldest first. */
async function keysOf(index: PlaceIndex, { bucket, name }: ObjectPlace, version: string | undefined): Promise<number[]> {
  const keys: number[] = [];
  for (let cursor = await index.openCursor(IDBKeyRange.only([bucket, name])); cursor; cursor = await cursor.continue()) {
    if (version === undefined || cursor.value.version === version) keys.push(cursor.primaryKey);
  }
  return keys;
}

function withDatabase<Result>(use: (database: IDBPDatabase<BucketSchema>) => Promise<Result>): Promise<Result> {
  return useDatabase({ name: databaseNames.buckets, create }, use);
}

function create(created: IDBPDatabase<BucketSchema>): void {
  created.createObjectStore('entries', { autoIncrement: true }).createIndex('place', ['bucket', 'name']);
  created.createObjectStore('bodies');
}
