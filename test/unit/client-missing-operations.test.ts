import { expect, it } from 'vitest';
import { commands } from '../set-up/constraint-values.ts';

it('answers all 48 operations', () => {
  expect(commands).toHaveLength(48);
  expect(commands.filter(({ run }) => run === undefined).map(({ operation }) => operation)).toEqual([]);
});
