// tsx test/bench/video.ts [--only FaceDetection,TextDetection] [--seconds 6] [--rate 5] [--threads 2] [--minutes 10] [--memory-rate 2]
// [--paths decoder,element] [--stages FaceDetection,PersonTracking]: how fast stored video is analysed, as a ratio to real time, on
// a 720p clip made of npm packages' photos, by both paths of frames, faces beside those of @vladmandic/human; where the time of a
// frame goes; and memory and open frames over a long small clip (--minutes 0 leaves it out). Writes reports/bench-video.json.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { describeMachine } from './machine.ts';
import { tellPart } from './part-report.ts';
import { MEMORY_FLAG, openMemoryReader } from './renderer-memory.ts';
import { peerRatio, type MemoryRow, type PaceRow, type PeerRow, type StageRow, type VideoReport } from './video-report.ts';
import { videoTables } from './video-tables.ts';

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

/** Faces by this library and by Human, one after the other on the same frames. */
async function measurePeer(browser: Browser, url: string): Promise<PeerRow> {
  const page = await openPage(browser, url);
  await page.evaluate(([length, count, perSecond]) => window.videoBench.open('decoder', length, count, perSecond), [seconds, threads, rate] as const);
  const ours = await page.evaluate(() => window.videoBench.analyse('FaceDetection'));
  const theirs = await page.evaluate((count) => window.videoBench.humanFaces(count), threads);
  await page.context().close();
  return { peer: '@vladmandic/human: mesh of every face', ours, theirs };
}

const site = await serveBuiltPage('test/bench/video-page', {
  folders: {
    '/peers/photos': '@vladmandic/face-api/demo',
    '/peers/human': '@vladmandic/human/dist',
    '/peers/human-models': '@vladmandic/human/models',
    '/peers/tfjs-wasm': '@tensorflow/tfjs-backend-wasm/dist',
  },
});
const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags, MEMORY_FLAG] });
const machine = describeMachine(`Chromium ${browser.version()}`);
let report: VideoReport = { machine, threads, clipSeconds: seconds, rate, pace: [], peers: [], stages: [], minutes, memory: [] };
try {
  console.log(`${machine.browser}, ${threads} threads, ${machine.processor}, ${machine.cores} cores, load ${machine.loadBefore.toFixed(1)}`);
  if (machine.loadBefore > 0.5 * machine.cores) console.log('The machine is busy: every figure below is too slow.');
  report = { ...report, pace: await measurePace(browser, site.url) };
  if (analyses.includes('FaceDetection')) {
    const peer = await measurePeer(browser, site.url);
    console.log(`FaceDetection takes ${peerRatio(peer).toFixed(2)} times the time of ${peer.peer}`);
    report = { ...report, peers: [peer] };
  }
  report = { ...report, stages: await measureStages(browser, site.url) };
  if (minutes > 0) report = { ...report, memory: await measureMemory(browser, site.url) };
} finally {
  await browser.close();
  await site.close();
}

tellPart('video', { tables: videoTables(report), figures: report });
