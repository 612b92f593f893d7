import type { StrangerDistances } from '../../src/galleries/match-confidence.ts';
import { normalShareBelow } from '../../src/galleries/normal-share.ts';
import { FEATURE_LENGTH, featureRoots, packProjection, projectFeature, unpackProjection, type FeatureProjection } from '../../src/vision/face/feature-projection.ts';
import type { FaceIdentity, TemplateWeights } from '../../src/vision/face/template.ts';
import { PROJECTED_LENGTH } from '../../src/vision/face/template-length.ts';
import type { IdentifiedFace } from './described-portraits.ts';
import { principalComponents } from './principal-components.ts';
import { lineThrough, quantileOf } from './similarity-fit.ts';

/** All that is fitted of how people are recognised. */
export interface TemplateFit {
  readonly projection: FeatureProjection;
  readonly weights: TemplateWeights;
  readonly strangers: StrangerDistances;
}

/** What is the same however much the feature counts. */
export interface FittedProjection {
  readonly projection: FeatureProjection;
  /** @param featureShare part of the squared distance of two typical strangers that the feature makes, 0 to 1 */
  readonly weigh: (featureShare: number) => TemplateFit;
}

/**
 * Both parts count the same between two typical strangers. Which share recognises more people is not fitted: that takes two
 * photographs of one person that are years apart, and those at hand are the ones the report asks for.
 */
export const FEATURE_SHARE = 0.5;
/**
 * Directions are divided by this power of their variance: between the distances as they are (0) and those in which all
 * directions count the same (0.5).
 */
const VARIANCE_POWER = 0.25;
/** People are never compared by a projection that was made of themselves: it draws those apart that it knows. */
const FOLDS = 4;

/** Fits a projection to people of whom there is one portrait each. */
export function fitTemplates(portraits: readonly IdentifiedFace[]): FittedProjection {
  const projection = fitProjection(portraits);
  const impostor = strangersApart(portraits);
  const typical = { embedding: median(impostor.map(({ embedding }) => embedding)), feature: median(impostor.map(({ feature }) => feature)) };
  return {
    projection,
    weigh(featureShare) {
      const weights = { embedding: round(Math.sqrt((1 - featureShare) / typical.embedding)), feature: round(Math.sqrt(featureShare / typical.feature)) };
      const distances = impostor.map(({ embedding, feature }) => Math.sqrt(embedding * weights.embedding ** 2 + feature * weights.feature ** 2));
      return { projection, weights, strangers: fitNormal(distances) };
    },
  };
}

/** Each person of a fold as asked for, with every other one of it as a gallery holds them, by a projection made of the other folds. */
function strangersApart(portraits: readonly IdentifiedFace[]): readonly SquaredParts[] {
  const sorted = portraits.toSorted((a, b) => (a.person < b.person ? -1 : 1));
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const projection = fitProjection(sorted.filter((_, index) => index % FOLDS !== fold));
    const projected = ({ embedding, feature }: FaceIdentity): Comparable => ({ embedding, feature: projectFeature(feature, projection) });
    const faces = sorted.filter((_, index) => index % FOLDS === fold).map(({ asked, held }) => ({ asked: projected(asked), held: projected(held) }));
    return faces.flatMap(({ asked }, index) => faces.filter((_, other) => other !== index).map(({ held }) => apart(asked, held)));
  });
}

/** The directions in which the square roots of people's features differ, with weights of 8 bits as they are stored. */
function fitProjection(portraits: readonly IdentifiedFace[]): FeatureProjection {
  const { mean, components } = principalComponents(portraits.map(({ held }) => featureRoots(held.feature)), PROJECTED_LENGTH);
  const rows = components.map(({ direction, variance }) => direction.map((value) => value / variance ** VARIANCE_POWER));
  const steps = Float32Array.from(rows, (row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127);
  const weights = Int8Array.from(rows.flatMap((row, index) => [...row].map((value) => Math.round(value / (steps[index] ?? 1)))));
  const biases = Float32Array.from(rows, (_, row) => {
    let sum = 0;
    for (let index = 0; index < FEATURE_LENGTH; index++) sum -= (mean[index] ?? 0) * (weights[row * FEATURE_LENGTH + index] ?? 0);
    return sum;
  });
  return unpackProjection(packProjection({ biases, steps, weights }).buffer);
}

interface SquaredParts {
  readonly embedding: number;
  readonly feature: number;
}

interface Comparable {
  readonly embedding: Float32Array;
  readonly feature: Float32Array;
}

function apart(one: Comparable, other: Comparable): SquaredParts {
  return { embedding: squaredDistance(one.embedding, other.embedding), feature: squaredDistance(one.feature, other.feature) };
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return sum;
}

/**
 * The normal distribution that the nearer distances follow: a straight line through those that lie 3 to 0.5 standard
 * deviations below its mean. Farther out are too few pairs to tell its slope, and more than half of all never matter.
 */
function fitNormal(distances: readonly number[]): StrangerDistances {
  const sorted = distances.toSorted((a, b) => a - b);
  const points = Array.from({ length: 26 }, (_, index) => {
    const deviations = -3 + index / 10;
    return { x: deviations, y: quantileOf(sorted, normalShareBelow(deviations)) };
  });
  const { offset, slope } = lineThrough(points);
  return { mean: round(offset), deviation: round(slope) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const round = (value: number): number => Number(value.toFixed(4));
