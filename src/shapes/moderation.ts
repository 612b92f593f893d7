import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';
import type { ContentType } from './newer.ts';

/** What the picture is declared to be free of. */
export const ContentClassifier = {
  FREE_OF_PERSONALLY_IDENTIFIABLE_INFORMATION: 'FreeOfPersonallyIdentifiableInformation',
  FREE_OF_ADULT_CONTENT: 'FreeOfAdultContent',
} as const;
export type ContentClassifier = (typeof ContentClassifier)[keyof typeof ContentClassifier];

/** Declarations about the image content. */
export interface HumanLoopDataAttributes {
  /** What the image is free of. At most 256 entries. */
  ContentClassifiers?: ContentClassifier[] | undefined;
}

/** Asks for human review of the image. */
export interface HumanLoopConfig {
  /** Name of this review, to be used once. Small letters, digits and inner hyphens. 1 to 63 characters. Required. */
  HumanLoopName: string | undefined;
  /** Review workflow to use. At most 256 characters. Required. */
  FlowDefinitionArn: string | undefined;
  /** Declarations about the image. */
  DataAttributes?: HumanLoopDataAttributes | undefined;
}

/** One category of unsafe content. */
export interface ModerationLabel {
  /** Labels below the requested minimum are not returned. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Category name. */
  Name?: string | undefined;
  /** Name of the parent category, the empty string at the top level. */
  ParentName?: string | undefined;
  /** Newer than this API: never filled. */
  TaxonomyLevel?: number | undefined;
}

/** Outcome of the human-review conditions. Without HumanLoopArn no review was triggered. */
export interface HumanLoopActivationOutput {
  /** The review that was started. At most 256 characters. */
  HumanLoopArn?: string | undefined;
  /** Why review was or was not needed. At least one entry. */
  HumanLoopActivationReasons?: string[] | undefined;
  /** JSON document as text with the evaluated conditions. At most 10,240 characters. */
  HumanLoopActivationConditionsEvaluationResults?: string | undefined;
}

/** Request of DetectModerationLabels. */
export interface DetectModerationLabelsRequest {
  /** The picture. Required. */
  Image: Image | undefined;
  /** Lowest confidence to return. Percent, 0 to 100, default 50. */
  MinConfidence?: number | undefined;
  /** Ask for human review. */
  HumanLoopConfig?: HumanLoopConfig | undefined;
  /** Newer than this API: refused. */
  ProjectVersion?: string | undefined;
}

/** Response of DetectModerationLabels. */
export interface DetectModerationLabelsResponse {
  /** Categories found. */
  ModerationLabels?: ModerationLabel[] | undefined;
  /** Model version. */
  ModerationModelVersion?: string | undefined;
  /** Only with HumanLoopConfig. */
  HumanLoopActivationOutput?: HumanLoopActivationOutput | undefined;
  /** Newer than this API: never filled. */
  ProjectVersion?: string | undefined;
  /** Newer than this API: never filled. */
  ContentTypes?: ContentType[] | undefined;
}

/** What DetectModerationLabelsCommand takes. */
export interface DetectModerationLabelsCommandInput extends DetectModerationLabelsRequest {}

/** What DetectModerationLabelsCommand resolves to. */
export interface DetectModerationLabelsCommandOutput extends DetectModerationLabelsResponse, MetadataBearer {}
