import { describe, expect, it } from 'vitest';
import { FEATURE_LENGTH, packProjection, projectFeature, unpackProjection, type FeatureProjection } from '../../src/vision/face/feature-projection.ts';
import { faceTemplate } from '../../src/vision/face/template.ts';
import { principalComponents } from '../accuracy/principal-components.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const random = randomNumbers(11);
const vector = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);
const length = (values: Float32Array): number => Math.hypot(...values);

function projection(rows: number): FeatureProjection {
  return {
    biases: vector(rows),
    steps: Float32Array.from({ length: rows }, () => 0.001 + random() / 100),
    weights: Int8Array.from({ length: rows * FEATURE_LENGTH }, () => Math.round(254 * (random() - 0.5))),
  };
}

describe('the projection of a feature', () => {
  it('comes back from its file as it was', () => {
    const original = projection(5);
    expect(unpackProjection(packProjection(original).buffer)).toEqual(original);
  });

  it('refuses a file that was cut off', () => {
    expect(() => unpackProjection(packProjection(projection(5)).slice(1).buffer)).toThrow(/no whole rows/);
    expect(() => unpackProjection(new ArrayBuffer(0))).toThrow(/no whole rows/);
  });

  it('is steps times (bias + weights times the roots of the feature), shortened to the root of its length', () => {
    const { biases, steps, weights } = projection(3);
    const feature = vector(FEATURE_LENGTH).map(Math.abs);
    const total = feature.reduce((sum, value) => sum + value, 0);
    const expected = Float32Array.from({ length: 3 }, (_, row) => {
      const sum = feature.reduce((before, value, index) => before + Math.sqrt(value / total) * (weights[row * FEATURE_LENGTH + index] ?? 0), 0);
      return ((biases[row] ?? 0) + sum) * (steps[row] ?? 0);
    });
    const projected = projectFeature(feature, { biases, steps, weights });
    expect(length(projected)).toBeCloseTo(Math.sqrt(length(expected)), 5);
    projected.forEach((value, row) => expect(value).toBeCloseTo((expected[row] ?? 0) / Math.sqrt(length(expected)), 4));
    projectFeature(feature.map((value) => 3 * value), { biases, steps, weights }).forEach((value, row) => expect(value).toBeCloseTo(projected[row] ?? 0, 4));
    expect(() => projectFeature(vector(12), { biases, steps, weights })).toThrow(RangeError);
  });
});

describe('a template', () => {
  it('adds the squared distances of its two parts, each by its weight', () => {
    const shared = projection(192);
    const [a, b] = [0, 1].map(() => ({ embedding: vector(128), feature: vector(FEATURE_LENGTH) }));
    if (!a || !b) throw new Error('There are no two faces.');
    const weights = { embedding: 1.5, feature: 0.25 };
    const apart = (one: Float32Array, other: Float32Array): number => length(one.map((value, index) => value - (other[index] ?? 0)));
    const embeddings = apart(a.embedding, b.embedding);
    const features = apart(projectFeature(a.feature, shared), projectFeature(b.feature, shared));
    const templates = apart(faceTemplate(a, shared, weights), faceTemplate(b, shared, weights));
    expect(templates).toBeCloseTo(Math.hypot(1.5 * embeddings, 0.25 * features), 4);
  });
});

describe('principal components', () => {
  it('finds the directions that vectors were drawn along, with their variances', () => {
    const axes = [3, 1, 7];
    const deviations = [4, 2, 0.5];
    const vectors = Array.from({ length: 10 }, () => {
      const drawn = new Float32Array(12).fill(1);
      axes.forEach((axis, index) => (drawn[axis] = 1 + (deviations[index] ?? 0) * (random() < 0.5 ? -1 : 1) * (0.5 + random())));
      return drawn;
    });
    const { mean, components } = principalComponents(vectors, 3);
    expect(mean[0]).toBeCloseTo(1, 6);
    for (const [index, { direction, variance }] of components.entries()) {
      expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
      for (const other of components.slice(index + 1)) {
        expect(direction.reduce((sum, value, at) => sum + value * (other.direction[at] ?? 0), 0)).toBeCloseTo(0, 6);
        expect(variance).toBeGreaterThanOrEqual(other.variance);
      }
      const along = vectors.map((each) => each.reduce((sum, value, at) => sum + (value - (mean[at] ?? 0)) * (direction[at] ?? 0), 0));
      expect(along.reduce((sum, value) => sum + value * value, 0) / along.length).toBeCloseTo(variance, 4);
      expect(direction.every((value, at) => axes.includes(at) || Math.abs(value) < 1e-6)).toBe(true);
    }
  });
});
