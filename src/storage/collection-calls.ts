import type { StorageReport } from './storage-report.ts';

/** Numbers in an embedding. */
export const EMBEDDING_LENGTH = 128;

/** A box as ratios of the picture's width and height. Kept as float32. */
export interface RatioBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is kept of a face beside its embedding. */
export interface StoredFace {
  /** Lower-case UUID, unique in the collection. */
  readonly faceId: string;
  /** Lower-case UUID, shared by the faces of one picture. */
  readonly imageId: string;
  /** The caller's own id. */
  readonly externalImageId?: string;
  readonly box: RatioBox;
  /** Percent, 0 to 100; kept as float32. */
  readonly confidence: number;
}

/** What is told of a collection. */
export interface CollectionDescription {
  readonly name: string;
  /** The face model whose embeddings it holds; embeddings of different models are never compared. */
  readonly faceModelVersion: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly faceCount: number;
  /** Whether everything in it, its name included, is encrypted at rest. */
  readonly encrypted: boolean;
}

/** How a collection is made. */
export interface CollectionOptions {
  /** Encrypt everything at rest with a key that only this origin's scripts in this browser can use. */
  readonly encrypted: boolean;
}

/** One page of collections, in the order of their creation. */
export interface CollectionPage {
  readonly collections: readonly CollectionDescription[];
  /** Where the next page goes on; absent on the last one. */
  readonly next?: number;
}

/** One page of faces, FaceId ascending. */
export interface FacePage {
  readonly faces: readonly StoredFace[];
  readonly faceModelVersion: string;
  /** Whether further faces follow the last one. */
  readonly more: boolean;
}

/** Which faces a search returns. */
export interface SearchBounds {
  /** Largest Euclidean distance, to float32 precision; Infinity for no bound. */
  readonly maxDistance: number;
  /** At most so many, the nearest; 1 to 4,096. */
  readonly limit: number;
}

/** A stored face and how far it is. */
export interface NearFace {
  readonly face: StoredFace;
  /** Euclidean distance of the embeddings. */
  readonly distance: number;
}

/** Nearest first, equal distances by FaceId. */
export interface SearchAnswer {
  readonly matches: readonly NearFace[];
  readonly faceModelVersion: string;
}

/**
 * What the collections worker answers. Every call may reject with a `CollectionError` (collection-errors.ts).
 * Collections are found by their exact name: `A` and `a` are two.
 */
export interface CollectionCalls {
  /** Makes an empty collection bound to a face model. Problems: `CollectionExists`. */
  createCollection(name: string, faceModelVersion: string, options: CollectionOptions): Promise<CollectionDescription>;
  /** Removes a collection with its faces and its key. */
  deleteCollection(name: string): Promise<void>;
  describeCollection(name: string): Promise<CollectionDescription>;
  /** Collections made after the one `after` points at; `limit` at least 1. */
  listCollections(page: { readonly after?: number; readonly limit: number }): Promise<CollectionPage>;

  /**
   * Adds faces; one whose id is in the collection already is left as it is. All are added or none.
   * @param embeddings 128 numbers for each face, one after the other.
   * @returns the faces as they are stored now, in the order given.
   * Problems: `FaceModelMismatch`, `QuotaExceeded`.
   */
  addFaces(
    name: string,
    faceModelVersion: string,
    faces: readonly StoredFace[],
    embeddings: Float32Array,
  ): Promise<readonly StoredFace[]>;
  /** Faces with an id above `after`; `limit` at least 1. */
  listFaces(name: string, page: { readonly after?: string; readonly limit: number }): Promise<FacePage>;
  /** Removes faces. Returns the ids that were there, each once, in the order given. */
  deleteFaces(name: string, faceIds: readonly string[]): Promise<readonly string[]>;

  /** Faces near an embedding of 128 numbers. Problems: `FaceModelMismatch`. */
  searchByEmbedding(
    name: string,
    faceModelVersion: string,
    embedding: Float32Array,
    bounds: SearchBounds,
  ): Promise<SearchAnswer>;
  /** Faces near a stored one, without that one. Problems: `FaceNotFound`, `FaceModelMismatch`. */
  searchByFace(name: string, faceModelVersion: string, faceId: string, bounds: SearchBounds): Promise<SearchAnswer>;

  /** The whole collection as a file (export-format.ts), readable by anyone who gets it, also when the collection is encrypted. */
  exportCollection(name: string): Promise<Blob>;
  /**
   * Makes a collection from a file of `exportCollection`; a damaged one is refused whole.
   * @param name default: the name in the file.
   * Problems: `DamagedFile`, `CollectionExists`, `QuotaExceeded`.
   */
  importCollection(file: Blob, options: CollectionOptions, name?: string): Promise<CollectionDescription>;

  /** What is held in memory and on disk. */
  describeStorage(): Promise<StorageReport>;
}
