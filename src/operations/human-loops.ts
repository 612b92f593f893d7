import { HumanLoopQuotaExceededException, InvalidParameterException, ResourceNotFoundException } from '../errors.ts';
import type { FlowDefinition, HumanLoop, HumanLoopActivationConditions } from '../shapes/human-loops.ts';
import {
  answerReview,
  checkQueue,
  deleteFlow,
  deleteReview,
  listFlows,
  listReviews,
  queueReview,
  readFlow,
  readReview,
  storeFlow,
  type QueueRefusal,
  type StoredFlow,
  type StoredReview,
} from '../storage/review-queue.ts';
import { required } from '../validation/constraint.ts';
import { flowDefinitionArn } from '../validation/scalars.ts';
import { validate } from '../validation/validate.ts';
import { checkConditions } from './human-loop-conditions.ts';

/** How a flow keeps its reviews. */
export interface FlowOptions {
  /**
   * Most reviews that may wait for an answer at a time, from 1; a call beyond it gets HumanLoopQuotaExceededException.
   * Default 1,000.
   */
  readonly maxOpenLoops?: number;
  /** Keeps a JPEG of at most 320 pixels a side with each review. Default false: no pixel is kept. */
  readonly keepThumbnails?: boolean;
}

/** Which reviews to list. */
export interface HumanLoopFilter {
  readonly flowDefinitionArn?: string;
  readonly status?: HumanLoop['HumanLoopStatus'];
}

/**
 * The page's own review queue, kept in IndexedDB of the page's origin and shared by all clients and tabs. A flow says
 * when DetectModerationLabels with a HumanLoopConfig asks for review; the app lists what waits, shows it to a person and
 * stores the answer. Nothing is sent anywhere, and nothing is deleted by itself.
 */
export interface HumanLoops {
  /**
   * Registers a flow, in the place of one with the same ARN, whose reviews stay.
   *
   * @param arn any text of 1 to 256 characters; it need not be an ARN
   * @throws InvalidParameterException
   */
  defineFlow(arn: string, conditions: HumanLoopActivationConditions, options?: FlowOptions): Promise<void>;
  /** All flows, by ARN. */
  flows(): Promise<FlowDefinition[]>;
  /** Deletes a flow; its reviews stay. Nothing happens where there is none. */
  deleteFlow(arn: string): Promise<void>;
  /** Reviews, the longest waiting first. */
  list(filter?: HumanLoopFilter): Promise<HumanLoop[]>;
  /** @throws ResourceNotFoundException */
  get(name: string): Promise<HumanLoop>;
  /**
   * Stores what a person decided, in the place of an earlier answer, and gives the review back, now `Completed`.
   *
   * @param content any plain data, such as the labels that are right
   * @throws ResourceNotFoundException when there is no such review
   * @throws InvalidParameterException when the content cannot be stored
   */
  answer(name: string, content: unknown): Promise<HumanLoop>;
  /** Deletes a review, answered or not; its name may then be used again. Nothing happens where there is none. */
  delete(name: string): Promise<void>;
}

const DEFAULT_MOST_OPEN = 1000;

/** The review queue of this page's origin; the same one for every client. */
export const humanLoops: HumanLoops = {
  async defineFlow(arn, conditions, { maxOpenLoops = DEFAULT_MOST_OPEN, keepThumbnails = false } = {}) {
    validate('humanLoops.defineFlow', { FlowDefinitionArn: required(flowDefinitionArn) }, { FlowDefinitionArn: arn });
    if (arn === '') throw new InvalidParameterException('A flow needs a name of at least 1 character.');
    checkConditions(conditions);
    if (!Number.isInteger(maxOpenLoops) || maxOpenLoops < 1) {
      throw new InvalidParameterException(`maxOpenLoops must be a whole number from 1, but is ${maxOpenLoops}.`);
    }
    await storeFlow({ flow: arn, conditions: JSON.stringify(conditions), mostOpen: maxOpenLoops, thumbnails: keepThumbnails });
  },

  async flows() {
    return (await listFlows()).map(flowDefinition);
  },

  deleteFlow,

  async list({ flowDefinitionArn: flow, status } = {}) {
    const reviews = (await listReviews()).map(humanLoop);
    return reviews.filter(
      ({ FlowDefinitionArn, HumanLoopStatus }) =>
        (flow === undefined || FlowDefinitionArn === flow) && (status === undefined || HumanLoopStatus === status),
    );
  },

  async get(name) {
    const review = await readReview(name);
    if (!review) throw unknownLoop(name);
    return humanLoop(review);
  },

  async answer(name, content) {
    const review = await answerReview(name, content, new Date()).catch(refuseContent);
    if (!review) throw unknownLoop(name);
    return humanLoop(review);
  },

  delete: deleteReview,
};

/** What a new review tells the reviewer. */
export type ReviewedAnswer = Pick<
  HumanLoop,
  'HumanLoopArn' | 'ModerationLabels' | 'ModerationModelVersion' | 'ContentClassifiers' | 'ActivationConditionResults' | 'Width' | 'Height' | 'S3Object'
>;

/**
 * The flow that a call names, provided that it can take one more review of this name.
 *
 * @throws InvalidParameterException when there is no such flow, or the name is taken
 * @throws HumanLoopQuotaExceededException when too many reviews of the flow wait for an answer
 */
export async function openFlow(flowArn: string, name: string): Promise<FlowDefinition> {
  const [flow, refusal] = await Promise.all([readFlow(flowArn), checkQueue(name, flowArn)]);
  if (refusal !== undefined) throw refusalError(refusal, name, flow, flowArn);
  if (!flow) throw refusalError('flow is unknown', name, flow, flowArn);
  return flowDefinition(flow);
}

/** Puts a review into the queue. Throws as `openFlow`; ServiceQuotaExceededException when the browser has no room for it. */
export async function startHumanLoop(name: string, flow: FlowDefinition, content: ReviewedAnswer, thumbnail: Blob | undefined): Promise<void> {
  const review: StoredReview = {
    name,
    flow: flow.FlowDefinitionArn,
    state: 'open',
    createdAt: new Date(),
    content,
    ...(thumbnail && { thumbnail }),
  };
  const refusal = await queueReview(review);
  if (refusal !== undefined) throw refusalError(refusal, name, undefined, flow.FlowDefinitionArn);
}

function flowDefinition({ flow, conditions, mostOpen, thumbnails }: StoredFlow): FlowDefinition {
  return {
    FlowDefinitionArn: flow,
    // Written by defineFlow, which has checked them.
    HumanLoopActivationConditions: JSON.parse(conditions) as HumanLoopActivationConditions,
    MaxOpenLoops: mostOpen,
    KeepThumbnails: thumbnails,
  };
}

function humanLoop({ name, flow, state, createdAt, content, thumbnail, answer, answeredAt }: StoredReview): HumanLoop {
  return {
    HumanLoopName: name,
    FlowDefinitionArn: flow,
    HumanLoopStatus: state === 'answered' ? 'Completed' : 'InProgress',
    CreationTime: createdAt,
    // Written by startHumanLoop, and by nobody else.
    ...(content as ReviewedAnswer),
    ...(thumbnail && { Thumbnail: thumbnail }),
    ...(answeredAt && { AnswerContent: answer, SubmissionTime: answeredAt }),
  };
}

function refusalError(refusal: QueueRefusal, name: string, flow: StoredFlow | undefined, flowArn: string): Error {
  switch (refusal) {
    case 'flow is unknown':
      return new InvalidParameterException(
        `There is no flow definition "${flowArn}" in this page: register it with rekognition.humanLoops.defineFlow first.`,
      );
    case 'name is taken':
      return new InvalidParameterException(
        `A human loop named "${name}" exists already: give HumanLoopName a name of its own, or delete the other one.`,
      );
    case 'flow is full':
      return new HumanLoopQuotaExceededException({
        message: `${flow ? flow.mostOpen : 'Too many'} human loops of "${flowArn}" wait for an answer, the most that the flow takes: answer or delete some, or define it with a larger maxOpenLoops.`,
        ResourceType: 'HumanLoop',
        QuotaCode: 'maxOpenLoops',
        ServiceCode: 'pagesight',
      });
  }
}

function unknownLoop(name: string): ResourceNotFoundException {
  return new ResourceNotFoundException(`There is no human loop named "${name}" in this page.`);
}

function refuseContent(cause: unknown): never {
  if (cause instanceof DOMException && cause.name === 'DataCloneError') {
    throw new InvalidParameterException({ message: 'The answer holds something that cannot be stored, such as a function: give plain data.', cause });
  }
  throw cause;
}
