import { expect, test } from 'vitest';
import { RekognitionServiceException } from '../../src/errors.ts';
import { answered } from '../../src/operations/collection-problems.ts';
import { collectionError, isCollectionError, type CollectionProblem } from '../../src/storage/collection-errors.ts';

const expected: Record<CollectionProblem, string> = {
  CollectionNotFound: 'ResourceNotFoundException',
  CollectionExists: 'ResourceAlreadyExistsException',
  FaceNotFound: 'InvalidParameterException',
  FaceModelMismatch: 'InvalidParameterException',
  QuotaExceeded: 'ServiceQuotaExceededException',
  DamagedFile: 'InvalidParameterException',
  StorageUnavailable: 'InternalServerError',
};

test.each(Object.entries(expected) as [CollectionProblem, string][])('%s is told as %s, with its sentence', async (problem, name) => {
  const error = await answered(Promise.reject(collectionError(problem, 'What to change.'))).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RekognitionServiceException);
  expect(error).toMatchObject({ name, message: 'What to change.' });
});

test('a problem is known by its name and problem alone, as it arrives from a worker', () => {
  expect(isCollectionError(Object.assign(new Error('x'), { name: 'CollectionError', problem: 'FaceNotFound' }))).toBe(true);
  expect(isCollectionError(new Error('x'))).toBe(false);
});

test('whatever else goes wrong is passed on as it is', async () => {
  const other = new TypeError('x');
  await expect(answered(Promise.reject(other))).rejects.toBe(other);
});
