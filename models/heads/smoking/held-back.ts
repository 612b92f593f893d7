import { scoreOf, trainLinearHead, type TrainingRow } from '../training/train-linear-head.ts';
import { rootsOf } from '../linear-head.ts';
import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import type { SeenView } from './collect-views.ts';

/** Parts into which the scenes are divided; each is scored by a head trained on the others. */
export const FOLDS = 5;

/** Strength of the L2 penalty for each row; strengths from a tenth to three times of it differ by less than .005 in average precision. */
export const PENALTY = 0.1;

/** A view and its score by a head that has seen nothing of its scene. */
export interface ScoredView {
  readonly view: SeenView;
  readonly score: number;
}

/** Rows to train on; views without an answer are left out. */
export function rowsOf(views: readonly SeenView[], backbone: BackboneId): TrainingRow[] {
  return views.flatMap(({ answer, features }) => (answer === undefined ? [] : [{ answer, row: rootsOf(features[backbone]), weight: 1 }]));
}

/** Scores `held` views, of whatever answer, with heads trained on `views` of other scenes. */
export function scoreHeldBack(views: readonly SeenView[], held: readonly SeenView[], backbone: BackboneId): ScoredView[] {
  const foldOf = dealScenes([...views, ...held]);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const head = trainLinearHead(rowsOf(views.filter(({ picture }) => foldOf(picture.scene) !== fold), backbone), PENALTY);
    return held
      .filter(({ picture }) => foldOf(picture.scene) === fold)
      .map((view) => ({ view, score: scoreOf(head, rootsOf(view.features[backbone])) }));
  });
}

/** Deals scenes out to the folds in turn, those of smokers and the others apart. */
function dealScenes(views: readonly SeenView[]): (scene: string) => number {
  const scenes = new Map(views.map(({ picture }) => [picture.scene, picture.file.startsWith('moderation/smoking/')]));
  const folds = new Map<string, number>();
  for (const wanted of [true, false]) {
    const dealt = [...scenes].filter(([, smoking]) => smoking === wanted).map(([scene]) => scene).toSorted();
    dealt.forEach((scene, index) => folds.set(scene, index % FOLDS));
  }
  return (scene) => folds.get(scene) ?? 0;
}
