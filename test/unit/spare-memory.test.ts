import { expect, it } from 'vitest';
import { createSpareMemory } from '../../src/vision/spare-memory.ts';

it('spare memory is lent to one at a time, and the largest is kept', () => {
  const memory = createSpareMemory();
  const first = memory.take(100);
  expect(first.byteLength).toBe(100);
  expect(memory.take(50)).not.toBe(first);
  memory.give(first);
  memory.give(new ArrayBuffer(30));
  const again = memory.take(80);
  expect(again).toBe(first);
  memory.give(again);
  expect(memory.take(101)).not.toBe(first);
  expect(memory.take(100)).toBe(first);
});
