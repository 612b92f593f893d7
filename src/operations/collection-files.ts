import type { StorageReport } from '../storage/storage-report.ts';
import { askForPersistence, persistence, type Persistence } from '../storage/persistence.ts';
import { readExportHeader } from '../storage/export-format.ts';
import { required } from '../validation/constraint.ts';
import * as scalar from '../validation/scalars.ts';
import { validate } from '../validation/validate.ts';
import type { OperationContext } from './context.ts';
import { answered } from './collection-problems.ts';

// Beyond the API: collections as files, and what is kept where.

/** What an import made. */
export interface ImportedCollection {
  readonly collectionId: string;
  readonly faceCount: number;
  readonly faceModelVersion: string;
}

/** What is kept of faces, in memory and on disk. */
export interface StorageDescription extends StorageReport {
  /** Whether the browser promised to keep the data when disk space runs short. */
  readonly persistence: Persistence;
}

/**
 * Packs a collection into a file, in the format of src/storage/export-format.ts. The file is not encrypted, whatever the
 * collection is. Throws ResourceNotFoundException.
 */
export function exportCollection(collectionId: string, { collections }: OperationContext): Promise<Blob> {
  return answered(collections.exportCollection(collectionId));
}

/**
 * Makes a collection from a file of `exportCollection`. Throws InvalidParameterException for a damaged one, of which
 * nothing is imported, and for a name that no collection can have; ResourceAlreadyExistsException and
 * ServiceQuotaExceededException.
 *
 * @param options.collectionId name of the new collection. Default: the name in the file.
 */
export async function importCollection(
  file: Blob,
  { collectionId }: { readonly collectionId?: string | undefined },
  { collections, config }: OperationContext,
): Promise<ImportedCollection> {
  // The name in a file is whatever its maker wrote, and a collection of an impossible name could never be deleted.
  const wanted = collectionId ?? (await answered(readExportHeader(file))).header.name;
  validate('importCollection', { collectionId: required(scalar.collectionId) }, { collectionId: wanted });
  void askForPersistence();
  const options = { encrypted: config.encryptCollections ?? false };
  const { name, faceCount, faceModelVersion } = await answered(collections.importCollection(file, options, wanted));
  return { collectionId: name, faceCount, faceModelVersion };
}

/** Tells how much memory and disk space faces take, and whether the browser promised to keep them. */
export async function describeStorage({ collections }: OperationContext): Promise<StorageDescription> {
  return { ...(await answered(collections.describeStorage())), persistence: await persistence() };
}
