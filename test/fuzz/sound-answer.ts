/** What is wrong inside an answer: a number that is none, or a date that is none. Undefined for a sound one. */
export function unsoundPart(value: unknown, path = 'answer'): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? undefined : `${path} is no date`;
  if (typeof value !== 'object' || value === null || value instanceof Blob) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const unsound = unsoundPart(part, `${path}.${name}`);
    if (unsound !== undefined) return unsound;
  }
  return undefined;
}

/** Words that engines say of programs, not libraries of files. */
const OF_AN_ENGINE = /is not a function|is not iterable|Cannot (read|set|convert)|undefined \(|out of bounds|Invalid (array|string) length|call stack|is not defined|object is null|\[object |NaN/;

/** What is wrong with a sentence that tells why a file was refused. Undefined for a good one. */
export function unsoundSentence(sentence: string): string | undefined {
  if (!/^["A-Z].{15,}[.)]$/s.test(sentence)) return `this is no sentence: ${sentence}`;
  return OF_AN_ENGINE.test(sentence) ? `a sentence of the engine: ${sentence}` : undefined;
}
