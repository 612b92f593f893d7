import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { Rekognition } from '../../src/index.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

/** Requests that leave the page: those to another origin. Pictures and scripts made in the page have no origin to leave for. */
const outside = (requests: readonly string[]): readonly string[] =>
  requests.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:') && new URL(url).origin !== location.origin);

async function requestsSoFar(): Promise<readonly string[]> {
  const marker = new URL(`/?marker=${crypto.randomUUID()}`, location.origin).href;
  await fetch(marker);
  return commands.requestsUntil(marker);
}

// The name never resolves (RFC 2606), so that this proves the watch without asking anybody.
const elsewhere = 'http://elsewhere.invalid/';

describe('the watch itself', () => {
  it('sees a request of the page to another origin', async () => {
    await commands.watchRequests();
    await fetch(elsewhere, { mode: 'no-cors' }).catch(() => undefined);
    expect(outside(await requestsSoFar())).toEqual([elsewhere]);
  });

  it('sees a request of a worker to another origin', async () => {
    await commands.watchRequests();
    const script = `fetch('${elsewhere}', { mode: 'no-cors' }).catch(() => undefined).finally(() => postMessage('asked'));`;
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(url);
    await new Promise((resolve) => (worker.onmessage = resolve));
    worker.terminate();
    URL.revokeObjectURL(url);
    expect(outside(await requestsSoFar())).toEqual([elsewhere]);
  });
});

describe('the library', () => {
  let photo: Blob;
  const rekognition = new Rekognition({ device: 'wasm' });
  beforeAll(async () => {
    photo = await samplePicture('sample6.jpg');
    // Models kept by an earlier test would leave the download, the likeliest way out, untested.
    for (const name of await caches.keys()) await caches.delete(name);
  });
  afterAll(() => rekognition.close());

  it('asks nobody but the page: models, workers and answers come from its own origin', async () => {
    await commands.watchRequests();
    const { FaceDetails } = await rekognition.detectFaces({ Image: { Source: photo }, Attributes: ['ALL'] });
    const { FaceMatches } = await rekognition.compareFaces({ SourceImage: { Source: photo }, TargetImage: { Source: photo } });
    const requests = await requestsSoFar();
    expect(FaceDetails).toHaveLength(4);
    expect(FaceMatches?.length).toBeGreaterThan(0);
    expect(requests.some((url) => url.includes('.onnx'))).toBe(true);
    expect(outside(requests)).toEqual([]);
  });
});
