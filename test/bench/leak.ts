// npm run bench -- --parts leak [--calls 2000] [--minutes 5]: many calls over photos of mixed sizes, and what memory the page, its workers and its
// process hold meanwhile; stops at whichever bound comes first. Writes reports/bench-leak.json.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type CDPSession } from 'playwright';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { inPage, openBenchPage, serveBenchPage } from './bench-pages.ts';
import { describeMachine } from './machine.ts';
import { everyPhoto } from './plan.ts';
import { tellPart } from './part-report.ts';
import { rendererProcesses } from './renderer-memory.ts';
import { median } from './statistics.ts';

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

/** Memory of the largest process that runs pages and workers. */
async function largestMegabytes(browser: Browser): Promise<number> {
  return Math.max(...(await rendererProcesses(browser)).map(({ privateMegabytes }) => privateMegabytes));
}

async function sample(browser: Browser, session: CDPSession, done: number, start: number): Promise<LeakSample> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const seconds = (performance.now() - start) / 1000;
  return { calls: done, seconds, scriptMegabytes: usedSize / 2 ** 20, processMegabytes: await largestMegabytes(browser) };
}

/** The browser answers this only when it next collects garbage everywhere, which takes up to a minute. */
async function allMegabytes(session: CDPSession): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)', awaitPromise: true, returnByValue: true,
  });
  return Number(result.value) / 2 ** 20;
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
  const allBefore = await allMegabytes(session);
  const start = performance.now();
  for (let done = 0; ; done++) {
    const share = Math.max(done / calls, (performance.now() - start) / (minutes * 60_000));
    if (share * SAMPLES >= samples.length) samples.push(await sample(browser, session, done, start));
    if (share >= 1) break;
    const photo = photos[done % photos.length]?.name ?? '';
    const workload = workloads[Math.floor(done / photos.length) % workloads.length] ?? '';
    await inPage(page, page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo] as const));
    await page.evaluate(() => window.bench.profiles().length);
  }
  const last = samples.at(-1);
  const allAfter = await allMegabytes(session);
  const whole = (value: number): string => value.toFixed(1);
  const slopes = {
    script: growth(samples, (each) => each.scriptMegabytes),
    process: growth(samples, (each) => each.processMegabytes),
  };
  const column = (read: (each: LeakSample) => number): readonly number[] => samples.map(read);
  tellPart('leak', {
    tables: [
      {
        title: `Memory over ${last?.calls ?? 0} calls on ${photos.length} photos of 0.2 to 2 megapixels, MB; load before ${machine.loadBefore.toFixed(1)}`,
        rows: [['calls', 's', 'JavaScript of the page', 'process'], ...samples.map((each) => [each.calls, Math.round(each.seconds), whole(each.scriptMegabytes), whole(each.processMegabytes)])],
      },
      {
        title: 'Growth over the later half, MB for 1,000 calls; and page and workers with the runtime\'s memory, MB',
        rows: [['JavaScript', 'process', 'all before', 'all after'], [whole(slopes.script), whole(slopes.process), whole(allBefore), whole(allAfter)]],
      },
    ],
    plots: [{
      title: 'Memory of the page and of its process, MB',
      along: 'calls',
      x: column(({ calls: done }) => done),
      lines: { 'JavaScript of the page': column(({ scriptMegabytes }) => scriptMegabytes), process: column(({ processMegabytes }) => processMegabytes) },
    }],
    figures: { machine, photos: photos.map(({ name }) => name), samples, allBefore, allAfter, megabytesPerThousandCalls: slopes },
  });
} finally {
  await browser.close();
  await site.close();
}
