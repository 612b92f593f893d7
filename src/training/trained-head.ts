import { rootsOf } from '../vision/backbone/feature-roots.ts';

/** A head over the pooled feature of a backbone, as it is kept. Plain data. */
export interface TrainedHead {
  /** Model id of the backbone whose features it was trained on; it means nothing on those of another. */
  readonly backbone: string;
  readonly labels: readonly string[];
  /** Whether a picture has exactly one label (softmax), or any number of them (a sigmoid for each). */
  readonly exclusive: boolean;
  /** A row for each label, as long as a feature. */
  readonly weights: Float32Array;
  /** One for each label. */
  readonly biases: Float32Array;
}

/**
 * How sure each label is, 0 to 1, in the order of the labels.
 *
 * @param feature of the head's backbone, as the vision worker gives it
 */
export function headConfidences({ labels, exclusive, weights, biases }: Omit<TrainedHead, 'backbone'>, feature: Float32Array): number[] {
  const row = rootsOf(feature);
  const logits = labels.map((_, label) => {
    let logit = biases[label] ?? 0;
    const offset = label * row.length;
    for (let index = 0; index < row.length; index++) logit += (row[index] ?? 0) * (weights[offset + index] ?? 0);
    return logit;
  });
  if (!exclusive) return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
