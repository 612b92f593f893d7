import type { CommandClass } from '../../src/operations/command.ts';
import * as table from '../../src/operations/table.ts';
import type { Constraint, Members, StringConstraint } from '../../src/validation/constraint.ts';

// Values made from the constraints themselves: one that satisfies each, and those at its edges.

export type AnyCommand = Pick<CommandClass<object, unknown>, 'operation' | 'constraints' | 'run'>;

/** All rows of the table of operations. */
export const commands: readonly AnyCommand[] = Object.values(table) as unknown as readonly AnyCommand[];

/** A text that matches a pattern: `start`, then `more` any number of times. `wrong` does not match. */
interface Sample {
  readonly start: string;
  readonly more: string;
  readonly wrong: string;
}

const uuid = 'd8a5f3a0-1b2c-4d5e-8f90-0123456789ab';
const project = 'arn:aws:rekognition:eu-west-1:123456789012:project/hats';

const samples: Readonly<Record<string, Sample>> = {
  '[a-zA-Z0-9-_]+': { start: 'A', more: '-', wrong: 'a b' },
  '[a-zA-Z0-9_.\\-]+': { start: 'A', more: '.', wrong: 'a/b' },
  '[a-zA-Z0-9_.\\-:]+': { start: 'A', more: ':', wrong: 'a/b' },
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}': { start: uuid, more: '', wrong: `${uuid}0` },
  '[a-z0-9](-*[a-z0-9])*': { start: 'a', more: 'b', wrong: 'a-' },
  'arn:([a-z\\d-]+):kinesis:([a-z\\d-]+):\\d{12}:.+': {
    start: 'arn:aws:kinesis:eu-west-1:123456789012:stream/out',
    more: 'x',
    wrong: 'arn:aws:kinesis:eu-west-1:12345678901:stream/out',
  },
  'arn:([a-z\\d-]+):kinesisvideo:([a-z\\d-]+):\\d{12}:.+': {
    start: 'arn:aws:kinesisvideo:eu-west-1:123456789012:stream/in/1',
    more: 'x',
    wrong: 'arn:aws:kinesis:eu-west-1:123456789012:stream/in/1',
  },
  'arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:project\\/[a-zA-Z0-9_.\\-]{1,255}\\/[0-9]+': {
    start: `${project}/1`,
    more: '2',
    wrong: `${project}/one`,
  },
  'arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:project\\/[a-zA-Z0-9_.\\-]{1,255}\\/version\\/[a-zA-Z0-9_.\\-]{1,255}\\/[0-9]+':
    { start: `${project}/version/first/1`, more: '2', wrong: `${project}/1` },
  '[0-9A-Za-z]*': { start: '', more: 'a', wrong: 'a-b' },
  'arn:aws:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+': {
    start: 'arn:aws:iam::123456789012:role/a',
    more: 'x',
    wrong: 'arn:aws:iam::123456789012:user/a',
  },
  '[0-9A-Za-z\\.\\-_]*': { start: 'a', more: 'b', wrong: 'a b c' },
  "[A-Za-z0-9àâèçñó'-_(). ]*": { start: '', more: 'ñ', wrong: 'a!b' },
  'arn:aws:sns:.*:\\w{12}:.+': { start: 'arn:aws:sns:eu-west-1:123456789012:t', more: 'x', wrong: 'arn:aws:sqs:x' },
};

const free: Sample = { start: 'a', more: 'ä', wrong: '' };

function sampleOf({ pattern }: StringConstraint): Sample {
  const sample = pattern === undefined ? free : samples[pattern];
  if (!sample) throw new Error(`Add a text for the pattern ${pattern} to constraint-values.ts.`);
  return sample;
}

function textOf(sample: Sample, length: number): string {
  return sample.start + sample.more.repeat(Math.max(0, length - sample.start.length));
}

/** A value that satisfies a constraint. */
export function validValue(constraint: Constraint): unknown {
  switch (constraint.kind) {
    case 'string':
      return textOf(sampleOf(constraint), constraint.min ?? 0);
    case 'number':
      return constraint.min ?? 0;
    case 'boolean':
      return true;
    case 'bytes':
      return new Uint8Array(constraint.min);
    case 'enum':
      return constraint.values[0];
    case 'list':
      return Array.from({ length: constraint.min ?? 1 }, () => validValue(constraint.items));
    case 'structure':
      return validStructure(constraint.members, constraint.exactlyOne);
    case 'source':
      return {};
    case 'newer':
      break;
  }
  return null;
}

function validStructure(members: Members, exactlyOne: readonly string[] = []): Record<string, unknown> {
  const wanted = Object.entries(members).filter(([name, { required }]) => required || name === exactlyOne[0]);
  return Object.fromEntries(wanted.map(([name, constraint]) => [name, validValue(constraint)]));
}

/** A request with what is required and nothing else. */
export function validRequest(members: Members): Record<string, unknown> {
  return validStructure(members);
}

/** A value at the edge of a constraint. */
export interface Edge {
  readonly what: string;
  readonly value: unknown;
  /** Whether it is still allowed. */
  readonly inside: boolean;
  /** The limit that the refusal has to name. */
  readonly names?: string | undefined;
}

/** Values just inside and just outside of everything that a constraint says. */
export function edges(constraint: Constraint): readonly Edge[] {
  switch (constraint.kind) {
    case 'string':
      return stringEdges(constraint);
    case 'number':
      return numberEdges(constraint);
    case 'boolean':
      return [inside('a boolean', false), outside('a text', 'true', 'true or false')];
    case 'bytes':
      return [
        inside('the fewest bytes', new Uint8Array(constraint.min)),
        inside('the most bytes', new Uint8Array(constraint.max)),
        outside('too few bytes', new Uint8Array(constraint.min - 1), String(constraint.min)),
        outside('too many bytes', new Uint8Array(constraint.max + 1), String(constraint.max)),
        outside('an array of numbers', [1, 2], 'Uint8Array'),
      ];
    case 'enum':
      return [
        ...constraint.values.map((value) => inside(value, value)),
        outside('another value', `${constraint.values[0]}S`, constraint.values[0]),
        outside('another case', swapCase(String(constraint.values[0])), constraint.values[0]),
      ];
    case 'list':
      return listEdges(constraint);
    case 'structure':
      return structureEdges(constraint);
    case 'source':
      return [outside('a text', 'photo.jpg', 'picture')];
    case 'newer':
      break;
  }
  return [outside('any value', 'x', 'later version')];
}

function inside(what: string, value: unknown): Edge {
  return { what, value, inside: true };
}

function outside(what: string, value: unknown, names?: string): Edge {
  return { what, value, inside: false, names };
}

function stringEdges(constraint: StringConstraint): readonly Edge[] {
  const { min, max, pattern } = constraint;
  const sample = sampleOf(constraint);
  return [
    inside('a text', textOf(sample, min ?? 1)),
    ...(min ? [outside('a character less', 'a'.repeat(min - 1), String(min))] : []),
    ...(max === undefined ? [] : [inside('the longest', textOf(sample, max))]),
    ...(max === undefined ? [] : [outside('a character more', textOf(sample, max + 1), String(max))]),
    ...(pattern === undefined ? [] : [outside('another pattern', sample.wrong, pattern)]),
    ...(pattern === undefined ? [] : [outside('a line before', `${sample.wrong}\n${sample.start}`, pattern)]),
    outside('a number', 7, 'string'),
  ];
}

function numberEdges({ min, max, integer }: Extract<Constraint, { kind: 'number' }>): readonly Edge[] {
  const step = integer ? 1 : 1e-6;
  return [
    ...(min === undefined ? [] : [inside('the least', min), outside('less', min - step, String(min))]),
    ...(max === undefined ? [] : [inside('the most', max), outside('more', max + step, String(max))]),
    ...(integer ? [outside('a fraction', (min ?? 0) + 0.5, 'whole number')] : [inside('a fraction', (min ?? 0) + 0.5)]),
    outside('not a number', Number.NaN, 'number'),
    outside('infinity', Infinity, 'number'),
    outside('a text', '1', 'number'),
  ];
}

function listEdges({ min, max, items }: Extract<Constraint, { kind: 'list' }>): readonly Edge[] {
  const entries = (length: number): unknown[] => Array.from({ length }, () => validValue(items));
  return [
    inside('the fewest entries', entries(min ?? 0)),
    ...(min ? [outside('an entry less', entries(min - 1), String(min))] : []),
    ...(max === undefined ? [] : [inside('the most entries', entries(max))]),
    ...(max === undefined ? [] : [outside('an entry more', entries(max + 1), String(max))]),
    outside('an empty entry', [...entries(min ?? 0), undefined], 'required'),
    outside('one entry alone', validValue(items), 'array'),
  ];
}

function structureEdges({ members, exactlyOne }: Extract<Constraint, { kind: 'structure' }>): readonly Edge[] {
  const whole = validStructure(members, exactlyOne);
  const [first, second] = exactlyOne ?? [];
  const both = [first, second].flatMap((name) => (name === undefined ? [] : [[name, validValue(members[name] ?? { kind: 'newer' })]]));
  return [
    inside('what is required', whole),
    outside('a text', 'x', 'object'),
    ...(first === undefined ? [] : [outside('none of its members', {}, first)]),
    ...(second === undefined ? [] : [outside('two of its members', Object.fromEntries(both), `${first} and ${second}`)]),
  ];
}

function swapCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}
