import { expect, test } from 'vitest';
import { moderationLabels } from '../../src/operations/moderation.ts';
import { isModerationName, moderationParentOf, moderationTaxonomy } from '../../src/operations/moderation-taxonomy.ts';
import { concernProbabilities } from '../../src/vision/moderation/bars.ts';
import { CONCERNS, type ConcernScores } from '../../src/vision/moderation/concerns.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const seen = (probabilities: ConcernScores): Parameters<typeof moderationLabels>[0] => ({ probabilities, backbone: 'mobilenet-v2-imagenet' });

test('tells a category together with its parent, surest first', () => {
  expect(moderationLabels(seen({ smoking: 0.6, alcohol: 0.9, weapon: 0.49 }), 50)).toEqual([
    { Name: 'Alcohol', ParentName: '', Confidence: 90 },
    { Name: 'Alcoholic Beverages', ParentName: 'Alcohol', Confidence: 90 },
    { Name: 'Smoking', ParentName: 'Tobacco', Confidence: 60 },
    { Name: 'Tobacco', ParentName: '', Confidence: 60 },
  ]);
});

test('tells a parent of two categories once, as sure as the surer one', () => {
  const labels = moderationLabels(seen({ femaleSwimwear: 0.7, revealingClothes: 0.8 }), 0);
  expect(labels.filter(({ Name }) => Name === 'Suggestive')).toEqual([{ Name: 'Suggestive', ParentName: '', Confidence: 80 }]);
});

test('tells Gambling at both levels', () => {
  expect(moderationLabels(seen({ gambling: 0.75 }), 75)).toEqual([
    { Name: 'Gambling', ParentName: '', Confidence: 75 },
    { Name: 'Gambling', ParentName: 'Gambling', Confidence: 75 },
  ]);
});

test('keeps both levels consistent whatever was seen, and tells more at lower bars only', () => {
  const random = randomNumbers(5);
  for (let round = 0; round < 300; round++) {
    const probabilities: ConcernScores = Object.fromEntries(CONCERNS.filter(() => random() < 0.5).map((concern) => [concern, random()]));
    const bar = 100 * random();
    const labels = moderationLabels(seen(probabilities), bar);
    for (const { Name = '', ParentName = '', Confidence = 0 } of labels) {
      expect(Confidence).toBeGreaterThanOrEqual(bar);
      expect(Confidence).toBeLessThanOrEqual(100);
      expect(ParentName === '' ? Object.keys(moderationTaxonomy) : [ParentName]).toContain(ParentName === '' ? Name : ParentName);
      if (ParentName === '') {
        const own = labels.filter((other) => other.ParentName === Name).map((other) => other.Confidence);
        expect(Confidence).toBe(Math.max(...own.map((value) => value ?? 0)));
      } else {
        expect(moderationTaxonomy[ParentName as keyof typeof moderationTaxonomy]).toContain(Name);
        expect(labels.some((other) => other.Name === ParentName && other.ParentName === '')).toBe(true);
      }
    }
    const confidences = labels.map(({ Confidence = 0 }) => Confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    const all = moderationLabels(seen(probabilities), 0);
    expect(labels).toEqual(all.filter(({ Confidence = 0 }) => Confidence >= bar));
  }
});

test('knows every name of the taxonomy and no other', () => {
  const children = Object.values(moderationTaxonomy).flat();
  expect(children).toHaveLength(35);
  expect(new Set(children).size).toBe(35);
  for (const child of children) expect(moderationTaxonomy[moderationParentOf(child)]).toContain(child);
  expect(isModerationName('Suggestive')).toBe(true);
  expect(isModerationName('Smoking')).toBe(true);
  expect(isModerationName('smoking')).toBe(false);
  expect(isModerationName('toString')).toBe(false);
});

test('makes one half of a score at its bar, keeps the order and leaves out what the backbone cannot see', () => {
  for (const backbone of ['mobilenet-v2-imagenet', 'nsfw-mobilenet-v2-mid'] as const) {
    const steps = Array.from({ length: 101 }, (_, index) => index / 100);
    const curve = steps.map((score) => concernProbabilities({ nudity: score }, backbone).nudity ?? Number.NaN);
    expect(curve).toEqual(curve.toSorted((a, b) => a - b));
    expect(curve[0]).toBeLessThan(0.01);
    expect(curve[100]).toBeGreaterThan(0.9);
  }
  expect(concernProbabilities({ weapon: 0.9 }, 'nsfw-mobilenet-v2-mid')).toEqual({});
});
