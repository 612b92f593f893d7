import { expect, it } from 'vitest';

it('runs in a cross-origin isolated page, as threads need it', () => {
  expect(crossOriginIsolated).toBe(true);
  expect(typeof SharedArrayBuffer).toBe('function');
});
