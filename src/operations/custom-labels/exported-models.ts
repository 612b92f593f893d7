import { InvalidParameterException, ResourceNotReadyException } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import { versionArn } from './arns.ts';
import { checkBackbone } from './detect-custom-labels.ts';
import { packModel, unpackModel } from './model-file.ts';
import { addedVersion, unknownVersion } from './project-versions.ts';
import type { TrainingReport } from './training-order.ts';

// Beyond the API: trained models as files.

/** Where an imported model goes. */
export interface ModelImport {
  /** Project that gets the version. */
  readonly projectArn: string;
  /** Name of the new version. Default: the name in the file. */
  readonly versionName?: string | undefined;
}

const VERSION_NAME = /^[a-zA-Z0-9_.-]{1,255}$/;

/**
 * Packs the model of a trained version into a file, in the format of src/operations/custom-labels/model-file.ts: what
 * training learnt, the thresholds and the name of the network that it belongs to, but no picture and no manifest. Throws
 * ResourceNotFoundException, and ResourceNotReadyException for a version that is not trained.
 */
export async function exportModel(arn: string, context: OperationContext): Promise<Blob> {
  const { versions, headOf } = await context.customLabels();
  const row = await versions.read(arn);
  if (!row) throw unknownVersion(arn);
  if (row.trainedAt === undefined || row.status === 'TRAINING_FAILED') throw new ResourceNotReadyException(`The model version is ${row.status}: only a trained one can be exported.`);
  const { name, trainedAt, workedMilliseconds } = row;
  // Rows are written by this family of operations alone.
  const f1 = ((row.result ?? {}) as TrainingReport).evaluation?.F1Score ?? 0;
  return packModel(await headOf(arn), { name, trainedAt, workedMilliseconds, f1 });
}

/**
 * Makes a trained version of a file of `exportModel`; it can be started at once. Its EvaluationResult has the F1 score of the
 * test where it was trained and no summary, for the files of training are not part of it. Throws
 * InvalidParameterException for a damaged file and for one that belongs to a network which this build lacks,
 * ResourceNotFoundException, ResourceInUseException and LimitExceededException.
 */
export async function importModel(file: Blob, { projectArn, versionName }: ModelImport, context: OperationContext): Promise<string> {
  const { header: { name: nameInFile, f1, trainedAt, workedMilliseconds }, head } = await unpackModel(file);
  const name = versionName ?? nameInFile;
  if (!VERSION_NAME.test(name)) throw new InvalidParameterException(`"${name}" cannot be the name of a version: 1 to 255 letters, digits and _ . - are allowed.`);
  await checkBackbone(head, context).catch((error: unknown) => {
    throw error instanceof ResourceNotReadyException ? new InvalidParameterException(error.message) : error;
  });
  const { database } = await context.customLabels();
  const result: TrainingReport = { evaluation: { F1Score: f1 } };
  const row = { projectArn, name, status: 'TRAINING_COMPLETED' as const, order: {}, result, workedMilliseconds, trainedAt };
  return addedVersion(row, (createdAt) => versionArn(projectArn, name, createdAt), database, head).then(({ arn }) => arn);
}
