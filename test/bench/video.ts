// tsx test/bench/video.ts [--only FaceDetection,TextDetection] [--seconds 6] [--rate 5] [--threads 2] [--minutes 10] [--memory-rate 2]
// [--paths decoder,element] [--stages FaceDetection,PersonTracking]: how fast stored video is analysed, as a ratio to real time, on
// a 720p clip made of npm packages' photos, by both paths of frames; where the time of a frame goes; and memory and open frames
// over a long small clip (--minutes 0 leaves it out). Writes reports/bench-video.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import type { AnalysisPace } from './video-page/main.ts';
import type { StageTimes } from './video-page/stages.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { MEMORY_FLAG, openMemoryReader, type RendererMemory } from './renderer-memory.ts';
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
    'memory-rate': { type: 'string', default: '2' },
    paths: { type: 'string', default: 'decoder,element' },
    stages: { type: 'string', default: 'FaceDetection,PersonTracking' },
  },
});
const analyses = options.only.split(',').filter((name) => name !== '');
const [seconds, rate, threads, minutes] = [options.seconds, options.rate, options.threads, options.minutes].map(Number) as [number, number, number, number];
const memoryRate = Number(options['memory-rate']);
const paths = (['decoder', 'element'] as const).filter((path) => options.paths.split(',').includes(path));

interface PaceRow extends AnalysisPace {
  readonly analysis: string;
  readonly path: 'decoder' | 'element';
}

interface StageRow {
  readonly analysis: string;
  readonly times: StageTimes;
}

interface MemoryRow extends RendererMemory {
  readonly path: 'decoder' | 'element';
  readonly videoSeconds: number;
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

async function measureStages(browser: Browser, url: string): Promise<StageRow[]> {
  const rows: StageRow[] = [];
  for (const analysis of (['FaceDetection', 'PersonTracking'] as const).filter((name) => options.stages.split(',').includes(name))) {
    const page = await openPage(browser, url);
    await page.evaluate(([length, count, perSecond]) => window.videoBench.open('decoder', length, count, perSecond), [seconds, threads, rate] as const);
    rows.push({ analysis, times: await page.evaluate(([name, count]) => window.videoBench.stages(name, count), [analysis, threads] as const) });
    await page.context().close();
  }
  return rows;
}

/** Parts of the long clip after which memory is read. */
const READINGS = 10;

async function measureMemory(browser: Browser, url: string): Promise<MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const path of paths) {
    const page = await openPage(browser, url);
    const memory = openMemoryReader(browser, page);
    await page.evaluate(([own, count, perSecond]) => window.videoBench.open(own, 0.4, count, perSecond), [path, threads, memoryRate] as const);
    const begin = Date.now();
    await page.evaluate((length) => window.videoBench.startLong('FaceDetection', length), minutes);
    for (let reading = 0; reading <= READINGS; reading++) {
      const until = (reading * minutes * 60) / READINGS;
      const { status, ...position } = await page.evaluate((videoSeconds) => window.videoBench.reaches(videoSeconds), until);
      rows.push({ path, ...position, ...(await memory.read()) });
      console.log(`${path}: ${Math.round(position.videoSeconds)} s of video after ${Math.round((Date.now() - begin) / 1000)} s`);
      if (status !== 'IN_PROGRESS' && status !== 'SUCCEEDED') throw new Error(status);
    }
    await page.context().close();
  }
  return rows;
}

const [load = 0] = loadavg();
const site = await serveBuiltPage('test/bench/video-page', { folders: { '/peers/photos': '@vladmandic/face-api/demo' } });
const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags, MEMORY_FLAG] });
let pace: readonly PaceRow[] = [];
let stages: readonly StageRow[] = [];
let memory: readonly MemoryRow[] = [];
try {
  console.log(`${browser.version()}, ${threads} threads, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${load.toFixed(1)}`);
  if (load > 0.5 * availableParallelism()) console.log('The machine is busy: every figure below is too slow.');
  pace = await measurePace(browser, site.url);
  stages = await measureStages(browser, site.url);
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
for (const { analysis, times } of stages) {
  console.log(`\nStages of ${analysis} one after another, milliseconds a frame`);
  console.log(textTable([['stage', 'ms'], ...Object.entries(times).map(([stage, time]) => [stage, Number(time.toFixed(1))])]));
}
if (memory.length > 0) {
  console.log(`\nMemory while faces are looked for in ${minutes} minutes of video, ${memoryRate} frames of each second; heap after collecting garbage`);
  console.log(
    textTable([
      ['path', 'at s', 'heap MB', 'wasm MB', 'process MB', 'frames open', 'frames made'],
      ...memory.map((row) => [row.path, Math.round(row.videoSeconds), Number(row.heap.toFixed(1)), Math.round(row.wasm), Math.round(row.process), row.openFrames, row.madeFrames]),
    ]),
  );
}
mkdirSync(`${repositoryRoot}reports`, { recursive: true });
writeFileSync(`${repositoryRoot}reports/bench-video.json`, `${JSON.stringify({ date: new Date().toISOString(), loadBefore: load, threads, pace, stages, memory }, null, 2)}\n`);
