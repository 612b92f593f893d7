import { expect, test } from 'vitest';
import { createBestMatches, type Match } from '../../src/storage/search/best-matches.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const byRow = (a: number, b: number): number => a - b;

test('keeps what sorting everything would keep, ties included', () => {
  const random = randomNumbers(5);
  for (const limit of [1, 2, 7, 100, 1000]) {
    const offered: Match[] = Array.from({ length: 500 }, (_, row) => ({ row, squaredDistance: Math.floor(random() * 40) }));
    const best = createBestMatches(limit, 30, byRow);
    for (const { row, squaredDistance } of offered) if (squaredDistance <= best.bound) best.offer(row, squaredDistance);
    const sorted = offered
      .filter(({ squaredDistance }) => squaredDistance <= 30)
      .toSorted((a, b) => a.squaredDistance - b.squaredDistance || a.row - b.row)
      .slice(0, limit);
    expect(best.sorted()).toEqual(sorted);
  }
});

test('the answer does not depend on the order of the offers', () => {
  const offers: Match[] = Array.from({ length: 50 }, (_, row) => ({ row, squaredDistance: row % 3 }));
  const forward = createBestMatches(20, Infinity, byRow);
  const backward = createBestMatches(20, Infinity, byRow);
  for (const { row, squaredDistance } of offers) forward.offer(row, squaredDistance);
  for (const { row, squaredDistance } of offers.toReversed()) backward.offer(row, squaredDistance);
  expect(backward.sorted()).toEqual(forward.sorted());
});

test('the bound falls as better matches come', () => {
  const best = createBestMatches(2, 9, byRow);
  expect(best.bound).toBe(9);
  best.offer(0, 5);
  expect(best.bound).toBe(9);
  best.offer(1, 7);
  expect(best.bound).toBe(7);
  best.offer(2, 1);
  expect(best.bound).toBe(5);
});
