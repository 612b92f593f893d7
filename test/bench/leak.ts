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
  /** JavaScript of the page after a collection of garbage. */
  readonly scriptMegabytes: number;
  /** Private memory of the page's process. */
  readonly processMegabytes: number;
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
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const seconds = (performance.now() - start) / 1000;
  return { calls: done, seconds, scriptMegabytes: usedSize / 2 ** 20, processMegabytes: await privateMegabytes(browser) };
}

/** The browser answers this only when it next collects garbage everywhere, which takes up to a minute. */
async function allMegabytes(session: CDPSession): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)', awaitPromise: true, returnByValue: true,
  });
  return Number(result.value) / 2 ** 20;
}

/** Fewer samples tell no slope. */
const FEWEST_SAMPLES = 8;

/** Slope of the later half in megabytes for 1,000 calls: what comes before is caches that fill. */
function growth(samples: readonly LeakSample[], read: (each: LeakSample) => number): number | undefined {
  if (samples.length < FEWEST_SAMPLES) return undefined;
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
  const allBefore = await allMegabytes(session);
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
  const allAfter = await allMegabytes(session);
  console.log(`\nMemory over ${last?.calls ?? 0} calls on ${photos.length} photos of 0.2 to 2 megapixels, MB`);
  const whole = (value: number | undefined): string => value?.toFixed(1) ?? 'not told, too few samples';
  console.log(textTable([
    ['calls', 's', 'JavaScript of the page', 'process'],
    ...samples.map((each) => [each.calls, Math.round(each.seconds), whole(each.scriptMegabytes), whole(each.processMegabytes)]),
  ]));
  const slopes = {
    script: growth(samples, (each) => each.scriptMegabytes),
    process: growth(samples, (each) => each.processMegabytes),
  };
  console.log(`Growth over the later half, MB for 1,000 calls: JavaScript ${whole(slopes.script)}, process ${whole(slopes.process)}`);
  console.log(`Page and workers with the runtime's memory: ${whole(allBefore)} MB before, ${whole(allAfter)} MB after`);
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/bench-leak.json`, `${JSON.stringify({ machine, photos: photos.map(({ name }) => name), samples, allBefore, allAfter, megabytesPerThousandCalls: slopes }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
