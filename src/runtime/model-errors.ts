import { registerError } from './error-transfer.ts';

/** A model file could not be had: the message names the file and what to do. */
export class ModelUnavailableError extends Error {
  override readonly name = 'ModelUnavailableError';
}

/** A model file arrived but is not the one this version of the library was built with. */
export class ModelIntegrityError extends Error {
  override readonly name = 'ModelIntegrityError';
}

registerError('ModelUnavailableError', (message) => new ModelUnavailableError(message));
registerError('ModelIntegrityError', (message) => new ModelIntegrityError(message));
