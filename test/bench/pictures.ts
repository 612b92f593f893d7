// npm run bench -- --parts pictures [--quick] [--rounds 10] [--colds 3] [--sizes 1,4,12,24] [--threads 2] [--only ours,human] [--work DetectFaces]:
// times this library beside its peers in one Chromium, on the same photos and threads; writes reports/bench-pictures.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import type { CallProfile } from '../../src/index.ts';
import type {} from './page/main.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { inPage, openBenchPage, serveBenchPage } from './bench-pages.ts';
import { describeMachine } from './machine.ts';
import { measureNative } from './native-limit.ts';
import { everyContender, everyPhoto, pairings, type ContenderName, type Pairing } from './plan.ts';
import { shapePictures, type ColdTimes, type PageThread, type PicturesReport, type WarmRow } from './pictures-report.ts';
import { picturesText } from './pictures-text.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    colds: { type: 'string' },
    sizes: { type: 'string' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    only: { type: 'string', default: everyContender.join(',') },
    work: { type: 'string', default: '' },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 2 : 10));
const colds = Number(options.colds ?? (options.quick ? 1 : 3));
const sizes = (options.sizes ?? (options.quick ? '1,12' : '1,4,12,24')).split(',').map(Number);
const threads = Number(options.threads);
const contenders = everyContender.filter((name) => options.only.split(',').includes(name));
const work = pairings.filter(({ name }) => name.includes(options.work));
const photos = everyPhoto(sizes);
/** Megapixels at which the page's own thread is watched. */
const WATCHED_AT = 12;
const WATCHED_CALLS = 5;

/** Every other time backwards, so that who comes first (cold caches) and last (a hot processor) evens out. */
const alternating = <T>(items: readonly T[], round: number): readonly T[] => (round % 2 === 0 ? items : items.toReversed());

/** Contenders of a pairing that take part, with the workload of each. */
const taking = ({ workloads }: Pairing): readonly (readonly [ContenderName, string])[] =>
  contenders.flatMap((name) => (workloads[name] === undefined ? [] : [[name, workloads[name]] as const]));

const launch = { executablePath: provideChromium(), args: [...chromiumFlags] };

/** First answers, in a browser that has never seen the page and in one started anew that has. */
async function measureCold(url: string): Promise<readonly ColdTimes[]> {
  const times: { pairing: string; contender: ContenderName; fresh: number[]; cached: number[]; profile?: CallProfile }[] = [];
  for (let round = 0; round < colds; round++) {
    for (const pairing of work.filter(({ cold }) => cold)) {
      const photo = photos.find(({ kind }) => pairing.kinds.includes(kind));
      if (photo === undefined) continue;
      for (const [contender, workload] of alternating(taking(pairing), round)) {
        let row = times.find((each) => each.pairing === pairing.name && each.contender === contender);
        if (row === undefined) times.push((row = { pairing: pairing.name, contender, fresh: [], cached: [] }));
        const folder = mkdtempSync(join(tmpdir(), 'bench-profile-'));
        for (const state of ['fresh', 'cached'] as const) {
          const context = await chromium.launchPersistentContext(folder, launch);
          const page = await openBenchPage(context, url, [photo]);
          const asked = [contender, workload, photo.name, threads] as const;
          const { milliseconds } = await inPage(page, page.evaluate(([name, what, on, count]) => window.bench.cold(name, what, on, count), asked));
          row[state].push(milliseconds);
          const [profile] = await page.evaluate(() => window.bench.profiles());
          if (state === 'cached' && profile !== undefined) row.profile = profile;
          // Compiled code is kept by the browser once it has been used for a while.
          for (let call = 0; call < 3; call++) await inPage(page, page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo.name] as const));
          await page.waitForTimeout(3000);
          await context.close();
        }
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    }
    console.log(`cold round ${round + 1} of ${colds}`);
  }
  return times;
}

async function openPages(context: BrowserContext, url: string): Promise<ReadonlyMap<ContenderName, Page>> {
  const pages = new Map<ContenderName, Page>();
  for (const name of contenders) {
    const pairing = work.find((each) => each.workloads[name] !== undefined);
    const photo = photos.find(({ kind }) => pairing?.kinds.includes(kind));
    const workload = pairing?.workloads[name];
    if (photo === undefined || workload === undefined) continue;
    const page = await openBenchPage(context, url, photos);
    await inPage(page, page.evaluate(([who, what, on, count]) => window.bench.cold(who, what, on, count), [name, workload, photo.name, threads] as const));
    pages.set(name, page);
  }
  return pages;
}

async function measureWarm(pages: ReadonlyMap<ContenderName, Page>): Promise<readonly WarmRow[]> {
  const rows: (WarmRow & { milliseconds: number[]; profiles: CallProfile[]; found: number })[] = [];
  for (const photo of photos) {
    for (const pairing of work.filter(({ kinds }) => kinds.includes(photo.kind))) {
      // Round -1 pays for what is compiled or allocated on first use.
      for (let round = -1; round < rounds; round++) {
        for (const [contender, workload] of alternating(taking(pairing), round + 1)) {
          const page = pages.get(contender);
          if (page === undefined) throw new Error(`No page runs ${contender}.`);
          const timing = await inPage(page, page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo.name] as const));
          const profiles = await page.evaluate(() => window.bench.profiles());
          let row = rows.find((each) => each.pairing === pairing.name && each.contender === contender && each.photo === photo.name);
          if (row === undefined) rows.push((row = { pairing: pairing.name, contender, workload, photo: photo.name, found: 0, milliseconds: [], profiles: [] }));
          row.found = timing.found;
          if (round < 0) continue;
          row.milliseconds.push(timing.milliseconds);
          row.profiles.push(...profiles);
        }
      }
      console.log(`${photo.name}: ${pairing.name}`);
    }
  }
  return rows;
}

/** What the page's own thread does during a call on a large photo, as the browser counts it. */
async function watchPageThread(pages: ReadonlyMap<ContenderName, Page>): Promise<readonly PageThread[]> {
  const photo = photos.find(({ kind, megapixels }) => kind === 'face' && megapixels === WATCHED_AT);
  if (photo === undefined) return [];
  const watched: PageThread[] = [];
  for (const [contender, workload] of [['ours', 'DetectFaces DEFAULT of a JPEG file'], ['human', 'mesh + iris'], ['face-api', 'SSD + landmarks']] as const) {
    const page = pages.get(contender);
    if (page === undefined) continue;
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const read = async (): Promise<{ readonly tasks: number; readonly scripts: number }> => {
      const { metrics } = await session.send('Performance.getMetrics');
      const milliseconds = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN) * 1000;
      return { tasks: milliseconds('TaskDuration'), scripts: milliseconds('ScriptDuration') };
    };
    await page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo.name] as const);
    const before = await read();
    for (let call = 0; call < WATCHED_CALLS; call++) await page.evaluate(([what, on]) => window.bench.warm(what, on), [workload, photo.name] as const);
    const after = await read();
    watched.push({
      contender,
      workload,
      photo: photo.name,
      taskMilliseconds: (after.tasks - before.tasks) / WATCHED_CALLS,
      scriptMilliseconds: (after.scripts - before.scripts) / WATCHED_CALLS,
    });
    await session.detach();
  }
  return watched;
}

async function measure(browser: Browser, url: string): Promise<PicturesReport> {
  const machine = describeMachine(`Chromium ${browser.version()}`);
  console.log(`${machine.browser}, ${threads} threads, ${machine.processor}, ${machine.cores} cores, load ${machine.loadBefore.toFixed(1)}`);
  if (machine.loadBefore > 0.5 * machine.cores) console.log('The machine is busy: every figure below is too slow, and not for all contenders alike.');
  const cold = await measureCold(url);
  const pages = await openPages(await browser.newContext(), url);
  const warm = await measureWarm(pages);
  const pageThread = await watchPageThread(pages);
  return shapePictures({ machine, threads, rounds, cold, warm, pageThread, native: await measureNative(threads, Math.max(5, rounds)) });
}

const site = await serveBenchPage();
const browser = await chromium.launch(launch);
try {
  const report = await measure(browser, site.url);
  console.log(picturesText(report));
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/bench-pictures.json`, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
