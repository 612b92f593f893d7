/** What is wrong with a line of a manifest, by the service's name for it, and as a sentence. */
export interface LineProblem {
  readonly code: string;
  readonly message: string;
}

/** Whether it can be the name of a label. */
export function isLabel(name: unknown): name is string {
  return typeof name === 'string' && name.length > 0 && name.length <= 256;
}

/** Whether it is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
