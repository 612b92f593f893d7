// npm run test:browsers [-- firefox | webkit]: the packed library, as a newcomer installs it, in Firefox and WebKitGTK where they are installed.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPlainServer, unpackPackage } from '../set-up/packed-package.ts';
import { command, repositoryRoot } from '../set-up/stages.ts';
import { clipBase64 } from './clip.ts';
import type { DrivenBrowser, StartBrowser } from './driven-browser.ts';
import { startFirefox } from './firefox.ts';
import { page, pageScript, type PageOutcome } from './page-script.ts';
import { startWebKit } from './webkit.ts';

const browsers: Readonly<Record<string, StartBrowser>> = { firefox: startFirefox, webkit: startWebKit };
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in browsers));
if (unknown !== undefined) throw new Error(`There is no browser "${unknown}". Browsers: ${Object.keys(browsers).join(', ')}.`);

/** Models are large, and a machine may be slow. */
const PATIENCE_MILLISECONDS = 300_000;

/** What each operation has to find. */
const expected: Readonly<Record<string, (found: number | string | undefined) => boolean>> = {
  DetectFaces: (found) => found === 3,
  IndexFaces: (found) => found === 3,
  SearchFacesByImage: (found) => found === 1,
  DetectText: (found) => found === 'HELLO 2468',
  StartSegmentDetection: (found) => found === 2,
  EraseEverything: (found) => found === 0,
};

async function outcomeIn(browser: DrivenBrowser, address: string): Promise<PageOutcome> {
  await browser.open(address);
  const until = Date.now() + PATIENCE_MILLISECONDS;
  while (Date.now() < until) {
    const text = await browser.textOf('pre');
    if (text !== '') return JSON.parse(text) as PageOutcome;
    await setTimeout(200);
  }
  throw new Error('The page told nothing: did its script fail?');
}

async function makeSite(folder: string): Promise<string> {
  const packed = await unpackPackage(folder);
  const site = join(folder, 'site');
  await mkdir(site);
  await cp(join(packed, 'dist'), join(site, 'dist'), { recursive: true });
  await cp(join(repositoryRoot, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'), join(site, 'sample.jpg'));
  await writeFile(join(site, 'clip.webm'), Buffer.from(clipBase64, 'base64'));
  await writeFile(join(site, 'index.html'), page);
  await writeFile(join(site, 'main.js'), pageScript);
  return site;
}

if ((await command('npm', ['run', 'build'])) !== 0) throw new Error('The package could not be built; the lines above say why.');
const folder = await mkdtemp(join(tmpdir(), 'pagesight-browsers-'));
const server = await openPlainServer(await makeSite(folder));
let [failed, tried] = [0, 0];
try {
  for (const [name, start] of Object.entries(browsers)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const browser = await start();
    if (typeof browser === 'string') {
      console.log(`${name}: skipped, ${browser}.`);
      continue;
    }
    try {
      const outcome = await outcomeIn(browser, `${server.address}index.html`);
      for (const [operation, isRight] of Object.entries(expected)) {
        tried += 1;
        const found = outcome[operation];
        if (!isRight(found)) failed += 1;
        console.log(`${browser.version}: ${operation} ${isRight(found) ? 'passed' : 'FAILED'}: ${found}`);
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${tried - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
