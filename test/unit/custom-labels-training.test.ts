import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { labelsTold } from '../../src/operations/custom-labels/detect-custom-labels.ts';
import { evaluate, type ScoredPicture } from '../../src/training/evaluation.ts';
import { stratifiedSplit } from '../../src/training/split.ts';
import { trainHead } from '../../src/training/train-head.ts';
import { headConfidences } from '../../src/training/trained-head.ts';
import type { EpochEvent, TrainingExamples, TrainingState } from '../../src/training/training-calls.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const FEATURE_LENGTH = 128;

/** Features of which every other number tells one of the labels, under noise. */
function examples(count: number, exclusive: boolean, heldOut = 0): TrainingExamples {
  const next = randomNumbers(3);
  const features = new Float32Array(count * FEATURE_LENGTH);
  const targets = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const truth = exclusive ? [row % 2, 1 - (row % 2)] : [row % 2, row % 3 === 0 ? 1 : 0];
    for (let index = 0; index < FEATURE_LENGTH; index++) features[row * FEATURE_LENGTH + index] = next() + 0.3 * (truth[index % 4] ?? 0);
    targets.set(truth, row * 2);
  }
  return { features, featureLength: FEATURE_LENGTH, targets, labelCount: 2, exclusive, heldOut: Uint8Array.from({ length: count }, (_, row) => (row < heldOut ? 1 : 0)) };
}

const never = new AbortController().signal;
const labels = ['a', 'b'];

function accuracy(data: TrainingExamples, trained: { readonly weights: Float32Array; readonly biases: Float32Array }): number {
  const count = data.targets.length / 2;
  let right = 0;
  for (let row = 0; row < count; row++) {
    const confidences = headConfidences({ labels, exclusive: data.exclusive, ...trained }, data.features.subarray(row * FEATURE_LENGTH, (row + 1) * FEATURE_LENGTH));
    const told = data.exclusive ? confidences.map((value) => (value === Math.max(...confidences) ? 1 : 0)) : confidences.map((value) => (value >= 0.5 ? 1 : 0));
    if (told.every((value, index) => value === data.targets[row * 2 + index])) right += 1;
  }
  return right / count;
}

describe('training a head', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([true, false])('learns labels (exclusive: %s) and its loss falls', async (exclusive) => {
    const data = examples(120, exclusive, 20);
    const told: EpochEvent[] = [];
    const outcome = await trainHead(tf, data, undefined, (event) => told.push(event), never);
    expect(accuracy(data, outcome)).toBeGreaterThan(0.85);
    expect(told.at(-1)?.loss).toBeLessThan((told[0]?.loss ?? 0) / 2);
    expect(told.every(({ heldOutLoss }) => heldOutLoss !== undefined)).toBe(true);
    expect(told).toHaveLength(outcome.epochs);
  });

  it('goes on from a checkpoint to the same numbers', async () => {
    const data = examples(60, true);
    const states: TrainingState[] = [];
    const whole = await trainHead(tf, data, undefined, ({ state }) => state && states.push(state), never);
    const resumed = await trainHead(tf, data, states[1], () => {}, never);
    expect(resumed.epochs).toBe(whole.epochs);
    expect(resumed.biases).toEqual(whole.biases);
    expect(resumed.weights).toEqual(whole.weights);
  });

  it('ends when it is told to and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const running = trainHead(tf, examples(60, true), undefined, ({ epoch }) => epoch === 3 && controller.abort(new Error('Enough.')), controller.signal);
    await expect(running).rejects.toThrow('Enough.');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a split', () => {
  it('gives each label its part where pictures have several, and leaves some of each to learn from', () => {
    const items = Array.from({ length: 60 }, (_, index) => ({ key: `picture-${index}`, labels: [`color-${index % 3}`, ...(index % 10 === 0 ? ['rare'] : []), ...(index === 7 ? ['once'] : [])] }));
    const { larger, smaller } = stratifiedSplit(items, 0.2, 1);
    const count = (part: readonly { labels: readonly string[] }[], label: string): number => part.filter((item) => item.labels.includes(label)).length;
    expect(larger.length + smaller.length).toBe(60);
    for (const color of ['color-0', 'color-1', 'color-2']) expect(count(smaller, color)).toBe(4);
    expect(count(smaller, 'rare')).toBe(1);
    expect(count(larger, 'once')).toBe(1);
    expect(stratifiedSplit(items.toReversed(), 0.2, 1).smaller.map(({ key }) => key).toSorted()).toEqual(smaller.map(({ key }) => key).toSorted());
    expect(stratifiedSplit(items, 0.2, 2).smaller).not.toEqual(smaller);
  });
});

describe('an evaluation', () => {
  const picture = (truth: number, ...confidences: readonly number[]): ScoredPicture => ({ truth: [truth], confidences });

  it('finds the threshold of the largest F1, in the middle of its gap', () => {
    const { labels: [first], f1 } = evaluate([picture(0, 0.9, 0.1), picture(0, 0.8, 0.2), picture(1, 0.4, 0.6), picture(1, 0.1, 0.9)], 2, true);
    expect(first).toMatchObject({ pictures: 2, precision: 1, recall: 1, f1: 1, averagePrecision: 1 });
    expect(first?.threshold).toBeCloseTo(0.6);
    expect(f1).toBe(1);
  });

  it('tells what is mistaken for what', () => {
    const { labels: [first, second], confusion, f1 } = evaluate([picture(0, 0.9, 0.1), picture(0, 0.3, 0.7), picture(1, 0.6, 0.4), picture(1, 0.2, 0.8)], 2, true);
    expect(confusion).toEqual([[0.5, 0.5], [0.5, 0.5]]);
    // From the surest down the first label is right, wrong, right, wrong: three told and two of them right is best.
    expect(first).toMatchObject({ precision: 2 / 3, recall: 1, f1: 0.8 });
    expect(first?.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2);
    expect(f1).toBeCloseTo(((first?.f1 ?? 0) + (second?.f1 ?? 0)) / 2);
  });

  it('takes equal confidences together, and leaves labels without pictures out of the mean', () => {
    const { labels: [first, , third], f1 } = evaluate([picture(0, 0.5, 0.5, 0), picture(1, 0.5, 0.5, 0)], 3, false);
    expect(first).toMatchObject({ precision: 0.5, recall: 1 });
    expect(third).toMatchObject({ pictures: 0, f1: 0 });
    expect(f1).toBeCloseTo(2 / 3);
  });
});

describe('labels that are told', () => {
  const head = { labels: ['b', 'a', 'c'], thresholds: [0.5, 0.9, 0.5] };

  it('are those that reach their own thresholds, surest first, or the one that is asked for', () => {
    const told = (minConfidence?: number): string[] => labelsTold(head, [0.6, 0.6, 0.5].map((confidence, label) => ({ label, confidence })), minConfidence).map(({ Name = '' }) => Name);
    expect(told()).toEqual(['b', 'c']);
    expect(told(0)).toEqual(['a', 'b', 'c']);
    expect(told(60)).toEqual(['a', 'b']);
    expect(told(99)).toEqual([]);
  });
});
