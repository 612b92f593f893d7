import type { LabelledFace } from './labelled-faces.ts';
import { dealGroups, FOLDS } from '../training/folds.ts';
import { scoreOf, trainLinearHead, type TrainingRow } from '../training/train-linear-head.ts';

/** One version of one labelled face, ready to be trained on. */
export interface Sample extends TrainingRow {
  readonly face: LabelledFace;
}

/** A held-back sample's score, by a head that was trained without this person. */
export interface HeldBackScore<Held> {
  readonly held: Held;
  readonly score: number;
}

/** Scores every held sample with a head that has seen no picture of its person. */
export function scoreHeldBack<Held extends Omit<Sample, 'weight'>>(
  samples: readonly Sample[],
  held: readonly Held[],
  penaltyPerFace: number,
): HeldBackScore<Held>[] {
  const foldOf = dealGroups(held.map(({ face, answer }) => ({ group: face.person, answer })));
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainLinearHead(samples.filter(({ face }) => foldOf(face.person) !== fold), penaltyPerFace);
    return held.filter(({ face }) => foldOf(face.person) === fold).map((each) => ({ held: each, score: scoreOf(head, each.row) }));
  });
}
