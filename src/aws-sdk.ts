import {
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
  RekognitionServiceException,
  ResourceAlreadyExistsException,
  ResourceInUseException,
  ResourceNotFoundException,
  ResourceNotReadyException,
  ServiceQuotaExceededException,
  ThrottlingException,
  VideoTooLargeException,
} from '@aws-sdk/client-rekognition';
import type {
  RekognitionClient,
  RekognitionServiceException as SdkException,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-rekognition';
import type { PlainException } from './errors.ts';
import type { Rekognition } from './rekognition.ts';

// This file is a bundle of its own and takes only types from the rest: whatever it needs, it asks the client it is
// given, so that no class exists twice.

type MiddlewareStack = RekognitionClient['middlewareStack'];
/** What `client.middlewareStack.use` takes. */
export type Plugin = Parameters<MiddlewareStack['use']>[0];

type ExceptionFields = ConstructorParameters<typeof InvalidParameterException>[0];

const sdkClasses: Readonly<Record<string, new (fields: ExceptionFields) => SdkException>> = {
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
};

/**
 * Makes a client of the AWS SDK answer in the page:
 *
 * ```ts
 * const client = new RekognitionClient({ region: 'eu-west-1' }); // from @aws-sdk/client-rekognition
 * client.middlewareStack.use(inPage(new Rekognition())); // from pagesight
 * ```
 *
 * Commands, paginators and waiters of the SDK stay as they are, exceptions are the SDK's own classes. Nothing is
 * signed or sent, so neither credentials nor a network are needed, and Bytes are handed over as they are. Leave the
 * line out and the same code talks to the service. Operations that exist in the SDK but not here reject with a
 * RekognitionServiceException named OperationNotAvailableException. Closing the given client stays the app's task.
 */
export function inPage(rekognition: Rekognition): Plugin {
  return {
    applyToStack(stack) {
      stack.add(
        (_next, context) => async (call) => ({
          output: await answer(rekognition, context['commandName'], call.input, abortSignalOf(context)),
          response: undefined,
        }),
        // First of all: before anything asks for a region, credentials or an endpoint.
        { step: 'initialize', priority: 'high', name: 'pagesightInPage', override: true },
      );
    },
  };
}

async function answer(
  rekognition: Rekognition,
  commandName: unknown,
  input: ServiceInputTypes,
  abortSignal: unknown,
): Promise<ServiceOutputTypes> {
  const operation = String(commandName).replace(/Command$/, '');
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  const method: unknown = Reflect.get(rekognition, name);
  if (typeof method !== 'function') throw unavailable(operation);
  try {
    return await Reflect.apply(method, rekognition, [input, { abortSignal }]);
  } catch (error) {
    throw isServiceException(error) ? sdkException(error.toJSON()) : error;
  }
}

/** The SDK keeps the signal of a call where its own middleware looks for it. */
function abortSignalOf(context: Readonly<Record<string, unknown>>): unknown {
  const inner = context['__smithy_context'];
  return typeof inner === 'object' && inner !== null && 'abortSignal' in inner ? inner.abortSignal : undefined;
}

function unavailable(operation: string): SdkException {
  return new RekognitionServiceException({
    name: 'OperationNotAvailableException',
    $fault: 'server',
    message: `${operation} cannot be answered in the page by this version.`,
    $metadata: { httpStatusCode: 501, attempts: 1, totalRetryDelay: 0 },
  });
}

function isServiceException(error: unknown): error is { toJSON(): PlainException } {
  return error instanceof Error && '$fault' in error && 'toJSON' in error;
}

function sdkException({ stack, $metadata = {}, $fault = 'client', ...plain }: PlainException): SdkException {
  const fields = { ...given(plain), name: plain.name, message: plain.message, $metadata, $fault };
  const Exception = Object.hasOwn(sdkClasses, plain.name) ? sdkClasses[plain.name] : undefined;
  const exception = Exception ? new Exception(fields) : new RekognitionServiceException(fields);
  if (stack !== undefined) exception.stack = stack;
  return exception;
}

/** Without the members that have no value. */
function given<Members extends object>(members: Members): Partial<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Members>;
}
