import type { S3Object } from './image.ts';
import type { ContentClassifier, ModerationLabel } from './moderation.ts';

// Human review is a service of its own (Amazon A2I); what the page has of it is named as there.

/** Is true when a moderation label of the answer satisfies every bar that is given. All bars are percent, 0 to 100. */
export interface ModerationLabelConfidenceCheck {
  ConditionType: 'ModerationLabelConfidenceCheck';
  ConditionParameters: {
    /** Exact name of a category, parents included, or `*` for any. Required. */
    ModerationLabelName: string;
    ConfidenceEquals?: number | undefined;
    ConfidenceLessThan?: number | undefined;
    ConfidenceLessThanEquals?: number | undefined;
    ConfidenceGreaterThan?: number | undefined;
    ConfidenceGreaterThanEquals?: number | undefined;
  };
}

/** Is true for a share of all pictures, chosen by what the models saw: the same picture gets the same answer again. */
export interface SamplingCondition {
  ConditionType: 'Sampling';
  /** Percent, 0.01 to 100. Required. */
  ConditionParameters: { RandomSamplingPercentage: number };
}

/** A condition, or several joined by `And` or `Or`, which may be joined once more. */
export type HumanLoopCondition =
  | ModerationLabelConfidenceCheck
  | SamplingCondition
  | { And: HumanLoopCondition[] }
  | { Or: HumanLoopCondition[] };

/** When a picture is to be reviewed: as soon as one of the conditions is true. */
export interface HumanLoopActivationConditions {
  Conditions: HumanLoopCondition[];
}

/** A review workflow of the page. */
export interface FlowDefinition {
  /** What HumanLoopConfig names. */
  readonly FlowDefinitionArn: string;
  readonly HumanLoopActivationConditions: HumanLoopActivationConditions;
  /** Most reviews of this flow that may wait for an answer at a time. */
  readonly MaxOpenLoops: number;
  /** Whether a small copy of the picture is kept with each review. */
  readonly KeepThumbnails: boolean;
}

/** A review in the queue of the page. */
export interface HumanLoop {
  readonly HumanLoopName: string;
  readonly HumanLoopArn: string;
  readonly FlowDefinitionArn: string;
  /** `Completed` once it has been answered. */
  readonly HumanLoopStatus: 'InProgress' | 'Completed';
  readonly CreationTime: Date;
  /** What the call answered. */
  readonly ModerationLabels: readonly ModerationLabel[];
  readonly ModerationModelVersion: string;
  /** What the caller declared the picture to be free of. */
  readonly ContentClassifiers: readonly ContentClassifier[];
  /** The conditions with their results, as in HumanLoopActivationConditionsEvaluationResults. */
  readonly ActivationConditionResults: string;
  /** Pixels of the upright picture. */
  readonly Width: number;
  readonly Height: number;
  /** Where the picture is, when the call named an object of a bucket. The picture itself is never copied. */
  readonly S3Object?: S3Object;
  /** JPEG of at most 320 pixels a side, when the flow keeps them. */
  readonly Thumbnail?: Blob;
  /** What `answer` was given. */
  readonly AnswerContent?: unknown;
  readonly SubmissionTime?: Date;
}
