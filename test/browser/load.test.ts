import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProvisionedThroughputExceededException, Rekognition, type Image, type IndexFacesResponse } from '../../src/index.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const busy = new Rekognition({ device: 'wasm' });
const other = new Rekognition({ device: 'wasm' });
const CollectionId = `load-${crypto.randomUUID()}`;
/** One small face, and none: it is the number of calls that counts here. */
let [face, empty]: readonly Image[] = [];

async function drawn(draw: (context: OffscreenCanvasRenderingContext2D | null) => void): Promise<Image> {
  const canvas = new OffscreenCanvas(112, 112);
  draw(canvas.getContext('2d'));
  return { Source: await canvas.convertToBlob({ type: 'image/png' }) };
}

beforeAll(async () => {
  const photo = await createImageBitmap(await samplePicture('sample1.jpg'));
  const { FaceDetails } = await busy.detectFaces({ Image: { Source: photo } });
  const { Left = 0, Top = 0, Width = 0, Height = 0 } = FaceDetails?.[0]?.BoundingBox ?? {};
  const side = 2 * Math.max(Width * photo.width, Height * photo.height);
  const [x, y] = [(Left + Width / 2) * photo.width - side / 2, (Top + Height / 2) * photo.height - side / 2];
  face = await drawn((context) => context?.drawImage(photo, x, y, side, side, 0, 0, 112, 112));
  empty = await drawn((context) => context?.fillRect(20, 20, 40, 40));
  await busy.createCollection({ CollectionId });
  await busy.indexFaces({ CollectionId, Image: face, QualityFilter: 'NONE' });
  await other.detectFaces({ Image: empty });
});
afterAll(async () => {
  await busy.deleteCollection({ CollectionId });
  await Promise.all([busy.close(), other.close()]);
});

type Call = (options: { abortSignal: AbortSignal }) => Promise<unknown>;

/** Dear kinds come less often. */
const list: Call = (options) => busy.listFaces({ CollectionId }, options);
const describeOne: Call = (options) => busy.describeCollection({ CollectionId }, options);
const detect: Call = (options) => busy.detectFaces({ Image: empty }, options);
const search: Call = (options) => busy.searchFacesByImage({ CollectionId, Image: face }, options);
const index: Call = (options) => busy.indexFaces({ CollectionId, Image: face, QualityFilter: 'NONE' }, options);
const compare: Call = (options) => busy.compareFaces({ SourceImage: face, TargetImage: face }, options);
const read: Call = (options) => busy.detectText({ Image: empty }, options);
const label: Call = (options) => busy.detectLabels({ Image: empty }, options);
const kinds: readonly [Call, ...Call[]] = [
  list, detect, describeOne, list, search, list, index, describeOne, list, detect, read, list, describeOne, list, compare, list, detect, describeOne, list, label, list, search, describeOne, detect, list,
];
const CALLS = 500;

test('500 mixed calls at once, many of them aborted at random, all settle, and another client does not wait for them', async () => {
  const next = randomNumbers(500);
  let settled = 0;
  /** Calls to be aborted when so many others have settled. */
  const aborts = new Map<number, AbortController[]>();
  const abortDue = (): void => {
    for (const each of aborts.get(settled) ?? []) each.abort();
    aborts.delete(settled);
  };
  const calls = Array.from({ length: CALLS }, (_, number) => {
    const controller = new AbortController();
    const isToAbort = next() < 0.5;
    const when = Math.floor(next() * number);
    if (isToAbort) aborts.set(when, [...(aborts.get(when) ?? []), controller]);
    const kind = kinds[number % kinds.length] ?? list;
    const call = kind({ abortSignal: controller.signal });
    const outcome = call.then(
      (answer) => ({ kind, isToAbort, answer }),
      (error: unknown) => ({ kind, isToAbort, error }),
    );
    return outcome.finally(() => {
      settled += 1;
      abortDue();
    });
  });
  abortDue();

  await other.detectFaces({ Image: empty });
  const settledBefore = settled;
  const outcomes = await Promise.all(calls);
  expect(settledBefore).toBeLessThan(CALLS);

  const failed = outcomes.filter((outcome) => 'error' in outcome);
  expect(failed.filter(({ isToAbort, error }) => !isToAbort || (error as Error).name !== 'AbortError')).toEqual([]);
  // Both happened, or nothing was tried.
  expect(failed.length).toBeGreaterThan(CALLS / 10);
  expect(CALLS - failed.length).toBeGreaterThan(CALLS / 2 - 50);

  const kept = new Set<string | undefined>();
  for await (const { Faces } of busy.paginateListFaces({ CollectionId })) for (const { FaceId } of Faces ?? []) kept.add(FaceId);
  const answered = outcomes.flatMap((outcome) => (outcome.kind === index && 'answer' in outcome ? ((outcome.answer as IndexFacesResponse).FaceRecords ?? []) : []));
  expect(answered.length).toBeGreaterThan(0);
  expect(answered.filter(({ Face }) => !kept.has(Face?.FaceId))).toEqual([]);
  expect((await busy.detectFaces({ Image: face })).FaceDetails).toHaveLength(1);
}, 300_000);

test('more than 1,000 calls of one client in flight are refused with a sentence, and those before are answered', async () => {
  const calls = Array.from({ length: 1000 }, () => busy.listFaces({ CollectionId, MaxResults: 1 }));
  const failure: unknown = await busy.listFaces({ CollectionId }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProvisionedThroughputExceededException);
  expect((failure as Error).message).toMatch(/1000 calls of this client are in flight.*call again/);
  expect((await other.listFaces({ CollectionId, MaxResults: 1 })).Faces).toHaveLength(1);
  for (const { Faces } of await Promise.all(calls)) expect(Faces).toHaveLength(1);
  expect((await busy.listFaces({ CollectionId, MaxResults: 1 })).Faces).toHaveLength(1);
});
