import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../browser/collections-page/main.ts';
import { chromiumFlags, findChromium } from '../set-up/browser.ts';
import { serveBuiltPage, type ServedPage } from '../set-up/built-page.ts';

const KILLS = 20;
const NAME = 'faces';
const executable = findChromium();

let served: ServedPage;
let profile: string;
let browser: ChildProcess | undefined;

beforeAll(async () => {
  served = await serveBuiltPage('test/browser/collections-page');
  profile = mkdtempSync(join(tmpdir(), 'collections-'));
}, 120_000);

afterAll(async () => {
  await killBrowser();
  await served.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A browser with a profile that outlives it, in a process group of its own. */
async function startBrowser(): Promise<Page> {
  const flags = [...chromiumFlags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(executable ?? '', flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  browser = child;
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`Chromium ended: ${said.slice(-500)}`)));
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const connection = await chromium.connectOverCDP(address);
  const page = await connection.contexts()[0]?.newPage();
  if (!page) throw new Error('The browser has no context.');
  await page.goto(served.url);
  await page.waitForFunction(() => 'collectionsPage' in globalThis);
  return page;
}

/** As a power button would: all processes of the browser at once, with no chance to write anything. */
async function killBrowser(): Promise<void> {
  const child = browser;
  browser = undefined;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.on('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

async function expectEverything(page: Page, resolved: ReadonlySet<string>): Promise<number> {
  const { faceIds, faceCount, wrongEmbeddings, strayBlocks } = await page.evaluate((name) => collectionsPage.verify(name), NAME);
  const there = new Set(faceIds);
  expect([...resolved].filter((id) => !there.has(id))).toEqual([]);
  expect(there.size).toBe(faceIds.length);
  expect({ faceCount, wrongEmbeddings, strayBlocks }).toEqual({ faceCount: faceIds.length, wrongEmbeddings: 0, strayBlocks: 0 });
  return faceCount;
}

test.skipIf(executable === undefined)(
  `${KILLS} killed browsers lose no face of a resolved call and leave none half`,
  async () => {
    const resolved = new Set<string>();
    let page = await startBrowser();
    await page.evaluate((name) => collectionsPage.create(name), NAME);
    for (let kill = 0; kill < KILLS; kill++) {
      const firstResolved = new Promise<void>((resolve) => {
        page.on('console', (message) => {
          const [word, ...ids] = message.text().split(' ');
          if (word !== 'stored') return;
          for (const id of ids) resolved.add(id);
          resolve();
        });
      });
      await page.evaluate((name) => collectionsPage.indexForever(name), NAME);
      // Every other browser is killed at any time, the very first call included, which a slow machine may not have finished.
      if (kill % 2 === 0) await firstResolved;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
      await killBrowser();
      page = await startBrowser();
      await expectEverything(page, resolved);
    }
    const stored = await expectEverything(page, resolved);
    console.log(`${KILLS} kills: ${resolved.size} faces of resolved calls, ${stored} stored.`);
  },
  600_000,
);
