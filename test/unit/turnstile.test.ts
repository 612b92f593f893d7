import { describe, expect, test } from 'vitest';
import { createTurnstile } from '../../src/runtime/turnstile.ts';

/** Enters and tells in which order the others came in. */
function visitor(turnstile: ReturnType<typeof createTurnstile>, name: string, log: string[]): AbortController {
  const controller = new AbortController();
  turnstile.enter(controller.signal).then(
    () => log.push(name),
    (error: Error) => log.push(`${name} gave up: ${error.message}`),
  );
  return controller;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a turnstile', () => {
  test('lets in as many as it has places, then one for each that leaves, in order', async () => {
    const turnstile = createTurnstile(2);
    const log: string[] = [];
    const [a, b] = ['a', 'b', 'c', 'd'].map((name) => visitor(turnstile, name, log));
    await settle();
    expect(log).toEqual(['a', 'b']);
    b?.abort();
    await settle();
    expect(log).toEqual(['a', 'b', 'c']);
    a?.abort();
    await settle();
    expect(log).toEqual(['a', 'b', 'c', 'd']);
  });

  test('forgets whoever gives up waiting, and loses no place by it', async () => {
    const turnstile = createTurnstile(1);
    const log: string[] = [];
    const a = visitor(turnstile, 'a', log);
    const b = visitor(turnstile, 'b', log);
    visitor(turnstile, 'c', log);
    await settle();
    b.abort(new Error('enough'));
    a.abort();
    await settle();
    expect(log).toEqual(['a', 'b gave up: enough', 'c']);
  });

  test('keeps no place for a signal that aborts between the place and the entry', async () => {
    const turnstile = createTurnstile(1);
    const log: string[] = [];
    const a = visitor(turnstile, 'a', log);
    const b = visitor(turnstile, 'b', log);
    visitor(turnstile, 'c', log);
    a.abort();
    b.abort();
    await settle();
    expect(log.at(-1)).toBe('c');
  });
});
