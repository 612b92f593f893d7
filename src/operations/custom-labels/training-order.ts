import { InvalidParameterException } from '../../errors.ts';
import type {
  Asset,
  CreateProjectVersionRequest,
  EvaluationResult,
  GroundTruthManifest,
  OutputConfig,
  TestingData,
  TestingDataResult,
  TrainingData,
  TrainingDataResult,
} from '../../shapes/custom-labels.ts';
import type { S3Object } from '../../shapes/image.ts';

/** What a version is trained from, as its row keeps it. */
export interface TrainingOrder {
  readonly outputConfig: OutputConfig;
  readonly trainingData: TrainingData;
  readonly testingData: TestingData;
}

/** What training told, as a version's row keeps it. */
export interface TrainingReport {
  readonly evaluation?: EvaluationResult;
  readonly manifestSummary?: GroundTruthManifest;
  readonly training?: Omit<TrainingDataResult, 'Input'>;
  readonly testing?: Omit<TestingDataResult, 'Input'>;
}

/** Characters that keys of output may need behind their prefix, names of project and version not counted. */
const KEY_CHARACTERS = 60;
const LONGEST_KEY = 1024;

/** The members of a request that a training cannot do without. Throws InvalidParameterException. */
export function trainingOrder({ OutputConfig: output, TrainingData: training, TestingData: testing, ProjectArn = '', VersionName = '' }: CreateProjectVersionRequest): TrainingOrder {
  if (output?.S3Bucket === undefined) throw new InvalidParameterException('OutputConfig names no bucket: give S3Bucket.');
  const names = 2 * (VersionName.length + (ProjectArn.split('/')[1] ?? '').length);
  if ((output.S3KeyPrefix ?? '').length + names + KEY_CHARACTERS > LONGEST_KEY) {
    throw new InvalidParameterException(`S3KeyPrefix is too long: with the names of project and version keys would exceed ${LONGEST_KEY} characters.`);
  }
  if (!manifestOf(training?.Assets)) throw new InvalidParameterException('TrainingData names no manifest: give Assets with GroundTruthManifest.S3Object.');
  const tests = manifestOf(testing?.Assets);
  if (testing?.AutoCreate && tests) throw new InvalidParameterException('TestingData has both AutoCreate and Assets: give one of them.');
  if (!testing?.AutoCreate && !tests) throw new InvalidParameterException('TestingData names no manifest: give Assets, or AutoCreate to split the training data.');
  return { outputConfig: output, trainingData: training ?? {}, testingData: testing ?? {} };
}

/** Where the manifest of a dataset is, if it has one. Throws InvalidParameterException for several, and for an asset without one. */
export function manifestOf(assets: readonly Asset[] = []): S3Object | undefined {
  const [first, second] = assets;
  if (second) throw new InvalidParameterException('A dataset has one manifest: write the lines of all of them into one file.');
  if (!first) return undefined;
  const object = first.GroundTruthManifest?.S3Object;
  if (!object?.Bucket || !object.Name) throw new InvalidParameterException('An asset names no manifest: give GroundTruthManifest.S3Object with Bucket and Name.');
  return object;
}
