import { expect, test } from 'vitest';
import { EMBEDDING_LENGTH } from '../../src/storage/collection-calls.ts';
import { CHUNK_BYTES, createVectorMemory, ROWS_PER_CHUNK, type VectorMemory } from '../../src/storage/search/vector-memory.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

interface Found {
  readonly row: number;
  readonly squared: number;
}

function found(memory: VectorMemory, chunk: number, from: number, count: number, bound: number): Found[] {
  const hits = memory.scan(chunk, from, count, bound);
  return Array.from({ length: hits }, (_, hit) => ({
    row: memory.hits.rows[hit] ?? -1,
    squared: memory.hits.squaredDistances[hit] ?? -1,
  }));
}

function filledMemory(kind: 'fastest' | 'plain', random: () => number): { memory: VectorMemory; chunk: number } {
  const memory = createVectorMemory(4 * CHUNK_BYTES, kind);
  memory.reserve();
  const chunk = memory.reserve() ?? -1;
  memory.numbers(chunk).forEach((_, index, numbers) => (numbers[index] = random() * 0.4 - 0.2));
  memory.setQuery(new Float32Array(EMBEDDING_LENGTH).map(() => random() * 0.4 - 0.2));
  return { memory, chunk };
}

test('the SIMD kernel runs here, so that it is what the following tests compare', () => {
  expect(createVectorMemory(CHUNK_BYTES).kind).toBe('simd');
});

test('kernel and plain JavaScript give the same rows and the same bits', () => {
  const simd = filledMemory('fastest', randomNumbers(1));
  const plain = filledMemory('plain', randomNumbers(1));
  expect(plain.memory.kind).toBe('plain');
  for (const bound of [2.5, 3.4, Infinity]) {
    const fromKernel = found(simd.memory, simd.chunk, 0, ROWS_PER_CHUNK, bound);
    expect(fromKernel.length).toBeGreaterThan(0);
    expect(found(plain.memory, plain.chunk, 0, ROWS_PER_CHUNK, bound)).toEqual(fromKernel);
  }
});

test('the distances are right to float32 precision', () => {
  const random = randomNumbers(7);
  const memory = createVectorMemory(CHUNK_BYTES);
  const chunk = memory.reserve() ?? -1;
  const rows = memory.numbers(chunk).map(() => random());
  const query = new Float32Array(EMBEDDING_LENGTH).map(() => random());
  memory.numbers(chunk).set(rows);
  memory.setQuery(query);
  for (const { row, squared } of found(memory, chunk, 0, 100, Infinity)) {
    let exact = 0;
    for (const [at, number] of query.entries()) exact += ((rows[row * EMBEDDING_LENGTH + at] ?? NaN) - number) ** 2;
    expect(Math.abs(squared - exact)).toBeLessThan(1e-5 * exact);
  }
});

test('the bound is inclusive, and rows are counted from where the scan starts', () => {
  for (const kind of ['fastest', 'plain'] as const) {
    const { memory, chunk } = filledMemory(kind, randomNumbers(3));
    const all = found(memory, chunk, 0, 50, Infinity);
    const tenth = all[10]?.squared ?? NaN;
    expect(found(memory, chunk, 10, 1, tenth)).toEqual([{ row: 0, squared: tenth }]);
    expect(found(memory, chunk, 10, 1, tenth * 0.999)).toEqual([]);
    expect(found(memory, chunk, 0, 0, Infinity)).toEqual([]);
  }
});

test('no more memory is handed out than the limit, and what is released is used again', () => {
  for (const kind of ['fastest', 'plain'] as const) {
    const memory = createVectorMemory(2.5 * CHUNK_BYTES, kind);
    const [first, second, third] = [memory.reserve(), memory.reserve(), memory.reserve()];
    expect([first, second, third]).toEqual([0, 1, undefined]);
    expect(memory.usedBytes).toBe(2 * CHUNK_BYTES);
    memory.release(0);
    expect(memory.usedBytes).toBe(CHUNK_BYTES);
    expect(memory.reserve()).toBe(0);
  }
});
