import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { averagePrecision } from '../training/measures.ts';
import type { SeenView } from './collect-views.ts';
import { FOLDS, type ScoredView } from './held-back.ts';
import type { SmokingPicture } from './pictures.ts';
import { combinedProbability } from './predict.ts';

/** A view that was held back, and what its head makes of it. */
export type JudgedView = ScoredView & { readonly probability: number };

/** What the two heads of a backbone say of views that they were not trained on. */
export interface BackboneResult {
  readonly backbone: BackboneId;
  /** What is taken from the logit of the whole picture where it shows neither face nor hand. */
  readonly doubtAlone: number;
  /** Of faces and hands. */
  readonly near: readonly JudgedView[];
  readonly whole: readonly JudgedView[];
}

/** How the views of a picture are put together. */
const WAYS = {
  'whole picture alone': (whole: readonly number[]): number => combinedProbability(whole, [], 0),
  'faces and hands alone': (_: readonly number[], near: readonly number[]): number => Math.max(0, ...near),
  'both (as shipped)': combinedProbability,
} as const;
type Way = keyof typeof WAYS;

/** A picture whose scene was held back. */
export interface JudgedPicture {
  readonly picture: SmokingPicture;
  /** Number of its faces and hands. */
  readonly nearViews: number;
  readonly probabilities: Readonly<Record<Way, number>>;
}

/** The figures as Markdown. */
export function reportText(views: readonly SeenView[], results: readonly BackboneResult[]): string {
  const count = (of: (view: SeenView) => boolean): number => views.filter(of).length;
  return `${[
    '# How well smoking is seen',
    `Written by \`train.ts\`. Every figure is of scenes that the head was not trained on (${FOLDS} folds by scene).`,
    `Trained on ${count(({ answer }) => answer === true)} views that show somebody smoking and ${count(({ answer }) => answer === false)} that show nobody, of ${new Set(views.map(({ picture }) => picture)).size} pictures: the 133 of the smoking set (films, photos, posters; those whose empty label is doubtful are left out) and neutral ones.`,
    '"Told" means a probability of one half or more. The bar is set so that next to no neutral picture that was held back reaches it; it was chosen on the same held-back scores, so the false alarms here are a little flattering. test/accuracy/MODERATION.md counts them on pictures that play no part here.',
    ...results.map(sectionOf),
    '## What to know',
    'Nearly all pictures of smokers are of one set, and the neutral ones are of others: a head for the whole picture may learn the style of film stills and old posters along with cigarettes. Squares of the same pictures without a cigarette are trained on against it, and faces of bystanders are counted above. The clip in test/accuracy/MODERATION.md is of neither.',
  ].join('\n\n')}\n`;
}

function sectionOf({ backbone, doubtAlone, near, whole }: BackboneResult): string {
  const pictures = judgePictures(near, whole, doubtAlone);
  const smokers = pictures.filter(({ picture }) => picture.answer === true);
  const others = pictures.filter(({ picture }) => picture.answer === false);
  const rows = (Object.keys(WAYS) as Way[]).map((way) => {
    const told = (of: readonly JudgedPicture[]): number => of.filter(({ probabilities }) => probabilities[way] >= 0.5).length;
    const judged = [...smokers, ...others].map(({ picture, probabilities }) => ({ score: probabilities[way], answer: picture.answer === true }));
    return `| ${way} | ${told(smokers)} of ${smokers.length} (${((100 * told(smokers)) / smokers.length).toFixed(0)} %) | ${told(others)} of ${others.length} | ${averagePrecision(judged).toFixed(3)} |`;
  });
  const alone = (of: readonly JudgedPicture[]): JudgedPicture[] => of.filter(({ nearViews }) => nearViews === 0);
  const toldAlone = (of: readonly JudgedPicture[]): string => `${alone(of).filter(({ probabilities }) => probabilities['both (as shipped)'] >= 0.5).length} of ${alone(of).length}`;
  const bystanders = near.filter(({ view: { picture, answer } }) => picture.answer === true && answer === false);
  return [
    `## ${backbone}`,
    '| | told of pictures with smoking | told of others | average precision |\n|---|---|---|---|',
    rows.join('\n'),
    `Where neither face nor hand is found, smoking is told of ${toldAlone(smokers)} pictures with it and of ${toldAlone(others)} others.`,
    `Faces and hands in the pictures of smokers with no cigarette near them: ${bystanders.filter(({ probability }) => probability >= 0.5).length} of ${bystanders.length} are taken for smokers.`,
  ].join('\n\n').replace('|---|---|---|---|\n\n', '|---|---|---|---|\n');
}

/** Puts the views of each picture together in every way. */
export function judgePictures(near: readonly JudgedView[], whole: readonly JudgedView[], doubtAlone: number): JudgedPicture[] {
  const pictures = [...new Set(whole.map(({ view }) => view.picture))];
  return pictures.map((picture) => {
    const of = (views: readonly JudgedView[]): number[] => views.filter(({ view }) => view.picture === picture).map(({ probability }) => probability);
    const [wholes, nears] = [of(whole), of(near)];
    return {
      picture,
      nearViews: nears.length,
      probabilities: {
        'whole picture alone': WAYS['whole picture alone'](wholes),
        'faces and hands alone': WAYS['faces and hands alone'](wholes, nears),
        'both (as shipped)': WAYS['both (as shipped)'](wholes, nears, doubtAlone),
      },
    };
  });
}
