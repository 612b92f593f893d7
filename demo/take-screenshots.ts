// Writes demo/screenshot.webp, the README's picture: the Faces page with an answer of the real models.
// Run it with: npx tsx demo/take-screenshots.ts [folder for further pictures to look at]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { createServer } from 'vite';
import { chromiumFlags, provideChromium } from '../test/set-up/browser.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const MOST_BYTES = 300_000;
const QUALITIES = [0.92, 0.88, 0.84, 0.8, 0.72, 0.64, 0.56] as const;
/** The first call loads the models, which takes long on a busy machine. */
const PATIENCE_MILLISECONDS = 120_000;
/** Place in the strip of samples: the photo with the largest faces. */
const SAMPLE = 1;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

async function openPage(browser: Browser, address: string, { viewport, colorScheme }: Look): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
  page.on('requestfailed', (request) => console.error(`Not loaded: ${request.url()} (${request.failure()?.errorText ?? 'no reason told'})`));
  page.setDefaultTimeout(PATIENCE_MILLISECONDS);
  await page.goto(address);
  return page;
}

async function showFaces(page: Page): Promise<void> {
  await page.locator('.welcome .sample').nth(SAMPLE).click();
  await page.locator('.face-card').first().waitFor();
  // Once more, so that the time shown is that of the call and not of loading.
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.locator('.stage[aria-busy="false"]').waitFor();
  await page.locator('.face-mark').first().hover();
}

async function showComparison(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try a sample pair' }).click();
  await page.locator('.similarity-row').first().waitFor();
}

/** The best WebP of a screenshot that stays under the limit; Playwright itself writes none. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const encoded = await page.evaluate(
    async ({ base64, qualities, mostBytes }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      for (const quality of qualities) {
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
        if (blob.size < mostBytes) return [...new Uint8Array(await blob.arrayBuffer())];
      }
      return undefined;
    },
    { base64: png.toString('base64'), qualities: [...QUALITIES], mostBytes: MOST_BYTES },
  );
  if (!encoded) throw new Error(`The screenshot does not fit into ${MOST_BYTES} bytes at any quality. Take it smaller.`);
  return Buffer.from(encoded);
}

async function takeAll(browser: Browser, address: string, folder: string | undefined): Promise<void> {
  const readmePage = await openPage(browser, address, { viewport: DESKTOP, colorScheme: 'light' });
  await showFaces(readmePage);
  const picture = await toWebp(readmePage, await readmePage.screenshot());
  writeFileSync(fromRoot('demo/screenshot.webp'), picture);
  console.log(`demo/screenshot.webp: ${picture.byteLength} bytes`);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const [name, show] of [['faces', showFaces], ['compare', showComparison]] as const) {
        const page = await openPage(browser, `${address}#${name}`, { viewport, colorScheme });
        await show(page);
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: size === 'phone' });
        await page.context().close();
      }
    }
  }
}

const server = await createServer({ configFile: fromRoot('vite.config.ts'), server: { port: 0, open: false, hmr: false } });
await server.listen();
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error('The playground did not start.');
// Not the tests' graphics card in software: the picture shows what most visitors get.
const flags = chromiumFlags.filter((flag) => !flag.includes('webgpu'));
const browser = await chromium.launch({ executablePath: provideChromium(), args: flags });
try {
  await takeAll(browser, address, process.argv[2]);
} finally {
  await browser.close();
  await server.close();
}
