import type { ProjectVersionDescription, Rekognition } from '../../src/index.ts';
import { element } from './element.ts';
import { meter } from './meter.ts';
import { createPlaceOverlay, type NamedPlace } from './place-overlay.ts';

interface LabelScores {
  readonly Label: string;
  readonly NumberOfTestingImages: number;
  readonly Metrics: { readonly F1Score: number; readonly Precision: number; readonly Recall: number; readonly Threshold: number; readonly AveragePrecision: number };
}

interface Told {
  /** Where it is, when places are told. */
  readonly place?: NamedPlace['box'];
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
  readonly places: readonly NamedPlace[];
  /** How far from the truth, 0 to 1. */
  readonly wrongness: number;
}

const MOST_MISTAKES = 12;

/** How good a version is. */
export interface VersionReport {
  readonly elements: readonly HTMLElement[];
  /** Whether it tells places. */
  readonly isOfPlaces: boolean;
}

/** Reads the files of a trained version and shows how good it is: scores of each label, and its worst mistakes as pictures. */
export async function versionReport(version: ProjectVersionDescription, rekognition: Rekognition): Promise<VersionReport> {
  const summary = JSON.parse(await textOf(version.EvaluationResult?.Summary?.S3Object, rekognition)) as { readonly LabelEvaluationResults: readonly LabelScores[] };
  const lines = await textOf(version.TestingDataResult?.Output?.Assets?.[0]?.GroundTruthManifest?.S3Object, rekognition);
  const mistakes = mistakesOf(lines);
  const scores = summary.LabelEvaluationResults.map(({ Label, NumberOfTestingImages, Metrics }) =>
    element(
      'section',
      { class: 'label-scores' },
      element('h2', {}, Label),
      element('p', { class: 'label-tested' }, `${NumberOfTestingImages} ${NumberOfTestingImages === 1 ? 'picture' : 'pictures'} tested; told from ${(100 * Metrics.Threshold).toFixed(0)} % on`),
      meter('F1', 100 * Metrics.F1Score),
      meter('Precision', 100 * Metrics.Precision),
      meter('Recall', 100 * Metrics.Recall),
      meter('Average precision', 100 * Metrics.AveragePrecision),
    ),
  );
  const figures = await Promise.all(mistakes.slice(0, MOST_MISTAKES).map((mistake) => mistakeFigure(mistake, rekognition)));
  const title = mistakes.length === 0 ? 'No mistake on the tested pictures' : mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes, the worst first`;
  const elements = [...scores, element('section', { class: 'mistakes' }, element('h2', {}, title), element('div', { class: 'mistake-list' }, ...figures))];
  return { elements, isOfPlaces: lines.includes('groundtruth/object-detection') };
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
        .map(([key, value]): Told => ({ ...(value as Told), ...placeOf(line[key.replace(/-metadata$/, '')]) }))
        .toSorted((a, b) => b.confidence - a.confidence);
      const details = (each: Told) => each['rekognition-custom-labels-evaluation-details'];
      const percent = ({ confidence }: Told): string => `${(100 * confidence).toFixed(0)} %`;
      const added = told.find((each) => details(each)['is-false-positive']);
      const missed = told.find((each) => details(each)['is-false-negative']);
      const wrong = added ?? missed;
      if (!wrong) return [];
      const names = told.filter((each) => details(each)['is-present-in-ground-truth']).map((each) => each['class-name']);
      const truth = [...new Set(names)].join(', ') || 'nothing of these';
      const sentence = added ? `${added['class-name']} ${percent(added)}` : wrong.place ? `${wrong['class-name']} missed` : `${wrong['class-name']} missed, ${percent(wrong)}`;
      const places = told.flatMap((each): NamedPlace[] => {
        if (!each.place || !(details(each)['is-false-positive'] || details(each)['is-false-negative'])) return [];
        return [{ box: each.place, name: each['class-name'], tone: details(each)['is-false-positive'] ? 'wrong' : 'missed' }];
      });
      return [{ source: String(line['source-ref']), sentence, truth, places, wrongness: added ? added.confidence : 1 - wrong.confidence }];
    })
    .toSorted((a, b) => b.wrongness - a.wrongness);
}

interface BoxValue {
  readonly image_size: readonly [{ readonly width: number; readonly height: number }];
  readonly annotations: readonly [{ readonly left: number; readonly top: number; readonly width: number; readonly height: number }];
}

/** The place of a told box in ratios of its picture; nothing for labels of whole pictures. */
function placeOf(value: unknown): Pick<Told, 'place'> {
  if (typeof value !== 'object') return {};
  // Written by training, one box to an attribute.
  const { image_size: [size], annotations: [box] } = value as BoxValue;
  return { place: { Left: box.left / size.width, Top: box.top / size.height, Width: box.width / size.width, Height: box.height / size.height } };
}

async function mistakeFigure({ source, truth, sentence, places }: Mistake, rekognition: Rekognition): Promise<HTMLElement> {
  const [, Bucket = '', Name = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(source) ?? [];
  const image = element('img', { alt: '', decoding: 'async' });
  image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  image.src = URL.createObjectURL(await rekognition.buckets.get({ Bucket, Name }));
  const overlay = createPlaceOverlay();
  overlay.show(places);
  const frame = element('div', { class: places.length > 0 ? 'trial-frame is-located' : 'trial-frame' }, image, overlay.element);
  return element('figure', {}, frame, element('figcaption', {}, sentence, element('span', {}, `is ${truth}`)));
}
