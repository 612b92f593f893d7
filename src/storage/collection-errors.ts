/** What can be wrong with a call on collections. */
export type CollectionProblem =
  | 'CollectionNotFound'
  | 'CollectionExists'
  | 'FaceNotFound'
  /** The collection holds embeddings of another face model. */
  | 'FaceModelMismatch'
  /** The disk space granted to this origin, or the largest size of a collection, is used up; nothing was changed. */
  | 'QuotaExceeded'
  /** A file to import is not one, or was changed on its way; nothing was imported. */
  | 'DamagedFile'
  /** The database cannot be opened or was lost twice in a row. */
  | 'StorageUnavailable';

/** Rejects the calls of the collections worker. It crosses the worker border by its name and its `problem`. */
export interface CollectionError extends Error {
  readonly name: 'CollectionError';
  readonly problem: CollectionProblem;
}

/** Makes the error; `message` is a sentence that says what to change. */
export function collectionError(problem: CollectionProblem, message: string, cause?: unknown): CollectionError {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.assign(error, { name: 'CollectionError', problem } as const);
}

/** Whether something thrown is a {@link CollectionError}, wherever it was made. */
export function isCollectionError(thrown: unknown): thrown is CollectionError {
  return thrown instanceof Error && thrown.name === 'CollectionError' && 'problem' in thrown;
}
