import { FACE_MODEL_VERSION } from '../vision/face/face-model-version.ts';
import type { RatioBox } from '../storage/collection-calls.ts';

/** What an id is made from. */
export interface IdentifiedFace {
  readonly box: RatioBox;
  readonly embedding: Float32Array;
}

/**
 * FaceId of a face: a hash of the face model, the ExternalImageId, the box and the embedding. The pipeline computes the
 * same numbers from the same picture, so that indexing it again finds the same id and stores nothing twice, and two
 * collections of one face model give one face one id. Numbers differ when a picture is computed on another device
 * (WebGPU or WASM) or by another version of the browser's decoder: it then counts as another picture.
 */
export function faceIdOf(face: IdentifiedFace, externalImageId: string | undefined): Promise<string> {
  return hashToUuid('face', externalImageId, [face]);
}

/** ImageId of a picture: a hash of all faces found in it, kept or not, so that it does not depend on filter and MaxFaces. */
export function imageIdOf(faces: readonly IdentifiedFace[], externalImageId: string | undefined): Promise<string> {
  return hashToUuid('image', externalImageId, faces);
}

/** The first 122 bits of a SHA-256 in the form of a UUID of version 8, the one for values made by hashing. */
async function hashToUuid(kind: string, externalImageId: string | undefined, faces: readonly IdentifiedFace[]): Promise<string> {
  const title = new TextEncoder().encode(`pagesight ${kind}\n${FACE_MODEL_VERSION}\n${externalImageId ?? ''}\n`);
  const numbers = faces.map(({ box, embedding }) => Float32Array.of(box.left, box.top, box.width, box.height, ...embedding));
  const bytes = await new Blob([title, ...numbers]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes), 0, 16);
  const hex = Array.from(hash, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x80 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
