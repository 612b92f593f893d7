import { TEMPLATE_LENGTH } from '../vision/face/template-length.ts';

const LARGEST = 127;

/** What one unit has to stand for so that the largest of all numbers fits. */
export function stepFor(templates: readonly Float32Array[]): number {
  const largest = templates.reduce((most, template) => template.reduce((a, b) => Math.max(a, Math.abs(b)), most), 0);
  if (!Number.isFinite(largest) || largest === 0) throw new RangeError('Templates need numbers that are finite and not all zero.');
  return Number((largest / LARGEST).toPrecision(6));
}

/** 320 numbers as whole ones of 8 bits in base64: half a step is lost at most. */
export function packTemplate(template: Float32Array, step: number): string {
  if (template.length !== TEMPLATE_LENGTH) throw new RangeError(`A template has ${TEMPLATE_LENGTH} numbers, not ${template.length}.`);
  const bytes = Int8Array.from(template, (value) => Math.max(-LARGEST, Math.min(LARGEST, Math.round(value / step))));
  return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)));
}

/** The inverse of `packTemplate`; undefined for a text that it cannot have made. */
export function unpackTemplate(packed: string, step: number): Float32Array | undefined {
  let text: string;
  try {
    text = atob(packed);
  } catch {
    return undefined;
  }
  if (text.length !== TEMPLATE_LENGTH) return undefined;
  const integers = Int8Array.from(text, (character) => character.charCodeAt(0));
  return Float32Array.from(integers, (value) => value * step);
}
