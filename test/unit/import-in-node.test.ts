import { beforeEach, expect, it, vi } from 'vitest';

const said = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];

beforeEach(() => {
  for (const spy of said) spy.mockClear();
});

it('imports in Node without a word and without adding a global', async () => {
  const before = Object.keys(globalThis);
  const { Rekognition } = await import('../../src/index.ts');
  await new Rekognition({ modelsUrl: '/models' }).close();
  expect(Object.keys(globalThis)).toEqual(before);
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});

// The SDK itself adds a global when it is imported in Node, so that only the silence is ours to promise.
it('imports its plug-in for the AWS SDK without a word', async () => {
  const { Rekognition } = await import('../../src/index.ts');
  const { inPage } = await import('../../src/aws-sdk.ts');
  expect(inPage(new Rekognition())).toHaveProperty('applyToStack');
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});
