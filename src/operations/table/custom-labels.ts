import type * as api from '../../shapes/index.ts';
import { integer, listOf, required } from '../../validation/constraint.ts';
import * as scalar from '../../validation/scalars.ts';
import * as shape from '../../validation/structures.ts';
import { command } from '../command.ts';
import { detectCustomLabels } from '../custom-labels/detect-custom-labels.ts';
import { createProjectVersion, deleteProjectVersion, describeProjectVersions, startProjectVersion, stopProjectVersion } from '../custom-labels/project-versions.ts';
import { createProject, deleteProject, describeProjects } from '../custom-labels/projects.ts';

/** Creates a project. */
export class CreateProjectCommand extends command<api.CreateProjectRequest, api.CreateProjectResponse>(
  'CreateProject',
  {
    ProjectName: required(scalar.projectName),
    Feature: shape.newer,
    AutoUpdate: shape.newer,
    Tags: shape.newer,
  },
  createProject,
) {}

/** Lists projects. */
export class DescribeProjectsCommand extends command<api.DescribeProjectsRequest, api.DescribeProjectsResponse>(
  'DescribeProjects',
  {
    NextToken: scalar.extendedPaginationToken,
    MaxResults: scalar.strictPageSize,
    ProjectNames: shape.newer,
    Features: shape.newer,
  },
  describeProjects,
) {}

/** Deletes an empty project. */
export class DeleteProjectCommand extends command<api.DeleteProjectRequest, api.DeleteProjectResponse>(
  'DeleteProject',
  { ProjectArn: required(scalar.projectArn) },
  deleteProject,
) {}

/** Creates a model version and starts training it. */
export class CreateProjectVersionCommand extends command<
  api.CreateProjectVersionRequest,
  api.CreateProjectVersionResponse
>(
  'CreateProjectVersion',
  {
    ProjectArn: required(scalar.projectArn),
    VersionName: required(scalar.versionName),
    OutputConfig: required(shape.outputConfig),
    TrainingData: required(shape.trainingData),
    TestingData: required(shape.testingData),
    Tags: shape.newer,
    KmsKeyId: shape.newer,
    VersionDescription: shape.newer,
    FeatureConfig: shape.newer,
  },
  createProjectVersion,
) {}

/** Lists model versions of a project. */
export class DescribeProjectVersionsCommand extends command<
  api.DescribeProjectVersionsRequest,
  api.DescribeProjectVersionsResponse
>(
  'DescribeProjectVersions',
  {
    ProjectArn: required(scalar.projectArn),
    VersionNames: listOf(scalar.versionName, { min: 1, max: 10 }),
    NextToken: scalar.extendedPaginationToken,
    MaxResults: scalar.strictPageSize,
  },
  describeProjectVersions,
) {}

/** Deletes a model version. */
export class DeleteProjectVersionCommand extends command<
  api.DeleteProjectVersionRequest,
  api.DeleteProjectVersionResponse
>(
  'DeleteProjectVersion',
  { ProjectVersionArn: required(scalar.projectVersionArn) },
  deleteProjectVersion,
) {}

/** Starts a trained model. */
export class StartProjectVersionCommand extends command<
  api.StartProjectVersionRequest,
  api.StartProjectVersionResponse
>(
  'StartProjectVersion',
  {
    ProjectVersionArn: required(scalar.projectVersionArn),
    MinInferenceUnits: required(integer(1)),
    MaxInferenceUnits: shape.newer,
  },
  startProjectVersion,
) {}

/** Stops a running model. */
export class StopProjectVersionCommand extends command<api.StopProjectVersionRequest, api.StopProjectVersionResponse>(
  'StopProjectVersion',
  { ProjectVersionArn: required(scalar.projectVersionArn) },
  stopProjectVersion,
) {}

/** Runs a custom model on a picture. */
export class DetectCustomLabelsCommand extends command<api.DetectCustomLabelsRequest, api.DetectCustomLabelsResponse>(
  'DetectCustomLabels',
  {
    ProjectVersionArn: required(scalar.projectVersionArn),
    Image: required(shape.smallImage),
    MaxResults: integer(0),
    MinConfidence: scalar.percent,
  },
  detectCustomLabels,
) {}
