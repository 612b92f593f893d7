// Checked by the compiler alone: the shapes here and those of the AWS SDK fit each other, so that an app's code
// written against one compiles against the other. A line that no longer fits is a type error with the name in it.

import type * as aws from '@aws-sdk/client-rekognition';
import type * as ours from '../../src/index.ts';
import type { CommandClass } from '../../src/operations/command.ts';
import type * as table from '../../src/operations/table.ts';

type OperationName = keyof typeof table extends infer Key ? (Key extends `${infer Name}Command` ? Name : never) : never;

type OurRequest<Name extends OperationName> =
  (typeof table)[`${Name}Command`] extends CommandClass<infer Request, infer _> ? Request : never;
type OurResponse<Name extends OperationName> =
  (typeof table)[`${Name}Command`] extends CommandClass<infer _, infer Response>
    ? Response & ours.MetadataBearer
    : never;

type TheirCommand<Name extends OperationName> = InstanceType<(typeof aws)[`${Name}Command`]>;
type TheirRequest<Name extends OperationName> = TheirCommand<Name>['input'];
type TheirResponse<Name extends OperationName> = Awaited<
  ReturnType<ReturnType<TheirCommand<Name>['resolveMiddleware']>>
>['output'];

type Fits<Value, Place> = [Value] extends [Place] ? true : false;
type All = Record<OperationName, true>;

/**
 * A request made for the SDK can be sent here. One does not fit: the SDK lets training and testing data be left out
 * together, for data sets that this API does not have.
 */
export const theirRequestsFit = null as unknown as {
  [Name in OperationName]: Fits<TheirRequest<Name>, OurRequest<Name>>;
} satisfies Omit<All, 'CreateProjectVersion'> & { CreateProjectVersion: false };

/** A request made for this library can be sent through the SDK. */
export const ourRequestsFit = null as unknown as {
  [Name in OperationName]: Fits<OurRequest<Name>, TheirRequest<Name>>;
} satisfies All;

/** Code that reads the SDK's response can read ours. */
export const ourResponsesFit = null as unknown as {
  [Name in OperationName]: Fits<OurResponse<Name>, TheirResponse<Name>>;
} satisfies All;

/** Code that reads our response can read the SDK's. */
export const theirResponsesFit = null as unknown as {
  [Name in OperationName]: Fits<TheirResponse<Name>, OurResponse<Name>>;
} satisfies All;

/** Everything of one name on both sides that is an object of texts. */
type Enum = {
  [Name in keyof typeof ours & keyof typeof aws]: (typeof aws)[Name] extends Readonly<Record<string, string>> ? Name : never;
}[keyof typeof ours & keyof typeof aws];

/** The enums have the same names and values, both ways. */
export const enumsFit = null as unknown as {
  [Name in Enum]: Fits<(typeof ours)[Name], (typeof aws)[Name]> & Fits<(typeof aws)[Name], (typeof ours)[Name]>;
} satisfies Record<Enum, true>;

type Methods = {
  [Name in OperationName as Uncapitalize<Name>]: {
    (request: OurRequest<Name>, options?: { abortSignal?: AbortSignal }): Promise<TheirResponse<Name>>;
    (request: OurRequest<Name>, callback: (error: unknown, response?: TheirResponse<Name>) => void): void;
    (
      request: OurRequest<Name>,
      options: { abortSignal?: AbortSignal },
      callback: (error: unknown, response?: TheirResponse<Name>) => void,
    ): void;
  };
};

/** Both clients have a method for every operation, called alike: promise, callback, options and callback. */
export const clients = null as unknown as [ours.Rekognition, Pick<aws.Rekognition, keyof Methods>] satisfies [
  Methods,
  Methods,
];

/** Code that reads the SDK's exceptions reads ours. */
export const exceptionsFit = null as unknown as Fits<
  Pick<ours.InvalidParameterException, 'name' | '$fault' | 'message' | '$metadata'>,
  Pick<aws.InvalidParameterException, 'name' | '$fault' | 'message' | '$metadata'>
> satisfies true;
