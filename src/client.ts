import type { RekognitionConfig } from './config.ts';
import {
  ClientClosedError,
  OperationNotAvailableException,
  ProvisionedThroughputExceededException,
  RekognitionServiceException,
  abortError,
  statusCodeOf,
} from './errors.ts';
import type { GalleryDescription } from './galleries/gallery-calls.ts';
import { buckets, resolveS3Object } from './media/buckets.ts';
import type { Buckets } from './media/buckets.ts';
import {
  describeStorage,
  exportCollection,
  importCollection,
  type ImportedCollection,
  type StorageDescription,
} from './operations/collection-files.ts';
import {
  buildGallery,
  describeGalleries,
  type BuiltGallery,
  type GalleryOptions,
  type PersonPortraits,
} from './operations/gallery-files.ts';
import { answered } from './operations/collection-problems.ts';
import type { Command, CommandClass } from './operations/command.ts';
import type { OperationContext } from './operations/context.ts';
import type { ModelImport } from './operations/custom-labels/exported-models.ts';
import { stopTraining } from './operations/custom-labels/project-versions.ts';
import { listJobs, resumeJobs, stopJob, type JobDescription } from './operations/video/job-management.ts';
import { openNotifications, type Notifications } from './jobs/notifications.ts';
import { createStreamConnections, type Streams } from './operations/streams/stream-connections.ts';
import { humanLoops, type HumanLoops } from './operations/human-loops.ts';
import { distrustWebGpu } from './runtime/device.ts';
import { openErasureChannel, type ErasureChannel } from './runtime/erasure-channel.ts';
import { dropModels } from './runtime/model-store.ts';
import { openRuntime } from './runtime/runtime.ts';
import type { Runtime } from './runtime/runtime.ts';
import type { MetadataBearer } from './shapes/metadata.ts';
import { profileOf, sharedClock, type RecordStage, type TimedStage } from './profile/call-profile.ts';
import { printProfile } from './profile/profile-console.ts';
import { eraseDatabases } from './storage/erase-databases.ts';
import { preferBytes } from './validation/prefer-bytes.ts';
import { validate } from './validation/validate.ts';

/** Options of one call. */
export interface CallOptions {
  /** Rejects the call with an Error named AbortError as soon as it is aborted. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Told the outcome of a call: an error and nothing else, or null and the response. */
export type Callback<Response> = (error: Error | null, response?: Response) => void;

/** The jobs on stored videos of this site, whatever tab works on them. */
export interface Jobs {
  /** Jobs of the last 7 days, the oldest first. */
  list(options?: CallOptions): Promise<readonly JobDescription[]>;
  /** Ends a job; it fails and says so in its StatusMessage. Nothing happens to one that has ended. Throws ResourceNotFoundException. */
  stop(jobId: string, options?: CallOptions): Promise<void>;
  /**
   * Goes on with jobs that were interrupted by a reload, which the first Start or Get call of a client does as well.
   * Those whose video cannot be found again fail.
   */
  resume(options?: CallOptions): Promise<void>;
}

/** What the API has no operation for. */
export interface CustomLabels {
  /**
   * Ends the training of a version, in whatever tab it runs; it is TRAINING_FAILED then and says so in its StatusMessage.
   * Nothing happens to one that is trained already. Throws ResourceNotFoundException.
   */
  stopTraining(projectVersionArn: string, options?: CallOptions): Promise<void>;
  /**
   * Packs the model of a trained version into a file that `importModel` reads: what training learnt and the thresholds, but no
   * picture. The file is bound to the network whose features it was trained on, and every byte is under a checksum. Throws
   * ResourceNotFoundException, and ResourceNotReadyException for a version that is not trained.
   */
  exportModel(projectVersionArn: string, options?: CallOptions): Promise<Blob>;
  /**
   * Makes a trained version of a file of `exportModel`, which can be started at once, and gives its ARN. Its
   * EvaluationResult has the F1 score and no summary. Throws InvalidParameterException for a damaged file, of which
   * nothing is imported, and for one that belongs to a network which this build lacks; ResourceNotFoundException;
   * ResourceInUseException for a name that is taken; LimitExceededException.
   */
  importModel(file: Blob, into: ModelImport, options?: CallOptions): Promise<string>;
}

/** A page that sends calls faster than they are answered hears of it before its memory is full. */
const MOST_CALLS_IN_FLIGHT = 1000;

/** Answers commands inside the page. Opening one costs nothing; models are loaded by the first call that needs them. */
export class RekognitionClient implements AsyncDisposable {
  readonly config: RekognitionConfig;
  /** Objects that `S3Object` names, and where jobs leave their output. */
  readonly buckets: Buckets = buckets;
  /** Beyond the API: the jobs on stored videos of this site. */
  readonly jobs: Jobs = {
    list: (options) => this.#beyondTheApi(listJobs, options),
    stop: (jobId, options) => this.#beyondTheApi((context) => stopJob(jobId, context), options),
    resume: (options) => this.#beyondTheApi(resumeJobs, options),
  };
  /** Beyond the API: training of model versions. */
  readonly customLabels: CustomLabels = {
    stopTraining: (arn, options) => this.#beyondTheApi((context) => stopTraining(arn, context), options),
    exportModel: (arn, options) => this.#beyondTheApi(async (context) => (await import('./operations/custom-labels/exported-models.ts')).exportModel(arn, context), options),
    importModel: (file, into, options) => this.#beyondTheApi(async (context) => (await import('./operations/custom-labels/exported-models.ts')).importModel(file, into, context), options),
  };
  readonly #streamConnections = createStreamConnections();
  /** Beyond the API: live videos and streams of records, by the ARNs that stream processors name. */
  readonly streams: Streams = this.#streamConnections.streams;
  /** The page's own queue of human reviews, which a HumanLoopConfig puts pictures into. */
  readonly humanLoops: HumanLoops = humanLoops;
  #runtime: Runtime | undefined;
  #notifications: Notifications | undefined;
  #erasures: ErasureChannel | undefined;
  #closed: Promise<void> | undefined;
  readonly #calls = new Set<AbortController>();

  constructor(config: RekognitionConfig = {}) {
    this.config = config;
    // Jobs of other tabs are told too. Where there is no page there are none, and the channel would keep Node alive.
    if (config.onNotification && typeof document !== 'undefined') this.#openNotifications();
  }

  /**
   * Answers a command. Rejects with one of the exceptions of the API; with an Error named AbortError when the signal
   * is aborted or the client is closed meanwhile; with ClientClosedError when it was closed before. Calls with pictures are
   * answered in the order they came; each client has its own line, so that none waits for the calls of another. Of a client
   * 1,000 calls may be in flight: the next one rejects with ProvisionedThroughputExceededException.
   */
  send<Request extends object, Response>(
    command: Command<Request, Response>,
    options?: CallOptions,
  ): Promise<Response & MetadataBearer>;
  send<Request extends object, Response>(
    command: Command<Request, Response>,
    callback: Callback<Response & MetadataBearer>,
  ): void;
  send<Request extends object, Response>(
    command: Command<Request, Response>,
    options: CallOptions,
    callback: Callback<Response & MetadataBearer>,
  ): void;
  send<Request extends object, Response>(
    command: Command<Request, Response>,
    optionsOrCallback?: CallOptions | Callback<Response & MetadataBearer>,
    callback?: Callback<Response & MetadataBearer>,
  ): Promise<Response & MetadataBearer> | void {
    const [options, tell] =
      typeof optionsOrCallback === 'function' ? [undefined, optionsOrCallback] : [optionsOrCallback, callback];
    const answer = this.#call(command, options?.abortSignal);
    if (!tell) return answer;
    void answer.then((response) => tell(null, response), tell);
  }

  /**
   * Beyond the API: packs a collection into a file that `importCollection` reads. The file is not encrypted, whatever the
   * collection is. Throws ResourceNotFoundException.
   */
  exportCollection(collectionId: string, options?: CallOptions): Promise<Blob> {
    return this.#beyondTheApi((context) => exportCollection(collectionId, context), options);
  }

  /**
   * Beyond the API: makes a collection from a file of `exportCollection`. Throws InvalidParameterException for a damaged
   * file, of which nothing is imported; ResourceAlreadyExistsException; ServiceQuotaExceededException.
   *
   * @param options.collectionId name of the new collection. Default: the name in the file.
   */
  importCollection(file: Blob, options: CallOptions & { readonly collectionId?: string } = {}): Promise<ImportedCollection> {
    return this.#beyondTheApi((context) => importCollection(file, { collectionId: options.collectionId }, context), options);
  }

  /** Beyond the API: how much memory and disk space faces take, and whether the browser promised to keep them. */
  describeStorage(options?: CallOptions): Promise<StorageDescription> {
    return this.#beyondTheApi(describeStorage, options);
  }

  /**
   * Beyond the API: erases all that the library keeps of this site in this browser: collections with their keys, objects in
   * buckets, jobs with their results, human reviews with their thumbnails, stream processors, projects and trained models;
   * the model files, too, unless they are to stay. What works is ended first, in every tab of the site: calls in flight
   * reject with an AbortError, jobs and trainings are gone. The client can be used on. Files that `exportCollection` gave
   * away are not within its reach. Throws InternalServerError when another tab does not let go of what it has open.
   *
   * @param options.keepModels leaves the model files, which are the same for everybody and take long to fetch. Default false.
   */
  async eraseEverything({ keepModels = false }: { readonly keepModels?: boolean } = {}): Promise<void> {
    this.#checkOpen(undefined);
    await this.#endWork();
    await this.#joinErasures().tell();
    await answered(eraseDatabases());
    distrustWebGpu();
    if (!keepModels) await dropModels();
  }

  /**
   * Fires an event of type `message`, and one whose type is the SNSTopicArn, when a job with a NotificationChannel ends, in
   * whatever tab of the site it ran; `event.data` is a JobNotification.
   */
  get notifications(): EventTarget {
    return this.#openNotifications().target;
  }

  /**
   * Beyond the API: makes a gallery of people from their portraits, a file for the option `celebrities`. The pictures are
   * not kept: what is kept of each is 320 numbers, which still are biometric data of that person, so ask first.
   * Portraits without one clear face are left out and told. Throws InvalidParameterException when nobody remains.
   */
  buildGallery(people: readonly PersonPortraits[], options: CallOptions & GalleryOptions = {}): Promise<BuiltGallery> {
    return this.#beyondTheApi((context) => buildGallery(people, options, context), options);
  }

  /**
   * Beyond the API: the galleries that RecognizeCelebrities looks into, with their licence and source. Throws
   * GalleryRefusedError or GalleryUnavailableError where one cannot be used.
   */
  describeGalleries(options?: CallOptions): Promise<readonly GalleryDescription[]> {
    return this.#beyondTheApi(describeGalleries, options);
  }

  /** Ends the workers, releases the models and rejects every call in flight with an AbortError. May be called twice. */
  close(): Promise<void> {
    this.#closed ??= this.#release();
    return this.#closed;
  }

  /** The same as `close`, without waiting for the workers to end. */
  destroy(): void {
    void this.close();
  }

  /** `await using` closes the client. An engine without the symbol gets a method that nobody calls. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #release(): Promise<void> {
    for (const call of this.#calls) call.abort(abortError('The client was closed while the call was in flight.'));
    await this.#runtime?.close();
    this.#notifications?.close();
    this.#erasures?.close();
  }

  /** Everything is being erased, by this client or by another one: nothing that is held in memory is good any more. */
  async #endWork(): Promise<void> {
    for (const call of this.#calls) call.abort(abortError('Everything was erased while the call was in flight.'));
    const runtime = this.#runtime;
    this.#runtime = undefined;
    await runtime?.close();
  }

  #joinErasures(): ErasureChannel {
    this.#erasures ??= openErasureChannel(() => void this.#endWork());
    return this.#erasures;
  }

  #openNotifications(): Notifications {
    this.#notifications ??= openNotifications(this.config.onNotification);
    return this.#notifications;
  }

  async #call<Request extends object, Response>(
    command: Command<Request, Response>,
    signal: AbortSignal | undefined,
  ): Promise<Response & MetadataBearer> {
    const requestId = newRequestId();
    try {
      const response = await this.#answer(command, signal, requestId);
      return { ...response, $metadata: { httpStatusCode: 200, ...metadata(requestId) } };
    } catch (error) {
      if (error instanceof RekognitionServiceException) {
        error.$metadata = { httpStatusCode: statusCodeOf(error), ...metadata(requestId) };
      }
      throw error;
    }
  }

  async #answer<Request extends object, Response>(
    command: Command<Request, Response>,
    signal: AbortSignal | undefined,
    requestId: string,
  ): Promise<Response> {
    this.#checkOpen(signal);
    const { operation, constraints, run } = command.constructor as CommandClass<Request, Response>;
    const input = this.config.preferBytes ? preferBytes(constraints, command.input) : command.input;
    validate(operation, constraints, input);
    if (!run) throw new OperationNotAvailableException(`${operation} cannot be answered in the page by this version.`);
    return this.#profiled(operation, requestId, (record) =>
      this.#inFlight(signal, (inner) => run(input, this.#context(inner, requestId, record))),
    );
  }

  async #beyondTheApi<Result>(run: (context: OperationContext) => Promise<Result>, options?: CallOptions): Promise<Result> {
    this.#checkOpen(options?.abortSignal);
    return this.#inFlight(options?.abortSignal, (inner) => run(this.#context(inner, newRequestId())));
  }

  #checkOpen(signal: AbortSignal | undefined): void {
    if (this.#closed) throw new ClientClosedError('This client is closed; make a new one.');
    if (signal?.aborted) throw abortError('The call was aborted before it began.', signal.reason);
  }

  /** Answers a call and tells where its time went, where `debug` asks for that. */
  async #profiled<Response>(
    operation: string,
    requestId: string,
    answer: (record: RecordStage | undefined) => Promise<Response>,
  ): Promise<Response> {
    const { debug = false } = this.config;
    if (debug === false) return answer(undefined);
    const begunAt = sharedClock();
    const stages: TimedStage[] = [];
    const response = await answer((stage) => stages.push(stage));
    const profile = profileOf({ operation, requestId, begunAt, endedAt: sharedClock(), stages });
    // Apart from the call, which an error of the listener must not reject.
    queueMicrotask(() => (debug === true ? printProfile(profile) : debug(profile)));
    return response;
  }

  #context(signal: AbortSignal, requestId: string, record?: RecordStage): OperationContext {
    // Where there is no page there are no other tabs, and the channel would keep Node alive.
    if (typeof document !== 'undefined') this.#joinErasures();
    this.#runtime ??= openRuntime(
      this.config,
      (object) => resolveS3Object(object, this.config),
      (message) => this.#openNotifications().publish(message),
      this.#streamConnections,
    );
    return this.#runtime.context(signal, requestId, record);
  }

  /** Runs a call so that the caller's signal and `close` end it, whether or not the operation listens to its signal. */
  async #inFlight<Response>(
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<Response>,
  ): Promise<Response> {
    if (this.#calls.size >= MOST_CALLS_IN_FLIGHT) {
      throw new ProvisionedThroughputExceededException(
        `${MOST_CALLS_IN_FLIGHT} calls of this client are in flight, more are not taken on: wait until some have ended, and call again.`,
      );
    }
    const call = new AbortController();
    const forward = (): void => call.abort(abortError('The call was aborted.', signal?.reason));
    const aborted = new Promise<never>((_, reject) => {
      call.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true });
    });
    signal?.addEventListener('abort', forward, { once: true });
    this.#calls.add(call);
    try {
      return await Promise.race([run(call.signal), aborted]);
    } catch (error) {
      throw call.signal.aborted ? call.signal.reason : error;
    } finally {
      this.#calls.delete(call);
      signal?.removeEventListener('abort', forward);
      // Ends what the call has left behind: the second picture of a comparison whose first has no face, its place in a queue.
      call.abort(abortError('The call has ended.'));
    }
  }
}

function metadata(requestId: string): { requestId: string; attempts: number; totalRetryDelay: number } {
  return { requestId, attempts: 1, totalRetryDelay: 0 };
}

/** A random UUID; `crypto.randomUUID` would be missing on pages served without TLS. */
function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
