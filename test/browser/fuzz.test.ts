import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failedOnce } from '../fuzz/corpus.ts';
import { openFuzzRun, type FuzzRun } from '../fuzz/fuzz-run.ts';

let run: FuzzRun;
beforeAll(async () => {
  run = await openFuzzRun();
});
afterAll(() => run.close());

describe('a file by which the library once failed is answered or refused now, in time', () => {
  test.each(failedOnce.map(({ name, told, ...file }) => [name, told, file] as const))('%s', async (_, told, file) => {
    expect(await run.feed(file)).toEqual({ told, milliseconds: expect.any(Number) });
  });
});

test('each of 160 mutated files gives an answer or a typed exception', async () => {
  const failures: unknown[] = [];
  const told = new Set<string>();
  for (let index = 0; index < 160; index++) {
    const file = await run.make(20, index);
    const outcome = await run.feed(file);
    told.add(outcome.told);
    if (outcome.failure !== undefined) failures.push({ ...file, ...outcome });
  }
  expect(failures).toEqual([]);
  // Both happened, or nothing was tried.
  expect([...told]).toEqual(expect.arrayContaining(['answer', 'FAILED', 'InvalidImageFormatException', 'InvalidParameterException', 'GalleryRefusedError', 'ModelIntegrityError']));
});
