import { afterEach, describe, expect, it } from 'vitest';
import { InvalidS3ObjectException, Rekognition } from '../../src/index.ts';
import { resolveS3Object } from '../../src/media/buckets.ts';

const { buckets } = new Rekognition();
const Bucket = 'test-bucket';
const object = { Bucket, Name: 'folder/a.txt' };

afterEach(async () => {
  for (const name of [Bucket, 'other-bucket']) {
    for (const stored of await buckets.list(name)) await buckets.delete({ Bucket: name, Name: stored.Name });
  }
});

async function textOf(place: typeof object & { Version?: string }): Promise<string> {
  return (await buckets.get(place)).text();
}

describe('a bucket', () => {
  it('gives back what was put, with its type and size', async () => {
    const put = await buckets.put(object, new Blob(['hello'], { type: 'text/plain' }));
    expect(put).toMatchObject({ ...object, Size: 5, ContentType: 'text/plain', Version: 'null' });
    expect(Date.now() - put.LastModified.getTime()).toBeLessThan(60_000);
    const blob = await buckets.get(object);
    expect([await blob.text(), blob.type]).toEqual(['hello', 'text/plain']);
  });

  it('takes texts and bytes', async () => {
    expect(await buckets.put(object, new Uint8Array([104, 105]))).toMatchObject({ Size: 2, ContentType: 'application/octet-stream' });
    expect(await textOf(object)).toBe('hi');
    expect(await buckets.put(object, '{}', { contentType: 'application/json' })).toMatchObject({ ContentType: 'application/json' });
  });

  it('replaces an object unless versions are wanted', async () => {
    await buckets.put(object, 'one');
    await buckets.put(object, 'two');
    expect(await buckets.versions(object)).toHaveLength(1);
    expect(await textOf(object)).toBe('two');
  });

  it('keeps versions, the newest first', async () => {
    await buckets.put(object, 'unversioned');
    const first = await buckets.put(object, 'first', { versioned: true });
    const second = await buckets.put(object, 'second', { versioned: true });
    expect((await buckets.versions(object)).map(({ Version }) => Version)).toEqual([second.Version, first.Version, 'null']);
    expect(await textOf(object)).toBe('second');
    expect(await textOf({ ...object, Version: first.Version })).toBe('first');
    expect(await textOf({ ...object, Version: 'null' })).toBe('unversioned');

    await buckets.delete({ ...object, Version: second.Version });
    expect(await textOf(object)).toBe('first');
    await buckets.delete(object);
    expect(await buckets.versions(object)).toEqual([]);
  });

  it('lists its newest objects by name and prefix', async () => {
    for (const Name of ['b', 'a/2', 'a/1', 'a', 'ä']) await buckets.put({ Bucket, Name }, Name);
    await buckets.put({ Bucket, Name: 'a/1' }, 'newer', { versioned: true });
    await buckets.put({ Bucket: 'other-bucket', Name: 'a/3' }, 'elsewhere');
    expect((await buckets.list(Bucket)).map(({ Name }) => Name)).toEqual(['a', 'a/1', 'a/2', 'b', 'ä']);
    expect((await buckets.list(Bucket, { prefix: 'a/' })).map(({ Name, Size }) => [Name, Size])).toEqual([
      ['a/1', 5],
      ['a/2', 3],
    ]);
    expect(await buckets.list('no-such-bucket')).toEqual([]);
  });

  it('is the same for every client and stays when a client is closed', async () => {
    await buckets.put(object, 'kept');
    const client = new Rekognition();
    await client.close();
    expect(await (await client.buckets.get(object)).text()).toBe('kept');
  });

  it('loses nothing when many objects are put at once', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `n${index}`);
    await Promise.all(names.map((Name) => buckets.put({ Bucket, Name }, Name)));
    expect(await buckets.list(Bucket)).toHaveLength(100);
  });
});

describe('an S3Object', () => {
  it('is looked for in the buckets when the app has no resolver or its resolver does not know it', async () => {
    await buckets.put(object, 'stored');
    expect(await (await resolveS3Object(object, {})).text()).toBe('stored');
    expect(await (await resolveS3Object(object, { resolveS3Object: () => undefined })).text()).toBe('stored');
    expect(await (await resolveS3Object(object, { resolveS3Object: () => new Blob(['app']) })).text()).toBe('app');
  });

  it('that is nowhere is InvalidS3ObjectException, in every operation that takes one', async () => {
    await buckets.put(object, 'not this version');
    const places = [
      { Bucket, Name: 'nothing' },
      { ...object, Version: 'v7' },
      { Bucket: 'no-such-bucket', Name: 'a' },
    ];
    for (const place of places) {
      await expect(buckets.get(place)).rejects.toThrow(InvalidS3ObjectException);
      await expect(new Rekognition().detectFaces({ Image: { S3Object: place } })).rejects.toThrow(InvalidS3ObjectException);
    }
  });

  it('that holds no picture is InvalidImageFormatException', async () => {
    await buckets.put(object, 'hello');
    const call = new Rekognition().detectFaces({ Image: { S3Object: object } });
    await expect(call).rejects.toMatchObject({ name: 'InvalidImageFormatException' });
  });
});
