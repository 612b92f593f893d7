import { transferHandlers } from 'comlink';
import { exceptionClasses, rebuildException } from '../errors.ts';

/** Makes an error of one class again from its message and its own fields. */
export type ErrorReviver = (message: string, fields: Readonly<Record<string, unknown>>) => Error;

interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Record<string, unknown>;
}

type Wire = { readonly error: WireError } | { readonly value: unknown };

const revivers = new Map<string, ErrorReviver>();

for (const name of Object.keys(exceptionClasses)) {
  registerError(name, (message, fields) => rebuildException({ ...fields, name, message }));
}

/** Lets errors called `name` keep their class when they cross a worker border. */
export function registerError(name: string, revive: ErrorReviver): void {
  revivers.set(name, revive);
}

function toWire(thrown: unknown): Wire {
  if (!(thrown instanceof Error)) return { value: thrown };
  // DOMException keeps its name and message on the prototype, so they are read one by one.
  return {
    error: { name: thrown.name, message: thrown.message, stack: thrown.stack, fields: plainFields(thrown) },
  };
}

function plainFields(error: Error): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(error)) {
    if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) fields[key] = value;
  }
  return fields;
}

function fromWire(wire: Wire): unknown {
  if ('value' in wire) return wire.value;
  const { name, message, stack, fields } = wire.error;
  const revive = revivers.get(name);
  if (revive) return Object.assign(revive(message, fields), stack === undefined ? {} : { stack });
  if (name === 'AbortError' || name === 'QuotaExceededError') return new DOMException(message, name);
  return Object.assign(new Error(message), fields, { name }, stack === undefined ? {} : { stack });
}

/**
 * Replaces comlink's transfer of thrown errors, which keeps name and message only, by one that keeps the class.
 * Call it once on each side of the border.
 */
export function keepErrorClasses(): void {
  const original = transferHandlers.get('throw');
  if (!original) throw new Error('comlink no longer has a transfer handler called "throw".');
  transferHandlers.set('throw', {
    canHandle: original.canHandle.bind(original),
    serialize: (thrown: { value: unknown }) => [toWire(thrown.value), []],
    deserialize: (wire: Wire) => {
      throw fromWire(wire);
    },
  });
}
