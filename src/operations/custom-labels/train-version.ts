import type { RekognitionConfig, TrainingProgress } from '../../config.ts';
import type { VersionRow } from '../../jobs/custom-label-record.ts';
import { keepPiece, readPiece } from '../../jobs/custom-labels-database.ts';
import { TrainingProblem, type Trained } from '../../jobs/model-versions.ts';
import { resolveS3Object } from '../../media/buckets.ts';
import type { Asset } from '../../shapes/custom-labels.ts';
import type { EpochEvent, TrainingCalls, TrainingState } from '../../training/training-calls.ts';
import type { OperationContext } from '../context.ts';
import { readManifest, type ManifestLine } from './ground-truth-manifest.ts';
import { learnLabels } from './learn-labels.ts';
import { learnPlaces } from './learn-places.ts';
import type { Learning, School } from './learning.ts';
import { describeLines, isDescribed, type DescribedLine } from './picture-features.ts';
import { evaluationSummary, usedLines, type EvaluatedVersion } from './training-files.ts';
import { manifestOf, type TrainingOrder, type TrainingReport } from './training-order.ts';
import { autoCreate, keyOf, usableData, withKnownLabels, withOneUseCase } from './usable-data.ts';
import { asset, filesOf } from './version-files.ts';

/** What a training works with. */
export interface TrainingSurroundings {
  readonly config: RekognitionConfig;
  /** What the calls for one picture work with. */
  readonly contextOf: (signal: AbortSignal) => OperationContext;
  /** The training worker, which tells every epoch. */
  readonly training: (signal: AbortSignal, onEpoch: (event: EpochEvent) => void) => TrainingCalls;
  readonly tell: (progress: TrainingProgress) => void;
}

/** Trains a version from its manifests to its files. Throws TrainingProblem when the data do not allow it. */
export async function trainVersion(row: VersionRow, signal: AbortSignal, goesOn: () => void, surroundings: TrainingSurroundings): Promise<Trained> {
  // Rows are written by this family of operations alone.
  const order = row.order as TrainingOrder;
  const read = await readDatasets(order, surroundings.config, signal);
  const { vision } = surroundings.contextOf(signal);
  const learn = <Seen>(learning: Learning<Seen>): Promise<Trained> => trainAndTest(row, order, read, learning, signal, goesOn, surroundings);
  if (read.training.some(({ marked, problem }) => marked && !problem)) {
    const [detector] = await vision.cellBackbones();
    if (!detector) throw new TrainingProblem('This build has no detector from whose cells places could be learnt.');
    return learn(learnPlaces(detector, read.training.length));
  }
  const [backbone] = await vision.backbones();
  if (!backbone) throw new TrainingProblem('This build has no model whose features could be learnt from.');
  return learn(learnLabels(backbone));
}

async function trainAndTest<Seen>(
  row: VersionRow,
  order: TrainingOrder,
  read: Datasets,
  learning: Learning<Seen>,
  signal: AbortSignal,
  goesOn: () => void,
  surroundings: TrainingSurroundings,
): Promise<Trained> {
  const { contextOf, tell } = surroundings;
  const files = filesOf(row, order);
  const begun = performance.now();
  const picturesTotal = [...read.training, ...read.testing].filter(({ problem }) => problem === undefined).length;
  let picturesDone = 0;
  const onPicture = (): void => {
    picturesDone += 1;
    goesOn();
    tell({ projectVersionArn: row.arn, phase: 'pictures', picturesDone, picturesTotal, secondsLeft: secondsLeft(begun, picturesDone, picturesTotal) });
  };
  const options = { arn: row.arn, contextOf, signal, onPicture };
  const training = await describeUsable(read.training, (lines) => describeLines(lines, learning.atTraining, options));
  const separate = await describeUsable(read.testing, (lines) => describeLines(lines, learning.atTesting, options));

  // Only now, so that pictures that cannot be read take no place in either part.
  const parts = read.isSplit ? autoCreate(training.lines) : { training: training.lines, testing: separate.lines };
  const testing = read.isSplit ? training : separate;
  const trainingLines = parts.training;
  const testingLines = withKnownLabels(parts.testing, trainingLines);
  const data = usableData(trainingLines, testingLines);
  const report = await files.writeValidation(trainingLines, testingLines, data);
  if (data.problem !== undefined) throw new TrainingProblem(data.problem, report);

  const usable = (lines: readonly ManifestLine[], described: readonly DescribedLine<Seen>[]): DescribedLine<Seen>[] => {
    const keys = new Set(lines.map(keyOf));
    return described.filter(({ line }) => keys.has(keyOf(line)));
  };
  const school = schoolOf(row, signal, goesOn, surroundings, { picturesDone, picturesTotal });
  const { head, evaluation, manifest } = await learning.learn(data, usable(data.training, training.described), usable(data.testing, testing.described), school);
  const evaluated: EvaluatedVersion = {
    arn: row.arn,
    endedAt: new Date(),
    labels: data.labels,
    trainingPictures: data.training.length,
    testingPictures: data.testing.length,
    evaluation,
  };
  const summary = await files.write('EvaluationSummary', evaluationSummary(evaluated));
  const result: TrainingReport = {
    ...report,
    evaluation: { F1Score: evaluation.f1, Summary: { S3Object: summary } },
    training: { ...report.training, Output: { Assets: [asset(await files.write('TrainingManifest', usedLines(data.training)))] } },
    testing: { ...report.testing, Output: { Assets: [asset(await files.write('EvaluationManifest', manifest(evaluated)))] } },
  };
  return { result, head };
}

/** Seconds until all is done when the rest takes as long as what is done. */
function secondsLeft(begun: number, done: number, total: number): number {
  return (((performance.now() - begun) / Math.max(1, done)) * (total - done)) / 1000;
}

function schoolOf(
  row: VersionRow,
  signal: AbortSignal,
  goesOn: () => void,
  { contextOf, training, tell }: TrainingSurroundings,
  pictures: Pick<TrainingProgress, 'picturesDone' | 'picturesTotal'>,
): School {
  let testBegun: number | undefined;
  return {
    signal,
    contextOf,
    async train(name, train) {
      // Pieces of this name are written below alone.
      const from = (await readPiece(row.arn, name)) as TrainingState | undefined;
      const begun = performance.now();
      const firstEpoch = from?.epoch ?? 0;
      const calls = training(signal, ({ epoch, loss, heldOutLoss, epochsAtMost, state }) => {
        if (state) void keepPiece(row.arn, name, state).catch(() => {});
        goesOn();
        const left = secondsLeft(begun, epoch - firstEpoch, epochsAtMost - firstEpoch);
        tell({ projectVersionArn: row.arn, phase: 'head', ...pictures, epoch, epochsAtMost, loss, ...(heldOutLoss !== undefined && { heldOutLoss }), secondsLeft: left });
      });
      return train(calls, from);
    },
    onTested(done, total) {
      testBegun ??= performance.now();
      goesOn();
      tell({ projectVersionArn: row.arn, phase: 'testing', picturesDone: done, picturesTotal: total, secondsLeft: secondsLeft(testBegun, done, total) });
    },
  };
}

interface Datasets {
  readonly training: readonly ManifestLine[];
  readonly testing: readonly ManifestLine[];
  /** Whether AutoCreate is to make the test data out of the training data. */
  readonly isSplit: boolean;
}

async function readDatasets({ trainingData, testingData }: TrainingOrder, config: RekognitionConfig, signal: AbortSignal): Promise<Datasets> {
  const read = async (assets: readonly Asset[] | undefined): Promise<ManifestLine[]> => {
    const object = manifestOf(assets);
    return object ? readManifest(await (await resolveS3Object(object, config, signal)).text()) : [];
  };
  const lines = await read(trainingData.Assets);
  const training = withOneUseCase(lines, lines);
  return testingData.AutoCreate ? { training, testing: [], isSplit: true } : { training, testing: withOneUseCase(await read(testingData.Assets), lines), isSplit: false };
}

async function describeUsable<Seen>(
  lines: readonly ManifestLine[],
  describe: (lines: readonly ManifestLine[]) => Promise<(DescribedLine<Seen> | ManifestLine)[]>,
): Promise<{ readonly lines: readonly ManifestLine[]; readonly described: readonly DescribedLine<Seen>[] }> {
  const results = await describe(lines.filter(({ problem }) => problem === undefined));
  const settled = new Map(results.map((result) => (isDescribed(result) ? [result.line.number, result.line] : [result.number, result])));
  return { lines: lines.map((line) => settled.get(line.number) ?? line), described: results.filter((result) => isDescribed(result)) };
}
