import type { RekognitionClient } from './client.ts';
import { ClientClosedError, RekognitionServiceException } from './errors.ts';
import { DescribeProjectVersionsCommand } from './operations/table.ts';
import type {
  DescribeProjectVersionsRequest,
  DescribeProjectVersionsResponse,
  ProjectVersionStatus,
} from './shapes/custom-labels.ts';
import type { MetadataBearer } from './shapes/metadata.ts';

/** How long to wait and how often to look. */
export interface WaiterOptions {
  readonly client: RekognitionClient;
  /** Seconds until the wait is given up; must exceed `minDelay`. Required. */
  readonly maxWaitTime: number;
  /** Seconds between two looks, at least. Default 30, for training 120. */
  readonly minDelay?: number | undefined;
  /** Seconds between two looks, at most. Default 120. */
  readonly maxDelay?: number | undefined;
  /** Ends the wait with an Error named AbortError. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How a wait ended. */
export interface WaiterResult<Response> {
  readonly state: 'SUCCESS' | 'FAILURE' | 'TIMEOUT' | 'ABORTED';
  /** The response or error that ended it. */
  readonly reason?: Response | undefined;
  /** The same as `reason`. */
  readonly final?: Response | undefined;
  /** How often each outcome was seen, for example `{ "200: OK": 3 }`. */
  readonly observedResponses: Readonly<Record<string, number>>;
}

type Versions = DescribeProjectVersionsResponse & MetadataBearer;

/**
 * Looks again and again until all listed versions are in a state. Name the versions in `VersionNames`: another version
 * of the project that is not in the state holds the wait up. Errors of the calls count as not yet, so a wrong ARN ends
 * in a time-out. Only the first page is looked at.
 *
 * Resolves to a result whose state is SUCCESS. Throws an Error named TimeoutError or AbortError, and a plain Error
 * when a version has failed; the message is the result as JSON.
 */
export type WaitUntil<Request, Result> = (options: WaiterOptions, request: Request) => Promise<Result>;

/** Waits until every listed version runs; looks after 30 to 120 seconds unless told otherwise. */
export const waitUntilProjectVersionRunning = waiter('RUNNING', 'FAILED', { minDelay: 30, maxDelay: 120 });

/** Waits until every listed version is trained; looks every 120 seconds unless told otherwise. */
export const waitUntilProjectVersionTrainingCompleted = waiter('TRAINING_COMPLETED', 'TRAINING_FAILED', {
  minDelay: 120,
  maxDelay: 120,
});

interface Pace {
  readonly minDelay: number;
  readonly maxDelay: number;
}

function waiter(
  success: ProjectVersionStatus,
  failure: ProjectVersionStatus,
  usual: Pace,
): WaitUntil<DescribeProjectVersionsRequest, WaiterResult<Versions>> {
  return async (options, request) => {
    const pace = { minDelay: options.minDelay ?? usual.minDelay, maxDelay: options.maxDelay ?? usual.maxDelay };
    refuseImpossible(options.maxWaitTime, pace);
    const result = await look(options, pace, request, (versions) => {
      const states = (versions.ProjectVersionDescriptions ?? []).map(({ Status }) => Status);
      if (states.length > 0 && states.every((state) => state === success)) return 'SUCCESS';
      return states.includes(failure) ? 'FAILURE' : undefined;
    });
    if (result.state === 'SUCCESS') return result;
    throw waiterError(result);
  };
}

function refuseImpossible(maxWaitTime: number, { minDelay, maxDelay }: Pace): void {
  if (!(maxWaitTime > 0)) throw new Error('maxWaitTime of a waiter must be more than 0 seconds.');
  if (!(minDelay > 0)) throw new Error('minDelay of a waiter must be more than 0 seconds.');
  if (!(maxWaitTime > minDelay)) {
    throw new Error(`maxWaitTime of a waiter (${maxWaitTime} s) must be more than its minDelay (${minDelay} s).`);
  }
  if (!(maxDelay >= minDelay)) {
    throw new Error(`maxDelay of a waiter (${maxDelay} s) must not be less than its minDelay (${minDelay} s).`);
  }
}

async function look(
  { client, maxWaitTime, abortSignal }: WaiterOptions,
  pace: Pace,
  request: DescribeProjectVersionsRequest,
  judge: (versions: Versions) => 'SUCCESS' | 'FAILURE' | undefined,
): Promise<WaiterResult<Versions>> {
  // Not the clock on the wall, which may be set back or forward meanwhile.
  const end = performance.now() + maxWaitTime * 1000;
  const observedResponses: Record<string, number> = {};
  for (let attempt = 1; ; attempt++) {
    if (abortSignal?.aborted) return { state: 'ABORTED', observedResponses };
    try {
      const reason = await client.send(new DescribeProjectVersionsCommand(request), { abortSignal });
      count(observedResponses, `${reason.$metadata.httpStatusCode ?? 200}: OK`);
      const state = judge(reason);
      if (state) return { state, reason, final: reason, observedResponses };
    } catch (error) {
      if (abortSignal?.aborted) return { state: 'ABORTED', observedResponses };
      if (error instanceof ClientClosedError) throw error;
      count(observedResponses, describe(error));
    }
    const left = end - performance.now();
    if (left <= 0) return { state: 'TIMEOUT', observedResponses };
    await pause(Math.min(left, delay(pace, attempt)), abortSignal);
  }
}

function count(observed: Record<string, number>, message: string): void {
  observed[message] = (observed[message] ?? 0) + 1;
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof RekognitionServiceException ? `${error.$metadata.httpStatusCode}: ${message}` : message;
}

/** Milliseconds: at random between the shortest delay and a bound that doubles with every attempt. */
function delay({ minDelay, maxDelay }: Pace, attempt: number): number {
  const bound = Math.min(maxDelay, minDelay * 2 ** (attempt - 1));
  return 1000 * (minDelay + Math.random() * (bound - minDelay));
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}

function waiterError(result: WaiterResult<Versions>): Error {
  const error = new Error(JSON.stringify(result));
  if (result.state === 'TIMEOUT') error.name = 'TimeoutError';
  if (result.state === 'ABORTED') error.name = 'AbortError';
  return error;
}
