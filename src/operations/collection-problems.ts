import {
  InternalServerError,
  InvalidParameterException,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
} from '../errors.ts';
import { isCollectionError, type CollectionProblem } from '../storage/collection-errors.ts';

const exceptions = {
  CollectionNotFound: ResourceNotFoundException,
  CollectionExists: ResourceAlreadyExistsException,
  // Not ResourceNotFoundException: that one speaks of the collection.
  FaceNotFound: InvalidParameterException,
  FaceModelMismatch: InvalidParameterException,
  QuotaExceeded: ServiceQuotaExceededException,
  DamagedFile: InvalidParameterException,
  StorageUnavailable: InternalServerError,
} as const satisfies Record<CollectionProblem, unknown>;

/** Waits for a call of the collections worker; what it may reject with becomes an exception of the API. */
export async function answered<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (!isCollectionError(error)) throw error;
    throw new exceptions[error.problem]({ message: error.message, cause: error });
  }
}
