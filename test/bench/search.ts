// npm run bench -- --parts search [--faces 100000,1000000] [--rounds 30]: writing, opening and searching collections, with made
// faces, in Chromium with a profile on disk; writes reports/bench-search.json.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type BrowserContext, type Page } from 'playwright';
import type {} from '../browser/collections-page/main.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { tellPart } from './part-report.ts';
import { rendererProcesses } from './renderer-memory.ts';
import { median, quantile } from './statistics.ts';

const { values: options } = parseArgs({
  options: { faces: { type: 'string', default: '100000,1000000' }, rounds: { type: 'string', default: '30' } },
});
const rounds = Number(options.rounds);
const NAME = 'measured';
const PER_CALL = 10_000;
/** About the distance of a similarity of 80, and few matches; and everything, of which the best 4,096 are kept. */
const usual = { maxDistance: 0.6, limit: 4096 } as const;
const widest = { maxDistance: 1e9, limit: 4096 } as const;

interface Measured {
  readonly faces: number;
  readonly writeSeconds: number;
  readonly openSeconds: number;
  readonly searchMilliseconds: readonly number[];
  readonly widestMilliseconds: readonly number[];
  /** Kernel and loop alone, in one thread, without the call to the worker. */
  readonly kernelMilliseconds: readonly number[];
  readonly naiveMilliseconds: readonly number[];
  /** Resident memory of the process that runs page and worker, without the browser's program files. */
  readonly privateMegabytes: number;
  /** The same once the garbage collector has run: what reading the blocks has left behind is gone. */
  readonly keptMegabytes: number;
  /** With the browser's program files. */
  readonly residentMegabytes: number;
  readonly kernel: string;
}

async function withBrowser<Result>(profile: string, url: string, work: (page: Page, context: BrowserContext) => Promise<Result>): Promise<Result> {
  const context = await chromium.launchPersistentContext(profile, { args: [...chromiumFlags, '--js-flags=--expose-gc'], executablePath: provideChromium() });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'collectionsPage' in globalThis);
    return await work(page, context);
  } finally {
    await context.close();
  }
}

/** Memory of the largest process that runs pages and workers. */
async function rendererMemory(context: BrowserContext): Promise<Pick<Measured, 'privateMegabytes' | 'residentMegabytes'>> {
  const browser = context.browser();
  if (!browser) throw new Error('The context has no browser.');
  const processes = await rendererProcesses(browser);
  return {
    privateMegabytes: Math.max(...processes.map(({ privateMegabytes }) => privateMegabytes)),
    residentMegabytes: Math.max(...processes.map(({ residentMegabytes }) => residentMegabytes)),
  };
}

async function measure(faces: number, url: string): Promise<Measured> {
  const profile = mkdtempSync(join(tmpdir(), 'collections-bench-'));
  try {
    const writeSeconds = await withBrowser(profile, url, async (page) => {
      await page.evaluate((name) => collectionsPage.create(name), NAME);
      const spent = await page.evaluate(([name, count, perCall]) => collectionsPage.fill(name, count, perCall), [NAME, faces, PER_CALL] as const);
      return spent / 1000;
    });
    // A new browser: nothing of the collection is in its memory.
    return await withBrowser(profile, url, async (page, context) => {
      const search = (times: number, { maxDistance, limit }: typeof usual | typeof widest): Promise<number[]> =>
        page.evaluate(([name, count, distance, most]) => collectionsPage.search(name, count, distance, most), [NAME, times, maxDistance, limit] as const);
      const [first = Number.NaN] = await search(1, usual);
      await search(3, usual);
      const memory = await rendererMemory(context);
      for (const worker of page.workers()) await worker.evaluate('gc()');
      const { privateMegabytes: keptMegabytes } = await rendererMemory(context);
      const { search: kernel } = await page.evaluate(() => collectionsPage.describe());
      const widestMilliseconds = await search(Math.ceil(rounds / 3), widest);
      await page.evaluate((count) => collectionsPage.prepareLoops(count), faces);
      const searchMilliseconds: number[] = [];
      const kernelMilliseconds: number[] = [];
      const naiveMilliseconds: number[] = [];
      // In turns, so that whatever else the machine does troubles all alike.
      for (let round = 0; round < rounds; round++) {
        searchMilliseconds.push(...(await search(1, usual)));
        const { kernel, naive } = await page.evaluate(() => collectionsPage.compareLoops());
        kernelMilliseconds.push(kernel);
        naiveMilliseconds.push(naive);
      }
      return {
        faces,
        writeSeconds,
        openSeconds: first / 1000,
        searchMilliseconds,
        widestMilliseconds,
        kernelMilliseconds,
        naiveMilliseconds,
        ...memory,
        keptMegabytes,
        kernel,
      };
    });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const served = await serveBuiltPage('test/browser/collections-page');
const results: Measured[] = [];
try {
  for (const faces of options.faces.split(',').map(Number)) results.push(await measure(faces, served.url));
} finally {
  await served.close();
}

const ms = (times: readonly number[]): string => `${median(times).toFixed(1)} (${quantile(times, 0.9).toFixed(1)})`;
const header = ['faces', 'write s', 'open to first answer s', 'search ms (p90)', '4,096 best ms', 'kernel alone ms', 'naive loop ms', 'times faster', 'private MB', 'kept MB', 'resident MB'];
tellPart('search', {
  tables: [{
    title: `Collections on ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, kernel ${results[0]?.kernel ?? '?'}`,
    rows: [
      header,
      ...results.map((result) => [
        result.faces.toLocaleString('en'),
        result.writeSeconds.toFixed(2),
        result.openSeconds.toFixed(2),
        ms(result.searchMilliseconds),
        ms(result.widestMilliseconds),
        ms(result.kernelMilliseconds),
        ms(result.naiveMilliseconds),
        (median(result.naiveMilliseconds) / median(result.kernelMilliseconds)).toFixed(1),
        result.privateMegabytes.toFixed(0),
        result.keptMegabytes.toFixed(0),
        result.residentMegabytes.toFixed(0),
      ]),
    ],
  }],
  figures: results,
});
