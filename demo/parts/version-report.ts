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
  readonly 'rekognition-custom-labels-evaluation-details': { readonly 'is-present-in-ground-truth': boolean };
}

/** A tested picture that was taken for something else. */
interface Mistake {
  readonly source: string;
  readonly truth: string;
  readonly told: string;
  readonly confidence: number;
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
  const title = mistakes.length === 0 ? 'No mistake on the tested pictures' : `${mistakes.length} mistakes, the surest first`;
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
      const isTrue = (each: Told): boolean => each['rekognition-custom-labels-evaluation-details']['is-present-in-ground-truth'];
      const [surest] = told;
      if (!surest || isTrue(surest)) return [];
      const truth = told.filter(isTrue).map((each) => each['class-name']).join(', ');
      return [{ source: String(line['source-ref']), truth, told: surest['class-name'], confidence: surest.confidence }];
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

async function mistakeFigure({ source, truth, told, confidence }: Mistake, rekognition: Rekognition): Promise<HTMLElement> {
  const [, Bucket = '', Name = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source) ?? [];
  const image = element('img', { alt: '', decoding: 'async' });
  image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  image.src = URL.createObjectURL(await rekognition.buckets.get({ Bucket, Name }));
  return element('figure', {}, image, element('figcaption', {}, `${told} ${(100 * confidence).toFixed(0)} %`, element('span', {}, `is ${truth}`)));
}
