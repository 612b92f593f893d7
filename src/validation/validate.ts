import { ImageTooLargeException, InvalidParameterException, validationException } from '../errors.ts';
import type {
  BytesConstraint,
  Constraint,
  ListConstraint,
  Members,
  NumberConstraint,
  StringConstraint,
  StructureConstraint,
} from './constraint.ts';

/**
 * Checks a request against its constraints and throws at the first violation.
 *
 * The order is fixed: members in the order of the table, each one whole before the next. Of one member: whether it is
 * there, its type, its size or range, its pattern, then its entries or members; a choice between members comes before
 * the members. null counts as not given.
 *
 * Throws InvalidParameterException; ImageTooLargeException for too many bytes; ValidationException where the
 * constraint says so.
 */
export function validate(operation: string, constraints: Members, request: unknown): void {
  if (!isRecord(request)) throw new InvalidParameterException(`The request of ${operation} must be an object.`);
  checkMembers({ operation, path: '' }, constraints, request);
}

/** Where in the request the check stands; `path` is empty or ends in the name of a member. */
interface Place {
  readonly operation: string;
  readonly path: string;
}

function checkMembers(place: Place, members: Members, value: Readonly<Record<string, unknown>>): void {
  for (const [name, constraint] of Object.entries(members)) {
    const path = place.path === '' ? name : `${place.path}.${name}`;
    check({ operation: place.operation, path }, constraint, value[name]);
  }
}

function check(place: Place, constraint: Constraint, value: unknown): void {
  if (value === undefined || value === null) {
    if (constraint.required) refuse(place, 'is required');
    return;
  }
  switch (constraint.kind) {
    case 'string':
      return checkString(place, constraint, value);
    case 'number':
      return checkNumber(place, constraint, value);
    case 'boolean':
      if (typeof value !== 'boolean') refuse(place, `must be true or false, but is ${tell(value)}`);
      return;
    case 'bytes':
      return checkBytes(place, constraint, value);
    case 'enum':
      if (typeof value !== 'string' || !constraint.values.includes(value)) {
        refuse(place, `must be one of ${constraint.values.join(', ')}, but is ${tell(value)}`);
      }
      return;
    case 'list':
      return checkList(place, constraint, value);
    case 'structure':
      return checkStructure(place, constraint, value);
    case 'source':
      if (typeof value !== 'object') refuse(place, `must be a picture or video of the page, but is ${tell(value)}`);
      return;
    case 'newer':
      refuse(place, 'belongs to a later version of the API and has no effect here; leave it out');
  }
}

function checkString(place: Place, { min, max, pattern }: StringConstraint, value: unknown): void {
  if (typeof value !== 'string') refuse(place, `must be a string, but is ${tell(value)}`);
  // Characters, not UTF-16 code units: an emoji counts once.
  const { length } = Array.from(value);
  if (!within(length, min, max)) refuse(place, `must have ${limits(min, max)} characters, but has ${length}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) {
    refuse(place, `must match ${pattern}, but is ${tell(value)}`);
  }
}

function checkNumber(place: Place, { min, max, integer, refusal }: NumberConstraint, value: unknown): void {
  const right = typeof value === 'number' && (integer ? Number.isInteger(value) : Number.isFinite(value));
  if (right && within(value, min, max)) return;
  const kind = integer ? 'a whole number' : 'a number';
  const sentence = `must be ${kind}${bounds(min, max)}, but is ${tell(value)}`;
  if (refusal) throw validationException(`${place.path} of ${place.operation} ${sentence}.`);
  refuse(place, sentence);
}

function checkBytes(place: Place, { min, max }: BytesConstraint, value: unknown): void {
  // By its tag, so that an array of another window or frame is taken as well.
  if (Object.prototype.toString.call(value) !== '[object Uint8Array]') {
    refuse(place, `must be a Uint8Array with the bytes of the file, but is ${tell(value)}`);
  }
  const { byteLength } = value as Uint8Array;
  if (byteLength < min) refuse(place, `must have at least ${min} bytes, but has ${byteLength}`);
  if (byteLength > max) {
    throw new ImageTooLargeException(
      `${place.path} of ${place.operation} must have at most ${max} bytes, but has ${byteLength}. Scale the picture down or compress it more.`,
    );
  }
}

function checkList(place: Place, { min, max, items }: ListConstraint, value: unknown): void {
  if (!Array.isArray(value)) refuse(place, `must be an array, but is ${tell(value)}`);
  const entries: readonly unknown[] = value;
  if (!within(entries.length, min, max)) {
    refuse(place, `must have ${limits(min, max)} entries, but has ${entries.length}`);
  }
  entries.forEach((entry, index) => {
    check({ ...place, path: `${place.path}[${index}]` }, { ...items, required: true }, entry);
  });
}

function checkStructure(place: Place, { members, exactlyOne }: StructureConstraint, value: unknown): void {
  if (!isRecord(value)) refuse(place, `must be an object, but is ${tell(value)}`);
  if (exactlyOne) {
    const given = exactlyOne.filter((name) => value[name] !== undefined && value[name] !== null);
    if (given.length !== 1) {
      refuse(place, `must have ${choice(exactlyOne)}, but has ${given.length ? given.join(' and ') : 'none'}`);
    }
  }
  checkMembers(place, members, value);
}

function refuse({ path, operation }: Place, sentence: string): never {
  throw new InvalidParameterException(`${path} of ${operation} ${sentence}.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function within(value: number, min = -Infinity, max = Infinity): boolean {
  return value >= min && value <= max;
}

function limits(min: number | undefined, max: number | undefined): string {
  if (max === undefined) return `at least ${min}`;
  return min === undefined || min === max ? `at most ${max}` : `${min} to ${max}`;
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined && max === undefined) return '';
  return min === undefined || max === undefined ? ` of ${limits(min, max)}` : ` from ${min} to ${max}`;
}

function choice(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}` : `exactly one of ${names.join(', ')}`;
}

function tell(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `"${value.slice(0, 60)}..."` : `"${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
