import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvalidParameterException, InvalidS3ObjectException } from '../../src/errors.ts';
import { buckets, resolveS3Object } from '../../src/media/buckets.ts';

const object = { Bucket: 'photos', Name: 'cat.jpg' };
const blob = new Blob(['cat']);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the app's resolver", () => {
  it('is asked for the object and may give a Blob, at once or later', async () => {
    const asked = vi.fn(() => blob);
    expect(await resolveS3Object(object, { resolveS3Object: asked })).toBe(blob);
    expect(asked).toHaveBeenCalledWith(object);
    expect(await resolveS3Object(object, { resolveS3Object: () => Promise.resolve(blob) })).toBe(blob);
  });

  it('may give a URL, which is fetched with the signal of the call', async () => {
    const fetched = vi.fn((..._given: unknown[]) => Promise.resolve(new Response('dog')));
    vi.stubGlobal('fetch', fetched);
    const { signal } = new AbortController();
    const url = new URL('https://pictures.example/dog.jpg');
    const found = await resolveS3Object(object, { resolveS3Object: () => url }, signal);
    expect(await found.text()).toBe('dog');
    expect(fetched).toHaveBeenCalledWith(url, { signal });
  });

  it.each([
    ['answers with an error', () => Promise.resolve(new Response('', { status: 404 }))],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('gets InvalidS3ObjectException when the URL %s', async (_, answer) => {
    vi.stubGlobal('fetch', answer);
    const resolver = { resolveS3Object: () => new URL('https://pictures.example/gone.jpg') };
    await expect(resolveS3Object(object, resolver)).rejects.toSatisfy(
      (error) => error instanceof InvalidS3ObjectException && error.cause instanceof Error && error.message.includes('gone.jpg'),
    );
  });

  it('gets InvalidS3ObjectException when it throws', async () => {
    const cause = new Error('no database');
    const failing = resolveS3Object(object, { resolveS3Object: () => Promise.reject(cause) });
    await expect(failing).rejects.toMatchObject({ name: 'InvalidS3ObjectException', cause });
  });
});

it('needs a bucket and a name', async () => {
  await expect(resolveS3Object({ Bucket: 'photos' }, {})).rejects.toThrow(InvalidS3ObjectException);
  await expect(resolveS3Object({ Name: 'cat.jpg' }, { resolveS3Object: () => undefined })).rejects.toThrow('Bucket and a Name');
});

it('refuses names that break their limits before anything is opened', async () => {
  await expect(buckets.put({ Bucket: 'ab', Name: 'x' }, 'text')).rejects.toThrow(InvalidParameterException);
  await expect(buckets.get({ Bucket: 'photos', Name: '' })).rejects.toThrow('1 to 1024 characters');
  await expect(buckets.list('a b')).rejects.toThrow('Bucket of buckets.list');
});
