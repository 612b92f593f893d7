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

const SKIN = '### Hand covers, the head and the skin that is seen together\n\nOnly hands whose colours are as they were. The verdict, too, was fitted without the clip, or without a fifth of the ordinary photos.';
/** Bars at which the verdict on hands is told. */
const BARS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The figures as Markdown.
 *
 * @param withSkin hands as head and skin together judge them
 * @param before an earlier report, from which the sections of heads that nobody judged are taken
 */
export function reportText(judged: readonly JudgedView[], withSkin: readonly JudgedView[] = [], before = ''): string {
  const backbones = [...new Set(judged.map(({ backbone }) => backbone))];
  const sections = (Object.keys(titles) as EquipmentHeadName[]).flatMap((head) => {
    const ofHead = judged.filter(({ view }) => view.head === head);
    if (ofHead.length === 0) return earlierSection(before, titles[head]);
    const tables = [`## ${titles[head]}`, ...backbones.map((backbone) => `### ${backbone}\n\n${table(ofHead.filter((each) => each.backbone === backbone))}`)];
    const skin = head === 'handCover' && withSkin.length > 0 ? [SKIN, ...backbones.map((backbone) => `#### ${backbone}\n\n${table(withSkin.filter((each) => each.backbone === backbone))}`), barTable(withSkin)] : [];
    return [...tables, ...skin];
  });
  return `${[
    '# How well the equipment heads see',
    'Written by `train.ts`. Every figure is of views whose person, picture or scene the head was not trained on: five folds, and each clip of gloves a fold of its own. "Called yes" means a probability of 0.5 or more after calibration. Pictures that are held back for `test/accuracy/protective-equipment.ts` are not among them. Right of yes (no): how many of those that are (are not) covered are called so.',
    ...sections,
  ].join('\n\n')}\n`;
}

function earlierSection(report: string, title: string): string[] {
  const [, ...sections] = report.split(/^## /m);
  return sections.filter((section) => section.startsWith(title)).map((section) => `## ${section.trimEnd()}`);
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

/** Hands of clips and those of ordinary photos apart: there nobody wears gloves. */
function barTable(judged: readonly JudgedView[]): string {
  const share = (hands: readonly JudgedView[], bar: number): number => hands.filter(({ score }) => score >= bar).length / hands.length;
  const rows = [...new Set(judged.map(({ backbone }) => backbone))].flatMap((backbone) => {
    const ofBackbone = judged.filter((each) => each.backbone === backbone);
    const clips = ofBackbone.filter(({ view }) => !view.group.includes('/'));
    const others = ofBackbone.filter(({ view }) => view.group.includes('/'));
    return BARS.map((bar) => {
      const [gloved, bare, ordinary] = [clips.filter(({ answer }) => answer), clips.filter(({ answer }) => !answer), others].map((hands) => share(hands, bar));
      return `| ${[backbone, bar, ...[gloved, bare, ((gloved ?? 0) + 1 - (bare ?? 0)) / 2, ordinary].map((value) => value?.toFixed(3) ?? '-')].join(' | ')} |`;
    });
  });
  return ['| backbone | bar | gloved told | bare in clips told | balanced accuracy in clips | hands of ordinary photos told |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

function row(name: string, judged: readonly JudgedView[]): string {
  const { yes, no, recall, balancedAccuracy, averagePrecision } = measure(judged, 0.5);
  const specificity = measure(judged.map(({ answer, score }) => ({ answer: !answer, score: 1 - score })), 0.5 + 1e-12).recall;
  const cells = [recall, specificity, balancedAccuracy, averagePrecision].map((value) => value?.toFixed(3) ?? '-');
  return `| ${[name, yes, no, ...cells].join(' | ')} |`;
}
