import { expect, test } from 'vitest';
import {
  firstRows,
  planAppend,
  planRemoval,
  removalRound,
  rowCount,
  ROWS_PER_BLOCK,
  type BlockEntry,
  type PlannedBlock,
} from '../../src/storage/block-plan.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

/** A collection as the contents of its blocks, changed the way a plan says. */
interface Model {
  blocks: BlockEntry[];
  contents: Map<number, readonly number[]>;
  written: number;
}

function carryOut(model: Model, plan: readonly PlannedBlock[], added: readonly number[]): void {
  const rows = [...model.blocks.flatMap(({ block }) => model.contents.get(block) ?? []), ...added];
  const contents = new Map<number, readonly number[]>();
  let next = Math.max(0, ...model.contents.keys()) + 1;
  model.blocks = plan.map((planned) => {
    if ('block' in planned) {
      contents.set(planned.block, model.contents.get(planned.block) ?? []);
      return planned;
    }
    const block = next++;
    contents.set(block, planned.rows.map((row) => rows[row] ?? -1));
    model.written += planned.rows.length;
    return { block, count: planned.rows.length };
  });
  model.contents = contents;
}

const facesOf = (model: Model): number[] => model.blocks.flatMap(({ block }) => [...(model.contents.get(block) ?? [])]);

function newModel(): Model {
  return { blocks: [], contents: new Map(), written: 0 };
}

function append(model: Model, added: readonly number[]): void {
  carryOut(model, planAppend(model.blocks, added.length), added);
}

function remove(model: Model, rows: readonly number[]): void {
  carryOut(model, planRemoval(model.blocks, rows), []);
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

test('faces added one by one keep their order in few blocks and are not rewritten often', () => {
  const model = newModel();
  for (let face = 0; face < 4500; face++) append(model, [face]);
  expect(facesOf(model)).toEqual(numbers(0, 4500));
  expect(model.blocks.length).toBeLessThanOrEqual(1 + 12);
  expect(model.written / 4500).toBeLessThan(13);
});

test('a large addition is cut into full blocks', () => {
  const model = newModel();
  append(model, numbers(0, 3));
  append(model, numbers(3, 10_000));
  expect(facesOf(model)).toEqual(numbers(0, 10_000));
  expect(model.blocks.map(({ count }) => count)).toEqual([ROWS_PER_BLOCK, ROWS_PER_BLOCK, 10_000 - 2 * ROWS_PER_BLOCK]);
});

test('full blocks are never touched by an addition', () => {
  const model = newModel();
  append(model, numbers(0, 2 * ROWS_PER_BLOCK));
  const before = model.blocks;
  append(model, numbers(0, 3 * ROWS_PER_BLOCK));
  expect(model.blocks.slice(0, 2)).toEqual(before);
});

test('removed rows are filled by the last ones, and other blocks stay', () => {
  const model = newModel();
  append(model, numbers(0, 3 * ROWS_PER_BLOCK));
  const [first, second] = model.blocks;
  remove(model, [ROWS_PER_BLOCK + 5]);
  expect(model.blocks[0]).toEqual(first);
  expect(model.blocks[1]).not.toEqual(second);
  expect(facesOf(model)[ROWS_PER_BLOCK + 5]).toBe(3 * ROWS_PER_BLOCK - 1);
  expect(model.blocks.map(({ count }) => count)).toEqual([ROWS_PER_BLOCK, ROWS_PER_BLOCK, ROWS_PER_BLOCK - 1]);
});

test('removing the last rows only shortens the last blocks', () => {
  const model = newModel();
  append(model, numbers(0, 2 * ROWS_PER_BLOCK));
  const [first] = model.blocks;
  remove(model, numbers(ROWS_PER_BLOCK, 2 * ROWS_PER_BLOCK));
  expect(model.blocks).toEqual([first]);
});

test('removing everything leaves no block', () => {
  const model = newModel();
  append(model, numbers(0, 5000));
  remove(model, numbers(0, 5000));
  expect(model.blocks).toEqual([]);
});

test('any mixture of additions and removals keeps exactly the faces it should', () => {
  const random = randomNumbers(11);
  const model = newModel();
  const expected = new Set<number>();
  let next = 0;
  for (let step = 0; step < 300; step++) {
    if (random() < 0.6) {
      const added = numbers(next, next + 1 + Math.floor(random() ** 4 * 6000));
      next += added.length;
      for (const face of added) expected.add(face);
      append(model, added);
    } else {
      const total = rowCount(model.blocks);
      const share = random() ** 3;
      const removed = numbers(0, total).filter(() => random() < share);
      const faces = facesOf(model);
      for (const row of removed) expected.delete(faces[row] ?? -1);
      remove(model, removed);
    }
    expect(rowCount(model.blocks)).toBe(expected.size);
  }
  expect(new Set(facesOf(model))).toEqual(expected);
});

test('a round of removal takes the highest rows of at most so many blocks', () => {
  const blocks = [
    { block: 1, count: 10 },
    { block: 2, count: 10 },
    { block: 3, count: 10 },
  ];
  expect(removalRound(blocks, [25, 3, 12, 4, 19], 1)).toEqual([25]);
  expect(removalRound(blocks, [25, 3, 12, 4, 19], 2)).toEqual([12, 19, 25]);
  expect(removalRound(blocks, [3, 4, 25], 2)).toEqual([3, 4, 25]);
  expect(removalRound(blocks, [], 2)).toEqual([]);
  expect(firstRows(blocks)).toEqual([0, 10, 20]);
});
