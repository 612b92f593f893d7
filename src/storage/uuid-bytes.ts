/** 32-bit words of a UUID. */
export const UUID_WORDS = 4;

/** Writes a UUID as four 32-bit words, most significant first, so that words compare as the text does. */
export function writeUuid(uuid: string, words: Uint32Array, at: number): void {
  const digits = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new TypeError(`"${uuid}" is not a lower-case UUID.`);
  for (let word = 0; word < UUID_WORDS; word++) {
    words[at + word] = Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16);
  }
}

/** Inverse of {@link writeUuid}. */
export function readUuid(words: Uint32Array, at: number): string {
  let digits = '';
  for (let word = 0; word < UUID_WORDS; word++) digits += wordAt(words, at + word).toString(16).padStart(8, '0');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}

/** A UUID as its four words, or undefined when the text is none. */
export function parseUuid(uuid: string): Uint32Array | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(uuid)) return undefined;
  const words = new Uint32Array(UUID_WORDS);
  writeUuid(uuid, words, 0);
  return words;
}

/** Order of two UUIDs given as words: negative when the first is smaller. */
export function compareUuids(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  for (let word = 0; word < UUID_WORDS; word++) {
    const difference = wordAt(a, atA + word) - wordAt(b, atB + word);
    if (difference !== 0) return difference;
  }
  return 0;
}

function wordAt(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
