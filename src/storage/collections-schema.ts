import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { BlockEntry } from './block-plan.ts';
import type { Sealed } from './sealing.ts';

/** What a collection is besides its blocks. */
export interface CollectionContent {
  readonly name: string;
  readonly faceModelVersion: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly blocks: readonly BlockEntry[];
  /** Number of the next block; no number is used twice, so that a block never changes once it is written. */
  readonly nextBlock: number;
}

/** One collection. */
export interface CollectionRecord {
  /** Ascends in the order of creation; no collection ever gets the key of one before it. */
  readonly key?: number;
  /** One more with every change. */
  readonly revision: number;
  /** Present while an import still writes its blocks: nobody sees it yet. Names the Web Lock that the import holds. */
  readonly importId?: string;
  /** Sealed in an encrypted collection: JSON of the content. */
  readonly content: CollectionContent | Sealed;
}

/** Packed faces or embeddings of one block, as they are or sealed. */
export type BlockData = ArrayBuffer | Sealed;

/** Collection key and block number. */
export type BlockKey = [collection: number, block: number];

/** The database, version 2. */
export interface CollectionsSchema extends DBSchema {
  collections: { key: number; value: CollectionRecord };
  /** Packed faces (face-block.ts). */
  faces: { key: BlockKey; value: BlockData };
  /** 128 float32, little-endian, for each face of the block. */
  vectors: { key: BlockKey; value: BlockData };
  /** Keys of encrypted collections, by collection key. Not extractable. */
  keys: { key: number; value: CryptoKey };
}

/** The record of a collection in version 1, before collections could be encrypted or imported. */
export interface CollectionRecordVersion1 extends CollectionContent {
  readonly key?: number;
  readonly revision: number;
}

type Upgrade = IDBPTransaction<CollectionsSchema, StoreNames<CollectionsSchema>[], 'versionchange'>;

/** Step i leads from version i to version i + 1. Steps are never changed once released, only added. */
const upgradeSteps: readonly ((database: IDBPDatabase<CollectionsSchema>, upgrade: Upgrade) => Promise<void>)[] = [
  async (database) => {
    database.createObjectStore('collections', { keyPath: 'key', autoIncrement: true });
    database.createObjectStore('faces');
    database.createObjectStore('vectors');
  },
  async (database, upgrade) => {
    database.createObjectStore('keys');
    const records = upgrade.objectStore('collections');
    for (let cursor = await records.openCursor(); cursor; cursor = await cursor.continue()) {
      const { key, revision, ...content } = cursor.value as unknown as CollectionRecordVersion1;
      if (key !== undefined) await cursor.update({ key, revision, content });
    }
  },
];

/** Version of the database that this library writes. */
export const SCHEMA_VERSION = upgradeSteps.length;

/** Brings a database of an older version up to `newVersion`; 0 is none yet. */
export async function upgradeSchema(
  database: IDBPDatabase<CollectionsSchema>,
  oldVersion: number,
  newVersion: number,
  upgrade: Upgrade,
): Promise<void> {
  for (const step of upgradeSteps.slice(oldVersion, newVersion)) await step(database, upgrade);
}
