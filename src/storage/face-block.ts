import type { StoredFace } from './collection-calls.ts';
import { readUuid, UUID_WORDS, writeUuid } from './uuid-bytes.ts';

/**
 * Faces packed into one buffer, little-endian, as it is kept on disk and in memory:
 * two words (format 1, number of faces), 14 words for each face, then the external ids as UTF-8 without gaps.
 * The words of a face: FaceId 4, ImageId 4, box left, top, width, height as float32, confidence as float32,
 * and where its external id ends, counted from the first one's start. An empty external id means none.
 */
export interface FaceBlock {
  readonly count: number;
  readonly buffer: ArrayBuffer;
  /** The whole buffer up to the external ids. */
  readonly words: Uint32Array;
  readonly numbers: Float32Array;
  readonly externalIds: Uint8Array;
}

const FORMAT = 1;
const HEADER_WORDS = 2;
const FACE_WORDS = 14;
const IMAGE_ID = UUID_WORDS;
const BOX = 2 * UUID_WORDS;
const CONFIDENCE = BOX + 4;
const EXTERNAL_END = CONFIDENCE + 1;

/** Packs faces in the order given. */
export function packFaces(faces: readonly StoredFace[]): FaceBlock {
  const encoder = new TextEncoder();
  const externalIds = faces.map(({ externalImageId }) => (externalImageId === undefined ? undefined : encoder.encode(externalImageId)));
  const block = emptyBlock(faces.length, externalIds.reduce((total, id) => total + (id?.length ?? 0), 0));
  let end = 0;
  for (const [index, face] of faces.entries()) {
    const at = faceWord(index);
    writeUuid(face.faceId, block.words, at);
    writeUuid(face.imageId, block.words, at + IMAGE_ID);
    writeNumbers(block.numbers, at + BOX, face);
    const externalId = externalIds[index];
    if (externalId) block.externalIds.set(externalId, end);
    end += externalId?.length ?? 0;
    block.words[at + EXTERNAL_END] = end;
  }
  return block;
}

/** A face of some block. */
export interface FaceSource {
  readonly block: FaceBlock;
  readonly index: number;
}

/** Packs faces of other blocks, without unpacking them. */
export function gatherFaces(sources: readonly FaceSource[]): FaceBlock {
  let externalBytes = 0;
  for (const { block, index } of sources) externalBytes += externalEnd(block, index) - externalStart(block, index);
  const gathered = emptyBlock(sources.length, externalBytes);
  let end = 0;
  for (const [target, { block, index }] of sources.entries()) {
    const from = faceWord(index);
    const to = faceWord(target);
    gathered.words.set(block.words.subarray(from, from + FACE_WORDS), to);
    const externalId = block.externalIds.subarray(externalStart(block, index), externalEnd(block, index));
    gathered.externalIds.set(externalId, end);
    end += externalId.length;
    gathered.words[to + EXTERNAL_END] = end;
  }
  return gathered;
}

/** Opens a packed buffer; throws a RangeError when it is not whole. */
export function openFaceBlock(buffer: ArrayBuffer): FaceBlock {
  const [format = 0, count = 0] = buffer.byteLength >= 4 * HEADER_WORDS ? new Uint32Array(buffer, 0, HEADER_WORDS) : [];
  const wordCount = faceWord(count);
  if (format !== FORMAT || buffer.byteLength < 4 * wordCount) throw new RangeError('This is no block of faces.');
  const block = view(buffer, count);
  let end = 0;
  for (let index = 0; index < count; index++) {
    const next = externalEnd(block, index);
    if (next < end) throw new RangeError('The external ids of a block of faces are out of order.');
    end = next;
  }
  if (end !== block.externalIds.length) throw new RangeError('A block of faces does not have the length it says.');
  return block;
}

/** Whether boxes and confidences are numbers, which they need not be in a block from elsewhere. */
export function hasSoundNumbers(block: FaceBlock): boolean {
  for (let index = 0; index < block.count; index++) {
    const at = faceWord(index);
    if (!block.numbers.subarray(at + BOX, at + EXTERNAL_END).every(Number.isFinite)) return false;
  }
  return true;
}

/** Unpacks one face. */
export function faceAt(block: FaceBlock, index: number): StoredFace {
  const at = faceWord(index);
  const numberAt = (place: number): number => block.numbers[at + place] ?? 0;
  const start = externalStart(block, index);
  const end = externalEnd(block, index);
  return {
    faceId: readUuid(block.words, at),
    imageId: readUuid(block.words, at + IMAGE_ID),
    ...(end > start ? { externalImageId: decodeText(block.externalIds.subarray(start, end)) } : {}),
    box: { left: numberAt(BOX), top: numberAt(BOX + 1), width: numberAt(BOX + 2), height: numberAt(BOX + 3) },
    confidence: numberAt(CONFIDENCE),
  };
}

/** Where the FaceId of a face starts in `words`. */
export function faceWord(index: number): number {
  return HEADER_WORDS + index * FACE_WORDS;
}

function externalStart(block: FaceBlock, index: number): number {
  return index === 0 ? 0 : externalEnd(block, index - 1);
}

function externalEnd(block: FaceBlock, index: number): number {
  return block.words[faceWord(index) + EXTERNAL_END] ?? 0;
}

function emptyBlock(count: number, externalBytes: number): FaceBlock {
  const buffer = new ArrayBuffer(4 * faceWord(count) + externalBytes);
  new Uint32Array(buffer, 0, HEADER_WORDS).set([FORMAT, count]);
  return view(buffer, count);
}

function view(buffer: ArrayBuffer, count: number): FaceBlock {
  const wordCount = faceWord(count);
  return {
    count,
    buffer,
    words: new Uint32Array(buffer, 0, wordCount),
    numbers: new Float32Array(buffer, 0, wordCount),
    externalIds: new Uint8Array(buffer, 4 * wordCount),
  };
}

function writeNumbers(numbers: Float32Array, at: number, { box, confidence }: StoredFace): void {
  numbers[at] = box.left;
  numbers[at + 1] = box.top;
  numbers[at + 2] = box.width;
  numbers[at + 3] = box.height;
  numbers[at + 4] = confidence;
}

let decoder: TextDecoder | undefined;

/** With one decoder for all: making one takes longer than decoding an id. */
function decodeText(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
