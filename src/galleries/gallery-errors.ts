import { registerError } from '../runtime/error-transfer.ts';

/** A gallery file could not be had: the message names it and what to do. */
export class GalleryUnavailableError extends Error {
  override readonly name = 'GalleryUnavailableError';
}

/** A gallery file is damaged, or made for another face model or another version of the format. None of it is used. */
export class GalleryRefusedError extends Error {
  override readonly name = 'GalleryRefusedError';
}

registerError('GalleryUnavailableError', (message) => new GalleryUnavailableError(message));
registerError('GalleryRefusedError', (message) => new GalleryRefusedError(message));
