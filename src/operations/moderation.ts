import { thumbnailOf } from '../media/thumbnail.ts';
import type { FlowDefinition } from '../shapes/human-loops.ts';
import type { Image } from '../shapes/image.ts';
import type {
  DetectModerationLabelsRequest,
  DetectModerationLabelsResponse,
  HumanLoopActivationOutput,
  HumanLoopConfig,
  ModerationLabel,
} from '../shapes/moderation.ts';
import { CONCERNS, type Concern, type SeenConcerns } from '../vision/moderation/concerns.ts';
import { moderationModelVersion } from '../vision/moderation/moderation-model-version.ts';
import type { Operation, OperationContext } from './context.ts';
import type { PictureSize } from './face-shapes.ts';
import { evaluateConditions, samplingDraw } from './human-loop-conditions.ts';
import { openFlow, startHumanLoop } from './human-loops.ts';
import { moderationParentOf, type ModerationChild } from './moderation-taxonomy.ts';

/** Percent (OPERATIONS section 4). */
export const DEFAULT_MODERATION_CONFIDENCE = 50;

/** The categories of the API that the page can see; all others of the taxonomy are never told. */
const categories: Readonly<Record<Concern, ModerationChild>> = {
  nudity: 'Nudity',
  drawnNudity: 'Illustrated Explicit Nudity',
  revealingClothes: 'Revealing Clothes',
  femaleSwimwear: 'Female Swimwear Or Underwear',
  maleSwimwear: 'Male Swimwear Or Underwear',
  bareChest: 'Barechested Male',
  middleFinger: 'Middle Finger',
  weapon: 'Weapons',
  alcohol: 'Alcoholic Beverages',
  smoking: 'Smoking',
  pills: 'Pills',
  syringe: 'Drug Paraphernalia',
  gambling: 'Gambling',
};

/** Categories of the second level that can be told, those that only ImageNet's backbone shows among them. */
export const seenCategories: readonly ModerationChild[] = CONCERNS.map((concern) => categories[concern]);

/** DetectModerationLabels: names what somebody may not want to see, and puts the picture up for review when asked to. */
export const detectModerationLabels: Operation<DetectModerationLabelsRequest, DetectModerationLabelsResponse> = async (
  { Image, MinConfidence = DEFAULT_MODERATION_CONFIDENCE, HumanLoopConfig },
  context,
) => {
  // A flow that does not exist is told before a picture is decoded in vain.
  const flow = HumanLoopConfig && (await openFlow(HumanLoopConfig.FlowDefinitionArn ?? '', HumanLoopConfig.HumanLoopName ?? ''));
  const picture = await context.openPicture(Image);
  const size = { width: picture.width, height: picture.height };
  const thumbnail = flow?.KeepThumbnails ? await thumbnailOf(picture) : undefined;
  const seen = await context.vision.seeConcerns(picture);
  const answer = {
    ModerationLabels: moderationLabels(seen, MinConfidence),
    ModerationModelVersion: moderationModelVersion(seen.backbone),
  };
  if (!flow || !HumanLoopConfig) return answer;
  const review = { config: HumanLoopConfig, flow, seen, answer, size, image: Image, thumbnail };
  return { ...answer, HumanLoopActivationOutput: await askForReview(review, context) };
};

/**
 * Labels of both levels for what the worker saw in a picture or frame, surest first.
 *
 * @param minConfidence percent; a parent is told when one of its children is
 */
export function moderationLabels({ probabilities }: SeenConcerns, minConfidence: number): ModerationLabel[] {
  const children = CONCERNS.flatMap((concern): ModerationLabel[] => {
    const probability = probabilities[concern];
    if (probability === undefined || probability * 100 < minConfidence) return [];
    const Name = categories[concern];
    return [{ Confidence: probability * 100, Name, ParentName: moderationParentOf(Name) }];
  });
  const parents = new Map<string, number>();
  for (const { Confidence = 0, ParentName = '' } of children) {
    parents.set(ParentName, Math.max(Confidence, parents.get(ParentName) ?? 0));
  }
  return [...[...parents].map(([Name, Confidence]): ModerationLabel => ({ Confidence, Name, ParentName: '' })), ...children].toSorted(surestFirst);
}

/** By name where equally sure, and a parent before its child of the same name. */
function surestFirst(a: ModerationLabel, b: ModerationLabel): number {
  return (b.Confidence ?? 0) - (a.Confidence ?? 0) || compare(a.Name, b.Name) || compare(a.ParentName, b.ParentName);
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Review {
  readonly config: HumanLoopConfig;
  readonly flow: FlowDefinition;
  readonly seen: SeenConcerns;
  readonly answer: { readonly ModerationLabels: readonly ModerationLabel[]; readonly ModerationModelVersion: string };
  readonly size: PictureSize;
  readonly image: Image | undefined;
  readonly thumbnail: Blob | undefined;
}

async function askForReview(review: Review, { config: { region = 'page' } }: OperationContext): Promise<HumanLoopActivationOutput> {
  const { config: { HumanLoopName: name = '', DataAttributes }, flow, seen, answer, size, image, thumbnail } = review;
  const { met, results } = evaluateConditions(flow.HumanLoopActivationConditions, answer.ModerationLabels, samplingDraw(seenAsText(seen, flow)));
  const output: HumanLoopActivationOutput = {
    HumanLoopActivationReasons: ['ConditionsEvaluation'],
    HumanLoopActivationConditionsEvaluationResults: results,
  };
  if (!met) return output;
  const HumanLoopArn = `arn:aws:sagemaker:${region}:000000000000:human-loop/${name}`;
  const content = {
    HumanLoopArn,
    ...answer,
    ContentClassifiers: DataAttributes?.ContentClassifiers ?? [],
    ActivationConditionResults: results,
    Width: size.width,
    Height: size.height,
    ...(image?.S3Object && { S3Object: image.S3Object }),
  };
  await startHumanLoop(name, flow, content, thumbnail);
  return { HumanLoopArn, ...output };
}

/** All digits of what the models saw differ from picture to picture. */
function seenAsText({ probabilities }: SeenConcerns, { FlowDefinitionArn }: FlowDefinition): string {
  return `${FlowDefinitionArn}\n${CONCERNS.map((concern) => probabilities[concern] ?? '').join(' ')}`;
}
