import { afterAll, describe, expect, test } from 'vitest';
import { Rekognition, type CallProfile } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const profiles: CallProfile[] = [];
const rekognition = new Rekognition({ device: 'wasm', debug: (profile) => profiles.push(profile) });
afterAll(() => rekognition.close());

async function profileAfter(call: () => Promise<{ $metadata: { requestId?: string | undefined } }>): Promise<CallProfile> {
  const { $metadata } = await call();
  await expect.poll(() => profiles.some(({ requestId }) => requestId === $metadata.requestId)).toBe(true);
  const profile = profiles.find(({ requestId }) => requestId === $metadata.requestId);
  if (!profile) throw new Error('The profile is gone.');
  return profile;
}

const named = ({ stages }: CallProfile, kind: string): (string | undefined)[] => stages.filter((stage) => stage.kind === kind).map(({ name }) => name);

describe('the option debug', () => {
  test('tells what the first answer waited for, and what a later one computed', async () => {
    const Source = await samplePicture('sample1.jpg');
    const first = await profileAfter(() => rekognition.detectFaces({ Image: { Source } }));
    expect(first.operation).toBe('DetectFaces');
    expect(named(first, 'worker')).toEqual(['vision']);
    expect(named(first, 'runtime')).toEqual([undefined]);
    for (const kind of ['fetch', 'session', 'model']) expect(named(first, kind)).toEqual(expect.arrayContaining(['facemesh', 'iris']));

    const second = await profileAfter(() => rekognition.detectFaces({ Image: { Source } }));
    for (const kind of ['runtime', 'fetch', 'session']) expect(named(second, kind)).toEqual([]);
    expect(named(second, 'decode')).toHaveLength(1);
    expect(named(second, 'resize').length).toBeGreaterThan(0);
    const models = second.stages.filter(({ kind }) => kind === 'model');
    expect(models.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeCloseTo(second.modelMilliseconds, 0);
    expect(second.modelMilliseconds).toBeGreaterThan(0);
    expect(second.modelMilliseconds + second.restMilliseconds).toBeLessThan(second.milliseconds);
    // One clock for page and worker: no stage lies outside its call by more than the browsers round times.
    for (const { startedAt, milliseconds } of second.stages) {
      expect(startedAt).toBeGreaterThan(-1);
      expect(startedAt + milliseconds).toBeLessThan(second.milliseconds + 1);
    }
  });

  test('counts questions to collections as storage', async () => {
    const CollectionId = `profiled-${crypto.randomUUID()}`;
    const profile = await profileAfter(() => rekognition.createCollection({ CollectionId }));
    expect(named(profile, 'storage')).toEqual(['createCollection']);
    await rekognition.deleteCollection({ CollectionId });
  });
});
