import type { LabelledFace } from './labelled-faces.ts';
import { decide, fitLogisticRegression, type LinearDecision } from './logistic-regression.ts';
import { FEATURE_LENGTH } from './predict.ts';

/** One version of one labelled face, ready to be trained on. */
export interface Sample {
  readonly face: LabelledFace;
  readonly answer: boolean;
  /** Square roots of the 1,024 numbers: the feature's large numbers would otherwise drown the others. */
  readonly roots: Float32Array;
  /** How much it counts among the samples with its answer. */
  readonly weight: number;
}

/** A held-back sample's score, by a head that was trained without this person. */
export interface HeldBackScore<Held> {
  readonly held: Held;
  readonly score: number;
}

/** Parts into which the people are divided; each is scored by a head trained on the others. */
export const FOLDS = 5;

/** Added to each number's own standard deviation, as a share of the typical one, so that numbers that are nearly always zero are not blown up. */
const SHRINKAGE = 0.1;

/** Square roots of a feature. */
export function rootsOf(feature: Float32Array): Float32Array {
  return feature.map((value) => Math.sqrt(Math.max(0, value)));
}

/** Trains one head. Yes and no weigh the same in sum, whatever their numbers. */
export function trainHead(samples: readonly Sample[], penaltyPerFace: number): LinearDecision {
  const values = new Float32Array(samples.length * FEATURE_LENGTH);
  samples.forEach(({ roots }, row) => values.set(roots, row * FEATURE_LENGTH));
  const { mean, scale } = standardize(values, samples.length);
  const total = { yes: 0, no: 0 };
  for (const { answer, weight } of samples) total[answer ? 'yes' : 'no'] += weight;
  const { bias, weights } = fitLogisticRegression({
    rows: { values, count: samples.length, length: FEATURE_LENGTH },
    answers: Uint8Array.from(samples, ({ answer }) => (answer ? 1 : 0)),
    rowWeights: Float64Array.from(samples, ({ answer, weight }) => weight / (2 * total[answer ? 'yes' : 'no'])),
    penalty: penaltyPerFace,
  });
  // Back to plain square roots, so that the head can be applied without knowing mean and scale.
  const plain = weights.map((weight, index) => weight * (scale[index] ?? 0));
  return { weights: plain, bias: bias - plain.reduce((sum, weight, index) => sum + weight * (mean[index] ?? 0), 0) };
}

/** Scores every held sample with a head that has seen no picture of its person. */
export function scoreHeldBack<Held extends Omit<Sample, 'weight'>>(
  samples: readonly Sample[],
  held: readonly Held[],
  penaltyPerFace: number,
): HeldBackScore<Held>[] {
  const foldOf = dealPeople(held);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainHead(samples.filter(({ face }) => foldOf(face.person) !== fold), penaltyPerFace);
    return held.filter(({ face }) => foldOf(face.person) === fold).map((each) => ({ held: each, score: scoreOf(head, each.roots) }));
  });
}

/** The decision of a head about one face. */
export function scoreOf(head: LinearDecision, roots: Float32Array): number {
  return decide(head, { values: roots, count: 1, length: FEATURE_LENGTH }, 0);
}

/** Deals people out to the folds in turn, those with a yes and those without apart, so that every fold has its share. */
function dealPeople(held: readonly Omit<Sample, 'weight'>[]): (person: string) => number {
  const people = new Map<string, boolean>();
  for (const { face, answer } of held) people.set(face.person, answer || people.get(face.person) === true);
  const folds = new Map<string, number>();
  for (const wanted of [true, false]) {
    const dealt = [...people].filter(([, hasYes]) => hasYes === wanted).map(([person]) => person).toSorted();
    dealt.forEach((person, index) => folds.set(person, index % FOLDS));
  }
  return (person) => folds.get(person) ?? 0;
}

/** Takes the mean from every column and divides it by its spread, in place. */
function standardize(values: Float32Array, count: number): { readonly mean: Float64Array; readonly scale: Float64Array } {
  const mean = new Float64Array(FEATURE_LENGTH);
  const square = new Float64Array(FEATURE_LENGTH);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    mean[at % FEATURE_LENGTH]! += value / count;
    square[at % FEATURE_LENGTH]! += (value * value) / count;
  }
  const deviation = square.map((sum, column) => Math.sqrt(Math.max(0, sum - (mean[column] ?? 0) ** 2)));
  const typical = deviation.reduce((sum, value) => sum + value, 0) / FEATURE_LENGTH;
  const scale = deviation.map((value) => 1 / (value + SHRINKAGE * typical));
  for (let at = 0; at < values.length; at++) {
    const column = at % FEATURE_LENGTH;
    values[at] = ((values[at] ?? 0) - (mean[column] ?? 0)) * (scale[column] ?? 0);
  }
  return { mean, scale };
}
