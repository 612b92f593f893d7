import type { ResponseMetadata } from './shapes/metadata.ts';

/** Who is to blame: `client` for a request that has to change, `server` for one that may be tried again. */
export type Fault = 'client' | 'server';

/** What an exception may be made from besides its message. */
export interface ExceptionOptions {
  /** A sentence that says what to change. */
  readonly message?: string | undefined;
  readonly $metadata?: ResponseMetadata | undefined;
  readonly $fault?: Fault | undefined;
  readonly Code?: string | undefined;
  /** UUID of the call. */
  readonly Logref?: string | undefined;
  readonly cause?: unknown;
}

/** An exception as plain data: what `toJSON` gives and what crosses a worker border. */
export interface PlainException {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** Only exceptions of the API have a fault. */
  readonly $fault?: Fault | undefined;
  readonly $metadata?: ResponseMetadata | undefined;
  readonly Code?: string | undefined;
  readonly Logref?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly QuotaCode?: string | undefined;
  readonly ServiceCode?: string | undefined;
}

/**
 * Base of every exception of the API. Names without a class of their own, such as `ValidationException`,
 * arrive as this class carrying that `name`.
 */
export class RekognitionServiceException extends Error {
  readonly $fault: Fault;
  /** `requestId` and `httpStatusCode` of the refused call; filled in when the exception leaves the client. */
  $metadata: ResponseMetadata;
  /** Always undefined: no exception of this API carries a retry hint. */
  readonly $retryable?: undefined;
  /** Always undefined: there is no HTTP response. */
  readonly $response?: undefined;
  /** Same text as `message`. */
  readonly Message?: string;
  Code?: string;
  Logref?: string;

  constructor(name: string, fault: Fault, options: string | ExceptionOptions = {}) {
    const given = typeof options === 'string' ? { message: options } : options;
    super(given.message ?? name, given.cause === undefined ? undefined : { cause: given.cause });
    this.name = name;
    this.$fault = given.$fault ?? fault;
    this.$metadata = given.$metadata ?? {};
    this.Message = this.message;
    if (given.Code !== undefined) this.Code = given.Code;
    if (given.Logref !== undefined) this.Logref = given.Logref;
  }

  /** Plain data with every member worth logging; `rebuildException` is its inverse. */
  toJSON(): PlainException {
    const { name, message, stack, $fault, $metadata, Code, Logref } = this;
    return { name, message, stack, $fault, $metadata, Code, Logref };
  }
}

type ExceptionConstructor<Name extends string, Blame extends Fault> = new (
  options?: string | ExceptionOptions,
) => RekognitionServiceException & { readonly name: Name; readonly $fault: Blame };

function exceptionNamed<Name extends string>(name: Name): ExceptionConstructor<Name, 'client'>;
function exceptionNamed<Name extends string>(name: Name, fault: 'server'): ExceptionConstructor<Name, 'server'>;
function exceptionNamed(name: string, fault: Fault = 'client'): ExceptionConstructor<string, Fault> {
  return class extends RekognitionServiceException {
    constructor(options?: string | ExceptionOptions) {
      super(name, fault, options);
    }
  };
}

/** The caller may not perform the action. Pagesight asks nobody for permission and never throws it by itself. */
export class AccessDeniedException extends exceptionNamed('AccessDeniedException') {}

/** Too many human reviews are in progress. */
export class HumanLoopQuotaExceededException extends exceptionNamed('HumanLoopQuotaExceededException') {
  readonly ResourceType?: string;
  readonly QuotaCode?: string;
  readonly ServiceCode?: string;

  constructor(options?: string | (ExceptionOptions & Pick<PlainException, 'ResourceType' | 'QuotaCode' | 'ServiceCode'>)) {
    super(options);
    if (typeof options !== 'object') return;
    if (options.ResourceType !== undefined) this.ResourceType = options.ResourceType;
    if (options.QuotaCode !== undefined) this.QuotaCode = options.QuotaCode;
    if (options.ServiceCode !== undefined) this.ServiceCode = options.ServiceCode;
  }

  override toJSON(): PlainException {
    const { ResourceType, QuotaCode, ServiceCode } = this;
    return { ...super.toJSON(), ResourceType, QuotaCode, ServiceCode };
  }
}

/** A ClientRequestToken was used again with another input. */
export class IdempotentParameterMismatchException extends exceptionNamed('IdempotentParameterMismatchException') {}

/** The picture has more bytes or pixels than the operation takes. */
export class ImageTooLargeException extends exceptionNamed('ImageTooLargeException') {}

/** Something inside failed; the call may be tried again. The one name without the suffix Exception. */
export class InternalServerError extends exceptionNamed('InternalServerError', 'server') {}

/** The picture is neither a readable PNG nor a readable JPEG. */
export class InvalidImageFormatException extends exceptionNamed('InvalidImageFormatException') {}

/** The NextToken was not issued for this request, or has expired. */
export class InvalidPaginationTokenException extends exceptionNamed('InvalidPaginationTokenException') {}

/** Some member of the request breaks its constraint, or no face is where one is needed. */
export class InvalidParameterException extends exceptionNamed('InvalidParameterException') {}

/** The object named by an S3Object cannot be read. */
export class InvalidS3ObjectException extends exceptionNamed('InvalidS3ObjectException') {}

/** A limit is reached, such as the number of running jobs; call again when others have ended. */
export class LimitExceededException extends exceptionNamed('LimitExceededException') {}

/** More calls are in flight than the page takes on. */
export class ProvisionedThroughputExceededException extends exceptionNamed('ProvisionedThroughputExceededException') {}

/** The collection id is taken. */
export class ResourceAlreadyExistsException extends exceptionNamed('ResourceAlreadyExistsException') {}

/** The resource is busy: its name is taken, its model is running, or it is in the wrong state. */
export class ResourceInUseException extends exceptionNamed('ResourceInUseException') {}

/** No such collection, job, project, stream processor or celebrity. */
export class ResourceNotFoundException extends exceptionNamed('ResourceNotFoundException') {}

/** The resource is not ready, for example a model version that is not running. */
export class ResourceNotReadyException extends exceptionNamed('ResourceNotReadyException') {}

/** The collection is full. */
export class ServiceQuotaExceededException extends exceptionNamed('ServiceQuotaExceededException') {}

/** Too much at once; slow down. Its fault is `server`, as in the API. */
export class ThrottlingException extends exceptionNamed('ThrottlingException', 'server') {}

/** The video is larger than 10 GB or longer than 6 hours. */
export class VideoTooLargeException extends exceptionNamed('VideoTooLargeException') {}

/** The operation is part of the API, but this version of Pagesight cannot answer it in the page. Not an error of the API. */
export class OperationNotAvailableException extends exceptionNamed('OperationNotAvailableException', 'server') {}

/** What `close()` or `destroy()` leaves behind: a client that takes no more calls. */
export class ClientClosedError extends Error {
  override readonly name = 'ClientClosedError';
}

/** The classes of the API's own 18 errors, by name. */
export const exceptionClasses = {
  AccessDeniedException,
  HumanLoopQuotaExceededException,
  IdempotentParameterMismatchException,
  ImageTooLargeException,
  InternalServerError,
  InvalidImageFormatException,
  InvalidPaginationTokenException,
  InvalidParameterException,
  InvalidS3ObjectException,
  LimitExceededException,
  ProvisionedThroughputExceededException,
  ResourceAlreadyExistsException,
  ResourceInUseException,
  ResourceNotFoundException,
  ResourceNotReadyException,
  ServiceQuotaExceededException,
  ThrottlingException,
  VideoTooLargeException,
} as const;

/** A page size out of range where the API answers with this name instead of InvalidParameterException. */
export function validationException(message: string): RekognitionServiceException {
  return new RekognitionServiceException('ValidationException', 'client', message);
}

/** HTTP status that the service sends with an exception of this name. */
export function statusCodeOf(exception: RekognitionServiceException): number {
  if (exception.name === 'HumanLoopQuotaExceededException') return 402;
  if (exception.name === 'OperationNotAvailableException') return 501;
  return exception.$fault === 'server' ? 500 : 400;
}

/** The error of a call that was given up: a plain Error named AbortError, as the SDK throws it. */
export function abortError(message = 'The call was aborted.', cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  error.name = 'AbortError';
  return error;
}

/** Any error as plain data that survives a worker border or a JSON log. */
export function describeException(error: unknown): PlainException {
  if (error instanceof RekognitionServiceException) return error.toJSON();
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** Inverse of `describeException`: an exception of the API gets its class back, anything else becomes an Error with its name. */
export function rebuildException(plain: PlainException): Error {
  const error = plain.$fault === undefined ? namedError(plain) : serviceException(plain, plain.$fault);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}

function namedError(plain: PlainException): Error {
  const error = new Error(plain.message);
  error.name = plain.name;
  return error;
}

function serviceException(plain: PlainException, fault: Fault): RekognitionServiceException {
  if (plain.name === 'OperationNotAvailableException') return new OperationNotAvailableException(plain);
  const known: Record<string, new (options: PlainException) => RekognitionServiceException> = exceptionClasses;
  const Exception = Object.hasOwn(known, plain.name) ? known[plain.name] : undefined;
  return Exception ? new Exception(plain) : new RekognitionServiceException(plain.name, fault, plain);
}
