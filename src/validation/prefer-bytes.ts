import type { Members } from './constraint.ts';

/**
 * The request with every picture's S3Object left out where its Bytes are given as well, for apps that ask for this
 * instead of a refusal. The caller's objects stay as they are.
 */
export function preferBytes<Request extends object>(constraints: Members, request: Request): Request {
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(request));
  for (const [name, constraint] of Object.entries(constraints)) {
    const value = copy[name];
    if (constraint.kind !== 'structure' || !constraint.members['Bytes'] || !isImage(value)) continue;
    if (value.Bytes && value.S3Object) copy[name] = { ...value, S3Object: undefined };
  }
  return copy as Request;
}

function isImage(value: unknown): value is { readonly Bytes?: unknown; readonly S3Object?: unknown } {
  return typeof value === 'object' && value !== null;
}
