import { stratifiedSplit } from '../../training/split.ts';
import { withProblem, type ManifestLine } from './ground-truth-manifest.ts';

/** Lines to learn from and to test on, and why training is not possible with them. */
export interface UsableData {
  readonly training: readonly ManifestLine[];
  readonly testing: readonly ManifestLine[];
  /** Labels that can be learnt, by name. */
  readonly labels: readonly string[];
  /** Whether each picture has exactly one label. */
  readonly exclusive: boolean;
  /** Whether places are learnt instead of what whole pictures show. */
  readonly isOfPlaces: boolean;
  /** A sentence. */
  readonly problem?: string;
}

/** Part of the training data that AutoCreate puts aside for testing. */
const TEST_PART = 0.2;
const SPLIT_SEED = 2020;
/** Something else is needed to tell a label of a whole picture from; places are told from the rest of their pictures. */
const LEAST_LABELS = { ofPictures: 2, ofPlaces: 1 } as const;
/** Pictures of each label that are needed to learn it. */
const LEAST_PICTURES = 2;

/** The split of AutoCreate: the same for the same pictures, whatever their order. Lines with a problem stay with the training data. */
export function autoCreate(lines: readonly ManifestLine[]): { readonly training: ManifestLine[]; readonly testing: ManifestLine[] } {
  const usable = lines.filter(({ problem }) => problem === undefined).map((line) => ({ line, key: keyOf(line), labels: line.labels }));
  const testing = stratifiedSplit(usable, TEST_PART, SPLIT_SEED).smaller.map(({ line }) => line);
  const aside = new Set(testing);
  return { training: lines.filter((line) => !aside.has(line)), testing };
}

/** The place of a line's picture, as text. */
export function keyOf({ image }: ManifestLine): string {
  return `${image?.Bucket}/${image?.Name}`;
}

/** What can be learnt from lines whose pictures could be read. Lines without a problem alone are looked at. */
export function usableData(trainingLines: readonly ManifestLine[], testingLines: readonly ManifestLine[]): UsableData {
  const training = trainingLines.filter(({ problem }) => problem === undefined);
  const testing = testingLines.filter(({ problem }) => problem === undefined);
  const labels = [...new Set(training.flatMap((line) => line.labels))].toSorted();
  const exclusive = [...training, ...testing].every((line) => line.labels.length === 1);
  const isOfPlaces = training.some(({ marked }) => marked);
  const problem = whyNot(training, testing, labels, trainingLines);
  return { training, testing, labels, exclusive, isOfPlaces, ...(problem !== undefined && { problem }) };
}

/** Lines of a test dataset with labels that are not learnt cannot be tested. */
export function withKnownLabels(testing: readonly ManifestLine[], training: readonly ManifestLine[]): ManifestLine[] {
  const known = new Set(training.filter(({ problem }) => problem === undefined).flatMap((line) => line.labels));
  return testing.map((line) => {
    const unknown = line.problem ? undefined : line.labels.find((label) => !known.has(label));
    if (unknown === undefined) return line;
    return withProblem(line, 'ERROR_NO_VALID_LABEL_ATTRIBUTES', `The training data have no picture labelled "${unknown}", so it cannot be tested.`);
  });
}

/** Either places are learnt or what whole pictures show: lines of the other kind than the first usable training line are put out of use. */
export function withOneUseCase(lines: readonly ManifestLine[], training: readonly ManifestLine[]): ManifestLine[] {
  const first = training.find(({ problem }) => problem === undefined);
  return lines.map((line) => {
    if (line.problem || !first || (line.marked === undefined) === (first.marked === undefined)) return line;
    const message = first.marked
      ? `The line has labels of the whole picture, but line ${first.number} of the training data marks places: one model learns one of both.`
      : `The line marks places with boxes, but line ${first.number} of the training data has labels of the whole picture: one model learns one of both.`;
    return withProblem(line, 'ERROR_UNSUPPORTED_USE_CASE_TYPE', message);
  });
}

function whyNot(training: readonly ManifestLine[], testing: readonly ManifestLine[], labels: readonly string[], all: readonly ManifestLine[]): string | undefined {
  if (training.length === 0) {
    const first = all.find(({ problem }) => problem !== undefined);
    const why = first ? ` Line ${first.number}: ${first.problem?.message}` : ' The manifest is empty.';
    return `No line of the training manifest can be used.${why}`;
  }
  const isOfPlaces = training.some(({ marked }) => marked);
  if (isOfPlaces && labels.length < LEAST_LABELS.ofPlaces) return 'The usable training pictures mark no place: at least one box is needed.';
  if (!isOfPlaces && labels.length < LEAST_LABELS.ofPictures) {
    return `The usable training pictures have ${labels.length} label; at least ${LEAST_LABELS.ofPictures} are needed, for instance one for pictures without the thing.`;
  }
  const counts = labels.map((label) => ({ label, count: training.filter((line) => line.labels.includes(label)).length }));
  const poor = counts.filter(({ count }) => count < LEAST_PICTURES);
  if (poor.length > 0) {
    const names = poor.map(({ label, count }) => `"${label}" (${count})`).join(', ');
    return `Too few usable training pictures remain of ${names}: at least ${LEAST_PICTURES} of each label are needed besides those to test on.`;
  }
  if (testing.length === 0) return 'No line of the test data can be used: nothing could be said about how good the model is.';
  return undefined;
}
