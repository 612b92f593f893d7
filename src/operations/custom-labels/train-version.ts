import type { RekognitionConfig, TrainingProgress } from '../../config.ts';
import type { VersionRow } from '../../jobs/custom-label-record.ts';
import { keepPiece, readPiece } from '../../jobs/custom-labels-database.ts';
import { TrainingProblem, type Trained } from '../../jobs/model-versions.ts';
import { buckets, resolveS3Object } from '../../media/buckets.ts';
import type { Asset } from '../../shapes/custom-labels.ts';
import type { S3Object } from '../../shapes/image.ts';
import { evaluate } from '../../training/evaluation.ts';
import { stratifiedSplit } from '../../training/split.ts';
import { headConfidences, type TrainedHead } from '../../training/trained-head.ts';
import type { EpochEvent, TrainingExamples, TrainingOutcome, TrainingState } from '../../training/training-calls.ts';
import type { OperationContext } from '../context.ts';
import { projectNameOf } from './arns.ts';
import { readManifest, type ManifestLine } from './ground-truth-manifest.ts';
import { describeLines, isDescribed, type DescribedLine } from './picture-features.ts';
import { evaluationManifest, evaluationSummary, manifestSummary, usedLines, validationManifest, type EvaluatedVersion } from './training-files.ts';
import { manifestOf, type TrainingOrder, type TrainingReport } from './training-order.ts';
import { autoCreate, keyOf, usableData, withKnownLabels, type UsableData } from './usable-data.ts';

/** What a training works with. */
export interface TrainingSurroundings {
  readonly config: RekognitionConfig;
  /** What the calls for one picture work with. */
  readonly contextOf: (signal: AbortSignal) => OperationContext;
  /** Trains a head in the training worker. */
  readonly trainHead: (
    examples: TrainingExamples,
    from: TrainingState | undefined,
    signal: AbortSignal,
    onEpoch: (event: EpochEvent) => void,
  ) => Promise<TrainingOutcome>;
  readonly tell: (progress: TrainingProgress) => void;
}

/** A head, and above which confidence each of its labels is told; kept for a trained version. */
export interface VersionHead extends TrainedHead {
  /** 0 to 1, one for each label. */
  readonly thresholds: readonly number[];
}

/** With fewer pictures of a label none is spared for finding out when to stop: the training's own loss tells. */
const ENOUGH_TO_HOLD_OUT = 20;
const HELD_OUT_PART = 0.1;
const HOLD_OUT_SEED = 7;

/** Trains a version from its manifests to its files. Throws TrainingProblem when the data do not allow it. */
export async function trainVersion(row: VersionRow, signal: AbortSignal, goesOn: () => void, surroundings: TrainingSurroundings): Promise<Trained> {
  const { config, contextOf, tell } = surroundings;
  // Rows are written by this family of operations alone.
  const order = row.order as TrainingOrder;
  const files = filesOf(row, order);
  const read = await readDatasets(order, config, signal);
  const [backbone] = await contextOf(signal).vision.backbones();
  if (!backbone) throw new TrainingProblem('This build has no model whose features could be learnt from.');

  const begun = performance.now();
  const picturesTotal = [...read.training, ...read.testing].filter(({ problem }) => problem === undefined).length;
  let picturesDone = 0;
  const onPicture = (): void => {
    picturesDone += 1;
    goesOn();
    const secondsLeft = (((performance.now() - begun) / picturesDone) * (picturesTotal - picturesDone)) / 1000;
    tell({ projectVersionArn: row.arn, phase: 'pictures', picturesDone, picturesTotal, secondsLeft });
  };
  const options = { arn: row.arn, backbone, contextOf, signal, onPicture };
  const training = await describeUsable(read.training, (lines) => describeLines(lines, true, options));
  const separate = await describeUsable(read.testing, (lines) => describeLines(lines, false, options));

  // Only now, so that pictures that cannot be read take no place in either part.
  const parts = read.isSplit ? autoCreate(training.lines) : { training: training.lines, testing: separate.lines };
  const testing = read.isSplit ? training : separate;
  const trainingLines = parts.training;
  const testingLines = withKnownLabels(parts.testing, trainingLines);
  const data = usableData(trainingLines, testingLines);
  const report = await files.writeValidation(trainingLines, testingLines, data);
  if (data.problem !== undefined) throw new TrainingProblem(data.problem, report);

  const features = (lines: readonly ManifestLine[], described: readonly DescribedLine[]): DescribedLine[] => {
    const usable = new Set(lines.map(keyOf));
    return described.filter(({ line }) => usable.has(keyOf(line)));
  };
  const examples = examplesOf(features(data.training, training.described), data);
  // A checkpoint of other examples is left alone: pictures may have come or gone meanwhile.
  const headPiece = `head ${backbone} ${examples.heldOut.length} ${examples.labelCount}`;
  const from = (await readPiece(row.arn, headPiece)) as TrainingState | undefined;
  const headBegun = performance.now();
  const firstEpoch = from?.epoch ?? 0;
  const outcome = await surroundings.trainHead(examples, from, signal, ({ epoch, loss, heldOutLoss, epochsAtMost, state }) => {
    if (state) void keepPiece(row.arn, headPiece, state).catch(() => {});
    goesOn();
    const secondsLeft = (((performance.now() - headBegun) / Math.max(1, epoch - firstEpoch)) * (epochsAtMost - epoch)) / 1000;
    tell({ projectVersionArn: row.arn, phase: 'head', picturesDone, picturesTotal, epoch, epochsAtMost, loss, ...(heldOutLoss !== undefined && { heldOutLoss }), secondsLeft });
  });

  const head = { backbone, labels: data.labels, exclusive: data.exclusive, weights: outcome.weights, biases: outcome.biases };
  const tested = features(data.testing, testing.described).map(({ line, features: [feature] }) => ({ line, confidences: headConfidences(head, feature ?? new Float32Array()) }));
  const evaluation = evaluate(
    tested.map(({ line, confidences }) => ({ truth: line.labels.map((label) => data.labels.indexOf(label)), confidences })),
    data.labels.length,
    data.exclusive,
  );
  const evaluated: EvaluatedVersion = {
    arn: row.arn,
    endedAt: new Date(),
    labels: data.labels,
    exclusive: data.exclusive,
    trainingPictures: data.training.length,
    testingPictures: data.testing.length,
    evaluation,
  };
  const summary = await files.write('EvaluationSummary', evaluationSummary(evaluated));
  const result: TrainingReport = {
    ...report,
    evaluation: { F1Score: evaluation.f1, Summary: { S3Object: summary } },
    training: { ...report.training, Output: { Assets: [asset(await files.write('TrainingManifest', usedLines(data.training)))] } },
    testing: { ...report.testing, Output: { Assets: [asset(await files.write('EvaluationManifest', evaluationManifest(tested, evaluated)))] } },
  };
  const kept: VersionHead = { ...head, thresholds: evaluation.labels.map(({ threshold }) => threshold) };
  return { result, head: kept };
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
  return testingData.AutoCreate ? { training: lines, testing: [], isSplit: true } : { training: lines, testing: await read(testingData.Assets), isSplit: false };
}

async function describeUsable(
  lines: readonly ManifestLine[],
  describe: (lines: readonly ManifestLine[]) => Promise<(DescribedLine | ManifestLine)[]>,
): Promise<{ readonly lines: readonly ManifestLine[]; readonly described: readonly DescribedLine[] }> {
  const results = await describe(lines.filter(({ problem }) => problem === undefined));
  const settled = new Map(results.map((result) => (isDescribed(result) ? [result.line.number, result.line] : [result.number, result])));
  return { lines: lines.map((line) => settled.get(line.number) ?? line), described: results.filter(isDescribed) };
}

function examplesOf(described: readonly DescribedLine[], { labels, exclusive }: UsableData): TrainingExamples {
  const featureLength = described[0]?.features[0]?.length ?? 0;
  const counts = labels.map((label) => described.filter(({ line }) => line.labels.includes(label)).length);
  const items = described.map(({ line }) => ({ key: keyOf(line), labels: line.labels }));
  const heldOut = Math.min(...counts) < ENOUGH_TO_HOLD_OUT ? new Set<string>() : new Set(stratifiedSplit(items, HELD_OUT_PART, HOLD_OUT_SEED).smaller.map(({ key }) => key));
  // Of pictures held out the mirror image tells nothing new.
  const rows = described.flatMap(({ line, features }) => (heldOut.has(keyOf(line)) ? features.slice(0, 1) : features).map((feature) => ({ line, feature })));
  const features = new Float32Array(rows.length * featureLength);
  rows.forEach(({ feature }, index) => features.set(feature, index * featureLength));
  return {
    features,
    featureLength,
    targets: Float32Array.from(rows.flatMap(({ line }) => labels.map((label) => (line.labels.includes(label) ? 1 : 0)))),
    labelCount: labels.length,
    exclusive,
    heldOut: Uint8Array.from(rows, ({ line }) => (heldOut.has(keyOf(line)) ? 1 : 0)),
  };
}

interface TrainingFiles {
  /** Writes a file beside the others and tells where. */
  write(kind: string, content: string): Promise<S3Object>;
  writeValidation(training: readonly ManifestLine[], testing: readonly ManifestLine[], data: UsableData): Promise<TrainingReport>;
}

function filesOf(row: VersionRow, { outputConfig }: TrainingOrder): TrainingFiles {
  const project = projectNameOf(row.arn);
  const prefix = outputConfig.S3KeyPrefix ?? '';
  const folder = `${prefix}${prefix === '' || prefix.endsWith('/') ? '' : '/'}${project}/${row.name}/`;
  const write = async (kind: string, content: string): Promise<S3Object> => {
    const object = { Bucket: outputConfig.S3Bucket, Name: `${folder}${kind}-${project}-${row.name}.json` };
    await buckets.put(object, content, { contentType: 'application/json' });
    return object;
  };
  return {
    write,
    async writeValidation(training, testing, { problem }) {
      const validations = {
        training: asset(await write('TrainingManifestWithValidation', validationManifest(training))),
        testing: asset(await write('TestingManifestWithValidation', validationManifest(testing))),
      };
      return {
        manifestSummary: { S3Object: await write('ManifestSummary', manifestSummary(training, testing, problem)) },
        training: { Validation: { Assets: [validations.training] } },
        testing: { Validation: { Assets: [validations.testing] } },
      };
    },
  };
}

function asset(object: S3Object): Asset {
  return { GroundTruthManifest: { S3Object: object } };
}
