/** 32-bit words of a UUID. */
export const UUID_WORDS = 4;

/** Writes a lower-case UUID as four 32-bit words, most significant first, so that words compare as the text does. */
export function writeUuid(uuid: string, words: Uint32Array, at: number): void {
  if (!tryWriteUuid(uuid, words, at)) throw new TypeError(`"${uuid}" is not a lower-case UUID.`);
}

/** A UUID as its four words, or undefined when the text is no lower-case UUID. */
export function parseUuid(uuid: string): Uint32Array | undefined {
  const words = new Uint32Array(UUID_WORDS);
  return tryWriteUuid(uuid, words, 0) ? words : undefined;
}

/** Inverse of {@link writeUuid}. */
export function readUuid(words: Uint32Array, at: number): string {
  const [a, b, c, d] = [hexadecimal(words, at), hexadecimal(words, at + 1), hexadecimal(words, at + 2), hexadecimal(words, at + 3)];
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

/** Order of two UUIDs given as words: negative when the first is smaller. */
export function compareUuids(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  for (let word = 0; word < UUID_WORDS; word++) {
    const difference = (a[atA + word] ?? 0) - (b[atB + word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const TEXT_LENGTH = 36;
const DASH = '-'.charCodeAt(0);

// Character by character: a collection of a million faces parses a million of them, and regular expressions took longest.
function tryWriteUuid(uuid: string, words: Uint32Array, at: number): boolean {
  if (uuid.length !== TEXT_LENGTH) return false;
  let word = 0;
  let digits = 0;
  for (let index = 0; index < TEXT_LENGTH; index++) {
    const code = uuid.charCodeAt(index);
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== DASH) return false;
      continue;
    }
    const digit = digitOf(code);
    if (digit < 0) return false;
    word = (word << 4) | digit;
    digits++;
    if (digits % 8 === 0) words[at + digits / 8 - 1] = word;
  }
  return true;
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

function hexadecimal(words: Uint32Array, at: number): string {
  return (words[at] ?? 0).toString(16).padStart(8, '0');
}
