import { expect, test } from 'vitest';
import { pageSize, readToken, writeToken, type TokenScope } from '../../src/operations/collection-paging.ts';
import { farthestDistance } from '../../src/operations/collection-search.ts';

const scope = (listed: string): TokenScope => ({ operation: 'ListFaces', listed, position: /^\d+$/ });

test('a page holds what is asked, 1,000 at most and by default', () => {
  expect([undefined, 0, 1, 1000, 4096].map(pageSize)).toEqual([1000, 1000, 1, 1000, 1000]);
});

test('a token comes back as the position it was made from, and is at most 255 characters long', () => {
  for (const name of ['a', 'x'.repeat(255)]) {
    const token = writeToken(scope(name), '0'.repeat(36));
    expect(token).toMatch(/^[\w-]{1,255}$/);
    expect(readToken(scope(name), token)).toBe('0'.repeat(36));
  }
  expect(readToken(scope('a'), undefined)).toBeUndefined();
});

test('a token of another operation or collection, or one that was made up, is refused', () => {
  const token = writeToken(scope('a'), '1');
  const refused = { name: 'InvalidPaginationTokenException' };
  expect(() => readToken(scope('b'), token)).toThrow(expect.objectContaining(refused));
  expect(() => readToken({ ...scope('a'), operation: 'ListCollections' }, token)).toThrow(expect.objectContaining(refused));
  expect(() => readToken(scope('a'), writeToken(scope('a'), 'x'))).toThrow(expect.objectContaining(refused));
  expect(() => readToken(scope('a'), '')).toThrow(expect.objectContaining(refused));
  expect(() => readToken(scope('a'), '%%%')).toThrow(expect.objectContaining(refused));
});

test('the farthest distance of a threshold has at least that similarity, and nothing beyond it has', () => {
  const steps = (distance: number): number => (distance <= 0.3 ? 100 : distance <= 0.6 ? 80 : Math.max(0, 80 - 100 * (distance - 0.6)));
  expect(farthestDistance(100, steps)).toBeCloseTo(0.3, 9);
  expect(farthestDistance(80, steps)).toBeCloseTo(0.6, 9);
  expect(farthestDistance(50, steps)).toBeCloseTo(0.9, 9);
  expect(farthestDistance(0, steps)).toBe(Infinity);
});
