import type { Face, FaceMatch } from '../shapes/collections.ts';
import type { SearchAnswer, SearchBounds, StoredFace } from '../storage/collection-calls.ts';
import { FACE_MODEL_VERSION } from '../vision/face/face-model-version.ts';
import { similarityFromDistance } from '../vision/face/similarity.ts';
import type { OperationContext } from './context.ts';
import { answered } from './collection-problems.ts';

/** Which matches a search returns. */
export interface MatchLimits {
  /** Lowest similarity, inclusive. Percent, default 80. */
  readonly FaceMatchThreshold?: number | undefined;
  /** At most so many, the most similar. 1 to 4,096, default 4,096. */
  readonly MaxFaces?: number | undefined;
}

/** Matches, most similar first. */
export interface FoundFaces {
  readonly FaceMatches: FaceMatch[];
  readonly FaceModelVersion: string;
}

const DEFAULT_THRESHOLD = 80;
const MOST_MATCHES = 4096;
/** Beyond any two embeddings of faces, whose length is about 1.4. */
const FARTHEST = 8;

/** Finds the faces of a collection that are like an embedding: for pictures, stored videos and streams alike. */
export async function searchEmbedding(
  collectionId: string,
  embedding: Float32Array,
  limits: MatchLimits,
  { collections }: Pick<OperationContext, 'collections'>,
): Promise<FoundFaces> {
  const bounds = searchBounds(limits);
  return found(await answered(collections.searchByEmbedding(collectionId, FACE_MODEL_VERSION, embedding, bounds)), limits);
}

/** Finds the faces of a collection that are like one of them, without that one. */
export async function searchStoredFace(
  collectionId: string,
  faceId: string,
  limits: MatchLimits,
  { collections }: Pick<OperationContext, 'collections'>,
): Promise<FoundFaces> {
  const bounds = searchBounds(limits);
  return found(await answered(collections.searchByFace(collectionId, FACE_MODEL_VERSION, faceId, bounds)), limits);
}

/** The part of a face that is stored, in the API's words. */
export function faceOf({ faceId, imageId, externalImageId, box, confidence }: StoredFace): Face {
  return {
    FaceId: faceId,
    BoundingBox: { Width: box.width, Height: box.height, Left: box.left, Top: box.top },
    ImageId: imageId,
    ...(externalImageId === undefined ? {} : { ExternalImageId: externalImageId }),
    Confidence: confidence,
  };
}

/** The distance up to which `similarityOf`, which never rises, is at least `threshold`; Infinity when it always is. */
export function farthestDistance(threshold: number, similarityOf: (distance: number) => number): number {
  if (similarityOf(FARTHEST) >= threshold) return Infinity;
  let near = 0;
  let far = FARTHEST;
  // 40 halvings: far below the precision of the float32 that distances are computed in.
  for (let step = 0; step < 40; step++) {
    const middle = (near + far) / 2;
    if (similarityOf(middle) >= threshold) near = middle;
    else far = middle;
  }
  return far;
}

function searchBounds({ FaceMatchThreshold = DEFAULT_THRESHOLD, MaxFaces = MOST_MATCHES }: MatchLimits): SearchBounds {
  return { maxDistance: farthestDistance(FaceMatchThreshold, similarityFromDistance), limit: MaxFaces };
}

function found({ matches, faceModelVersion }: SearchAnswer, { FaceMatchThreshold = DEFAULT_THRESHOLD }: MatchLimits): FoundFaces {
  const FaceMatches = matches
    .map(({ face, distance }) => ({ Similarity: similarityFromDistance(distance), Face: faceOf(face) }))
    .filter(({ Similarity }) => Similarity >= FaceMatchThreshold);
  return { FaceMatches, FaceModelVersion: faceModelVersion };
}
