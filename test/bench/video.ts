// tsx test/bench/video.ts [--only FaceDetection,TextDetection] [--seconds 6] [--rate 5] [--threads 2] [--minutes 10] [--paths decoder]: how fast stored
// video is analysed, as a ratio to real time, on a 720p clip made of npm packages' photos, by both paths of frames; and memory and
// open frames over a long clip (--minutes 0 leaves it out). Writes reports/bench-video.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import type { AnalysisPace } from './video-page/main.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { textTable } from './statistics.ts';

const everyAnalysis = [
  'FaceDetection',
  'PersonTracking',
  'FaceSearch',
  'LabelDetection',
  'TextDetection',
  'ContentModeration',
  'CelebrityRecognition',
  'SegmentDetection',
];
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: everyAnalysis.join(',') },
    seconds: { type: 'string', default: '6' },
    rate: { type: 'string', default: '5' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    minutes: { type: 'string', default: '10' },
    paths: { type: 'string', default: 'decoder,element' },
  },
});
const analyses = options.only.split(',').filter((name) => name !== '');
const [seconds, rate, threads, minutes] = [options.seconds, options.rate, options.threads, options.minutes].map(Number) as [number, number, number, number];
const paths = (['decoder', 'element'] as const).filter((path) => options.paths.split(',').includes(path));

interface PaceRow extends AnalysisPace {
  readonly analysis: string;
  readonly path: 'decoder' | 'element';
}

interface MemoryRow {
  readonly path: 'decoder' | 'element';
  readonly videoSeconds: number;
  readonly privateMegabytes: number;
  readonly openFrames: number;
  readonly madeFrames: number;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction(() => 'videoBench' in window);
  return page;
}

/** Memory of all processes that run pages, workers or decoders, without the browser's program files. */
async function privateMegabytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let sum = 0;
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    for (const field of ['RssAnon', 'RssShmem']) sum += Number(new RegExp(String.raw`${field}:\s+(\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  }
  return sum;
}

async function measurePace(browser: Browser, url: string): Promise<PaceRow[]> {
  const rows: PaceRow[] = [];
  for (const path of paths) {
    const page = await openPage(browser, url);
    await page.evaluate(([own, length, count, perSecond]) => window.videoBench.open(own, length, count, perSecond), [path, seconds, threads, rate] as const);
    rows.push({ analysis: '(frames alone)', path, ...(await page.evaluate(() => window.videoBench.framesOnly())) });
    for (const analysis of analyses) {
      try {
        rows.push({ analysis, path, ...(await page.evaluate((name) => window.videoBench.analyse(name), analysis)) });
      } catch (error) {
        console.error(`${analysis}, ${path}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
        continue;
      }
      const last = rows.at(-1);
      if (last) console.log(`${path} ${analysis}: ${(last.videoSeconds / last.workSeconds).toFixed(2)} times real time`);
    }
    await page.context().close();
  }
  return rows;
}

async function measureMemory(browser: Browser, url: string): Promise<MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const path of paths) {
    const page = await openPage(browser, url);
    await page.evaluate(([own, count, perSecond]) => window.videoBench.open(own, 0.4, count, perSecond), [path, threads, rate] as const);
    await page.evaluate((length) => window.videoBench.startLong('FaceDetection', length), minutes);
    let next = 0;
    for (;;) {
      const { videoSeconds, openFrames, madeFrames, status } = await page.evaluate(() => window.videoBench.position());
      if (videoSeconds >= next || status !== 'IN_PROGRESS') {
        rows.push({ path, videoSeconds, privateMegabytes: await privateMegabytes(browser), openFrames, madeFrames });
        next += (minutes * 60) / 10;
      }
      if (status !== 'IN_PROGRESS') {
        if (status !== 'SUCCEEDED') throw new Error(status);
        break;
      }
      await page.waitForTimeout(200);
    }
    await page.context().close();
  }
  return rows;
}

const [load = 0] = loadavg();
const site = await serveBuiltPage('test/bench/video-page', { folders: { '/peers/photos': '@vladmandic/face-api/demo' } });
const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
let pace: readonly PaceRow[] = [];
let memory: readonly MemoryRow[] = [];
try {
  console.log(`${browser.version()}, ${threads} threads, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${load.toFixed(1)}`);
  if (load > 0.5 * availableParallelism()) console.log('The machine is busy: every figure below is too slow.');
  pace = await measurePace(browser, site.url);
  if (minutes > 0) memory = await measureMemory(browser, site.url);
} finally {
  await browser.close();
  await site.close();
}

console.log(`\nPace on a 720p clip of ${seconds} s, ${rate} frames of each second (segments: every frame); above 1 is faster than real time`);
console.log(
  textTable([
    ['analysis', 'path', 'frames', 'entries', 'ms a frame', 'times real time'],
    ...pace.map((row) => [
      row.analysis,
      row.path,
      row.frames,
      row.entries,
      Math.round((1000 * row.workSeconds) / row.frames),
      Number((row.videoSeconds / row.workSeconds).toFixed(2)),
    ]),
  ]),
);
if (memory.length > 0) {
  console.log(`\nMemory while faces are looked for in ${minutes} minutes of video`);
  console.log(
    textTable([
      ['path', 'at s', 'private MB', 'frames open', 'frames made'],
      ...memory.map((row) => [row.path, Math.round(row.videoSeconds), Math.round(row.privateMegabytes), row.openFrames, row.madeFrames]),
    ]),
  );
}
mkdirSync(`${repositoryRoot}reports`, { recursive: true });
writeFileSync(`${repositoryRoot}reports/bench-video.json`, `${JSON.stringify({ date: new Date().toISOString(), loadBefore: load, threads, pace, memory }, null, 2)}\n`);
