// npm run bench -- --parts faces [--rounds 20 --threads 2 --colds 3 --only ours,human --photo "one face"]: times this library beside @vladmandic/face-api and
// @vladmandic/human in one Chromium, on the same photos and threads, and writes reports/bench-faces.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { everyPhoto, pairings, portrait } from './plan.ts';
import { median, quantile, textTable } from './statistics.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    colds: { type: 'string', default: '3' },
    only: { type: 'string' },
    photo: { type: 'string', default: '' },
  },
});
const rounds = Number(options.rounds);
const threads = Number(options.threads);
const colds = Number(options.colds);

const everyContender = ['ours', 'face-api', 'human'] as const;
type ContenderName = (typeof everyContender)[number];
const contenders = everyContender.filter((name) => options.only === undefined || options.only.split(',').includes(name));

const photos = everyPhoto().filter(({ name }) => name.includes(options.photo));

interface Row {
  readonly contender: ContenderName;
  readonly workload: string;
  readonly photo: string;
  faces: number;
  readonly milliseconds: number[];
}

const rows: Row[] = [];
const coldTimes = new Map<string, { faces: number; milliseconds: number[] }>();
const blocks: { contender: ContenderName; workload: string; photo: string; longestTimerDelay: number; longestTask: number }[] = [];

/** Every other time backwards, so that who comes first (cold caches) and last (a hot processor) evens out. */
const alternating = <T>(items: readonly T[], round: number): readonly T[] => (round % 2 === 0 ? items : items.toReversed());

const brokenPages = new WeakMap<Page, Promise<never>>();

/** A call into the page. It fails when the page does: a worker of a peer that dies would else be waited for without end. */
function inPage<T>(page: Page, call: Promise<T>): Promise<T> {
  const broken = brokenPages.get(page);
  return broken === undefined ? call : Promise.race([call, broken]);
}

async function freshPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const broken = new Promise<never>((_, reject) => page.on('pageerror', (error) => reject(new Error(`In the page: ${error.message}`))));
  broken.catch(() => undefined);
  brokenPages.set(page, broken);
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  await inPage(page, page.evaluate(([sources, source]) => window.bench.open(sources, source), [photos, portrait] as const));
  return page;
}

async function measureCold(browser: Browser, url: string): Promise<Map<ContenderName, { page: Page; workloads: readonly string[] }>> {
  const kept = new Map<ContenderName, { page: Page; workloads: readonly string[] }>();
  const [photo] = photos;
  if (photo === undefined) throw new Error('There is no photo to measure on.');
  for (let round = 0; round < colds; round++) {
    for (const contender of alternating(contenders, round)) {
      const page = await freshPage(browser, url);
      const workload = pairings.find((pairing) => pairing.cold)?.workloads[contender];
      const asked = [contender, workload, photo.name, threads] as const;
      const cold = await inPage(page, page.evaluate(([name, work, on, count]) => window.bench.cold(name, work, on, count), asked));
      const times = coldTimes.get(contender) ?? { faces: cold.faces, milliseconds: [] };
      coldTimes.set(contender, { faces: cold.faces, milliseconds: [...times.milliseconds, cold.milliseconds] });
      console.log(`cold ${contender}: ${cold.milliseconds.toFixed(0)} ms`);
      await kept.get(contender)?.page.context().close();
      kept.set(contender, { page, workloads: cold.workloads });
    }
  }
  return kept;
}

async function measureWarm(pages: Map<ContenderName, { page: Page; workloads: readonly string[] }>): Promise<void> {
  // Round -1 pays for what is compiled or allocated on first use.
  for (let round = -1; round < rounds; round++) {
    for (const photo of photos) {
      for (const contender of alternating(contenders, round + 1)) {
        const entry = pages.get(contender);
        if (entry === undefined) throw new Error(`No page runs ${contender}.`);
        for (const workload of entry.workloads) {
          const asked = [workload, photo.name] as const;
          const timing = await inPage(entry.page, entry.page.evaluate(([work, on]) => window.bench.warm(work, on), asked));
          if (round < 0) {
            rows.push({ contender, workload, photo: photo.name, faces: timing.faces, milliseconds: [] });
            continue;
          }
          const row = rows.find((each) => each.contender === contender && each.workload === workload && each.photo === photo.name);
          row?.milliseconds.push(timing.milliseconds);
        }
      }
    }
    if (round >= 0) console.log(`round ${round + 1} of ${rounds}`);
  }
}

async function measureBlocks(pages: Map<ContenderName, { page: Page; workloads: readonly string[] }>): Promise<void> {
  for (const [contender, { page, workloads }] of pages) {
    // What the machine itself delays a timer by, with nothing running in the page.
    blocks.push({ contender, workload: '(nothing)', photo: '', ...(await inPage(page, page.evaluate(() => window.bench.watchNothing()))) });
    for (const workload of workloads) {
      for (const photo of photos) {
        const seen = { longestTimerDelay: 0, longestTask: 0 };
        for (let repetition = 0; repetition < 3; repetition++) {
          const each = await inPage(page, page.evaluate(([work, on]) => window.bench.watch(work, on), [workload, photo.name] as const));
          seen.longestTimerDelay = Math.max(seen.longestTimerDelay, each.longestTimerDelay);
          seen.longestTask = Math.max(seen.longestTask, each.longestTask);
        }
        blocks.push({ contender, workload, photo: photo.name, ...seen });
      }
    }
  }
}

const milliseconds = (value: number): number => Number(value.toFixed(value < 100 ? 1 : 0));

function ratioRows(): (string | number)[][] {
  const found = (contender: ContenderName, workload: string | undefined, photo: string): number | undefined => {
    const row = rows.find((each) => each.contender === contender && each.workload === workload && each.photo === photo);
    return row === undefined ? undefined : median(row.milliseconds);
  };
  return pairings.flatMap(({ name, workloads }) =>
    photos.flatMap((photo) => {
      const ours = found('ours', workloads.ours, photo.name);
      return (['face-api', 'human'] as const).flatMap((peer) => {
        const theirs = found(peer, workloads[peer], photo.name);
        if (ours === undefined || theirs === undefined) return [];
        return [[name, photo.name, peer, milliseconds(ours), milliseconds(theirs), Number((theirs / ours).toFixed(2))]];
      });
    }),
  );
}

const [load = 0] = loadavg();
const busy = load > 0.5 * availableParallelism();
const chromiumPath = provideChromium();
const site = await serveBuiltPage('test/bench/page', {
  folders: {
    '/peers/tfjs-wasm': '@tensorflow/tfjs-backend-wasm/dist',
    '/peers/face-api': '@vladmandic/face-api/dist',
    '/peers/human': '@vladmandic/human/dist',
    '/peers/face-api-models': '@vladmandic/face-api/model',
    '/peers/human-models': '@vladmandic/human/models',
    '/peers/photos': '@vladmandic/face-api/demo',
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
try {
  console.log(`${browser.version()}, ${threads} threads, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`);
  if (busy) console.log(`The machine is busy (load ${load.toFixed(1)}): every figure below is too slow, and not for all contenders alike.`);
  if (!sharedDataExists()) console.log(`Some photos are ${withoutSharedData}.`);
  const pages = await measureCold(browser, site.url);
  await measureWarm(pages);
  await measureBlocks(pages);
} finally {
  await browser.close();
  await site.close();
}

console.log('\nCold: library, models and first answer, in a fresh profile');
console.log(
  textTable([
    ['contender', 'median ms', 'worst ms', 'faces'],
    ...[...coldTimes].map(([contender, { faces, milliseconds: times }]) => [contender, milliseconds(median(times)), milliseconds(Math.max(...times)), faces]),
  ]),
);
console.log('\nWarm');
console.log(
  textTable([
    ['photo', 'contender', 'workload', 'faces', 'median ms', 'p95 ms'],
    ...rows
      .toSorted((a, b) => a.photo.localeCompare(b.photo) || a.contender.localeCompare(b.contender))
      .map((row) => [row.photo, row.contender, row.workload, row.faces, milliseconds(median(row.milliseconds)), milliseconds(quantile(row.milliseconds, 0.95))]),
  ]),
);
console.log('\nRatios: how many times longer the peer takes (above 1: this library is faster)');
console.log(textTable([['work', 'photo', 'peer', 'ours ms', 'peer ms', 'ratio'], ...ratioRows()]));
console.log("\nThe page's thread while a call runs: its longest block");
console.log(
  textTable([
    ['contender', 'workload', 'photo', 'timer late by ms', 'longest task ms'],
    ...blocks.map((each) => [each.contender, each.workload, each.photo, milliseconds(each.longestTimerDelay), milliseconds(each.longestTask)]),
  ]),
);

const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repositoryRoot, encoding: 'utf8' }).trim();
mkdirSync(`${repositoryRoot}reports`, { recursive: true });
writeFileSync(
  `${repositoryRoot}reports/bench-faces.json`,
  JSON.stringify({ date: new Date().toISOString(), commit, loadBefore: load, threads, rounds, cold: Object.fromEntries(coldTimes), warm: rows, blocks }, null, 2),
);
console.log('\nreports/bench-faces.json written.');
