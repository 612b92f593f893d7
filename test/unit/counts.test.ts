import { expect, it } from 'vitest';
import { runStages, sentenceOf, total, withNeeds, type Stage } from '../set-up/stages.ts';

const stage = (name: string, passed: number, failed: number, skipped = 0, needs: readonly string[] = []): Stage => ({
  name,
  needs,
  run: () => Promise.resolve({ passed, failed, skipped }),
});

const silently = (): void => undefined;

it('adds the counts of all stages', async () => {
  const results = await runStages([stage('a', 3, 0, 2), stage('b', 4, 1)], silently);
  expect(sentenceOf(total(results))).toBe('7 passed, 1 failed, 2 skipped');
});

it('leaves "skipped" out when nothing was', async () => {
  expect(sentenceOf(total(await runStages([stage('a', 3, 0)], silently)))).toBe('3 passed, 0 failed');
});

it('counts a stage as failed when what it needs has failed', async () => {
  const results = await runStages([stage('models', 0, 1), stage('browser', 9, 0, 0, ['models'])], silently);
  expect(sentenceOf(total(results))).toBe('0 passed, 2 failed');
});

it('runs what the asked stages need before them', () => {
  const stages = [stage('prepare', 1, 0), stage('types', 1, 0, 0, ['prepare']), stage('build', 1, 0, 0, ['prepare']), stage('packed', 1, 0, 0, ['build'])];
  expect(withNeeds(stages, ['packed']).map(({ name }) => name)).toEqual(['prepare', 'build', 'packed']);
});
