import { intersectionOverUnion, type PixelBox } from '../vision/geometry.ts';
import { evaluateRanked, type Evaluation, type Told } from './evaluation.ts';

/** A box of a label. */
export interface LabelledBox {
  /** Index of its label. */
  readonly label: number;
  readonly box: PixelBox;
}

/** A box that was told. */
export interface ToldBox extends LabelledBox {
  /** 0 to 1. */
  readonly score: number;
}

/** A picture whose boxes are known, and what a head told of it. */
export interface LocatedPicture {
  readonly truth: readonly LabelledBox[];
  readonly told: readonly ToldBox[];
}

/** A box that was told and the true one that it found, if it did. */
export interface MatchedBox {
  readonly told: ToldBox;
  readonly truth?: LabelledBox;
}

/** A box counts as found when one that was told overlaps it as much: intersection over union. */
export const LEAST_OVERLAP = 0.5;

/** Gives each true box to the surest told box of its label that overlaps it enough; every other told box is wrong. Surest first. */
export function matchBoxes({ truth, told }: LocatedPicture): MatchedBox[] {
  const left = new Set(truth);
  return told
    .toSorted((a, b) => b.score - a.score)
    .map((each) => {
      const [nearest] = [...left]
        .filter(({ label }) => label === each.label)
        .map((candidate) => ({ candidate, overlap: intersectionOverUnion(candidate.box, each.box) }))
        .filter(({ overlap }) => overlap >= LEAST_OVERLAP)
        .toSorted((a, b) => b.overlap - a.overlap);
      if (!nearest) return { told: each };
      left.delete(nearest.candidate);
      return { told: each, truth: nearest.candidate };
    });
}

/**
 * Evaluates a head that finds things: average precision at an overlap of 0.5 as the PASCAL VOC challenge measures it
 * (Everingham et al., 2010), over all points. The confusion tells of each label the part of its boxes that were found at
 * its threshold; a box is never taken for one of another label, because labels are told apart from each other.
 */
export function evaluateDetection(pictures: readonly LocatedPicture[], labelCount: number): Evaluation {
  const matched = pictures.map(matchBoxes);
  const indices = Array.from({ length: labelCount }, (_, label) => label);
  const labels = indices.map((label) => {
    const ofLabel = matched.flatMap((boxes) => boxes.filter(({ told }) => told.label === label).map(({ told, truth }): Told => ({ yes: truth !== undefined, confidence: told.score })));
    const total = pictures.reduce((sum, { truth }) => sum + truth.filter((box) => box.label === label).length, 0);
    return { pictures: pictures.filter(({ truth }) => truth.some((box) => box.label === label)).length, ...evaluateRanked(ofLabel, total) };
  });
  const known = labels.filter((label) => label.pictures > 0);
  const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    labels,
    precision: mean(known.map(({ precision }) => precision)),
    recall: mean(known.map(({ recall }) => recall)),
    f1: mean(known.map(({ f1 }) => f1)),
    confusion: indices.map((label) => indices.map((other) => (label === other ? (labels[label]?.recall ?? 0) : 0))),
  };
}
