import { scoreOf, trainLinearHead, type TrainingRow } from '../training/train-linear-head.ts';
import type { LabelledPicture } from './labelled-pictures.ts';

/** One version of one labelled picture, ready to be trained on. */
export interface Sample extends TrainingRow {
  readonly picture: LabelledPicture;
}

/** A picture that is judged; never by a head that has seen its scene. */
export type HeldPicture = Pick<Sample, 'picture' | 'answer' | 'row'>;

/** A held-back picture's score. */
export interface HeldBackScore {
  readonly held: HeldPicture;
  readonly score: number;
}

/** Parts into which the scenes are divided; each is scored by a head trained on the others. */
export const FOLDS = 5;

/** Scores every held picture with a head that has seen no picture of its scene. */
export function scoreHeldBack(samples: readonly Sample[], held: readonly HeldPicture[], penalty: number): HeldBackScore[] {
  const foldOf = dealScenes(held);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainLinearHead(samples.filter(({ picture }) => foldOf(picture.scene) !== fold), penalty);
    return held.filter(({ picture }) => foldOf(picture.scene) === fold).map((each) => ({ held: each, score: scoreOf(head, each.row) }));
  });
}

/** Deals scenes out to the folds in turn, those with a yes and those without apart, so that every fold has its share. */
function dealScenes(held: readonly HeldPicture[]): (scene: string) => number {
  const scenes = new Map<string, boolean>();
  for (const { picture, answer } of held) scenes.set(picture.scene, answer || scenes.get(picture.scene) === true);
  const folds = new Map<string, number>();
  for (const wanted of [true, false]) {
    const dealt = [...scenes].filter(([, hasYes]) => hasYes === wanted).map(([scene]) => scene).toSorted();
    dealt.forEach((scene, index) => folds.set(scene, index % FOLDS));
  }
  return (scene) => folds.get(scene) ?? 0;
}
