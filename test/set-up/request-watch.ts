import { setTimeout } from 'node:timers/promises';
import { defineBrowserCommand } from '@vitest/browser-playwright';
import type { BrowserContext, Request } from 'playwright';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** From now on every request of the page and of its workers is noted. */
    watchRequests: () => Promise<void>;
    /**
     * The addresses asked for between `watchRequests` and the request for `marker`, which the page has just sent: word of a
     * request arrives later than the request itself.
     */
    requestsUntil: (marker: string) => Promise<readonly string[]>;
  }
}

const watches = new WeakMap<BrowserContext, { readonly seen: string[]; readonly note: (request: Request) => void }>();

/** Workers report on their own way, which may be a little slower than the page's. */
const slowestWorkerMilliseconds = 300;

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`The browser reported no request for the marker within ${milliseconds} ms.`);
    await setTimeout(20);
  }
}

/** Commands of the browser tests that see what the page itself cannot: the requests of its workers. */
export const requestWatch = {
  watchRequests: defineBrowserCommand(({ context }) => {
    const seen: string[] = [];
    const note = (request: Request): void => void seen.push(request.url());
    context.on('request', note);
    watches.set(context, { seen, note });
  }),
  requestsUntil: defineBrowserCommand<[marker: string]>(async ({ context }, marker) => {
    const watch = watches.get(context);
    if (watch === undefined) throw new Error('Call watchRequests first.');
    await until(() => watch.seen.includes(marker), 10_000);
    await setTimeout(slowestWorkerMilliseconds);
    context.off('request', watch.note);
    watches.delete(context);
    return watch.seen.filter((url) => url !== marker);
  }),
};
