import { describe, expect, test } from 'vitest';
import { checkConditions, evaluateConditions, samplingDraw } from '../../src/operations/human-loop-conditions.ts';
import type { HumanLoopActivationConditions, HumanLoopCondition, ModerationLabelConfidenceCheck } from '../../src/shapes/human-loops.ts';

const labels = [
  { Name: 'Suggestive', ParentName: '', Confidence: 96.7 },
  { Name: 'Revealing Clothes', ParentName: 'Suggestive', Confidence: 96.7 },
  { Name: 'Smoking', ParentName: 'Tobacco', Confidence: 55 },
];

function check(bars: Omit<ModerationLabelConfidenceCheck['ConditionParameters'], 'ModerationLabelName'>, name = 'Suggestive'): HumanLoopCondition {
  return { ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: name, ...bars } };
}
const sampling = (percentage: number): HumanLoopCondition => ({ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: percentage } });
const met = (...Conditions: HumanLoopCondition[]): boolean => evaluateConditions({ Conditions }, labels, 40).met;

describe('evaluateConditions', () => {
  test('compares the confidence of the label that is named with every bar', () => {
    expect(met(check({ ConfidenceLessThan: 98 }))).toBe(true);
    expect(met(check({ ConfidenceLessThan: 96.7 }))).toBe(false);
    expect(met(check({ ConfidenceLessThanEquals: 96.7 }))).toBe(true);
    expect(met(check({ ConfidenceGreaterThan: 96.7 }))).toBe(false);
    expect(met(check({ ConfidenceGreaterThanEquals: 96.7 }))).toBe(true);
    expect(met(check({ ConfidenceEquals: 96.7 }))).toBe(true);
    expect(met(check({ ConfidenceGreaterThan: 90, ConfidenceLessThan: 95 }))).toBe(false);
    expect(met(check({ ConfidenceLessThan: 98 }, 'Alcohol'))).toBe(false);
  });

  test('takes * for any label, one of which satisfies all bars', () => {
    expect(met(check({ ConfidenceGreaterThan: 50, ConfidenceLessThan: 60 }, '*'))).toBe(true);
    expect(met(check({ ConfidenceGreaterThan: 60, ConfidenceLessThan: 90 }, '*'))).toBe(false);
    expect(evaluateConditions({ Conditions: [check({}, '*')] }, [], 0).met).toBe(false);
  });

  test('samples below its percentage', () => {
    expect(met(sampling(40))).toBe(false);
    expect(met(sampling(40.01))).toBe(true);
  });

  test('takes each condition by itself, and joins inside And and Or', () => {
    const yes = check({ ConfidenceGreaterThan: 50 });
    const no = check({ ConfidenceGreaterThan: 99 });
    expect(met(no, yes)).toBe(true);
    expect(met({ And: [no, yes] })).toBe(false);
    expect(met({ Or: [no, yes] })).toBe(true);
    expect(met({ And: [yes, { Or: [no, sampling(100)] }] })).toBe(true);
  });

  test('writes the results beside the conditions', () => {
    const condition = { Or: [check({ ConfidenceLessThan: 98 }), check({ ConfidenceGreaterThan: 98 }, 'Smoking')] };
    expect(JSON.parse(evaluateConditions({ Conditions: [condition] }, labels, 0).results)).toEqual({
      Conditions: [
        {
          EvaluationResult: true,
          Or: [
            { EvaluationResult: true, ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: 'Suggestive', ConfidenceLessThan: 98 } },
            { EvaluationResult: false, ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: 'Smoking', ConfidenceGreaterThan: 98 } },
          ],
        },
      ],
    });
  });
});

test('draws evenly and the same for the same text', () => {
  const draws = Array.from({ length: 10_000 }, (_, index) => samplingDraw(`flow\n0.0${index} 0.5`));
  for (let decile = 0; decile < 10; decile++) {
    const inside = draws.filter((draw) => draw >= 10 * decile && draw < 10 * decile + 10).length;
    // Four standard deviations of a fair draw.
    expect(Math.abs(inside - 1000)).toBeLessThan(120);
  }
  expect(samplingDraw('flow\n0.07 0.5')).toBe(draws[7]);
});

describe('checkConditions', () => {
  test('takes what the service takes', () => {
    expect(() => checkConditions({ Conditions: [check({ ConfidenceLessThan: 98 }), sampling(0.01), { And: [{ Or: [sampling(100)] }] }] })).not.toThrow();
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'Conditions'],
    ['no list', {}, 'Conditions'],
    ['an empty list', { Conditions: [] }, 'at least one'],
    ['an unknown type', { Conditions: [{ ConditionType: 'sampling', ConditionParameters: {} }] }, 'Conditions[0].ConditionType'],
    ['no parameters', { Conditions: [{ ConditionType: 'Sampling' }] }, 'Conditions[0].ConditionParameters'],
    ['a percentage of 0', { Conditions: [sampling(0)] }, '0.01'],
    ['a misspelt label', { Conditions: [check({}, 'suggestive')] }, 'ModerationLabelName'],
    ['a misspelt bar', { Conditions: [{ ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: '*', ConfidenceBelow: 3 } }] }, 'ConfidenceBelow'],
    ['a bar beyond 100', { Conditions: [check({ ConfidenceLessThan: 101 })] }, 'ConfidenceLessThan'],
    ['a third level', { Conditions: [{ And: [{ Or: [{ And: [sampling(1)] }] }] }] }, 'third time'],
    ['a join beside something', { Conditions: [{ And: [sampling(1)], Or: [sampling(1)] }] }, 'alone'],
    ['results too long to tell', { Conditions: Array.from({ length: 100 }, () => check({ ConfidenceLessThan: 98 })) }, '10240'],
  ])('refuses %s and says what to change', (_, conditions, told) => {
    let message = '';
    try {
      checkConditions(conditions as HumanLoopActivationConditions);
    } catch (error) {
      expect(error).toMatchObject({ name: 'InvalidParameterException' });
      message = String(error);
    }
    expect(message).toContain(told);
  });
});
