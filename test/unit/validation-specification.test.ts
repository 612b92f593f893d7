import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Constraint, Members } from '../../src/validation/constraint.ts';
import { commands } from '../set-up/constraint-values.ts';

const file = new URL('../../../shared/spec/operations.json', import.meta.url);
const here = existsSync(file);
const why = here ? '' : ' (left out: ../shared/spec/operations.json is not on this machine)';

interface SpecMember {
  readonly shape: string;
  readonly tsType: string;
  readonly required?: boolean;
  readonly since?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

interface Spec {
  readonly operations: readonly {
    readonly name: string;
    readonly request: { readonly members: Readonly<Record<string, SpecMember>> };
  }[];
  readonly types: Readonly<Record<string, { readonly members: Readonly<Record<string, SpecMember>> }>>;
  readonly enums: Readonly<Record<string, { readonly values: readonly string[] }>>;
  readonly scalars: Readonly<Record<string, Omit<SpecMember, 'shape' | 'tsType'> & { readonly type: string }>>;
  readonly lists: Readonly<Record<string, { readonly item: string; readonly min?: number; readonly max?: number }>>;
}

// Where the decision on an open point of the specification differs from the type on which it is written.
const decided: Readonly<Record<string, object>> = {
  'StartSegmentDetection.Filters.TechnicalCueFilter.MinSegmentConfidence': { min: 0 },
  'StartSegmentDetection.Filters.ShotFilter.MinSegmentConfidence': { min: 0 },
  'DetectProtectiveEquipment.Image.Bytes': { max: 4_194_304 },
  'DetectCustomLabels.Image.Bytes': { max: 4_194_304 },
};

// Members of later versions of the API that the library answers.
const answeredThough = new Set(['DetectLabels.Features', 'DetectLabels.Settings']);

const beyondTheApi = new Set(['Source']);

describe.skipIf(!here)(`the table of constraints and the specification${why}`, () => {
  const spec: Spec = here ? JSON.parse(readFileSync(file, 'utf8')) : { operations: [], types: {}, enums: {}, scalars: {}, lists: {} };

  it('have the same operations', () => {
    expect(commands.map(({ operation }) => operation).toSorted()).toEqual(spec.operations.map(({ name }) => name).toSorted());
    expect(commands).toHaveLength(48);
  });

  it.each(spec.operations.map(({ name, request }) => [name, request.members] as const))('agree on %s', (name, members) => {
    const constraints = commands.find(({ operation }) => operation === name)?.constraints ?? {};
    expect(flatten(name, constraints)).toEqual(flattenSpec(spec, name, members));
  });
});

type Flat = Record<string, object>;

/** Every constraint by its path, in the form that both sides can be written in. */
function flatten(path: string, members: Members): Flat {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([name]) => !beyondTheApi.has(name))
      .flatMap(([name, constraint]) => flattenOne(`${path}.${name}`, constraint)),
  );
}

function flattenOne(path: string, constraint: Constraint): [string, object][] {
  const need = constraint.required ? { required: true } : {};
  switch (constraint.kind) {
    case 'structure':
      return [[path, { kind: 'structure', ...need }], ...Object.entries(flatten(path, constraint.members))];
    case 'list': {
      const { min, max, items } = constraint;
      return [[path, { kind: 'list', ...size(min, max), ...need }], ...flattenOne(`${path}[]`, items)];
    }
    case 'enum':
      return [[path, { kind: 'enum', values: constraint.values.toSorted(), ...need }]];
    case 'number': {
      const { min, max, integer } = constraint;
      return [[path, { kind: 'number', ...(integer ? { integer } : {}), ...size(min, max), ...need }]];
    }
    case 'string': {
      const { min, max, pattern } = constraint;
      return [[path, { kind: 'string', ...size(min, max), ...(pattern === undefined ? {} : { pattern }), ...need }]];
    }
    case 'bytes':
      return [[path, { kind: 'bytes', ...size(constraint.min, constraint.max), ...need }]];
    case 'boolean':
    case 'newer':
    case 'source':
      break;
  }
  return [[path, { kind: constraint.kind, ...need }]];
}

function flattenSpec(spec: Spec, path: string, members: Readonly<Record<string, SpecMember>>): Flat {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]) => specMember(spec, `${path}.${name}`, member.shape, member)),
  );
}

function specMember(spec: Spec, path: string, shape: string, member: Partial<SpecMember>): [string, object][] {
  if (member.since !== undefined && member.since !== 'base' && !answeredThough.has(path)) return [[path, { kind: 'newer' }]];
  const need = member.required ? { required: true } : {};
  const structure = spec.types[shape];
  if (structure) {
    return [[path, { kind: 'structure', ...need }], ...Object.entries(flattenSpec(spec, path, structure.members))];
  }
  const list = spec.lists[shape];
  if (list) {
    return [[path, { kind: 'list', ...size(list.min, list.max), ...need }], ...specMember(spec, `${path}[]`, list.item, {})];
  }
  const values = spec.enums[shape]?.values;
  if (values) return [[path, { kind: 'enum', values: values.toSorted(), ...need }]];
  return [[path, { ...specScalar(spec, path, shape), ...decided[path], ...need }]];
}

function specScalar(spec: Spec, path: string, shape: string): object {
  const scalar = spec.scalars[shape];
  if (!scalar) throw new Error(`The specification does not say what ${shape} is (${path}).`);
  const { type, min, max, pattern } = scalar;
  if (type === 'boolean') return { kind: 'boolean' };
  if (type === 'blob') return { kind: 'bytes', ...size(min, max) };
  if (type === 'string') return { kind: 'string', ...size(min, max), ...(pattern === undefined ? {} : { pattern: bare(pattern) }) };
  return { kind: 'number', ...(type === 'float' ? {} : { integer: true }), ...size(min, max) };
}

/** A pattern without the anchors and brackets around the whole of it. */
function bare(pattern: string): string {
  const inner = /^\((\^.*\$)\)$/.exec(pattern)?.[1] ?? pattern;
  return inner.replace(/^\^/, '').replace(/\$$/, '');
}

function size(min: number | undefined, max: number | undefined): { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
