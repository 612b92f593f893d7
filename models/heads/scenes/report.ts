import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import type { ConceptPlan } from './concepts.ts';
import { FOLDS } from '../training/folds.ts';
import type { HeldBackProbability } from './cross-validation.ts';
import { sourceOf, sources, type Source } from './labelled-pictures.ts';
import { BAR, measuresOf, type Verdict } from './verdict.ts';

/** What a head said of pictures whose scenes it had not seen. */
export interface HeadResult {
  readonly plan: ConceptPlan;
  readonly backbone: BackboneId;
  readonly judged: readonly HeldBackProbability[];
  readonly verdict: Verdict;
  /** What a sum of ImageNet's classes says of the same pictures; undefined where no class fits or the backbone has none. */
  readonly bySum: readonly HeldBackProbability[] | undefined;
}

const HEADER = ['yes', 'no', 'precision', 'recall', 'balanced accuracy', 'average precision'] as const;

/** The figures as Markdown. */
export function reportText(results: readonly HeadResult[], counts: { readonly pictures: number; readonly scenes: number }): string {
  const better = results.filter(({ backbone }) => backbone === 'mobilenet-v2-imagenet');
  const fallback = results.filter(({ backbone }) => backbone === 'nsfw-mobilenet-v2-mid');
  const sections = [
    '# How well the heads see',
    `Written by \`train.ts\`: ${counts.pictures} labelled pictures of ${counts.scenes} scenes. Every figure is of pictures whose scene neither the head nor its calibration was fitted on (${FOLDS} parts, by scene). "Called yes" means a probability of ${BAR} or more. What lies between yes and no is left out; README.md tells what the words mean.`,
    '## Shipped, on `mobilenet-v2-imagenet`',
    table(better.filter(({ verdict }) => verdict.shipped)),
    '## Shipped, on `nsfw-mobilenet-v2-mid`',
    table(fallback.filter(({ verdict }) => verdict.shipped)),
    '## Everyday photos alone',
    'The photos of COCO, the nearest to what people upload; heads on `mobilenet-v2-imagenet`.',
    table(from('everyday photos (COCO)', better)),
    'Heads on `nsfw-mobilenet-v2-mid`:',
    table(from('everyday photos (COCO)', fallback)),
    '## The other sources',
    ...(Object.keys(sources) as Source[])
      .filter((source) => source !== 'everyday photos (COCO)')
      .map((source) => `### ${source}\n\n${table(from(source, better))}`),
    '## Not shipped',
    notShipped(results),
    '## Heads beside sums of ImageNet\'s classes',
    'Average precision of a head and of the summed probabilities of the classes that `class-sums.ts` names.',
    besideSums(better),
  ];
  return `${sections.join('\n\n')}\n`;
}

function from(source: Source, results: readonly HeadResult[]): HeadResult[] {
  return results
    .filter(({ verdict }) => verdict.shipped)
    .map((result) => ({ ...result, judged: result.judged.filter(({ picture }) => sourceOf(picture.file) === source) }));
}

function table(results: readonly HeadResult[]): string {
  if (results.length === 0) return 'None.';
  return rows(['', ...HEADER], results.map(({ plan, judged }) => [plan.name, ...cells(judged)]));
}

function notShipped(results: readonly HeadResult[]): string {
  return rows(
    ['', 'backbone', 'why', ...HEADER],
    results.flatMap(({ plan, backbone, judged, verdict }) => (verdict.shipped ? [] : [[plan.name, backbone, verdict.reason, ...cells(judged)]])),
  );
}

function besideSums(results: readonly HeadResult[]): string {
  return rows(
    ['', 'head', 'sum', 'head, everyday photos', 'sum, everyday photos'],
    results.flatMap(({ plan, judged, bySum }) => {
      if (!bySum) return [];
      const isEveryday = ({ picture }: HeldBackProbability): boolean => sourceOf(picture.file) === 'everyday photos (COCO)';
      const each = [judged, bySum, judged.filter(isEveryday), bySum.filter(isEveryday)];
      return [[plan.name, ...each.map((part) => measuresOf(part).averagePrecision?.toFixed(3) ?? '-')]];
    }),
  );
}

function cells(judged: readonly HeldBackProbability[]): (string | number)[] {
  const { yes, no, precision, recall, balancedAccuracy, averagePrecision } = measuresOf(judged);
  return [yes, no, ...[precision, recall, balancedAccuracy, averagePrecision].map((value) => value?.toFixed(3) ?? '-')];
}

function rows(header: readonly string[], body: readonly (readonly (string | number)[])[]): string {
  return [header, header.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
