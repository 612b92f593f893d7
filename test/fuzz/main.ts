// npm run fuzz [-- --count 10000] [--minutes 60] [--seed 1] [--from 0]: mutated files of every kind that the library reads, in a real Chromium.
// Each has to give an answer or a typed exception within 10 seconds. Writes reports/fuzz.json; what failed is made again by seed and index.
import { mkdirSync, writeFileSync } from 'node:fs';
import { once, type EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { privateMegabytes } from '../bench/renderer-memory.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import type { FuzzOutcome, MutatedFile } from './fuzz-run.ts';

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, from: { type: 'string', default: '0' } },
});
const [count, minutes, seed, from] = [options.count, options.minutes, options.seed, options.from].map(Number) as [number, number, number, number];
/** A page that says nothing for so long hangs: for each file it takes 10 seconds at most. */
const PAGE_MILLISECONDS = 20_000;
/** Mutations between two looks at the memory. */
const SAMPLE = 500;
/** Mutations after which caches are full, so that what grows from there on is kept for nothing. */
const WARM = 500;

interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
  readonly session: CDPSession;
}

/** Megabytes. */
interface MemorySample {
  /** Mutations until then. */
  readonly done: number;
  /** JavaScript of the page, after a collection of garbage. */
  readonly script: number;
  /** What the page's process holds for itself, workers and models included. */
  readonly process: number;
}

/** A browser with the specimens made. */
async function open(url: string): Promise<OpenPage> {
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await page.goto(url);
  await page.waitForFunction(() => 'fuzz' in window);
  await page.evaluate(() => window.fuzz.then(() => true));
  return { browser, page, session };
}

/** Hands one file over. Fails when the page does, instead of waiting for it. */
async function feed(page: Page, file: MutatedFile): Promise<FuzzOutcome> {
  const watch = new AbortController();
  const crashed = once(page as unknown as EventEmitter, 'crash', watch).then(() => 'the page crashed');
  const hangs = setTimeout(PAGE_MILLISECONDS, 'the page hangs', watch);
  const fed = page.evaluate(async (file) => (await window.fuzz).feed(file), file);
  const outcome = await Promise.race([fed, crashed, hangs]);
  watch.abort();
  await Promise.allSettled([crashed, hangs]);
  fed.catch(() => undefined);
  return typeof outcome === 'string' ? { told: outcome, failure: outcome, milliseconds: PAGE_MILLISECONDS } : outcome;
}

async function memoryOf(browser: Browser, session: CDPSession, done: number): Promise<MemorySample> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { done, script: usedSize / 2 ** 20, process: await privateMegabytes(browser) };
}

const megabytes = ({ done, script, process }: MemorySample): string => `after ${done}: JavaScript of the page ${script.toFixed(1)} MB, process ${process.toFixed(0)} MB`;

const executablePath = provideChromium();
const site = await serveBuiltPage('test/fuzz/page');
const begun = Date.now();
const failures: (MutatedFile & { readonly failure: string })[] = [];
const outcomes: Record<string, number> = {};
const slowest: Record<string, number> = {};
const samples: MemorySample[] = [];
const seconds = (): string => `${((Date.now() - begun) / 1000).toFixed(0)} s`;
let done = 0;
let { browser, page, session } = await open(site.url);
try {
  while (done < count && Date.now() - begun < minutes * 60_000) {
    const file = await page.evaluate(async ([seed, index]) => (await window.fuzz).make(seed, index), [seed, from + done] as const);
    const { kind, index, changes } = file;
    const { told, failure, milliseconds } = await feed(page, file);
    done += 1;
    slowest[kind] = Math.max(slowest[kind] ?? 0, milliseconds);
    outcomes[`${kind}: ${told}`] = (outcomes[`${kind}: ${told}`] ?? 0) + 1;
    if (failure !== undefined) {
      failures.push({ ...file, failure });
      console.log(`FAILED ${kind}, made again by --seed ${seed} --from ${index} --count 1 (${changes.join(', ')}): ${failure}`);
    }
    if (told.startsWith('the page')) {
      await browser.close();
      ({ browser, page, session } = await open(site.url));
    }
    if (done % SAMPLE === 0 || done === count) {
      const sample = await memoryOf(browser, session, done);
      samples.push(sample);
      console.log(`${seconds()}, memory ${megabytes(sample)}; ${failures.length} failed`);
    }
  }
} finally {
  await browser.close();
  await site.close();
}

for (const [name, times] of Object.entries(outcomes).toSorted(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(times).padStart(6)}  ${name}`);
console.log(`Slowest: ${Object.entries(slowest).map(([kind, milliseconds]) => `${kind} ${(milliseconds / 1000).toFixed(1)} s`).join(', ')}`);
const warm = samples.find(({ done }) => done >= WARM);
const last = samples.at(-1);
if (warm && last) console.log(`Memory ${megabytes(warm)}\nMemory ${megabytes(last)}`);
console.log(`${done} mutations of seed ${seed} in ${seconds()}: ${failures.length} failed.`);
mkdirSync(`${repositoryRoot}reports`, { recursive: true });
writeFileSync(`${repositoryRoot}reports/fuzz.json`, `${JSON.stringify({ seed, from, done, outcomes, slowest, samples, failures }, null, 2)}\n`);
process.exitCode = failures.length > 0 || done < count ? 1 : 0;
