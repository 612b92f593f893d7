import type { ProjectVersionDescription, Rekognition } from '../../src/index.ts';
import { element } from './element.ts';
import { meter } from './meter.ts';

interface LabelScores {
  readonly Label: string;
  readonly NumberOfTestingImages: number;
  readonly Metrics: { readonly F1Score: number; readonly Precision: number; readonly Recall: number; readonly Threshold: number; readonly AveragePrecision: number };
}

interface Told {
  readonly confidence: number;
  readonly 'class-name': string;
  readonly 'rekognition-custom-labels-evaluation-details': {
    readonly 'is-present-in-ground-truth': boolean;
    readonly 'is-false-positive': boolean;
    readonly 'is-false-negative': boolean;
  };
}

/** A tested picture that was given a label it does not have, or not given one that it has. */
interface Mistake {
  readonly source: string;
  readonly sentence: string;
  readonly truth: string;
  /** How far from the truth, 0 to 1. */
  readonly wrongness: number;
}

const MOST_MISTAKES = 12;

/** Reads the files of a trained version and shows how good it is: scores of each label, and its worst mistakes as pictures. */
export async function versionReport(version: ProjectVersionDescription, rekognition: Rekognition): Promise<HTMLElement[]> {
  const summary = JSON.parse(await textOf(version.EvaluationResult?.Summary?.S3Object, rekognition)) as { readonly LabelEvaluationResults: readonly LabelScores[] };
  const lines = await textOf(version.TestingDataResult?.Output?.Assets?.[0]?.GroundTruthManifest?.S3Object, rekognition);
  const mistakes = mistakesOf(lines);
  const scores = summary.LabelEvaluationResults.map(({ Label, NumberOfTestingImages, Metrics }) =>
    element(
      'section',
      { class: 'label-scores' },
      element('h2', {}, Label),
      element('p', { class: 'label-tested' }, `${NumberOfTestingImages} tested; told from ${(100 * Metrics.Threshold).toFixed(0)} % on`),
      meter('F1', 100 * Metrics.F1Score),
      meter('Precision', 100 * Metrics.Precision),
      meter('Recall', 100 * Metrics.Recall),
      meter('Average precision', 100 * Metrics.AveragePrecision),
    ),
  );
  const figures = await Promise.all(mistakes.slice(0, MOST_MISTAKES).map((mistake) => mistakeFigure(mistake, rekognition)));
  const title = mistakes.length === 0 ? 'No mistake on the tested pictures' : mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes, the worst first`;
  return [...scores, element('section', { class: 'mistakes' }, element('h2', {}, title), element('div', { class: 'mistake-list' }, ...figures))];
}

async function textOf(object: { readonly Bucket?: string | undefined; readonly Name?: string | undefined } | undefined, rekognition: Rekognition): Promise<string> {
  return (await rekognition.buckets.get(object ?? {})).text();
}

function mistakesOf(lines: string): Mistake[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((text) => {
      const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
      const told = Object.entries(line)
        .filter(([key]) => /evaluation-\d+-metadata$/.test(key))
        .map(([, value]) => value as Told)
        .toSorted((a, b) => b.confidence - a.confidence);
      const details = (each: Told) => each['rekognition-custom-labels-evaluation-details'];
      const percent = ({ confidence }: Told): string => `${(100 * confidence).toFixed(0)} %`;
      const added = told.find((each) => details(each)['is-false-positive']);
      const missed = told.find((each) => details(each)['is-false-negative']);
      const wrong = added ?? missed;
      if (!wrong) return [];
      const truth = told.filter((each) => details(each)['is-present-in-ground-truth']).map((each) => each['class-name']).join(', ');
      const sentence = added ? `${added['class-name']} ${percent(added)}` : `${wrong['class-name']} missed, ${percent(wrong)}`;
      return [{ source: String(line['source-ref']), sentence, truth, wrongness: added ? added.confidence : 1 - wrong.confidence }];
    })
    .toSorted((a, b) => b.wrongness - a.wrongness);
}

async function mistakeFigure({ source, truth, sentence }: Mistake, rekognition: Rekognition): Promise<HTMLElement> {
  const [, Bucket = '', Name = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source) ?? [];
  const image = element('img', { alt: '', decoding: 'async' });
  image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  image.src = URL.createObjectURL(await rekognition.buckets.get({ Bucket, Name }));
  return element('figure', {}, image, element('figcaption', {}, sentence, element('span', {}, `is ${truth}`)));
}
