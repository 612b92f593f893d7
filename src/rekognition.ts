import { RekognitionClient } from './client.ts';
import type { Callback, CallOptions } from './client.ts';
import type { RekognitionConfig } from './config.ts';
import type { CommandClass } from './operations/command.ts';
import * as table from './operations/table.ts';
import * as paginators from './pagination.ts';
import type { Paginate, PaginationOptions } from './pagination.ts';
import type { MetadataBearer } from './shapes/metadata.ts';
import * as waiters from './waiters.ts';
import type { WaiterOptions, WaitUntil } from './waiters.ts';

type Table = typeof table;
type RequestOf<Class> = Class extends CommandClass<infer Request, unknown> ? Request : never;
type ResponseOf<Class> = Class extends CommandClass<infer _, infer Response> ? Response & MetadataBearer : never;
/** A method of the API: it gives a promise, or takes a callback as its last argument. */
export interface OperationMethod<Request, Response> {
  (request: Request, options?: CallOptions): Promise<Response>;
  (request: Request, callback: Callback<Response>): void;
  (request: Request, options: CallOptions, callback: Callback<Response>): void;
}

/** The method of an operation that needs no member, so that the request itself may be left out. */
export interface BareOperationMethod<Request, Response> extends OperationMethod<Request, Response> {
  (): Promise<Response>;
}

type MethodOf<Request, Response> = object extends Request
  ? BareOperationMethod<Request, Response>
  : OperationMethod<Request, Response>;

/** One method for every row of the table of operations: `detectFaces` for `DetectFacesCommand`. */
export type OperationMethods = {
  readonly [Name in keyof Table as Name extends `${infer Operation}Command`
    ? Uncapitalize<Operation>
    : never]: MethodOf<RequestOf<Table[Name]>, ResponseOf<Table[Name]>>;
};

/** Where no member is required, the request itself may be left out. */
type Arguments<Request, Options> = object extends Request
  ? [request?: Request, options?: Options]
  : [request: Request, options?: Options];

/** One method for every paginator. */
export type PaginatorMethods = {
  readonly [Name in keyof typeof paginators]: (typeof paginators)[Name] extends Paginate<infer Request, infer Response>
    ? (...input: Arguments<Request, Omit<PaginationOptions, 'client'>>) => AsyncGenerator<Response, undefined>
    : never;
};

/** One method for every waiter; a number is `maxWaitTime` in seconds. */
export type WaiterMethods = {
  readonly [Name in keyof typeof waiters]: (typeof waiters)[Name] extends WaitUntil<infer Request, infer Result>
    ? (request: Request, options: number | Omit<WaiterOptions, 'client'>) => Promise<Result>
    : never;
};

/** The client with a method for every operation, paginator and waiter. */
export interface Rekognition extends RekognitionClient, OperationMethods, PaginatorMethods, WaiterMethods {}

class ClientWithMethods extends RekognitionClient {}

/** The client with a method for every operation, paginator and waiter. */
// The methods are added below from the tables, so that an operation is named in one place only.
export const Rekognition = ClientWithMethods as new (config?: RekognitionConfig) => Rekognition;

for (const [name, Command] of Object.entries(table)) {
  const method = name.charAt(0).toLowerCase() + name.slice(1, -'Command'.length);
  addMethod(method, (client, request, ...rest) =>
    Reflect.apply(client.send.bind(client), undefined, [construct(Command, request), ...rest]),
  );
}

function construct(Command: unknown, request: unknown): object {
  return Reflect.construct(Command as new () => object, [request]);
}

for (const [name, paginate] of Object.entries(paginators)) {
  addMethod(name, (client, request, options) =>
    Reflect.apply(paginate, undefined, [{ ...Object(options), client }, request ?? {}]),
  );
}

for (const [name, waitUntil] of Object.entries(waiters)) {
  addMethod(name, (client, request, options) => {
    const given = typeof options === 'number' ? { maxWaitTime: options } : Object(options);
    return Reflect.apply(waitUntil, undefined, [{ ...given, client }, request]);
  });
}

function addMethod(name: string, answer: (client: Rekognition, ...given: unknown[]) => unknown): void {
  Object.defineProperty(ClientWithMethods.prototype, name, {
    value(this: Rekognition, ...given: unknown[]) {
      return answer(this, ...given);
    },
    writable: true,
    configurable: true,
  });
}
