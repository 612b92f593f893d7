import { LimitExceededException, ResourceInUseException, ResourceNotFoundException } from '../../errors.ts';
import type { StreamRow } from '../../jobs/stream-record.ts';
import type { Change } from '../../jobs/streams-database.ts';
import type {
  CreateStreamProcessorRequest,
  CreateStreamProcessorResponse,
  DeleteStreamProcessorRequest,
  DeleteStreamProcessorResponse,
  DescribeStreamProcessorRequest,
  DescribeStreamProcessorResponse,
  ListStreamProcessorsRequest,
  ListStreamProcessorsResponse,
  StartStreamProcessorRequest,
  StartStreamProcessorResponse,
  StopStreamProcessorRequest,
  StopStreamProcessorResponse,
} from '../../shapes/stream-processors.ts';
import { pageSize, readToken, writeToken } from '../collection-paging.ts';
import type { Operation } from '../context.ts';
import { describedSettings, keptSettings, settingsText } from './stream-settings.ts';

/** The API has a cap without saying which. */
const MOST_PROCESSORS = 10;
const ACCOUNT = '000000000000';

/** CreateStreamProcessor: keeps a processor, which does not run yet. */
export const createStreamProcessor: Operation<CreateStreamProcessorRequest, CreateStreamProcessorResponse> = async (request, context) => {
  const { Name: name = '' } = request;
  const settings = keptSettings(request);
  const processors = await context.streamProcessors();
  const now = Date.now();
  const outcome = await processors.add(
    {
      name,
      settings: settingsText(settings),
      input: settings.Input.KinesisVideoStream.Arn,
      output: settings.Output.KinesisDataStream.Arn,
      status: 'STOPPED',
      createdAt: now,
      updatedAt: now,
    },
    MOST_PROCESSORS,
  );
  switch (outcome) {
    case 'added':
    case 'known':
      return { StreamProcessorArn: arnOf(name, context.config.region) };
    case 'name taken':
      throw new ResourceInUseException(`There is a stream processor named ${name} with other settings: choose another name, or delete that one first.`);
    case 'stream in use':
      throw new ResourceInUseException('Another stream processor has one of these streams: each video and each data stream belongs to one processor.');
    case 'too many':
      throw new LimitExceededException(`There are ${MOST_PROCESSORS} stream processors, more are not allowed: delete one first.`);
  }
};

/** DescribeStreamProcessor: what it was made with and how it is. */
export const describeStreamProcessor: Operation<DescribeStreamProcessorRequest, DescribeStreamProcessorResponse> = async ({ Name: name = '' }, context) => {
  const row = await (await context.streamProcessors()).read(name);
  if (!row) throw unknown(name);
  return {
    Name: name,
    StreamProcessorArn: arnOf(name, context.config.region),
    Status: row.status,
    ...(row.statusMessage !== undefined && { StatusMessage: row.statusMessage }),
    CreationTimestamp: new Date(row.createdAt),
    LastUpdateTimestamp: new Date(row.updatedAt),
    ...describedSettings(row),
  };
};

const listToken = { operation: 'ListStreamProcessors', position: /^[a-zA-Z0-9_.-]{1,128}$/ } as const;

/** ListStreamProcessors: names and states, by name. */
export const listStreamProcessors: Operation<ListStreamProcessorsRequest, ListStreamProcessorsResponse> = async ({ NextToken, MaxResults }, context) => {
  const size = pageSize(MaxResults);
  const rows = await (await context.streamProcessors()).list(readToken(listToken, NextToken), size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    StreamProcessors: page.map(({ name, status }) => ({ Name: name, Status: status })),
    ...(rows.length > size && last && { NextToken: writeToken(listToken, last.name) }),
  };
};

/** StartStreamProcessor: answers as soon as the processor is STARTING; its status tells whether it came to run. */
export const startStreamProcessor: Operation<StartStreamProcessorRequest, StartStreamProcessorResponse> = async ({ Name: name = '' }, context) => {
  checkChanged(name, await (await context.streamProcessors()).start(name), 'started', 'STOPPED or FAILED');
  return {};
};

/** StopStreamProcessor: answers as soon as the processor is STOPPING. */
export const stopStreamProcessor: Operation<StopStreamProcessorRequest, StopStreamProcessorResponse> = async ({ Name: name = '' }, context) => {
  checkChanged(name, await (await context.streamProcessors()).stop(name), 'stopped', 'STARTING or RUNNING');
  return {};
};

/** DeleteStreamProcessor: forgets a processor that does not run. */
export const deleteStreamProcessor: Operation<DeleteStreamProcessorRequest, DeleteStreamProcessorResponse> = async ({ Name: name = '' }, context) => {
  checkChanged(name, await (await context.streamProcessors()).delete(name), 'deleted', 'STOPPED or FAILED');
  return {};
};

function checkChanged(name: string, change: Change, done: string, when: string): asserts change is { outcome: 'changed'; row: StreamRow } {
  if (change.outcome === 'unknown') throw unknown(name);
  if (change.outcome === 'refused') {
    throw new ResourceInUseException(`The stream processor ${name} is ${change.row.status}; it can be ${done} when it is ${when}.`);
  }
}

function unknown(name: string): ResourceNotFoundException {
  return new ResourceNotFoundException(`There is no stream processor named ${name}.`);
}

function arnOf(name: string, region = 'page'): string {
  return `arn:aws:rekognition:${region}:${ACCOUNT}:streamprocessor/${name}`;
}
