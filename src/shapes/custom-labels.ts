import type { Geometry } from './geometry.ts';
import type { Image, S3Object } from './image.ts';
import type { MetadataBearer } from './metadata.ts';
import type { CustomizationFeature, CustomizationFeatureConfig, DatasetMetadata, ProjectAutoUpdate } from './newer.ts';

/** Life of a project. */
export const ProjectStatus = { CREATING: 'CREATING', CREATED: 'CREATED', DELETING: 'DELETING' } as const;
export type ProjectStatus = (typeof ProjectStatus)[keyof typeof ProjectStatus];

/**
 * Life of a model version: TRAINING_IN_PROGRESS to TRAINING_COMPLETED or TRAINING_FAILED; then STARTING, RUNNING,
 * STOPPING, STOPPED, or FAILED. Values from COPYING_IN_PROGRESS on are newer than this API.
 */
export const ProjectVersionStatus = {
  TRAINING_IN_PROGRESS: 'TRAINING_IN_PROGRESS',
  TRAINING_COMPLETED: 'TRAINING_COMPLETED',
  TRAINING_FAILED: 'TRAINING_FAILED',
  STARTING: 'STARTING',
  RUNNING: 'RUNNING',
  FAILED: 'FAILED',
  STOPPING: 'STOPPING',
  STOPPED: 'STOPPED',
  DELETING: 'DELETING',
  COPYING_IN_PROGRESS: 'COPYING_IN_PROGRESS',
  COPYING_COMPLETED: 'COPYING_COMPLETED',
  COPYING_FAILED: 'COPYING_FAILED',
  DEPRECATED: 'DEPRECATED',
  EXPIRED: 'EXPIRED',
} as const;
export type ProjectVersionStatus = (typeof ProjectVersionStatus)[keyof typeof ProjectVersionStatus];

/** A custom-labels project. */
export interface ProjectDescription {
  /** Identifier. 20 to 2,048 characters. */
  ProjectArn?: string | undefined;
  /** When it was created. */
  CreationTimestamp?: Date | undefined;
  /** Life-cycle state. */
  Status?: ProjectStatus | undefined;
  /** Newer than this API: never filled. */
  Datasets?: DatasetMetadata[] | undefined;
  /** Newer than this API: never filled. */
  Feature?: CustomizationFeature | undefined;
  /** Newer than this API: never filled. */
  AutoUpdate?: ProjectAutoUpdate | undefined;
}

/** Folder for the output of training. */
export interface OutputConfig {
  /** Bucket. 3 to 255 characters. */
  S3Bucket?: string | undefined;
  /** Key prefix. At most 1,024 characters. */
  S3KeyPrefix?: string | undefined;
}

/** Where a manifest is. */
export interface GroundTruthManifest {
  /** The file, JSON Lines. */
  S3Object?: S3Object | undefined;
}

/** One data source for training, testing or validation of a custom model. */
export interface Asset {
  /** Where the SageMaker Ground Truth style manifest lives. */
  GroundTruthManifest?: GroundTruthManifest | undefined;
}

/** Training dataset. */
export interface TrainingData {
  /** Manifests; one training dataset per model version. */
  Assets?: Asset[] | undefined;
}

/** Test dataset: assets, or an automatic split. */
export interface TestingData {
  /** Manifests. */
  Assets?: Asset[] | undefined;
  /** Whether to split the training data 80/20. */
  AutoCreate?: boolean | undefined;
}

/** Validation manifest; holds a single asset. */
export interface ValidationData {
  /** The manifest. */
  Assets?: Asset[] | undefined;
}

/** What was trained. */
export interface TrainingDataResult {
  /** As supplied. */
  Input?: TrainingData | undefined;
  /** Part that was really used. */
  Output?: TrainingData | undefined;
  /** Validation manifest made during training. */
  Validation?: ValidationData | undefined;
}

/** What was tested. */
export interface TestingDataResult {
  /** As supplied. */
  Input?: TestingData | undefined;
  /** Part that was really tested; files may be skipped for format reasons. */
  Output?: TestingData | undefined;
  /** Validation manifest made during training. */
  Validation?: ValidationData | undefined;
}

/** Pointer to the training summary (aggregate and per-label metrics). */
export interface Summary {
  /** The file. */
  S3Object?: S3Object | undefined;
}

/** Quality of a trained model, once training has succeeded. */
export interface EvaluationResult {
  /** F1 over all labels, 0 to 1, higher is better. */
  F1Score?: number | undefined;
  /** Where the detailed summary file is. */
  Summary?: Summary | undefined;
}

/** A trained (or training) model. */
export interface ProjectVersionDescription {
  /** Identifier; the version name is a path element of it. 20 to 2,048 characters. */
  ProjectVersionArn?: string | undefined;
  /** When training started. */
  CreationTimestamp?: Date | undefined;
  /** Units the model was started with. Whole number from 1. */
  MinInferenceUnits?: number | undefined;
  /** Life-cycle state. */
  Status?: ProjectVersionStatus | undefined;
  /** Text for an error or warning. */
  StatusMessage?: string | undefined;
  /** Seconds of training, once it has succeeded. Whole number from 0. */
  BillableTrainingTimeInSeconds?: number | undefined;
  /** When training ended. */
  TrainingEndTimestamp?: Date | undefined;
  /** Where results went. */
  OutputConfig?: OutputConfig | undefined;
  /** What was trained on. */
  TrainingDataResult?: TrainingDataResult | undefined;
  /** What was tested on. */
  TestingDataResult?: TestingDataResult | undefined;
  /** Only after successful training. */
  EvaluationResult?: EvaluationResult | undefined;
  /** File with aggregated validation results for both datasets. */
  ManifestSummary?: GroundTruthManifest | undefined;
  /** Newer than this API: never filled. */
  KmsKeyId?: string | undefined;
  /** Newer than this API: never filled. */
  MaxInferenceUnits?: number | undefined;
  /** Newer than this API: never filled. */
  SourceProjectVersionArn?: string | undefined;
  /** Newer than this API: never filled. */
  VersionDescription?: string | undefined;
  /** Newer than this API: never filled. */
  Feature?: CustomizationFeature | undefined;
  /** Newer than this API: never filled. */
  BaseModelVersion?: string | undefined;
  /** Newer than this API: never filled. */
  FeatureConfig?: CustomizationFeatureConfig | undefined;
}

/** One prediction of a custom model. */
export interface CustomLabel {
  /** Label name from training. */
  Name?: string | undefined;
  /** Higher is surer. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Location; present only when the model locates objects. */
  Geometry?: Geometry | undefined;
}

/** Request of CreateProject. */
export interface CreateProjectRequest {
  /** Letters, digits and `_ . -`. 1 to 255 characters. Required. */
  ProjectName: string | undefined;
  /** Newer than this API: refused. */
  Feature?: CustomizationFeature | undefined;
  /** Newer than this API: refused. */
  AutoUpdate?: ProjectAutoUpdate | undefined;
  /** Newer than this API: refused. */
  Tags?: Record<string, string> | undefined;
}

/** Response of CreateProject. */
export interface CreateProjectResponse {
  /** ARN of the project. 20 to 2,048 characters. */
  ProjectArn?: string | undefined;
}

/** What CreateProjectCommand takes. */
export interface CreateProjectCommandInput extends CreateProjectRequest {}

/** What CreateProjectCommand resolves to. */
export interface CreateProjectCommandOutput extends CreateProjectResponse, MetadataBearer {}

/** Request of DescribeProjects. */
export interface DescribeProjectsRequest {
  /** Token of the previous page. At most 1,024 characters. */
  NextToken?: string | undefined;
  /** Page size; more is a ValidationException. Whole number, 1 to 100, default 100. */
  MaxResults?: number | undefined;
  /** Newer than this API: refused. */
  ProjectNames?: string[] | undefined;
  /** Newer than this API: refused. */
  Features?: CustomizationFeature[] | undefined;
}

/** Response of DescribeProjects. */
export interface DescribeProjectsResponse {
  /** Projects. */
  ProjectDescriptions?: ProjectDescription[] | undefined;
  /** Set when more follow. At most 1,024 characters. */
  NextToken?: string | undefined;
}

/** What DescribeProjectsCommand takes. */
export interface DescribeProjectsCommandInput extends DescribeProjectsRequest {}

/** What DescribeProjectsCommand resolves to. */
export interface DescribeProjectsCommandOutput extends DescribeProjectsResponse, MetadataBearer {}

/** Request of DeleteProject. */
export interface DeleteProjectRequest {
  /** Project. 20 to 2,048 characters. Required. */
  ProjectArn: string | undefined;
}

/** Response of DeleteProject. */
export interface DeleteProjectResponse {
  /** DELETING. */
  Status?: ProjectStatus | undefined;
}

/** What DeleteProjectCommand takes. */
export interface DeleteProjectCommandInput extends DeleteProjectRequest {}

/** What DeleteProjectCommand resolves to. */
export interface DeleteProjectCommandOutput extends DeleteProjectResponse, MetadataBearer {}

/** Request of CreateProjectVersion. */
export interface CreateProjectVersionRequest {
  /** Project. 20 to 2,048 characters. Required. */
  ProjectArn: string | undefined;
  /** Unique in the project. Letters, digits and `_ . -`. 1 to 255 characters. Required. */
  VersionName: string | undefined;
  /** Where results go. Required. */
  OutputConfig: OutputConfig | undefined;
  /** Training dataset, exactly one. Required. */
  TrainingData: TrainingData | undefined;
  /** Test dataset, or AutoCreate. Required. */
  TestingData: TestingData | undefined;
  /** Newer than this API: refused. */
  Tags?: Record<string, string> | undefined;
  /** Newer than this API: refused. */
  KmsKeyId?: string | undefined;
  /** Newer than this API: refused. */
  VersionDescription?: string | undefined;
  /** Newer than this API: refused. */
  FeatureConfig?: CustomizationFeatureConfig | undefined;
}

/** Response of CreateProjectVersion. */
export interface CreateProjectVersionResponse {
  /** ARN of the version. 20 to 2,048 characters. */
  ProjectVersionArn?: string | undefined;
}

/** What CreateProjectVersionCommand takes. */
export interface CreateProjectVersionCommandInput extends CreateProjectVersionRequest {}

/** What CreateProjectVersionCommand resolves to. */
export interface CreateProjectVersionCommandOutput extends CreateProjectVersionResponse, MetadataBearer {}

/** Request of DescribeProjectVersions. */
export interface DescribeProjectVersionsRequest {
  /** Project. 20 to 2,048 characters. Required. */
  ProjectArn: string | undefined;
  /** Only these versions: names, not ARNs. 1 to 10 entries. */
  VersionNames?: string[] | undefined;
  /** Token of the previous page. At most 1,024 characters. */
  NextToken?: string | undefined;
  /** Page size; more is a ValidationException. Whole number, 1 to 100, default 100. */
  MaxResults?: number | undefined;
}

/** Response of DescribeProjectVersions. */
export interface DescribeProjectVersionsResponse {
  /** Versions, newest first. */
  ProjectVersionDescriptions?: ProjectVersionDescription[] | undefined;
  /** Set when more follow. At most 1,024 characters. */
  NextToken?: string | undefined;
}

/** What DescribeProjectVersionsCommand takes. */
export interface DescribeProjectVersionsCommandInput extends DescribeProjectVersionsRequest {}

/** What DescribeProjectVersionsCommand resolves to. */
export interface DescribeProjectVersionsCommandOutput extends DescribeProjectVersionsResponse, MetadataBearer {}

/** Request of DeleteProjectVersion. */
export interface DeleteProjectVersionRequest {
  /** Version. 20 to 2,048 characters. Required. */
  ProjectVersionArn: string | undefined;
}

/** Response of DeleteProjectVersion. */
export interface DeleteProjectVersionResponse {
  /** DELETING. */
  Status?: ProjectVersionStatus | undefined;
}

/** What DeleteProjectVersionCommand takes. */
export interface DeleteProjectVersionCommandInput extends DeleteProjectVersionRequest {}

/** What DeleteProjectVersionCommand resolves to. */
export interface DeleteProjectVersionCommandOutput extends DeleteProjectVersionResponse, MetadataBearer {}

/** Request of StartProjectVersion. */
export interface StartProjectVersionRequest {
  /** Version. 20 to 2,048 characters. Required. */
  ProjectVersionArn: string | undefined;
  /** Accepted and told back; the page has no units to start. Whole number from 1. Required. */
  MinInferenceUnits: number | undefined;
  /** Newer than this API: refused. */
  MaxInferenceUnits?: number | undefined;
}

/** Response of StartProjectVersion. */
export interface StartProjectVersionResponse {
  /** STARTING. */
  Status?: ProjectVersionStatus | undefined;
}

/** What StartProjectVersionCommand takes. */
export interface StartProjectVersionCommandInput extends StartProjectVersionRequest {}

/** What StartProjectVersionCommand resolves to. */
export interface StartProjectVersionCommandOutput extends StartProjectVersionResponse, MetadataBearer {}

/** Request of StopProjectVersion. */
export interface StopProjectVersionRequest {
  /** Version to stop. 20 to 2,048 characters. Required. */
  ProjectVersionArn: string | undefined;
}

/** Response of StopProjectVersion. */
export interface StopProjectVersionResponse {
  /** STOPPING. */
  Status?: ProjectVersionStatus | undefined;
}

/** What StopProjectVersionCommand takes. */
export interface StopProjectVersionCommandInput extends StopProjectVersionRequest {}

/** What StopProjectVersionCommand resolves to. */
export interface StopProjectVersionCommandOutput extends StopProjectVersionResponse, MetadataBearer {}

/** Request of DetectCustomLabels. */
export interface DetectCustomLabelsRequest {
  /** Running version. 20 to 2,048 characters. Required. */
  ProjectVersionArn: string | undefined;
  /** The picture, at most 4 MB of bytes. Required. */
  Image: Image | undefined;
  /** Most labels, the surest ones. Default: all. Whole number from 0. */
  MaxResults?: number | undefined;
  /**
   * Lowest confidence. Default: the threshold of each label found in training; 0 returns everything. Percent, 0 to
   * 100.
   */
  MinConfidence?: number | undefined;
}

/** Response of DetectCustomLabels. */
export interface DetectCustomLabelsResponse {
  /** Labels found. */
  CustomLabels?: CustomLabel[] | undefined;
}

/** What DetectCustomLabelsCommand takes. */
export interface DetectCustomLabelsCommandInput extends DetectCustomLabelsRequest {}

/** What DetectCustomLabelsCommand resolves to. */
export interface DetectCustomLabelsCommandOutput extends DetectCustomLabelsResponse, MetadataBearer {}
