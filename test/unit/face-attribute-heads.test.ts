import { describe, expect, it } from 'vitest';
import { calibrate } from '../../models/heads/training/calibration.ts';
import { readLabelledFaces, sourceOf } from '../../models/heads/face-attributes/labelled-faces.ts';
import { decide, fitLogisticRegression } from '../../models/heads/training/logistic-regression.ts';
import { averagePrecision, measure } from '../../models/heads/training/measures.ts';
import { FEATURE_LENGTH, predictFaceAttributes } from '../../models/heads/face-attributes/predict.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

describe('the heads for glasses, beard and mustache', () => {
  it('gives four probabilities that depend on the feature', () => {
    const random = randomNumbers(1);
    const one = predictFaceAttributes(Float32Array.from({ length: FEATURE_LENGTH }, () => random() ** 4));
    const other = predictFaceAttributes(Float32Array.from({ length: FEATURE_LENGTH }, () => random() ** 4));
    for (const name of ['eyeglasses', 'sunglasses', 'beard', 'mustache'] as const) {
      expect(one[name]).toBeGreaterThan(0);
      expect(one[name]).toBeLessThan(1);
      expect(one[name]).not.toBe(other[name]);
    }
  });

  it('refuses the feature of another backbone', () => {
    expect(() => predictFaceAttributes(new Float32Array(1280))).toThrow(RangeError);
  });
});

describe('their training', () => {
  it('finds the minimum of the penalised logistic loss', () => {
    const random = randomNumbers(7);
    const [count, length, penalty] = [400, 5, 0.01];
    const values = Float32Array.from({ length: count * length }, () => 2 * random() - 1);
    const answers = Uint8Array.from({ length: count }, (_, row) => ((values[row * length] ?? 0) + (random() - 0.5) > 0.2 ? 1 : 0));
    const rows = { values, count, length };
    const head = fitLogisticRegression({ rows, answers, rowWeights: new Float64Array(count).fill(1 / count), penalty });
    // At the minimum the gradient vanishes: the mean error against each column equals minus the penalty's pull.
    for (let column = 0; column < length; column++) {
      let gradient = penalty * (head.weights[column] ?? 0);
      for (let row = 0; row < count; row++) {
        const error = 1 / (1 + Math.exp(-decide(head, rows, row))) - (answers[row] ?? 0);
        gradient += (error * (values[row * length + column] ?? 0)) / count;
      }
      expect(Math.abs(gradient)).toBeLessThan(1e-4);
    }
    expect(head.weights[0]).toBeGreaterThan(1);
  });

  it('calibrates scores to the share of yes that is asked for', () => {
    const random = randomNumbers(3);
    const judged = Array.from({ length: 4000 }, () => {
      const score = 8 * random() - 4;
      return { score, answer: random() < 1 / (1 + Math.exp(-score)) };
    });
    const even = calibrate(judged, 0.5);
    expect(even.slope).toBeCloseTo(1, 0);
    expect(even.offset).toBeCloseTo(0, 0);
    const rare = calibrate(judged, 0.1);
    expect(rare.offset - even.offset).toBeCloseTo(Math.log(0.1 / 0.9), 0);
  });

  it('measures precision, recall and average precision', () => {
    const judged = [
      { score: 0.9, answer: true },
      { score: 0.8, answer: false },
      { score: 0.7, answer: true },
      { score: 0.1, answer: false },
      { score: 0.2, answer: true },
    ];
    expect(averagePrecision(judged)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3);
    expect(measure(judged, 0.5)).toMatchObject({ yes: 3, no: 2, precision: 2 / 3, recall: 2 / 3 });
    expect(measure([], 0.5).recall).toBeUndefined();
  });

  it('knows the source of every labelled face', async () => {
    const faces = await readLabelledFaces();
    expect(faces.length).toBeGreaterThan(2000);
    for (const { file } of faces) expect(() => sourceOf(file)).not.toThrow();
    const people = new Set(faces.map(({ person }) => person));
    expect(people.size).toBeGreaterThan(1000);
  });
});
