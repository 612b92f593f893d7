import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { measure } from '../training/measures.ts';
import type { PlannedView } from './planned-views.ts';
import type { EquipmentHeadName } from './predict.ts';

/** What a head said of a view whose group it was not trained on. */
export interface JudgedView {
  readonly backbone: BackboneId;
  readonly view: PlannedView;
  readonly answer: boolean;
  /** Probability of yes. */
  readonly score: number;
}

const titles: Readonly<Record<EquipmentHeadName, string>> = {
  faceCover: 'Face covers',
  headCover: 'Head covers',
  handCover: 'Hand covers',
};

/** The figures as Markdown. */
export function reportText(judged: readonly JudgedView[]): string {
  const backbones = [...new Set(judged.map(({ backbone }) => backbone))];
  const sections = (Object.keys(titles) as EquipmentHeadName[]).flatMap((head) => [
    `## ${titles[head]}`,
    ...backbones.map((backbone) => `### ${backbone}\n\n${table(judged.filter((each) => each.backbone === backbone && each.view.head === head))}`),
  ]);
  return `${[
    '# How well the equipment heads see',
    'Written by `train.ts`. Every figure is of views whose person, picture or scene the head was not trained on: five folds, and each clip of gloves a fold of its own. "Called yes" means a probability of 0.5 or more after calibration. Pictures that are held back for `test/accuracy/protective-equipment.ts` are not among them. Right of yes (no): how many of those that are (are not) covered are called so.',
    ...sections,
  ].join('\n\n')}\n`;
}

function table(judged: readonly JudgedView[]): string {
  const sources = [...new Set(judged.map(({ view }) => view.source))];
  return [
    '| | yes | no | right of yes | right of no | balanced accuracy | average precision |',
    '|---|---|---|---|---|---|---|',
    row('all', judged),
    ...sources.map((source) => row(source, judged.filter(({ view }) => view.source === source))),
  ].join('\n');
}

function row(name: string, judged: readonly JudgedView[]): string {
  const { yes, no, recall, balancedAccuracy, averagePrecision } = measure(judged, 0.5);
  const specificity = measure(judged.map(({ answer, score }) => ({ answer: !answer, score: 1 - score })), 0.5 + 1e-12).recall;
  const cells = [recall, specificity, balancedAccuracy, averagePrecision].map((value) => value?.toFixed(3) ?? '-');
  return `| ${[name, yes, no, ...cells].join(' | ')} |`;
}
