// The package as a newcomer gets it: npm pack, then a plain static server and a fresh Vite app, both without configuration.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { build, createServer, preview, type InlineConfig } from 'vite';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { addressOf, openPlainServer, unpackPackage } from '../set-up/packed-package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');

/** What the page of every variant runs; the bare import is replaced for the plain server. */
const pageScript = `
import { Rekognition } from 'pagesight';
const told = [];
try {
  const rekognition = new Rekognition({ onProgress: ({ message }) => told.push(message) });
  const photo = await (await fetch('./sample.jpg')).blob();
  const { FaceDetails } = await rekognition.detectFaces({ Image: { Source: photo }, Attributes: ['ALL'] });
  await rekognition.close();
  globalThis.outcome = { faces: FaceDetails.length, isolated: crossOriginIsolated };
} catch (error) {
  globalThis.outcome = { error: \`\${error.name}: \${error.message}\`, told };
}
`;
const page = '<!doctype html><meta charset="utf-8"><title>packed</title><script type="module" src="./main.js"></script>';

// Without YuNet, BlazeFace takes one thing more for a face.
const facesFound = existsSync(join(root, 'dist/models/yunet.onnx')) ? 3 : 4;

async function expectFaces(browser: Browser, title: string, address: string, path = ''): Promise<void> {
  const tab = await browser.newPage();
  const foreign: string[] = [];
  tab.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  try {
    await tab.goto(address + path);
    const outcome: unknown = await (await tab.waitForFunction('globalThis.outcome', undefined, { timeout: 120_000 })).jsonValue();
    if ((outcome as { faces?: number }).faces !== facesFound) throw new Error(`${title}: ${JSON.stringify(outcome)} instead of ${facesFound} faces`);
    if (foreign.length > 0) throw new Error(`${title}: the page asked elsewhere for ${foreign.join(', ')}`);
    console.log(`${title}: ${facesFound} faces found, nothing asked of another origin.`);
  } finally {
    await tab.close();
  }
}

async function onPlainServer(browser: Browser, packed: string, folder: string): Promise<void> {
  const site = join(folder, 'site');
  await mkdir(site);
  await cp(join(packed, 'dist'), join(site, 'dist'), { recursive: true });
  await cp(sample, join(site, 'sample.jpg'));
  await writeFile(join(site, 'index.html'), page);
  await writeFile(join(site, 'main.js'), pageScript.replace("'pagesight'", "'./dist/index.js'"));
  const server = await openPlainServer(site);
  const { address } = server;
  try {
    await expectFaces(browser, 'plain static server', address, 'index.html');
    await rename(join(site, 'dist/models'), join(site, 'moved'));
    await cp(join(site, 'moved/index.js'), join(site, 'dist/models/index.js'));
    execFileSync(process.execPath, [join(packed, 'dist/command-line.js'), 'models', join(site, 'own/models')]);
    const withModelsUrl = pageScript.replace("'pagesight'", "'./dist/index.js'").replace('new Rekognition({', "new Rekognition({ modelsUrl: 'own/models',");
    await writeFile(join(site, 'main.js'), withModelsUrl);
    await expectFaces(browser, 'models copied by the command to where modelsUrl says', address, 'index.html');
  } finally {
    server.close();
  }
}

async function inFreshViteApp(browser: Browser, packed: string, folder: string): Promise<void> {
  const app = join(folder, 'app');
  await mkdir(join(app, 'public'), { recursive: true });
  await cp(packed, join(app, 'node_modules/pagesight'), { recursive: true });
  await cp(sample, join(app, 'public/sample.jpg'));
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module', dependencies: { pagesight: '*' } }));
  await writeFile(join(app, 'index.html'), page);
  await writeFile(join(app, 'main.js'), pageScript);
  const settings: InlineConfig = { root: app, configFile: false, logLevel: 'warn' };

  const development = await createServer({ ...settings, server: { port: 0 } });
  await development.listen();
  await expectFaces(browser, 'Vite, development', addressOf(development.httpServer)).finally(() => development.close());

  await build(settings);
  const production = await preview({ ...settings, preview: { port: 0 } });
  await expectFaces(browser, 'Vite, production', addressOf(production.httpServer)).finally(() => production.close());
}

const folder = await mkdtemp(join(tmpdir(), 'pagesight-packed-'));
const executablePath = provideChromium();
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
try {
  const packed = await unpackPackage(folder);
  await onPlainServer(browser, packed, folder);
  await inFreshViteApp(browser, packed, folder);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
