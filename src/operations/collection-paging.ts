import { InvalidPaginationTokenException } from '../errors.ts';

/** Entries of a page where the request names no number, and at most. */
const LARGEST_PAGE = 1000;
/** Characters of a collection's name that a token carries; the whole might be longer than a token may be. */
const NAME_CHARACTERS = 100;

/** The number of entries of a page: 0 and nothing mean the default. */
export function pageSize(maxResults: number | undefined): number {
  return Math.min(maxResults || LARGEST_PAGE, LARGEST_PAGE);
}

/** What a token is good for. */
export interface TokenScope {
  readonly operation: string;
  /** Collection or job that is listed. */
  readonly listed?: string;
  /** Form of a position. */
  readonly position: RegExp;
}

/** Makes an opaque token of at most 255 characters out of where the next page starts. */
export function writeToken(scope: TokenScope, position: string): string {
  return base64Url(`${scopeText(scope)}\n${position}`);
}

/** Where the page starts, undefined for the first one. Throws InvalidPaginationTokenException. */
export function readToken(scope: TokenScope, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const lines = fromBase64Url(token)?.split('\n') ?? [];
  const position = lines.pop() ?? '';
  if (lines.join('\n') !== scopeText(scope) || !scope.position.test(position)) {
    throw new InvalidPaginationTokenException(
      `NextToken is none that ${scope.operation} gave for this request; leave it out to start with the first page.`,
    );
  }
  return position;
}

function scopeText({ operation, listed = '' }: TokenScope): string {
  return `${operation} ${listed.length} ${listed.slice(0, NAME_CHARACTERS)}`;
}

function base64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(token: string): string | undefined {
  try {
    return atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}
