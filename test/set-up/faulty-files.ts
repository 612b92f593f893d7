import { defineBrowserCommand } from '@vitest/browser-playwright';
import type { BrowserContext, Route } from 'playwright';

/** What a server does with a file: it has none, sends half, sends another one, sends its page for unknown addresses, or is away. */
export type ServerFault = 'missing' | 'truncated' | 'changed by one byte' | 'a web page instead' | 'unreachable';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** From now on files with such an ending are served like this, to workers too; undefined serves them well again. */
    breakFiles: (ending: '.onnx' | '.wasm', fault: ServerFault | undefined) => Promise<void>;
  }
}

const broken = new WeakMap<BrowserContext, Map<string, (route: Route) => Promise<void>>>();
const patternOf = (ending: string): RegExp => new RegExp(`\\${ending}(\\?.*)?$`);

async function answer(route: Route, fault: ServerFault): Promise<void> {
  // Workers and pages that are isolated take nothing without these.
  const headers = { 'Cross-Origin-Resource-Policy': 'same-origin' };
  if (fault === 'unreachable') return route.abort('internetdisconnected');
  if (fault === 'missing') return route.fulfill({ status: 404, body: 'no such file', headers });
  if (fault === 'a web page instead') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>app</title>', headers });
  const response = await route.fetch();
  const body = await response.body();
  const changed = fault === 'truncated' ? body.subarray(0, body.length >> 1) : Buffer.from(body.map((byte, at) => (at === 1000 ? byte ^ 1 : byte)));
  return route.fulfill({ contentType: 'application/octet-stream', body: changed, headers });
}

/** A command of the browser tests that breaks what the server sends. */
export const faultyFiles = {
  breakFiles: defineBrowserCommand<[ending: '.onnx' | '.wasm', fault: ServerFault | undefined]>(async ({ context }, ending, fault) => {
    const handlers = broken.get(context) ?? new Map<string, (route: Route) => Promise<void>>();
    broken.set(context, handlers);
    const before = handlers.get(ending);
    if (before) await context.unroute(patternOf(ending), before);
    handlers.delete(ending);
    if (fault === undefined) return;
    const handler = (route: Route): Promise<void> =>
      answer(route, fault).catch(() => {
        // The test went on meanwhile, and with it this way of answering.
      });
    handlers.set(ending, handler);
    await context.route(patternOf(ending), handler);
  }),
};
