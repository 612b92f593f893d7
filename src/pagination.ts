import { RekognitionClient } from './client.ts';
import type { Command, CommandClass } from './operations/command.ts';
import {
  DescribeProjectVersionsCommand,
  DescribeProjectsCommand,
  GetCelebrityRecognitionCommand,
  GetContentModerationCommand,
  GetFaceDetectionCommand,
  GetFaceSearchCommand,
  GetLabelDetectionCommand,
  GetPersonTrackingCommand,
  GetSegmentDetectionCommand,
  GetTextDetectionCommand,
  ListCollectionsCommand,
  ListFacesCommand,
  ListStreamProcessorsCommand,
} from './operations/table.ts';
import type { MetadataBearer } from './shapes/metadata.ts';

/** How to go through the pages of one operation. */
export interface PaginationOptions {
  readonly client: RekognitionClient;
  /** MaxResults of each request, where the request names none. */
  readonly pageSize?: number | undefined;
  /** Where to begin; wins over the NextToken of the request. */
  readonly startingToken?: string | undefined;
  /** Ends when a page names the token it was asked for with, instead of asking for ever. Default false. */
  readonly stopOnSameToken?: boolean | undefined;
  /** May change or replace each command before it is sent. */
  readonly withCommand?: (<Sent extends object>(command: Sent) => Sent | undefined) | undefined;
}

interface Paged {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

/**
 * Goes through all pages of an operation: an async generator of whole responses, the last of which has no NextToken.
 * Nothing is merged, and the request object stays as it was. Throws what the operation throws, such as
 * InvalidPaginationTokenException for a token that was issued for another request.
 */
export type Paginate<Request, Response> = (
  options: PaginationOptions,
  request: Request,
) => AsyncGenerator<Response, undefined>;

function paginator<Request extends Paged, Response extends { NextToken?: string | undefined }>(
  Page: CommandClass<Request, Response>,
): Paginate<Request, Response & MetadataBearer> {
  const PageCommand: new (request: Request) => Command<Request, Response> = Page;
  return async function* pages(options, request): AsyncGenerator<Response & MetadataBearer, undefined> {
    const { client, pageSize, startingToken, stopOnSameToken = false, withCommand } = options;
    if (!(client instanceof RekognitionClient)) {
      throw new Error('A paginator needs { client } to be a Rekognition or RekognitionClient of this library.');
    }
    const sized = { ...request, MaxResults: request.MaxResults ?? pageSize };
    let token = startingToken ?? request.NextToken;
    for (;;) {
      const command = new PageCommand({ ...sized, NextToken: token });
      const page = await client.send(withCommand?.(command) ?? command);
      yield page;
      if (!page.NextToken || (stopOnSameToken && page.NextToken === token)) return undefined;
      token = page.NextToken;
    }
  };
}

// One for every operation with pages. The five that the SDK has beyond these belong to operations this API has not.
export const paginateDescribeProjects = paginator(DescribeProjectsCommand);
export const paginateDescribeProjectVersions = paginator(DescribeProjectVersionsCommand);
export const paginateGetCelebrityRecognition = paginator(GetCelebrityRecognitionCommand);
export const paginateGetContentModeration = paginator(GetContentModerationCommand);
export const paginateGetFaceDetection = paginator(GetFaceDetectionCommand);
export const paginateGetFaceSearch = paginator(GetFaceSearchCommand);
export const paginateGetLabelDetection = paginator(GetLabelDetectionCommand);
export const paginateGetPersonTracking = paginator(GetPersonTrackingCommand);
export const paginateGetSegmentDetection = paginator(GetSegmentDetectionCommand);
export const paginateGetTextDetection = paginator(GetTextDetectionCommand);
export const paginateListCollections = paginator(ListCollectionsCommand);
export const paginateListFaces = paginator(ListFacesCommand);
export const paginateListStreamProcessors = paginator(ListStreamProcessorsCommand);
