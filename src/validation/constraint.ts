/** What a member of a request has to be, as plain data. Ranges are inclusive. */
export type Constraint = (
  | StringConstraint
  | NumberConstraint
  | BytesConstraint
  | EnumConstraint
  | ListConstraint
  | StructureConstraint
  | { readonly kind: 'boolean' }
  /** Checked where it is opened: a picture or a video of the page. */
  | { readonly kind: 'source' }
  /** A member of later versions of the API: refused wherever it has a value. */
  | { readonly kind: 'newer' }
) & { readonly required?: true };

export interface StringConstraint {
  readonly kind: 'string';
  /** Characters. */
  readonly min?: number;
  /** Characters. */
  readonly max?: number;
  /** Regular expression that the whole value has to match. */
  readonly pattern?: string;
}

export interface NumberConstraint {
  readonly kind: 'number';
  readonly integer?: true;
  readonly min?: number;
  readonly max?: number;
  /** Name of the exception where it is not InvalidParameterException. */
  readonly refusal?: 'ValidationException';
}

export interface BytesConstraint {
  readonly kind: 'bytes';
  /** Bytes. Fewer is an InvalidParameterException. */
  readonly min: number;
  /** Bytes. More is an ImageTooLargeException. */
  readonly max: number;
}

export interface EnumConstraint {
  readonly kind: 'enum';
  readonly values: readonly string[];
}

export interface ListConstraint {
  readonly kind: 'list';
  /** Entries. */
  readonly min?: number;
  /** Entries. */
  readonly max?: number;
  readonly items: Constraint;
}

export interface StructureConstraint {
  readonly kind: 'structure';
  readonly members: Members;
  /** Of these members one has to be given, and only one. */
  readonly exactlyOne?: readonly string[];
}

/** The constraints of a request or a structure, in the order in which its members are checked. */
export type Members = Readonly<Record<string, Constraint>>;

/** The same constraint on a member that has to be given. */
export function required<Any extends Constraint>(constraint: Any): Any & { readonly required: true } {
  return { ...constraint, required: true };
}

/** One of the given values. */
export function oneOf(values: Readonly<Record<string, string>>): EnumConstraint {
  return { kind: 'enum', values: Object.values(values) };
}

/** A list whose entries all satisfy the constraint. */
export function listOf(items: Constraint, size: { readonly min?: number; readonly max?: number } = {}): ListConstraint {
  return { kind: 'list', ...size, items };
}

/** A structure of members. */
export function structure(members: Members): StructureConstraint {
  return { kind: 'structure', members };
}

/** A string of so many characters. */
export function text(limits: Omit<StringConstraint, 'kind'> = {}): StringConstraint {
  return { kind: 'string', ...limits };
}

/** A whole number in a range. */
export function integer(min: number, max?: number): NumberConstraint {
  return { kind: 'number', integer: true, min, ...(max === undefined ? {} : { max }) };
}

/** A number in a range. */
export function range(min: number, max: number): NumberConstraint {
  return { kind: 'number', min, max };
}
