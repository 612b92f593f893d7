// npm run bench -- --parts streams [--records 90] [--threads 2]: a stream processor on Chromium's fake camera, which shows the photos of
// @vladmandic/face-api's demo one after another; how often names are right, how many frames a second and after what delay.
// Writes reports/bench-streams.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type {} from './streams-page/main.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { writeCameraClip } from '../set-up/camera-clip.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { median, quantile, textTable } from './statistics.ts';

const { values: options } = parseArgs({
  options: { records: { type: 'string', default: '90' }, threads: { type: 'string', default: String(Math.min(4, availableParallelism())) } },
});
/** Photos, and what their faces are called. */
const people = [
  ['/photos/sample4.jpg', 'first'],
  ['/photos/sample5.jpg', 'second'],
] as const;

const site = await serveBuiltPage('test/bench/streams-page', { folders: { '/photos': '@vladmandic/face-api/demo' } });
const folder = mkdtempSync(join(tmpdir(), 'camera-'));
try {
  const clip = join(folder, 'camera.y4m');
  const executablePath = provideChromium();
  const first = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  const drawing = await first.newPage();
  await drawing.goto(site.url);
  await writeCameraClip(drawing, people.map(([photo]) => photo), clip);
  await first.close();

  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags, `--use-file-for-fake-video-capture=${clip}`] });
  const context = await browser.newContext({ permissions: ['camera'] });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'streamsPage' in window);
  for (const [photo, name] of people) await page.evaluate(([path, who]) => window.streamsPage.index(path, who), [photo, name] as const);
  const records = await page.evaluate(([count, threads]) => window.streamsPage.watch(count, threads), [Number(options.records), Number(options.threads)] as const);
  await browser.close();

  // The first records wait for the models.
  const steady = records.slice(10);
  const written = steady.map(({ InputInformation }) => InputInformation.KinesisVideo.ServerTimestamp);
  const gaps = written.slice(1).map((time, index) => (time - (written[index] ?? time)) * 1000);
  const delays = steady.map(({ InputInformation: { KinesisVideo } }) => (KinesisVideo.ServerTimestamp - KinesisVideo.ProducerTimestamp) * 1000);
  const names = steady.map(({ FaceSearchResponse: [largest] }) => largest?.MatchedFaces[0]?.Face?.ExternalImageId);
  const named = names.filter((name) => people.some(([, who]) => who === name)).length;
  const changes = names.slice(1).filter((name, index) => name !== undefined && names[index] !== undefined && name !== names[index]).length;
  const [load = 0] = loadavg();
  console.log(`\nA camera of 640 x 480 on ${cpus().length} cores, ${options.threads} threads, load ${load.toFixed(1)}`);
  console.log(
    textTable([
      ['records', 'named', 'names seen', 'changes of name', 'frames a second', 'delay ms (median)', 'delay ms (p95)'],
      [steady.length, named, new Set(names.filter((name) => name !== undefined)).size, changes, (1000 / median(gaps)).toFixed(1), median(delays).toFixed(0), quantile(delays, 0.95).toFixed(0)],
    ]),
  );
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/bench-streams.json`, `${JSON.stringify({ load, threads: options.threads, gaps, delays, names }, null, 2)}\n`);
} finally {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
}
