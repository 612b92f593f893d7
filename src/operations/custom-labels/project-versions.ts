import { InvalidParameterException, LimitExceededException, ResourceInUseException, ResourceNotFoundException } from '../../errors.ts';
import type { VersionRow } from '../../jobs/custom-label-record.ts';
import type { NewVersion, VersionChange } from '../../jobs/custom-labels-database.ts';
import type {
  CreateProjectVersionRequest,
  CreateProjectVersionResponse,
  DeleteProjectVersionRequest,
  DeleteProjectVersionResponse,
  DescribeProjectVersionsRequest,
  DescribeProjectVersionsResponse,
  ProjectVersionDescription,
  StartProjectVersionRequest,
  StartProjectVersionResponse,
  StopProjectVersionRequest,
  StopProjectVersionResponse,
} from '../../shapes/custom-labels.ts';
import { readToken, writeToken } from '../collection-paging.ts';
import type { Operation, OperationContext } from '../context.ts';
import { versionArn } from './arns.ts';
import { pageOf, unknownProject } from './projects.ts';
import type { ClientCustomLabels } from './client-custom-labels.ts';
import { trainingOrder, type TrainingOrder, type TrainingReport } from './training-order.ts';
import type { VersionHead } from './version-head.ts';

/** The API has caps without saying which. */
const LIMITS = { ofProject: 100, inTraining: 2 } as const;

/** CreateProjectVersion: begins to train a version and answers at once. */
export const createProjectVersion: Operation<CreateProjectVersionRequest, CreateProjectVersionResponse> = async (request, context) => {
  const { ProjectArn: projectArn = '', VersionName: name = '' } = request;
  const order = trainingOrder(request);
  const { database, versions } = await context.customLabels();
  if (!('locks' in navigator)) throw new InvalidParameterException('Training needs Web Locks, which browsers offer on https pages and on localhost only.');
  const added = await addedVersion(
    { projectArn, name, status: 'TRAINING_IN_PROGRESS', order, workedMilliseconds: 0 },
    (createdAt) => versionArn(projectArn, name, createdAt),
    database,
  );
  versions.train(added);
  return { ProjectVersionArn: added.arn };
};

/**
 * Adds a version to a project. Throws ResourceNotFoundException, ResourceInUseException and LimitExceededException.
 *
 * @param head of one that is trained already
 */
export async function addedVersion(row: NewVersion, arnOf: (createdAt: number) => string, { addVersion }: Pick<ClientCustomLabels['database'], 'addVersion'>, head?: VersionHead): Promise<VersionRow> {
  const { projectArn, name } = row;
  const added = await addVersion(row, arnOf, LIMITS, head);
  switch (added) {
    case 'no project':
      throw unknownProject(projectArn);
    case 'name taken':
      throw new ResourceInUseException(`The project has a version named ${name}: choose another name, or delete that one first.`);
    case 'too many':
      throw new LimitExceededException(`The project has ${LIMITS.ofProject} versions, more are not allowed: delete one first.`);
    case 'too many in training':
      throw new LimitExceededException(`${LIMITS.inTraining} versions are in training, more are not allowed at once: wait for one to end.`);
    default:
      return added;
  }
}

/** DescribeProjectVersions: versions of a project, newest first. */
export const describeProjectVersions: Operation<DescribeProjectVersionsRequest, DescribeProjectVersionsResponse> = async (request, context) => {
  const { ProjectArn: projectArn = '', VersionNames, NextToken, MaxResults } = request;
  const { database, versions } = await context.customLabels();
  if (!(await database.hasProject(projectArn))) throw unknownProject(projectArn);
  const token = { operation: 'DescribeProjectVersions', listed: projectArn, position: /^\d{1,16}$/ };
  const after = readToken(token, NextToken);
  const rows = (await versions.list(projectArn)).filter(({ name }) => VersionNames === undefined || VersionNames.includes(name));
  const { page, next } = pageOf(rows, after, MaxResults);
  return {
    ProjectVersionDescriptions: page.map(described),
    ...(next !== undefined && { NextToken: writeToken(token, next) }),
  };
};

/** StartProjectVersion: answers as soon as the version is STARTING; its status tells whether it came to run. */
export const startProjectVersion: Operation<StartProjectVersionRequest, StartProjectVersionResponse> = async (request, context) => {
  const { ProjectVersionArn: arn = '', MinInferenceUnits = 1 } = request;
  checkChanged(arn, await (await context.customLabels()).versions.start(arn, MinInferenceUnits), 'started', 'TRAINING_COMPLETED, STOPPED or FAILED');
  return { Status: 'STARTING' };
};

/** StopProjectVersion: answers as soon as the version is STOPPING. */
export const stopProjectVersion: Operation<StopProjectVersionRequest, StopProjectVersionResponse> = async ({ ProjectVersionArn: arn = '' }, context) => {
  checkChanged(arn, await (await context.customLabels()).versions.stop(arn), 'stopped', 'RUNNING');
  return { Status: 'STOPPING' };
};

/** DeleteProjectVersion: forgets a version that neither runs nor is trained, and its model. */
export const deleteProjectVersion: Operation<DeleteProjectVersionRequest, DeleteProjectVersionResponse> = async ({ ProjectVersionArn: arn = '' }, context) => {
  checkChanged(arn, await (await context.customLabels()).versions.remove(arn), 'deleted', 'TRAINING_COMPLETED, TRAINING_FAILED, STOPPED or FAILED');
  return { Status: 'DELETING' };
};

/** Beyond the API: ends a training; the version is then TRAINING_FAILED. */
export async function stopTraining(arn: string, context: OperationContext): Promise<void> {
  const change = await (await context.customLabels()).versions.stopTraining(arn, 'The training was stopped.');
  if (change.outcome === 'unknown') throw unknownVersion(arn);
}

/** Says that there is no such version. */
export function unknownVersion(arn: string): ResourceNotFoundException {
  return new ResourceNotFoundException(`There is no model version ${arn}.`);
}

function checkChanged(arn: string, change: VersionChange, done: string, when: string): void {
  if (change.outcome === 'unknown') throw unknownVersion(arn);
  if (change.outcome === 'refused') throw new ResourceInUseException(`The model version ${arn} is ${change.row.status}; it can be ${done} when it is ${when}.`);
}

function described(row: VersionRow): ProjectVersionDescription {
  // Rows are written by this family of operations alone. An imported version has no order.
  const { outputConfig, trainingData, testingData } = row.order as Partial<TrainingOrder>;
  const { evaluation, manifestSummary, training, testing } = (row.result ?? {}) as TrainingReport;
  const isTrained = evaluation !== undefined;
  return {
    ProjectVersionArn: row.arn,
    CreationTimestamp: new Date(row.createdAt),
    ...(row.units !== undefined && { MinInferenceUnits: row.units }),
    Status: row.status,
    ...(row.statusMessage !== undefined && { StatusMessage: row.statusMessage }),
    ...(isTrained && { BillableTrainingTimeInSeconds: Math.ceil(row.workedMilliseconds / 1000) }),
    ...(row.trainedAt !== undefined && { TrainingEndTimestamp: new Date(row.trainedAt) }),
    ...(outputConfig && { OutputConfig: outputConfig }),
    ...(trainingData && { TrainingDataResult: { Input: trainingData, ...training } }),
    ...(testingData && { TestingDataResult: { Input: testingData, ...testing } }),
    ...(isTrained && { EvaluationResult: evaluation }),
    ...(manifestSummary && { ManifestSummary: manifestSummary }),
  };
}
