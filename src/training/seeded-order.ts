/** A 32-bit hash of a text that differs for every seed (FNV-1a, then the finaliser of MurmurHash3 to spread its bits). */
export function seededHash(text: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The items in an order that depends on their keys and the seed alone, however they were ordered before. */
export function seededOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string, seed: number): Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item), hash: seededHash(keyOf(item), seed) }))
    .toSorted((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}
