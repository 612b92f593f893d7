import { collectionError } from './collection-errors.ts';
import { EMBEDDING_LENGTH } from './collection-calls.ts';

/*
 * An exported collection, format 1. Numbers are little-endian.
 *
 *   16 bytes   "PAGESIGHT-FACES\n"
 *    4 bytes   u32: length of the header in bytes
 *   32 bytes   SHA-256 of the header
 *   header     JSON in UTF-8, see ExportHeader
 *   blocks     for each entry of `blocks`: the packed faces (face-block.ts), then the embeddings,
 *              128 float32 for each face; both have the length and the SHA-256 that the header gives
 *
 * Nothing follows the last block. Every byte is covered by a checksum, the checksums of the blocks by that of the header.
 */

/** What an exported collection says of itself. */
export interface ExportHeader {
  /** 1. A file of a higher format is refused. */
  readonly format: number;
  readonly name: string;
  readonly faceModelVersion: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Numbers in an embedding. */
  readonly dimensions: number;
  readonly faceCount: number;
  readonly blocks: readonly ExportedBlock[];
}

/** One block of an exported collection. */
export interface ExportedBlock {
  readonly count: number;
  readonly faces: ExportedBytes;
  readonly embeddings: ExportedBytes;
}

/** Length in bytes, and SHA-256 in lower-case hexadecimal. */
export interface ExportedBytes {
  readonly bytes: number;
  readonly sha256: string;
}

/** MIME type of an exported collection. */
export const EXPORT_TYPE = 'application/vnd.pagesight.faces';

const FORMAT = 1;
const MAGIC = 'PAGESIGHT-FACES\n';
const LENGTH_AT = MAGIC.length;
const DIGEST_AT = LENGTH_AT + 4;
const DIGEST_BYTES = 32;
const HEADER_AT = DIGEST_AT + DIGEST_BYTES;
/** More than the header of 20 million faces takes. */
const LONGEST_HEADER = 16 * 2 ** 20;

/** What stands before the blocks. */
export async function writeExportHeader(header: Omit<ExportHeader, 'format' | 'dimensions'>): Promise<Uint8Array<ArrayBuffer>> {
  const full: ExportHeader = { format: FORMAT, dimensions: EMBEDDING_LENGTH, ...header };
  const json = new TextEncoder().encode(JSON.stringify(full));
  const start = new Uint8Array(HEADER_AT + json.length);
  start.set(new TextEncoder().encode(MAGIC));
  new DataView(start.buffer).setUint32(LENGTH_AT, json.length, true);
  start.set(new Uint8Array(await crypto.subtle.digest('SHA-256', json)), DIGEST_AT);
  start.set(json, HEADER_AT);
  return start;
}

/** Length and checksum of some bytes. */
export async function describeBytes(bytes: BufferSource): Promise<ExportedBytes> {
  return { bytes: bytes.byteLength, sha256: hexadecimal(await crypto.subtle.digest('SHA-256', bytes)) };
}

/** A header and where the blocks start in the file. */
export interface OpenedExport {
  readonly header: ExportHeader;
  readonly blocksAt: number;
}

/** Reads and checks the header, and that the file is as long as it says. Throws `DamagedFile`. */
export async function readExportHeader(file: Blob): Promise<OpenedExport> {
  const start = await file.slice(0, HEADER_AT).arrayBuffer();
  if (start.byteLength < HEADER_AT || new TextDecoder().decode(new Uint8Array(start, 0, MAGIC.length)) !== MAGIC) {
    throw damagedFile('it does not start like an exported collection');
  }
  const length = new DataView(start).getUint32(LENGTH_AT, true);
  if (length > LONGEST_HEADER) throw damagedFile('the length of its header is impossible');
  const json = await file.slice(HEADER_AT, HEADER_AT + length).arrayBuffer();
  const digest = hexadecimal(await crypto.subtle.digest('SHA-256', json));
  if (digest !== hexadecimal(start.slice(DIGEST_AT, HEADER_AT))) throw damagedFile('the checksum of its header is wrong');
  const header = parseHeader(new TextDecoder().decode(json));
  const blocksAt = HEADER_AT + length;
  const end = header.blocks.reduce((at, { faces, embeddings }) => at + faces.bytes + embeddings.bytes, blocksAt);
  if (file.size !== end) throw damagedFile(`it has ${file.size} bytes where its header names ${end}`);
  return { header, blocksAt };
}

/** Reads bytes of the file and checks them. Throws `DamagedFile`. */
export async function readExportedBytes(file: Blob, at: number, expected: ExportedBytes): Promise<ArrayBuffer> {
  const bytes = await file.slice(at, at + expected.bytes).arrayBuffer();
  const found = await describeBytes(bytes);
  if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) {
    throw damagedFile(`the checksum of its bytes from ${at} on is wrong`);
  }
  return bytes;
}

/** The error of a file that is not imported. */
export function damagedFile(why: string): Error {
  return collectionError('DamagedFile', `The file cannot be imported: ${why}. Nothing was imported; export the collection again.`);
}

function parseHeader(json: string): ExportHeader {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw damagedFile('its header is no JSON');
  }
  if (!isRecord(parsed)) throw damagedFile('its header is no JSON object');
  if (parsed['format'] !== FORMAT) {
    throw damagedFile(`it has format ${JSON.stringify(parsed['format'])}, this version reads format ${FORMAT}`);
  }
  if (!isHeader(parsed)) throw damagedFile('its header lacks a member');
  const faceCount = parsed.blocks.reduce((total, { count }) => total + count, 0);
  if (faceCount !== parsed.faceCount) throw damagedFile('its blocks do not hold the faces it names');
  return parsed;
}

function isHeader(value: Record<string, unknown>): value is Record<string, unknown> & ExportHeader {
  return (
    typeof value['name'] === 'string' &&
    typeof value['faceModelVersion'] === 'string' &&
    isMoment(value['createdAt']) &&
    value['dimensions'] === EMBEDDING_LENGTH &&
    isCount(value['faceCount']) &&
    Array.isArray(value['blocks']) &&
    value['blocks'].every(isExportedBlock)
  );
}

function isExportedBlock(value: unknown): value is ExportedBlock {
  return (
    isRecord(value) &&
    isCount(value['count']) &&
    isExportedBytes(value['faces']) &&
    isExportedBytes(value['embeddings']) &&
    value['embeddings'].bytes === value['count'] * EMBEDDING_LENGTH * Float32Array.BYTES_PER_ELEMENT
  );
}

function isExportedBytes(value: unknown): value is ExportedBytes {
  return isRecord(value) && isCount(value['bytes']) && typeof value['sha256'] === 'string';
}

/** Larger numbers make no date. */
function isMoment(value: unknown): boolean {
  return isCount(value) && !Number.isNaN(new Date(value).getTime());
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
