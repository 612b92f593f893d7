import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelIntegrityError, ModelUnavailableError } from '../../../src/runtime/model-errors.ts';
import { readModel, type ModelFile } from '../../../src/runtime/model-store.ts';

const content = new Uint8Array(5000).map((_, at) => (at * 31) % 256);
let file: ModelFile;
let answers: (() => Response | Promise<Response>)[];
let fetches = 0;

const right = (): Response => new Response(content);
/** Reads twice, because a file that was fetched is kept while its reader goes on. */
const readAndKeep = async (): Promise<void> => {
  await read();
  await read();
};
const read = (onDownload: (bytes: number) => void = () => {}): Promise<ArrayBuffer> => readModel(file, onDownload);

async function hexSha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

beforeEach(async () => {
  await caches.delete('pagesight-models-v1');
  file = { url: new URL('/models/test.onnx', location.href).href, file: 'test.onnx', bytes: content.length, sha256: await hexSha256(content) };
  fetches = 0;
  answers = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    fetches += 1;
    return (answers.shift() ?? right)();
  });
});

afterEach(() => vi.restoreAllMocks());

describe('the model store', () => {
  test('fetches once, tells progress up to the last byte, and reads from the cache from then on', async () => {
    const told: number[] = [];
    expect(new Uint8Array(await read((bytes) => told.push(bytes)))).toEqual(content);
    expect(told.at(-1)).toBe(content.length);
    expect(new Uint8Array(await read())).toEqual(content);
    expect(fetches).toBe(1);
  });

  test('drops an entry that was damaged and fetches the file once more', async () => {
    await readAndKeep();
    const cache = await caches.open('pagesight-models-v1');
    const damaged = content.slice();
    damaged[77]! ^= 1;
    await cache.put(`https://pagesight.invalid/models/${file.sha256}`, new Response(damaged));
    expect(new Uint8Array(await read())).toEqual(content);
    expect(fetches).toBe(2);
    await read();
    expect(fetches).toBe(2);
  });

  test('does not trust an entry without its marker', async () => {
    await readAndKeep();
    const cache = await caches.open('pagesight-models-v1');
    await cache.delete(`https://pagesight.invalid/models/${file.sha256}/complete`);
    await read();
    expect(fetches).toBe(2);
  });

  test.each([
    ['is missing', () => new Response('no', { status: 404 }), ModelUnavailableError, /answered 404.*pagesight models/],
    ['is a web page', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }), ModelUnavailableError, /web page/],
    ['is too short', () => new Response(content.slice(0, 100)), ModelIntegrityError, /100 bytes instead of 5000/],
    ['is too long', () => new Response(new Uint8Array(6000)), ModelIntegrityError, /longer than 5000/],
    ['differs by one byte', () => new Response(content.map((byte, at) => (at === 9 ? byte ^ 1 : byte))), ModelIntegrityError, /SHA-256/],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch')), ModelUnavailableError, /Check the connection/],
  ])('refuses a file that %s, keeps nothing, and the next call works', async (_, answer, errorClass, message) => {
    answers = [answer];
    const failure: unknown = await read().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(errorClass);
    expect((failure as Error).message).toMatch(message);
    expect(new Uint8Array(await read())).toEqual(content);
  });

  test('works without Cache Storage, fetching each time', async () => {
    vi.spyOn(caches, 'open').mockRejectedValue(new DOMException('denied', 'SecurityError'));
    await read();
    await read();
    expect(fetches).toBe(2);
  });
});
