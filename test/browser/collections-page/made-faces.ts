import { EMBEDDING_LENGTH, type StoredFace } from '../../../src/storage/collection-calls.ts';
import { readUuid } from '../../../src/storage/uuid-bytes.ts';

/** Faces and their embeddings, one after the other. */
export interface MadeFaces {
  readonly faces: readonly StoredFace[];
  readonly embeddings: Float32Array;
}

/** Faces with random ids; the embedding of each can be computed from its id. */
export function makeFaces(count: number): MadeFaces {
  const words = new Uint32Array(4 * count);
  for (let at = 0; at < words.length; at += 16_384) crypto.getRandomValues(words.subarray(at, at + 16_384));
  const imageId = crypto.randomUUID();
  const embeddings = new Float32Array(count * EMBEDDING_LENGTH);
  const faces = Array.from({ length: count }, (_, index) => {
    writeEmbedding(words[4 * index] ?? 0, embeddings, index * EMBEDDING_LENGTH);
    return {
      faceId: readUuid(words, 4 * index),
      imageId,
      externalImageId: `photo-${words[4 * index + 1] ?? 0}`,
      box: { left: 0.25, top: 0.25, width: 0.5, height: 0.5 },
      confidence: 99,
    };
  });
  return { faces, embeddings };
}

/**
 * Writes the embedding of the face whose id starts with this word: random numbers from -0.2 to 0.2, so that its length
 * is about 1.3, as that of real faces.
 */
export function writeEmbedding(firstWord: number, into: Float32Array, at: number): void {
  let state = firstWord;
  for (let index = 0; index < EMBEDDING_LENGTH; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    into[at + index] = ((state >>> 8) / 2 ** 24 - 0.5) * 0.4;
  }
}
