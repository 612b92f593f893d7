import * as aws from '@aws-sdk/client-rekognition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inPage } from '../../src/aws-sdk.ts';
import { Rekognition } from '../../src/index.ts';
import * as table from '../../src/operations/table.ts';
import { watchRequests } from '../set-up/requests-away.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

// The sample calls of the API's text, in an order in which each finds what it needs, through our client and through
// the AWS SDK's. An operation that the page cannot answer yet has to refuse equally through both.

type Outcome = Record<string, unknown>;
type Sample = readonly [operation: string, input: (pictures: Pictures, before: Outcome) => object];

interface Pictures {
  readonly group: Uint8Array;
}

const CollectionId = 'myphotos';

const samples: readonly Sample[] = [
  ['CreateCollection', () => ({ CollectionId })],
  ['ListCollections', () => ({})],
  ['IndexFaces', ({ group }) => ({ CollectionId, ExternalImageId: 'myphotoid', DetectionAttributes: [], Image: { Bytes: group } })],
  ['ListFaces', () => ({ CollectionId, MaxResults: 20 })],
  ['SearchFaces', (_, before) => ({ CollectionId, FaceId: firstFaceId(before), MaxFaces: 10, FaceMatchThreshold: 90 })],
  ['SearchFacesByImage', ({ group }) => ({ CollectionId, Image: { Bytes: group }, MaxFaces: 5, FaceMatchThreshold: 95 })],
  ['DeleteFaces', (_, before) => ({ CollectionId, FaceIds: [firstFaceId(before)] })],
  ['DeleteCollection', () => ({ CollectionId })],
  ['DetectFaces', ({ group }) => ({ Image: { Bytes: group } })],
  ['CompareFaces', ({ group }) => ({ SimilarityThreshold: 90, SourceImage: { Bytes: group }, TargetImage: { Bytes: group } })],
  ['DetectLabels', ({ group }) => ({ Image: { Bytes: group }, MaxLabels: 123, MinConfidence: 70 })],
];

/** What the answers have to look like, once the page gives them. */
const shapes: Readonly<Record<string, object>> = {
  CreateCollection: { StatusCode: 200, CollectionArn: expect.stringMatching(/^arn:aws:rekognition:.*:collection\/myphotos$/) },
  // The other tests' own may lie about.
  ListCollections: { CollectionIds: expect.arrayContaining([CollectionId]) },
  IndexFaces: { FaceRecords: expect.arrayContaining([expect.objectContaining({ Face: expect.objectContaining({ ExternalImageId: 'myphotoid' }) })]) },
  ListFaces: { Faces: expect.any(Array) },
  SearchFaces: { FaceMatches: expect.any(Array) },
  SearchFacesByImage: { FaceMatches: [expect.objectContaining({ Similarity: expect.closeTo(100, 1) })] },
  DeleteFaces: { DeletedFaces: [expect.any(String)] },
  DeleteCollection: { StatusCode: 200 },
  DetectFaces: { FaceDetails: expect.arrayContaining([expect.objectContaining({ Landmarks: expect.any(Array) })]) },
  CompareFaces: { FaceMatches: expect.arrayContaining([expect.objectContaining({ Similarity: expect.closeTo(100, 1) })]) },
  DetectLabels: { Labels: expect.arrayContaining([expect.objectContaining({ Name: 'Person' })]) },
};

const noFace = '00000000-0000-0000-0000-000000000000';

/** The first face that IndexFaces has told of. */
function firstFaceId(before: Outcome): string {
  const id = /"FaceId":"([^"]+)"/.exec(JSON.stringify(before['IndexFaces'] ?? ''))?.[1];
  return id ?? noFace;
}

/** Makes the calls one after the other; a refusal is an outcome like an answer. */
async function outcomes(call: (operation: string, input: object) => Promise<unknown>, pictures: Pictures): Promise<Outcome> {
  const found: Outcome = {};
  for (const [operation, input] of samples) {
    found[operation] = await call(operation, input(pictures, found)).catch(told);
  }
  return found;
}

function told(error: unknown): object {
  if (!(error instanceof Error)) return { thrown: error };
  const { name, message } = error;
  return { name, message, $fault: Reflect.get(error, '$fault'), $metadata: Reflect.get(error, '$metadata') };
}

/** With every id that differs from call to call by its kind alone. */
function comparable(outcome: unknown): unknown {
  return JSON.parse(
    JSON.stringify(outcome)
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid')
      .replaceAll(/"(CreationTimestamp|Timestamp)":"[^"]+"/g, '"$1":"date"'),
  );
}

function isMissing(operation: string): boolean {
  const row: unknown = Object.entries(table).find(([name]) => name === `${operation}Command`)?.[1];
  return (row as { run?: unknown }).run === undefined;
}

/** Calls one command of a set by the name of its operation. */
function caller(client: { send(command: never): Promise<unknown> }, commands: object): (operation: string, input: object) => Promise<unknown> {
  return (operation, input) => {
    const Command = Reflect.get(commands, `${operation}Command`) as new (input: object) => never;
    return client.send(new Command(input));
  };
}

describe('the sample calls', () => {
  const rekognition = new Rekognition();
  let requests: ReturnType<typeof watchRequests>;
  let ours: Outcome = {};
  let theirs: Outcome = {};

  beforeAll(async () => {
    const pictures = { group: await bytesOf('sample2.jpg') };
    requests = watchRequests();
    const client = new aws.RekognitionClient();
    client.middlewareStack.use(inPage(rekognition));
    ours = await outcomes(caller(rekognition, table), pictures);
    theirs = await outcomes(caller(client, aws), pictures);
  });

  afterAll(() => rekognition.close());

  it.each(samples.map(([operation]) => operation))('%s gives equal answers through both clients', (operation) => {
    expect(comparable(theirs[operation])).toEqual(comparable(ours[operation]));
    const expected = isMissing(operation) ? { name: 'OperationNotAvailableException' } : shapes[operation];
    expect(ours[operation]).toMatchObject(expected ?? {});
  });

  it('send nothing away from the page', () => {
    expect(requests.away()).toEqual([]);
  });
});

async function bytesOf(sample: string): Promise<Uint8Array> {
  return new Uint8Array(await (await samplePicture(sample)).arrayBuffer());
}
