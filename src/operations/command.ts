import type { Members } from '../validation/constraint.ts';
import type { Operation } from './context.ts';

/** A request on its way: what `client.send` takes. */
export interface Command<Request extends object, Response> {
  /** As the caller gave it; checked when it is sent. */
  readonly input: Request;
  /** Only in the types: what sending resolves to, besides `$metadata`. */
  readonly response?: Response;
}

/** One row of the table of operations, as the class that apps make their requests with. */
export interface CommandClass<Request extends object, Response> {
  new (...input: object extends Request ? [input?: Request] : [input: Request]): Command<Request, Response>;
  /** Name of the operation, for example `DetectFaces`. */
  readonly operation: string;
  readonly constraints: Members;
  /** Absent for an operation that the page cannot answer yet. */
  readonly run: Operation<Request, Response> | undefined;
}

/** Makes a row of the table of operations; the class that extends it is the row's name. */
export function command<Request extends object, Response>(
  operation: string,
  constraints: Members,
  run?: Operation<Request, Response>,
): CommandClass<Request, Response> {
  class OperationCommand implements Command<Request, Response> {
    static readonly operation = operation;
    static readonly constraints = constraints;
    static readonly run = run;
    readonly input: Request;

    constructor(...[input]: [input?: Request]) {
      // Only where nothing is required may the request be left out.
      this.input = input ?? ({} as Request);
    }
  }
  return OperationCommand;
}
