import { expect, it, vi } from 'vitest';

it('imports in Node without a word and without touching a global of the browser', async () => {
  const said = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
  const before = Object.keys(globalThis);
  const library = await import('../../src/index.ts');
  const plugIn = await import('../../src/aws-sdk.ts');
  const client = new library.Rekognition({ modelsUrl: '/models' });
  expect(plugIn.inPage(client)).toHaveProperty('applyToStack');
  await client.close();
  expect(Object.keys(globalThis)).toEqual(before);
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});
