import type { Evaluation } from '../../training/evaluation.ts';
import type { PixelBox } from '../../vision/geometry.ts';
import type { ManifestLine } from './ground-truth-manifest.ts';

/** What was found out about a tested picture. */
export interface TestedPicture {
  readonly line: ManifestLine;
  /** One for each label, 0 to 1. */
  readonly confidences: readonly number[];
}

/** What the files tell besides lines. */
export interface EvaluatedVersion {
  readonly arn: string;
  readonly endedAt: Date;
  readonly labels: readonly string[];
  readonly trainingPictures: number;
  readonly testingPictures: number;
  readonly evaluation: Evaluation;
}

/** The summary of an evaluation, as the service writes it, and AveragePrecision and the count of pictures of each label besides. */
export function evaluationSummary({ arn, endedAt, labels, trainingPictures, testingPictures, evaluation }: EvaluatedVersion): string {
  const summary = {
    Version: 1,
    AggregatedEvaluationResults: {
      ConfusionMatrix: labels.flatMap((truth, row) =>
        labels.map((told, column) => ({ GroundTruthLabel: truth, PredictedLabel: told, Value: evaluation.confusion[row]?.[column] ?? 0 })),
      ),
      F1Score: evaluation.f1,
      Precision: evaluation.precision,
      Recall: evaluation.recall,
    },
    EvaluationDetails: {
      EvaluationEndTimestamp: endedAt.toISOString(),
      Labels: labels,
      NumberOfTestingImages: testingPictures,
      NumberOfTrainingImages: trainingPictures,
      ProjectVersionArn: arn,
    },
    LabelEvaluationResults: labels.map((label, index) => {
      const { f1 = 0, precision = 0, recall = 0, threshold = 0, averagePrecision = 0, pictures = 0 } = evaluation.labels[index] ?? {};
      return {
        Label: label,
        Metrics: { F1Score: f1, Precision: precision, Recall: recall, Threshold: threshold, AveragePrecision: averagePrecision },
        NumberOfTestingImages: pictures,
      };
    }),
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

const EVALUATION = 'rekognition-custom-labels-evaluation';

/** The tested lines with what the model told of each label, and whether that is right. */
export function evaluationManifest(pictures: readonly TestedPicture[], { labels, evaluation, endedAt }: EvaluatedVersion): string {
  return linesOf(
    pictures.map(({ line, confidences }) => {
      const told = labels.map((label, index) => {
        const confidence = confidences[index] ?? 0;
        const isTold = confidence >= (evaluation.labels[index]?.threshold ?? 1);
        return toldAttribute(index, isTold ? 1 : 0, { confidence, type: 'groundtruth/image-classification' }, { label, isTold, isTrue: line.labels.includes(label), endedAt });
      });
      return { ...line.json, ...Object.fromEntries(told.flat()) };
    }),
  );
}

/** A tested picture in which places were told. */
export interface TestedPlaces {
  readonly line: ManifestLine;
  /** Boxes that were told at the thresholds, right or wrong, and true ones that were not. */
  readonly boxes: readonly TestedBox[];
}

/** A box that was told, or one that should have been. */
export interface TestedBox {
  /** Index of its label. */
  readonly label: number;
  readonly box: PixelBox;
  /** 0 to 1; 0 for a box that was not told. */
  readonly confidence: number;
  readonly isTold: boolean;
  readonly isTrue: boolean;
}

/** The tested lines with the boxes that the model told, each an attribute of its own with whether it is right, and those that it missed. */
export function placesEvaluationManifest(pictures: readonly TestedPlaces[], { labels, endedAt }: EvaluatedVersion): string {
  const classMap = Object.fromEntries(labels.map((label, index) => [index, label]));
  return linesOf(
    pictures.map(({ line, boxes }) => {
      const told = boxes.map(({ label, box, confidence, isTold, isTrue }, index) => {
        const { width = 0, height = 0 } = line.marked ?? {};
        const value = { image_size: [{ width, height, depth: 3 }], annotations: [{ class_id: label, ...box }] };
        const metadata = { confidence, type: 'groundtruth/object-detection', 'class-map': classMap, objects: [{ confidence }] };
        return toldAttribute(index, value, metadata, { label: labels[label] ?? '', isTold, isTrue, endedAt });
      });
      return { ...line.json, ...Object.fromEntries(told.flat()) };
    }),
  );
}

interface ToldLabel {
  readonly label: string;
  readonly isTold: boolean;
  readonly isTrue: boolean;
  readonly endedAt: Date;
}

function toldAttribute(index: number, value: unknown, metadata: object, { label, isTold, isTrue, endedAt }: ToldLabel): [string, unknown][] {
  return [
    [`${EVALUATION}-${index}`, value],
    [
      `${EVALUATION}-${index}-metadata`,
      {
        ...metadata,
        'job-name': `${EVALUATION}-job`,
        'class-name': label,
        'human-annotated': 'no',
        'creation-date': endedAt.toISOString(),
        [`${EVALUATION}-details`]: {
          version: 1,
          'is-true-positive': isTold && isTrue,
          'is-true-negative': !isTold && !isTrue,
          'is-false-positive': isTold && !isTrue,
          'is-false-negative': !isTold && isTrue,
          'is-present-in-ground-truth': isTrue,
          'ground-truth-labelling-jobs': [],
        },
      },
    ],
  ];
}

/** The lines that were used, as they were. */
export function usedLines(lines: readonly ManifestLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}

/** All lines, those with a problem with their `errors`. */
export function validationManifest(lines: readonly ManifestLine[]): string {
  return linesOf(
    lines.map(({ json, text, problem }) => {
      const shown = json ?? { line: text };
      return problem ? { ...shown, errors: [problem] } : shown;
    }),
  );
}

/** How many lines of both datasets could be used. */
export function manifestSummary(training: readonly ManifestLine[], testing: readonly ManifestLine[], problem?: string): string {
  const summary = {
    statistics: { training: statistics(training), testing: statistics(testing) },
    errors: problem === undefined ? [] : [{ code: 'ERROR_TRAINING_NOT_POSSIBLE', message: problem }],
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function statistics(lines: readonly ManifestLine[]): object {
  const bad = lines.filter(({ problem }) => problem !== undefined);
  return {
    use_case: useCaseOf(lines),
    total_json_lines: lines.length,
    valid_json_lines: lines.length - bad.length,
    invalid_json_lines: bad.length,
    ignored_json_lines: 0,
    error_json_line_indices: bad.map(({ number }) => number),
    errors: [],
  };
}

function useCaseOf(lines: readonly ManifestLine[]): string {
  const usable = lines.filter(({ problem }) => problem === undefined);
  if (usable.some(({ marked }) => marked)) return 'OBJECT_LOCALIZATION';
  return usable.some(({ labels }) => labels.length > 0) ? 'IMAGE_LEVEL_LABELS' : 'NOT_DETERMINED';
}

function linesOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
