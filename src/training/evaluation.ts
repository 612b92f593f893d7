/** A picture whose labels are known, and how sure a head was of each label. */
export interface ScoredPicture {
  /** Indices of its labels. */
  readonly truth: readonly number[];
  /** One for each label, 0 to 1. */
  readonly confidences: readonly number[];
}

/** How well one label is told. All but the counts 0 to 1. */
export interface LabelEvaluation {
  /** Pictures that have the label. */
  readonly pictures: number;
  /** The least confidence that counts as yes: the one that makes F1 largest. */
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Mean of the precision at each picture that has the label, from the surest down. */
  readonly averagePrecision: number;
}

/** How well a head does on pictures it was not trained on. */
export interface Evaluation {
  /** One for each label, in their order. */
  readonly labels: readonly LabelEvaluation[];
  /** Means over the labels that the pictures have. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Row: a label that pictures have. Column: the part of them for which that label was told. */
  readonly confusion: readonly (readonly number[])[];
}

/** Where no picture has a label, nothing can be found out about its threshold. */
const UNKNOWN_THRESHOLD = 0.5;

/**
 * Evaluates a head.
 *
 * @param exclusive whether the surest label alone is told, as for pictures with exactly one; else all that reach their threshold
 */
export function evaluate(pictures: readonly ScoredPicture[], labelCount: number, exclusive: boolean): Evaluation {
  const indices = Array.from({ length: labelCount }, (_, label) => label);
  const labels = indices.map((label) => evaluateLabel(pictures, label));
  const known = labels.filter((label) => label.pictures > 0);
  const told = pictures.map(({ confidences }) =>
    exclusive ? [confidences.indexOf(Math.max(...confidences))] : indices.filter((label) => (confidences[label] ?? 0) >= (labels[label]?.threshold ?? 1)),
  );
  const confusion = indices.map((label) => {
    const those = pictures.flatMap(({ truth }, picture) => (truth.includes(label) ? [told[picture] ?? []] : []));
    return indices.map((other) => (those.length === 0 ? 0 : those.filter((each) => each.includes(other)).length / those.length));
  });
  return {
    labels,
    precision: mean(known.map(({ precision }) => precision)),
    recall: mean(known.map(({ recall }) => recall)),
    f1: mean(known.map(({ f1 }) => f1)),
    confusion,
  };
}

function evaluateLabel(pictures: readonly ScoredPicture[], label: number): LabelEvaluation {
  const told = pictures.map(({ truth, confidences }) => ({ yes: truth.includes(label), confidence: confidences[label] ?? 0 }));
  const total = told.filter(({ yes }) => yes).length;
  return { pictures: total, ...evaluateRanked(told, total) };
}

/** Something that was told, how sure, and whether it is so. */
export interface Told {
  readonly yes: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * How well things are told by confidence.
 *
 * @param total how many there are to be told, those that were not told at all included
 */
export function evaluateRanked(told: readonly Told[], total: number): Omit<LabelEvaluation, 'pictures'> {
  if (total === 0) return { threshold: UNKNOWN_THRESHOLD, precision: 0, recall: 0, f1: 0, averagePrecision: 0 };
  const ordered = told.toSorted((a, b) => b.confidence - a.confidence);
  let best = { f1: -1, gap: 0, threshold: UNKNOWN_THRESHOLD, precision: 0, recall: 0 };
  let found = 0;
  let precisions = 0;
  let counted = 0;
  ordered.forEach(({ yes, confidence }, index) => {
    if (yes) found += 1;
    const next = ordered[index + 1]?.confidence ?? 0;
    // Equal confidences cannot be told apart by any threshold.
    if (index + 1 < ordered.length && next === confidence) return;
    const precision = found / (index + 1);
    const recall = found / total;
    precisions += (found - counted) * precision;
    counted = found;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    const gap = confidence - next;
    // In the middle of the gap: right at the last picture that counts, a new one a little less sure would be lost.
    if (f1 > best.f1 || (f1 === best.f1 && gap > best.gap)) best = { f1, gap, threshold: (confidence + next) / 2, precision, recall };
  });
  const { threshold, precision, recall, f1 } = best;
  return { threshold, precision, recall, f1, averagePrecision: precisions / total };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
