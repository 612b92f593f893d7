import { describe, expect, it } from 'vitest';
import { profileOf, timed, type TimedStage } from '../../src/profile/call-profile.ts';
import { profileText } from '../../src/profile/profile-text.ts';

const stage = (kind: TimedStage['kind'], begunAt: number, milliseconds: number, name?: string): TimedStage => ({ kind, name, begunAt, milliseconds });

const profile = profileOf({
  operation: 'DetectFaces',
  requestId: '1',
  begunAt: 1000,
  endedAt: 1100,
  // Told as they ended. Two models arrive side by side, one of them since before the call began.
  stages: [
    stage('decode', 1000, 10),
    stage('resize', 1040, 0.01),
    stage('fetch', 990, 30, 'yunet'),
    stage('fetch', 1010, 20, 'iris'),
    stage('model', 1050, 20, 'yunet'),
    stage('model', 1080, 10, 'iris'),
  ],
});

describe('the profile of a call', () => {
  it('puts stages in the order in which they began, counted from the call', () => {
    expect(profile.stages.map(({ kind, name, startedAt }) => [kind, name, startedAt])).toEqual([
      ['fetch', 'yunet', -10],
      ['decode', undefined, 0],
      ['fetch', 'iris', 10],
      ['model', 'yunet', 50],
      ['model', 'iris', 80],
    ]);
  });

  it('adds up model runs, and counts as rest what no stage covers', () => {
    expect(profile).toMatchObject({ operation: 'DetectFaces', requestId: '1', milliseconds: 100, modelMilliseconds: 30 });
    // 0 to 30 is covered, though twice in part; 50 to 70 and 80 to 90.
    expect(profile.restMilliseconds).toBe(40);
  });

  it('is told in lines, the longest sum first', () => {
    expect(profileText(profile).split('\n')).toEqual([
      'DetectFaces: 100.0 ms, of which models 30.0 ms (30 %), not told 40.0 ms',
      '    30.0 ms  fetch yunet',
      '    20.0 ms  fetch iris',
      '    20.0 ms  model yunet',
      '    10.0 ms  decode',
      '    10.0 ms  model iris',
    ]);
  });
});

describe('a timed task', () => {
  it('gives its result, and its time also when it fails', async () => {
    const stages: TimedStage[] = [];
    const record = (each: TimedStage): void => void stages.push(each);
    await expect(timed(record, 'decode', undefined, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(timed(record, 'model', 'iris', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(stages.map(({ kind, name }) => [kind, name])).toEqual([['decode', undefined], ['model', 'iris']]);
  });
});
