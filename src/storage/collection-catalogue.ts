import { collectionError } from './collection-errors.ts';
import type { Connection } from './collections-database.ts';
import type { CollectionContent, CollectionRecord } from './collections-schema.ts';
import { createCipher, isSealed, type Cipher } from './sealing.ts';

/** A collection as its record tells it. */
export interface KnownCollection {
  readonly key: number;
  readonly revision: number;
  readonly content: CollectionContent;
  /** Present when the collection is encrypted. */
  readonly cipher: Cipher | undefined;
}

/** Finds collections by name. Names of encrypted ones are encrypted too, so what was opened once is remembered. */
export interface CollectionCatalogue {
  /** Throws `CollectionNotFound`. */
  find(connection: Connection, name: string): Promise<KnownCollection>;
  /** The present state of a collection, or undefined when it was removed. */
  refresh(connection: Connection, key: number): Promise<KnownCollection | undefined>;
  /** All of them, in the order of creation. */
  all(connection: Connection): Promise<readonly KnownCollection[]>;
}

/** Place of a record for {@link Cipher}. */
export const RECORD_PLACE = 'record';

/** Remembers nothing yet. */
export function createCollectionCatalogue(): CollectionCatalogue {
  const known = new Map<number, KnownCollection>();
  const keysByName = new Map<string, number>();

  function forget(key: number): undefined {
    const name = known.get(key)?.content.name;
    if (name !== undefined && keysByName.get(name) === key) keysByName.delete(name);
    known.delete(key);
    return undefined;
  }

  async function learn(connection: Connection, key: number, record: CollectionRecord | undefined): Promise<KnownCollection | undefined> {
    if (!record || record.importId !== undefined) return forget(key);
    const before = known.get(key);
    if (before?.revision === record.revision) return before;
    const cipher = isSealed(record.content) ? (before?.cipher ?? (await readCipher(connection, key))) : undefined;
    // The key goes with the collection, so one without its key was removed a moment ago.
    if (isSealed(record.content) && !cipher) return forget(key);
    const content = await openContent(record.content, cipher);
    const learnt: KnownCollection = { key, revision: record.revision, content, cipher };
    known.set(key, learnt);
    keysByName.set(content.name, key);
    return learnt;
  }

  async function refresh(connection: Connection, key: number): Promise<KnownCollection | undefined> {
    return learn(connection, key, await connection.get('collections', key));
  }

  async function all(connection: Connection): Promise<readonly KnownCollection[]> {
    const records = await connection.getAll('collections');
    const opened = await Promise.all(records.map((record) => learn(connection, record.key ?? -1, record)));
    return opened.filter((collection) => collection !== undefined);
  }

  return {
    refresh,
    all,
    async find(connection, name) {
      const key = keysByName.get(name);
      const remembered = key === undefined ? undefined : await refresh(connection, key);
      const found = remembered ?? (await all(connection)).find(({ content }) => content.name === name);
      if (!found) throw collectionError('CollectionNotFound', `There is no collection named "${name}"; names are case-sensitive.`);
      return found;
    },
  };
}

/** A record's content as it is stored. */
export async function closeContent(content: CollectionContent, cipher: Cipher | undefined): Promise<CollectionRecord['content']> {
  if (!cipher) return content;
  return cipher.seal(RECORD_PLACE, new TextEncoder().encode(JSON.stringify(content)));
}

async function openContent(content: CollectionRecord['content'], cipher: Cipher | undefined): Promise<CollectionContent> {
  if (!isSealed(content)) return content;
  if (!cipher) throw new TypeError('An encrypted collection needs its key.');
  return JSON.parse(new TextDecoder().decode(await cipher.unseal(RECORD_PLACE, content))) as CollectionContent;
}

async function readCipher(connection: Connection, key: number): Promise<Cipher | undefined> {
  const cryptoKey = await connection.get('keys', key);
  return cryptoKey && createCipher(cryptoKey);
}
