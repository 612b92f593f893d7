// npm run bench -- --parts leak [--calls 2000] [--minutes 5]: many calls over photos of mixed sizes, and what memory the page, its workers and its
// process hold meanwhile; stops at whichever bound comes first. Writes reports/bench-leak.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession } from 'playwright';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { inPage, openBenchPage, serveBenchPage } from './bench-pages.ts';
import { describeMachine } from './machine.ts';
import { everyPhoto } from './plan.ts';
import { median, textTable } from './statistics.ts';

const { values: options } = parseArgs({ options: { calls: { type: 'string', default: '2000' }, minutes: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } } });
const calls = options.quick ? 100 : Number(options.calls);
const minutes = Number(options.minutes);
const SAMPLES = 20;
const photos = everyPhoto([0.2, 0.6, 2]).filter(({ kind, megapixels }) => kind === 'face' || (kind === 'group' && megapixels < 2));
const workloads = ['DetectFaces DEFAULT', 'DetectFaces DEFAULT of a JPEG file', 'DetectFaces ALL'];

/** Memory after so many calls, in megabytes. */
export interface LeakSample {
  readonly calls: number;
  readonly seconds: number;
  /** JavaScript of page and workers after a collection of garbage, as the browser counts it. */
  readonly scriptMegabytes: number;
  /** The same with memory that threads share, which is where the runtime of the models keeps everything. */
  readonly allMegabytes: number;
  /** Private memory of the page's process. */
  readonly processMegabytes: number;
}

interface MeasuredMemory {
  readonly bytes: number;
  readonly breakdown: readonly { readonly bytes: number; readonly types: readonly string[] }[];
}

async function privateMegabytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(String.raw`${name}:\s+(\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
    return field('RssAnon') + field('RssShmem');
  });
  return Math.max(...sizes);
}

async function sample(browser: Browser, session: CDPSession, done: number, start: number): Promise<LeakSample> {
  await session.send('HeapProfiler.collectGarbage');
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'performance.measureUserAgentSpecificMemory()', awaitPromise: true, returnByValue: true,
  });
  const { bytes, breakdown } = result.value as MeasuredMemory;
  const script = breakdown.filter(({ types }) => types.includes('JavaScript')).reduce((sum, part) => sum + part.bytes, 0);
  return {
    calls: done,
    seconds: (performance.now() - start) / 1000,
    scriptMegabytes: script / 2 ** 20,
    allMegabytes: bytes / 2 ** 20,
    processMegabytes: await privateMegabytes(browser),
  };
}

/** Slope of the later half in megabytes for 1,000 calls: what comes before is caches that fill. */
function growth(samples: readonly LeakSample[], read: (each: LeakSample) => number): number {
  const later = samples.slice(Math.floor(samples.length / 2));
  const third = Math.max(1, Math.floor(later.length / 3));
  const [from, to] = [later.slice(0, third), later.slice(-third)];
  return ((median(to.map(read)) - median(from.map(read))) * 1000) / Math.max(1, median(to.map((each) => each.calls)) - median(from.map((each) => each.calls)));
}

const site = await serveBenchPage();
const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
const samples: LeakSample[] = [];
try {
  const machine = describeMachine(`Chromium ${browser.version()}`);
  const page = await openBenchPage(await browser.newContext(), site.url, photos);
  const session = await page.context().newCDPSession(page);
  const [first] = photos;
  await inPage(page, page.evaluate(([on, threads]) => window.bench.cold('ours', 'DetectFaces ALL', on, threads), [first?.name ?? '', Math.min(4, availableParallelism())] as const));
  const start = performance.now();
  for (let done = 0; done <= calls; done++) {
    if (done % Math.ceil(calls / SAMPLES) === 0) samples.push(await sample(browser, session, done, start));
    if (performance.now() - start > minutes * 60_000) break;
    const photo = photos[done % photos.length]?.name ?? '';
    const workload = workloads[Math.floor(done / photos.length) % workloads.length] ?? '';
    await inPage(page, page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo] as const));
    await page.evaluate(() => window.bench.profiles().length);
  }
  const last = samples.at(-1);
  console.log(`\nMemory over ${last?.calls ?? 0} calls on ${photos.length} photos of 0.2 to 2 megapixels, MB`);
  const whole = (value: number): string => value.toFixed(1);
  console.log(textTable([
    ['calls', 's', 'JavaScript', 'with shared memory', 'process'],
    ...samples.map((each) => [each.calls, Math.round(each.seconds), whole(each.scriptMegabytes), whole(each.allMegabytes), whole(each.processMegabytes)]),
  ]));
  const slopes = {
    script: growth(samples, (each) => each.scriptMegabytes),
    all: growth(samples, (each) => each.allMegabytes),
    process: growth(samples, (each) => each.processMegabytes),
  };
  console.log(`Growth over the later half, MB for 1,000 calls: JavaScript ${whole(slopes.script)}, with shared memory ${whole(slopes.all)}, process ${whole(slopes.process)}`);
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/bench-leak.json`, `${JSON.stringify({ machine, photos: photos.map(({ name }) => name), samples, megabytesPerThousandCalls: slopes }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
