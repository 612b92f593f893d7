import { describe, expect, it } from 'vitest';
import { ImageTooLargeException, InvalidParameterException, RekognitionServiceException } from '../../src/errors.ts';
import type { Constraint, Members } from '../../src/validation/constraint.ts';
import { validate } from '../../src/validation/validate.ts';
import { commands, edges, validRequest, validValue } from '../set-up/constraint-values.ts';

/** One constraint of a request, and how to put a value there: member names, and `0` for a list's first entry. */
interface Spot {
  readonly path: readonly string[];
  readonly constraint: Constraint;
}

function spotsOf(members: Members, path: readonly string[] = []): readonly Spot[] {
  return Object.entries(members).flatMap(([name, constraint]) => spotsIn(constraint, [...path, name]));
}

function spotsIn(constraint: Constraint, path: readonly string[]): readonly Spot[] {
  const spot = { path, constraint };
  if (constraint.kind === 'structure') return [spot, ...spotsOf(constraint.members, path)];
  if (constraint.kind === 'list') return [spot, ...spotsIn(constraint.items, [...path, '0'])];
  return [spot];
}

/** The request with a value at a spot; whatever the spot needs around it is made. */
function withValue(members: Members, request: object, [name = '', ...rest]: readonly string[], value: unknown): object {
  const constraint = members[name];
  return { ...request, [name]: constraint ? valueWithin(constraint, rest, value) : value };
}

function valueWithin(constraint: Constraint, path: readonly string[], value: unknown): unknown {
  const [next] = path;
  if (next === undefined) return value;
  if (constraint.kind === 'list') return [valueWithin(constraint.items, path.slice(1), value)];
  if (constraint.kind !== 'structure') throw new Error(`Nothing is inside of a ${constraint.kind}.`);
  // Of members that exclude each other only the one being tried is given.
  const around = constraint.exactlyOne?.includes(next) ? {} : Object(validValue(constraint));
  return withValue(constraint.members, around, path, value);
}

function nameOf(path: readonly string[]): string {
  return path.join('.').replaceAll(/\.(\d+)/g, '[$1]');
}

describe.each(commands.map((command) => [command.operation, command.constraints] as const))('%s', (operation, members) => {
  const request = validRequest(members);

  it('takes a request of what is required', () => {
    expect(() => validate(operation, members, request)).not.toThrow();
  });

  it.each(spotsOf(members).map((spot) => [nameOf(spot.path), spot] as const))('keeps %s', (name, { path, constraint }) => {
    for (const edge of edges(constraint)) {
      const attempt = (): void => validate(operation, members, withValue(members, request, path, edge.value));
      if (edge.inside) {
        expect(attempt, edge.what).not.toThrow();
        continue;
      }
      const refusal = caught(attempt);
      expect(refusal, edge.what).toBeInstanceOf(expectedClass(constraint, edge.what));
      expect(refusal.message, edge.what).toContain(name.split('[')[0]);
      expect(refusal.message, edge.what).toContain(operation);
      if (edge.names !== undefined) expect(refusal.message, edge.what).toContain(edge.names);
    }
  });

  it.each(spotsOf(members).filter(({ constraint }) => constraint.required).map((spot) => [nameOf(spot.path), spot] as const))(
    'needs %s',
    (name, { path }) => {
      for (const value of [undefined, null]) {
        const refusal = caught(() => validate(operation, members, withValue(members, request, path, value)));
        expect(refusal).toBeInstanceOf(InvalidParameterException);
        expect(refusal.message).toBe(`${name} of ${operation} is required.`);
      }
    },
  );
});

function expectedClass(constraint: Constraint, what: string): abstract new (...given: never[]) => Error {
  if (constraint.kind === 'bytes' && what === 'too many bytes') return ImageTooLargeException;
  return constraint.kind === 'number' && constraint.refusal ? RekognitionServiceException : InvalidParameterException;
}

function caught(attempt: () => void): Error {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was refused.');
}
