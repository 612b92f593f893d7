import { button, element } from './element.ts';

/** Says what went wrong and what to do about it. */
export interface FailureNotice {
  readonly element: HTMLElement;
  /** `retry` is offered as a button when given. */
  readonly show: (error: unknown, retry?: () => void) => void;
  readonly hide: () => void;
}

/** What a visitor can do, by the name of the error. */
const HINTS: Readonly<Record<string, string>> = {
  InvalidImageFormatException: 'If the photo opens in other programs, save it anew as JPEG there and choose the new file.',
  ImageTooLargeException: 'Save the photo smaller, for example 4,000 pixels on its long side, and try again.',
  InvalidParameterException: 'Try a photo in which the face is larger, sharper or seen from the front.',
  ModelUnavailableError: 'Check that the site is complete and that you are online, then try again.',
  ModelIntegrityError: 'A model file differs from the one this version was built with. Reload the page; if it stays, the site has to be built anew.',
  GalleryUnavailableError: 'Check that the site is complete and that you are online, then try again.',
  GalleryRefusedError: 'Build the gallery again from the portraits.',
  InternalServerError: 'Something inside failed. Try again; if it happens again, switch the device in the top right corner to WASM.',
  ServiceQuotaExceededException: 'The browser gives this site no more storage. Delete faces or free some disk space.',
  ResourceAlreadyExistsException: 'Choose another name.',
  ResourceNotFoundException: 'It may have been deleted in another tab. Reload the page.',
  OperationNotAvailableException: 'This version of Pagesight cannot do that yet.',
  NotAllowedError: 'Allow it in the address bar of the browser, then try again.',
};

const FALLBACK_HINT = 'Try again; if it happens again, reload the page.';

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : 'Error';
}

function messageOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.message : String(error);
}

/** Makes a notice, hidden until something fails. */
export function createFailureNotice(): FailureNotice {
  const name = element('p', { class: 'failure-name' });
  const message = element('p', { class: 'failure-message' });
  const hint = element('p', { class: 'failure-hint' });
  let retry: (() => void) | undefined;
  const again = button('Try again', () => retry?.());
  const node = element('div', { class: 'failure', role: 'alert', hidden: true }, element('div', { class: 'failure-text' }, message, hint, name), again);
  return {
    element: node,
    show: (error, next) => {
      retry = next;
      again.hidden = next === undefined;
      name.textContent = nameOf(error);
      message.textContent = messageOf(error) || 'It failed without saying why.';
      hint.textContent = HINTS[nameOf(error)] ?? (next ? FALLBACK_HINT : '');
      node.hidden = false;
    },
    hide: () => {
      node.hidden = true;
    },
  };
}
