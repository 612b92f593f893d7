import { describe, expect, it } from 'vitest';
import {
  HumanLoopQuotaExceededException,
  InvalidParameterException,
  OperationNotAvailableException,
  RekognitionServiceException,
  abortError,
  describeException,
  exceptionClasses,
  rebuildException,
  statusCodeOf,
  validationException,
} from '../../src/errors.ts';

const serverFaults = new Set(['InternalServerError', 'ThrottlingException']);

describe.each(Object.entries(exceptionClasses))('%s', (name, Exception) => {
  const exception = new Exception({ message: 'Change this.', $metadata: { requestId: 'r' }, Code: 'C', Logref: 'L' });

  it('carries the members of the API', () => {
    expect(exception).toBeInstanceOf(Error);
    expect(exception).toBeInstanceOf(RekognitionServiceException);
    expect(exception).toMatchObject({ name, message: 'Change this.', Message: 'Change this.', Code: 'C', Logref: 'L' });
    expect(exception.$metadata).toEqual({ requestId: 'r' });
    expect(exception.$fault).toBe(serverFaults.has(name) ? 'server' : 'client');
    expect(exception.$retryable).toBeUndefined();
    expect(exception.stack).toContain(`${name}: Change this.`);
  });

  it('is no other class', () => {
    const others = Object.values(exceptionClasses).filter((other) => other !== Exception);
    expect(others.filter((other) => exception instanceof other)).toEqual([]);
  });

  it('keeps its class and members through structured clone and through JSON', () => {
    for (const plain of [structuredClone(describeException(exception)), JSON.parse(JSON.stringify(exception))]) {
      const rebuilt = rebuildException(plain);
      expect(rebuilt).toBeInstanceOf(Exception);
      expect(rebuilt).toEqual(exception);
      expect(rebuilt.stack).toBe(exception.stack);
    }
  });
});

it('has the 18 errors of the API', () => {
  expect(Object.keys(exceptionClasses)).toHaveLength(18);
});

it('takes a sentence alone, and keeps a cause', () => {
  expect(new InvalidParameterException('Too much.').message).toBe('Too much.');
  const cause = new Error('inner');
  expect(new InvalidParameterException({ message: 'outer', cause }).cause).toBe(cause);
});

it('keeps the members of HumanLoopQuotaExceededException', () => {
  const fields = { message: 'm', ResourceType: 'HumanLoop', QuotaCode: 'q', ServiceCode: 's' };
  const exception = new HumanLoopQuotaExceededException(fields);
  expect(exception).toMatchObject(fields);
  expect(rebuildException(describeException(exception))).toMatchObject(fields);
});

it('tells the HTTP status of each name', () => {
  const status = Object.values(exceptionClasses).map((Exception) => statusCodeOf(new Exception()));
  expect(status.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 15 }, () => 400), 402, 500, 500]);
  expect(statusCodeOf(new OperationNotAvailableException())).toBe(501);
});

it('rebuilds exceptions without a class of their own by name', () => {
  const rebuilt = rebuildException(structuredClone(describeException(validationException('Page too large.'))));
  expect(rebuilt).toBeInstanceOf(RekognitionServiceException);
  expect(rebuilt).toMatchObject({ name: 'ValidationException', $fault: 'client', message: 'Page too large.' });
  const missing = rebuildException(describeException(new OperationNotAvailableException('Not yet.')));
  expect(missing).toBeInstanceOf(OperationNotAvailableException);
});

it('does not take an inherited property for a class', () => {
  const rebuilt = rebuildException({ name: 'constructor', message: 'm', $fault: 'client' });
  expect(rebuilt).toBeInstanceOf(RekognitionServiceException);
  expect(rebuilt.name).toBe('constructor');
});

it('rebuilds any other error as an Error of its name', () => {
  const rebuilt = rebuildException(describeException(abortError()));
  expect(rebuilt).not.toBeInstanceOf(RekognitionServiceException);
  expect(rebuilt.name).toBe('AbortError');
  expect(rebuildException(describeException('thrown text')).message).toBe('thrown text');
});
