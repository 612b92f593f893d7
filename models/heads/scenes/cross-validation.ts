import { calibrate } from '../training/calibration.ts';
import { dealGroups, FOLDS } from '../training/folds.ts';
import type { Judged } from '../training/measures.ts';
import { scoreOf, trainLinearHead, type TrainingRow } from '../training/train-linear-head.ts';
import type { LabelledPicture } from './labelled-pictures.ts';

/** A labelled picture, ready to be trained on. */
export interface Sample extends TrainingRow {
  readonly picture: LabelledPicture;
}

/** A held-back picture's score. */
export interface HeldBackScore {
  readonly held: Sample;
  readonly score: number;
  /** The part that it was held back with. */
  readonly fold: number;
}

/** What was said of a picture by a head and a calibration that had seen nothing of its scene. */
export interface HeldBackProbability {
  readonly picture: LabelledPicture;
  readonly answer: boolean;
  /** 0 to 1. */
  readonly probability: number;
}

/** Scores every picture with a head that has seen no picture of its scene. */
export function scoreHeldBack(samples: readonly Sample[], penalty: number): HeldBackScore[] {
  const foldOf = dealGroups(samples.map(({ picture, answer }) => ({ group: picture.scene, answer })));
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainLinearHead(samples.filter(({ picture }) => foldOf(picture.scene) !== fold), penalty);
    return samples.filter(({ picture }) => foldOf(picture.scene) === fold).map((each) => ({ held: each, fold, score: scoreOf(head, each.row) }));
  });
}

/** Makes probabilities of the scores of each part by a calibration that was fitted on the other parts. */
export function probabilitiesOf(scores: readonly HeldBackScore[], prior: number): HeldBackProbability[] {
  const calibrations = Array.from({ length: FOLDS }, (_, fold) => calibrate(judgedOf(scores.filter((score) => score.fold !== fold)), prior));
  return scores.map(({ held: { picture, answer }, score, fold }) => {
    const calibration = calibrations[fold];
    if (!calibration) throw new RangeError(`There is no part ${fold}.`);
    return { picture, answer, probability: 1 / (1 + Math.exp(-(calibration.slope * score + calibration.offset))) };
  });
}

/** The scores as the calibration wants them. */
export function judgedOf(scores: readonly HeldBackScore[]): Judged[] {
  return scores.map(({ held: { answer }, score }) => ({ answer, score }));
}
