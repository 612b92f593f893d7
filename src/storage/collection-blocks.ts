import type { KnownCollection } from './collection-catalogue.ts';
import type { Connection } from './collections-database.ts';
import type { BlockData } from './collections-schema.ts';
import { isSealed, type Cipher } from './sealing.ts';

/** The two stores of blocks. */
export type BlockStore = 'faces' | 'vectors';

/** Reads blocks of a collection in the order asked; undefined for one that was replaced meanwhile. */
export async function readBlocks(
  connection: Connection,
  { key, cipher }: Pick<KnownCollection, 'key' | 'cipher'>,
  store: BlockStore,
  blocks: readonly number[],
): Promise<readonly (ArrayBuffer | undefined)[]> {
  const transaction = connection.transaction(store);
  const stored = await Promise.all(blocks.map((block) => transaction.store.get([key, block])));
  return Promise.all(stored.map((data, index) => openBlock(data, cipher, store, blocks[index] ?? -1)));
}

/** A block as it is stored. */
export async function closeBlock(
  bytes: ArrayBuffer,
  cipher: Cipher | undefined,
  store: BlockStore,
  block: number,
): Promise<BlockData> {
  return cipher ? cipher.seal(placeOf(store, block), bytes) : bytes;
}

async function openBlock(
  data: BlockData | undefined,
  cipher: Cipher | undefined,
  store: BlockStore,
  block: number,
): Promise<ArrayBuffer | undefined> {
  if (!data || !isSealed(data)) return data;
  if (!cipher) throw new TypeError('An encrypted block needs the key of its collection.');
  return cipher.unseal(placeOf(store, block), data);
}

function placeOf(store: BlockStore, block: number): string {
  return `${store} ${block}`;
}
