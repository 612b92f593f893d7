import type { LabelledFace } from './labelled-faces.ts';
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

/** Parts into which the people are divided; each is scored by a head trained on the others. */
export const FOLDS = 5;

/** Scores every held sample with a head that has seen no picture of its person. */
export function scoreHeldBack<Held extends Omit<Sample, 'weight'>>(
  samples: readonly Sample[],
  held: readonly Held[],
  penaltyPerFace: number,
): HeldBackScore<Held>[] {
  const foldOf = dealPeople(held);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainLinearHead(samples.filter(({ face }) => foldOf(face.person) !== fold), penaltyPerFace);
    return held.filter(({ face }) => foldOf(face.person) === fold).map((each) => ({ held: each, score: scoreOf(head, each.row) }));
  });
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
