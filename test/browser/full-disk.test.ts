import { deleteDB } from 'idb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Rekognition, ServiceQuotaExceededException } from '../../src/index.ts';
import { databaseNames } from '../../src/storage/database-names.ts';
import { fillDisk, freeDisk } from '../set-up/disk-quota.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';

// The browser itself refuses to write here; test/browser/collections-quota.test.ts does the same for collections.

const rekognition = new Rekognition({ device: 'wasm' });
const clip = numberedClip({ codec: 'vp8', frames: 4, rate: 4 });
const startJob = async (): Promise<string | undefined> => (await rekognition.startSegmentDetection({ Video: { Source: await clip }, SegmentTypes: ['SHOT'] })).JobId;

const writes: Readonly<Record<string, () => Promise<unknown>>> = {
  'an object in a bucket': () => rekognition.buckets.put({ Bucket: 'full-disk', Name: 'a' }, new Blob([new Uint8Array(200_000)])),
  'a flow of human reviews': () => rekognition.humanLoops.defineFlow('arn:aws:sagemaker:page:000000000000:flow-definition/full', { Conditions: [{ ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: 1 } }] }),
  'a project': () => rekognition.createProject({ ProjectName: `full-${crypto.randomUUID()}` }),
  'a job on a video': startJob,
  'a collection': () => rekognition.createCollection({ CollectionId: `full-${crypto.randomUUID()}` }),
};

beforeAll(async () => {
  // The databases are there already, as they are where a disk fills up in the end.
  for (const write of Object.values(writes)) await write();
});
afterAll(async () => {
  await freeDisk();
  await rekognition.close();
  await Promise.all(Object.values(databaseNames).map((name) => deleteDB(name)));
}, 120_000);

test('a disk that is really full is told by whatever writes, and what is kept can be read; with space again, all work', async () => {
  await fillDisk();
  for (const [what, write] of Object.entries(writes)) {
    const failure: unknown = await write().then(() => 'answered', (error: unknown) => error);
    expect(failure, what).toBeInstanceOf(ServiceQuotaExceededException);
    expect((failure as Error).message, what).toMatch(/space/);
  }
  expect((await rekognition.buckets.get({ Bucket: 'full-disk', Name: 'a' })).size).toBe(200_000);
  expect((await rekognition.describeProjects()).ProjectDescriptions?.length).toBeGreaterThan(0);

  await freeDisk();
  for (const [what, write] of Object.entries(writes)) expect(await write().then(() => 'answered', (error: unknown) => error), what).not.toBeInstanceOf(Error);
  const JobId = await startJob();
  await vi.waitFor(async () => expect((await rekognition.getSegmentDetection({ JobId })).JobStatus).toBe('SUCCEEDED'), { timeout: 60_000 });
}, 240_000);
