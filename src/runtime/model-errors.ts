import { registerError } from './error-transfer.ts';

/** A model file could not be had: the message names the file and what to do. */
export class ModelUnavailableError extends Error {
  override readonly name = 'ModelUnavailableError';
  /** Whether it was a file of the runtime that models run on, which only a new worker can load again. */
  readonly isOfRuntime: boolean;

  constructor(message: string, { isOfRuntime = false } = {}) {
    super(message);
    this.isOfRuntime = isOfRuntime;
  }
}

/** A model file arrived but is not the one this version of the library was built with. */
export class ModelIntegrityError extends Error {
  override readonly name = 'ModelIntegrityError';
}

registerError('ModelUnavailableError', (message, { isOfRuntime }) => new ModelUnavailableError(message, { isOfRuntime: isOfRuntime === true }));
registerError('ModelIntegrityError', (message) => new ModelIntegrityError(message));
