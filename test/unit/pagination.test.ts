import { describe, expect, it } from 'vitest';
import type { RekognitionClient } from '../../src/client.ts';
import { ListFacesCommand } from '../../src/operations/table.ts';
import * as paginators from '../../src/pagination.ts';
import { Rekognition } from '../../src/rekognition.ts';

/** A client that answers ListFaces from a list of tokens: page n names token n, the last one names none. */
function clientOfPages(tokens: readonly (string | undefined)[]): { client: Rekognition; asked: object[] } {
  const asked: object[] = [];
  const client = new Rekognition();
  const send = (command: { input: object }): Promise<object> => {
    asked.push(command.input);
    return Promise.resolve({ NextToken: tokens[asked.length - 1], $metadata: {} });
  };
  Object.assign(client, { send });
  return { client, asked };
}

async function pagesOf(pages: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const page of pages) if (page !== undefined) count += 1;
  return count;
}

describe('a paginator', () => {
  it('goes on until a page names no token, and leaves the request as it was', async () => {
    const { client, asked } = clientOfPages(['b', 'c', undefined]);
    const request = { CollectionId: 'people' };
    expect(await pagesOf(paginators.paginateListFaces({ client, pageSize: 7 }, request))).toBe(3);
    expect(asked).toEqual([
      { CollectionId: 'people', MaxResults: 7 },
      { CollectionId: 'people', MaxResults: 7, NextToken: 'b' },
      { CollectionId: 'people', MaxResults: 7, NextToken: 'c' },
    ]);
    expect(request).toEqual({ CollectionId: 'people' });
  });

  it('lets the request size its pages and the starting token say where to begin', async () => {
    const { client, asked } = clientOfPages(['']);
    const request = { CollectionId: 'people', MaxResults: 3, NextToken: 'mine' };
    await pagesOf(paginators.paginateListFaces({ client, pageSize: 7, startingToken: 'theirs' }, request));
    expect(asked).toEqual([{ CollectionId: 'people', MaxResults: 3, NextToken: 'theirs' }]);
  });

  it('begins at the token of the request otherwise', async () => {
    const { client, asked } = clientOfPages([undefined]);
    await pagesOf(paginators.paginateListFaces({ client }, { CollectionId: 'people', NextToken: 'mine' }));
    expect(asked).toMatchObject([{ NextToken: 'mine' }]);
  });

  it('ends at a repeated token when asked to', async () => {
    const { client } = clientOfPages(['same', 'same', 'same', undefined]);
    expect(await pagesOf(paginators.paginateListFaces({ client, stopOnSameToken: true }, { CollectionId: 'people' }))).toBe(2);
  });

  it('lets the app change each command', async () => {
    const { client, asked } = clientOfPages([undefined]);
    const withCommand = <Sent extends object>(command: Sent): Sent =>
      Object.assign(command, { input: new ListFacesCommand({ CollectionId: 'others' }).input });
    await pagesOf(paginators.paginateListFaces({ client, withCommand }, { CollectionId: 'people' }));
    expect(asked).toEqual([{ CollectionId: 'others' }]);
  });

  it('asks for nothing before its first page is wanted', () => {
    const { client, asked } = clientOfPages([undefined]);
    paginators.paginateListFaces({ client }, { CollectionId: 'people' });
    expect(asked).toEqual([]);
  });

  it('refuses a client of another library', async () => {
    const foreign = { send: () => Promise.resolve({}) } as unknown as RekognitionClient;
    await expect(paginators.paginateListFaces({ client: foreign }, { CollectionId: 'people' }).next()).rejects.toThrow('this library');
  });

  it('throws what the call throws', async () => {
    await expect(paginators.paginateListFaces({ client: new Rekognition() }, { CollectionId: '' }).next()).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

it('exists for each of the 13 operations with pages, as a function and as a method', async () => {
  expect(Object.keys(paginators)).toHaveLength(13);
  const { client, asked } = clientOfPages([undefined, undefined]);
  expect(Object.keys(paginators).filter((name) => typeof Reflect.get(client, name) !== 'function')).toEqual([]);
  expect(await pagesOf(client.paginateListFaces({ CollectionId: 'people' }, { pageSize: 5 }))).toBe(1);
  expect(await pagesOf(client.paginateListCollections())).toBe(1);
  expect(asked).toEqual([{ CollectionId: 'people', MaxResults: 5 }, {}]);
});
