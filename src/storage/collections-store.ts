import type { WorkerSide } from '../runtime/worker-protocol.ts';
import { rowCount } from './block-plan.ts';
import { createChangeChannel } from './change-channel.ts';
import type { CollectionCalls, CollectionDescription, CollectionOptions, SearchAnswer } from './collection-calls.ts';
import { closeContent, createCollectionCatalogue, type KnownCollection } from './collection-catalogue.ts';
import { collectionError } from './collection-errors.ts';
import { addRows, checkExport, finishImport, packCollection, removeRows, unpackBlocks } from './collection-transfer.ts';
import { faceModelMismatch } from './collection-writer.ts';
import { createCollectionsDatabase } from './collections-database.ts';
import type { CollectionContent } from './collections-schema.ts';
import { databaseNames } from './database-names.ts';
import { createOpenCollections, type CollectionInUse } from './open-collections.ts';
import { createCipher, createSealingKey } from './sealing.ts';
import { CHUNK_BYTES, createVectorMemory } from './search/vector-memory.ts';
import type { StorageReport } from './storage-report.ts';
import { createWriterLocks } from './writer-locks.ts';

/** How the store is set up. */
export interface CollectionsStoreOptions {
  /** Also names the locks and the channel. Default `pagesight-collections`. */
  readonly databaseName?: string;
  /** Bytes of embeddings in memory at most. Default 1 GiB, two million faces; at least 4 MiB. */
  readonly embeddingLimitBytes?: number;
  /** Bytes of ids and boxes in memory at most, save those of a collection in use. Default 256 MiB. */
  readonly faceLimitBytes?: number;
  /** Default: WebAssembly SIMD where the engine has it. */
  readonly search?: 'fastest' | 'plain';
}

/** The calls, and an end. */
export interface CollectionsStore extends WorkerSide<CollectionCalls> {
  close(): void;
}

const MIB = 2 ** 20;

/** Answers {@link CollectionCalls} from IndexedDB. */
export function openCollectionsStore({
  databaseName = databaseNames.collections,
  embeddingLimitBytes = 1024 * MIB,
  faceLimitBytes = 256 * MIB,
  search = 'fastest',
}: CollectionsStoreOptions = {}): CollectionsStore {
  const memory = createVectorMemory(Math.max(embeddingLimitBytes, 2 * CHUNK_BYTES), search);
  const passingChunk = memory.reserve();
  if (passingChunk === undefined) throw collectionError('StorageUnavailable', 'There is no memory left for faces; close other tabs.');
  const database = createCollectionsDatabase(databaseName);
  const catalogue = createCollectionCatalogue();
  const locks = createWriterLocks(databaseName);
  const channel = createChangeChannel(databaseName, (key) => open.changedElsewhere(key));
  const open = createOpenCollections({ database, catalogue, memory, passingChunk }, locks, faceLimitBytes, (key) => channel.tell(key));

  const find = (name: string): Promise<KnownCollection> => database.run((connection) => catalogue.find(connection, name));
  const all = (): Promise<readonly KnownCollection[]> => database.run((connection) => catalogue.all(connection));

  async function mustBeFree(name: string): Promise<void> {
    if ((await all()).some(({ content }) => content.name === name)) {
      throw collectionError('CollectionExists', `There is a collection named "${name}" already; delete it first or take another name.`);
    }
  }

  /** Runs work on an open collection and frees memory afterwards. */
  async function using<Result>(name: string, work: (inUse: CollectionInUse, known: KnownCollection) => Promise<Result>): Promise<Result> {
    const known = await find(name);
    try {
      return await work(open.use(known.key), known);
    } finally {
      open.trim();
    }
  }

  function searching(
    name: string,
    faceModelVersion: string,
    work: (inUse: CollectionInUse) => Promise<SearchAnswer['matches']>,
  ): Promise<SearchAnswer> {
    return using(name, async (inUse, { content }) => {
      if (content.faceModelVersion !== faceModelVersion) throw faceModelMismatch(content.faceModelVersion, faceModelVersion);
      return { matches: await work(inUse), faceModelVersion };
    });
  }

  async function removeAbandonedImports(): Promise<void> {
    const records = await database.run((connection) => connection.getAll('collections'));
    for (const { key, importId } of records) {
      if (importId !== undefined && key !== undefined) await locks.ifNotImporting(importId, () => removeRows(database, key));
    }
  }

  return {
    createCollection: (_signal, name, faceModelVersion, options) =>
      locks.catalogue(async () => {
        await mustBeFree(name);
        const content: CollectionContent = { name, faceModelVersion, createdAt: Date.now(), blocks: [], nextBlock: 0 };
        const sealing = await createSealing(options);
        const key = await addRows(database, content, sealing);
        return describe({ key, revision: 0, content, cipher: sealing?.cipher });
      }),

    deleteCollection: (_signal, name) =>
      locks.catalogue(async () => {
        const { key } = await find(name);
        await locks.collection(key, () => removeRows(database, key));
        open.drop(key);
        channel.tell(key);
      }),

    describeCollection: async (_signal, name) => describe(await find(name)),

    async listCollections(_signal, { after = 0, limit }) {
      const later = (await all()).filter(({ key }) => key > after);
      const collections = later.slice(0, limit);
      const last = collections.at(-1);
      return { collections: collections.map(describe), ...(last && later.length > limit ? { next: last.key } : {}) };
    },

    addFaces: (signal, name, faceModelVersion, faces, embeddings) =>
      using(name, ({ writer }) => writer.add(signal, faceModelVersion, faces, embeddings)),

    listFaces: (_signal, name, { after, limit }) =>
      using(name, ({ collection }) =>
        collection.read(({ content }, directory) => {
          const rows = directory.ascending(after, limit + 1);
          const faces = rows.slice(0, limit).map((row) => directory.face(row));
          return { faces, faceModelVersion: content.faceModelVersion, more: rows.length > limit };
        }),
      ),

    deleteFaces: (_signal, name, faceIds) => using(name, ({ writer }) => writer.remove(faceIds)),

    searchByEmbedding: (_signal, name, faceModelVersion, embedding, bounds) =>
      searching(name, faceModelVersion, ({ collection }) => collection.search(embedding, bounds)),

    searchByFace: (_signal, name, faceModelVersion, faceId, bounds) =>
      searching(name, faceModelVersion, ({ collection }) => collection.searchFace(faceId, bounds)),

    async exportCollection(_signal, name) {
      const { key } = await find(name);
      return locks.collection(key, async () => packCollection(database, await find(name)));
    },

    async importCollection(_signal, file, options, wantedName) {
      const opened = await checkExport(file);
      const { faceModelVersion, createdAt, name: exportedName } = opened.header;
      const name = wantedName ?? exportedName;
      await mustBeFree(name);
      await removeAbandonedImports();
      const sealing = await createSealing(options);
      const empty: CollectionContent = { name, faceModelVersion, createdAt, blocks: [], nextBlock: 0 };
      const importId = crypto.randomUUID();
      return locks.importing(importId, async () => {
        const key = await addRows(database, empty, sealing, importId);
        try {
          const content = { ...empty, ...(await unpackBlocks(file, opened, database, { key, importId }, sealing?.cipher)) };
          const closed = await closeContent(content, sealing?.cipher);
          const revision = await locks.catalogue(async () => {
            await mustBeFree(name);
            return finishImport(database, { key, importId }, closed);
          });
          return describe({ key, revision, content, cipher: sealing?.cipher });
        } catch (error) {
          await removeRows(database, key);
          throw error;
        }
      });
    },

    async describeStorage(): Promise<StorageReport> {
      const storage = 'storage' in navigator ? navigator.storage : undefined;
      const [estimate, persisted] = await Promise.all([storage?.estimate(), storage?.persisted()]);
      return {
        search: memory.kind,
        ...open.describe(),
        usedDiskBytes: estimate?.usage,
        grantedDiskBytes: estimate?.quota,
        persisted,
      };
    },

    close() {
      channel.close();
      database.close();
    },
  };
}

async function createSealing({ encrypted }: CollectionOptions): Promise<{ key: CryptoKey; cipher: ReturnType<typeof createCipher> } | undefined> {
  if (!encrypted) return undefined;
  const key = await createSealingKey();
  return { key, cipher: createCipher(key) };
}

function describe({ content, cipher }: KnownCollection): CollectionDescription {
  const { name, faceModelVersion, createdAt, blocks } = content;
  return { name, faceModelVersion, createdAt, faceCount: rowCount(blocks), encrypted: cipher !== undefined };
}
