// Memory of a page and its workers, read from outside.
import { readFileSync } from 'node:fs';
import type { Browser, Page, Worker } from 'playwright';

/** Megabytes. */
export interface RendererMemory {
  /** Live objects of JavaScript in the page and its workers, after a collection of garbage. */
  readonly heap: number;
  /** Memories of WebAssembly in the workers. */
  readonly wasm: number;
  /** What the processes of pages hold for themselves, which includes both. */
  readonly process: number;
}

/** Reads the memory of one page. */
export interface MemoryReader {
  read(): Promise<RendererMemory>;
}

/** Lets a browser tell its memory at once instead of after the next collection of garbage that it would make anyway. */
export const MEMORY_FLAG = '--enable-blink-features=ForceEagerMeasureMemory';

const MEGABYTE = 1024 * 1024;

/** Watches the workers that a page starts from now on; they make their memories later, once the runtime is loaded. */
export function openMemoryReader(browser: Browser, page: Page): MemoryReader {
  const watched = new Map<Worker, Promise<unknown>>();
  page.on('worker', (worker) => {
    watched.set(worker, worker.evaluate(rememberMemories).catch(() => undefined));
    worker.on('close', () => watched.delete(worker));
  });
  return {
    async read() {
      const { bytes: heap } = await page.evaluate(() => (performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> }).measureUserAgentSpecificMemory());
      let wasm = 0;
      for (const [worker, isWatched] of watched) {
        await isWatched;
        wasm += await worker.evaluate(() => ((globalThis as { wasmMemories?: WebAssembly.Memory[] }).wasmMemories ?? []).reduce((sum, { buffer }) => sum + buffer.byteLength, 0)).catch(() => 0);
      }
      return { heap: heap / MEGABYTE, wasm: wasm / MEGABYTE, process: await privateMegabytes(browser) };
    },
  };
}

/** Runs in a worker. */
function rememberMemories(): void {
  const memories: WebAssembly.Memory[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  };
  Object.assign(globalThis, { wasmMemories: memories });
}

/** Memory of one process that runs pages and workers. */
export interface RendererProcess {
  /** Without the browser's program files. */
  readonly privateMegabytes: number;
  /** With them. */
  readonly residentMegabytes: number;
}

/** Memory of all processes that run pages and workers, without the browser's program files. */
export async function privateMegabytes(browser: Browser): Promise<number> {
  const processes = await rendererProcesses(browser);
  return processes.reduce((sum, each) => sum + each.privateMegabytes, 0);
}

/** Every process that runs pages and workers. */
export async function rendererProcesses(browser: Browser): Promise<readonly RendererProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const megabytes = (field: string): number => Number(new RegExp(String.raw`${field}:\s+(\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
    return { privateMegabytes: megabytes('RssAnon') + megabytes('RssShmem'), residentMegabytes: megabytes('VmRSS') };
  });
}
