/** Numbers in an embedding of a gallery. */
export const EMBEDDING_LENGTH = 128;

const LARGEST = 32_767;
const BYTES = EMBEDDING_LENGTH * Int16Array.BYTES_PER_ELEMENT;

/** What one unit has to stand for so that the largest of all numbers fits. */
export function stepFor(embeddings: readonly Float32Array[]): number {
  const largest = embeddings.reduce((most, embedding) => embedding.reduce((a, b) => Math.max(a, Math.abs(b)), most), 0);
  if (!Number.isFinite(largest) || largest === 0) throw new RangeError('Embeddings need numbers that are finite and not all zero.');
  return Number((largest / LARGEST).toPrecision(6));
}

/** 128 numbers as whole ones of 16 bits, little-endian, in base64: half a step is lost at most. */
export function packEmbedding(embedding: Float32Array, step: number): string {
  if (embedding.length !== EMBEDDING_LENGTH) throw new RangeError(`An embedding has ${EMBEDDING_LENGTH} numbers, not ${embedding.length}.`);
  const view = new DataView(new ArrayBuffer(BYTES));
  embedding.forEach((value, index) => view.setInt16(index * 2, Math.max(-LARGEST, Math.min(LARGEST, Math.round(value / step))), true));
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

/** The inverse of `packEmbedding`; undefined for a text that it cannot have made. */
export function unpackEmbedding(packed: string, step: number): Float32Array | undefined {
  let text: string;
  try {
    text = atob(packed);
  } catch {
    return undefined;
  }
  if (text.length !== BYTES) return undefined;
  const view = new DataView(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer);
  return Float32Array.from({ length: EMBEDDING_LENGTH }, (_, index) => view.getInt16(index * 2, true) * step);
}
