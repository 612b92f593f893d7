/*
 * Checksums keep accidents away, not people: whoever changes a file on purpose changes its checksums as well. These do that, so that
 * what lies behind the checksums is tried, too.
 */

type Bytes = Uint8Array<ArrayBuffer>;

const hexadecimal = async (bytes: Bytes): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

interface Described {
  bytes?: unknown;
  sha256?: unknown;
}

async function describe(described: unknown, bytes: Bytes): Promise<void> {
  if (typeof described === 'object' && described !== null) (described as Described).sha256 = await hexadecimal(bytes);
}

/** Where the header lies in files of collections and of models: name 16 bytes, length 4, checksum 32. */
const HEADER_AT = 52;

/** Text with numbers that JSON.stringify would not write stays as it is where the header has to be written anew. */
async function withHeader(bytes: Bytes, describeRest: (header: object, rest: Bytes) => Promise<void>): Promise<Bytes> {
  if (bytes.length < HEADER_AT) return bytes;
  const length = Math.min(new DataView(bytes.buffer).getUint32(16, true), bytes.length - HEADER_AT);
  const rest = bytes.slice(HEADER_AT + length);
  const text = new TextDecoder().decode(bytes.subarray(HEADER_AT, HEADER_AT + length));
  const header = parsed(text);
  let json = bytes.slice(HEADER_AT, HEADER_AT + length);
  if (typeof header === 'object' && header !== null) {
    const before = JSON.stringify(header);
    await describeRest(header, rest);
    if (JSON.stringify(header) !== before) json = new TextEncoder().encode(JSON.stringify(header));
  }
  const sealed = new Uint8Array(HEADER_AT + json.length + rest.length);
  sealed.set(bytes.subarray(0, 16));
  new DataView(sealed.buffer).setUint32(16, json.length, true);
  sealed.set(new Uint8Array(await crypto.subtle.digest('SHA-256', json)), 20);
  sealed.set(json, HEADER_AT);
  sealed.set(rest, HEADER_AT + json.length);
  return sealed;
}

/** An exported collection with right checksums. */
export function resealCollection(bytes: Bytes): Promise<Bytes> {
  return withHeader(bytes, async (header, rest) => {
    const { blocks } = header as { blocks?: unknown };
    if (!Array.isArray(blocks)) return;
    let at = 0;
    for (const block of blocks as readonly ({ faces?: Described; embeddings?: Described } | null)[]) {
      for (const described of [block?.faces, block?.embeddings]) {
        const length = Number(described?.bytes);
        await describe(described, rest.slice(at, at + length));
        at += length;
      }
    }
  });
}

/** An exported model with right checksums. */
export function resealModel(bytes: Bytes): Promise<Bytes> {
  return withHeader(bytes, describe);
}

/** A gallery file with a right checksum. */
export async function resealGallery(bytes: Bytes): Promise<Bytes> {
  const end = bytes.indexOf(10);
  const first = parsed(new TextDecoder().decode(bytes.subarray(0, end)));
  if (end < 0 || typeof first !== 'object' || first === null) return bytes;
  const content = bytes.slice(end + 1);
  const line = new TextEncoder().encode(`${JSON.stringify({ ...first, sha256: await hexadecimal(content) })}\n`);
  const sealed = new Uint8Array(line.length + content.length);
  sealed.set(line);
  sealed.set(content, line.length);
  return sealed;
}

const PNG_SIGNATURE = 8;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** A PNG whose chunks have right check sums, as far as their lengths make sense. */
export function resealPng(bytes: Bytes): Bytes {
  const view = new DataView(bytes.buffer);
  for (let at = PNG_SIGNATURE; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    let crc = 0xffffffff;
    for (let index = at + 4; index < end; index++) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
    view.setUint32(end, (crc ^ 0xffffffff) >>> 0);
  }
  return bytes;
}
