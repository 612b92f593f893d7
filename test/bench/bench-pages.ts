import type { BrowserContext, Page } from 'playwright';
import { serveBuiltPage, type ServedPage } from '../set-up/built-page.ts';
import type { PhotoSource } from './page/photos.ts';
import { portrait } from './plan.ts';

/** Serves the page that runs this library or a peer. */
export function serveBenchPage(): Promise<ServedPage> {
  return serveBuiltPage('test/bench/page', {
    folders: {
      '/peers/tfjs-wasm': '@tensorflow/tfjs-backend-wasm/dist',
      '/peers/face-api': '@vladmandic/face-api/dist',
      '/peers/human': '@vladmandic/human/dist',
      '/peers/face-api-models': '@vladmandic/face-api/model',
      '/peers/human-models': '@vladmandic/human/models',
      '/peers/photos': '@vladmandic/face-api/demo',
      '/peers/tesseract': 'tesseract.js/dist',
      '/peers/tesseract-core': 'tesseract.js-core',
      '/peers/tesseract-data': '@tesseract.js-data/eng',
    },
  });
}

const brokenPages = new WeakMap<Page, Promise<never>>();

/** A call into the page. It fails when the page does: a worker of a peer that dies would else be waited for without end. */
export function inPage<T>(page: Page, call: Promise<T>): Promise<T> {
  const broken = brokenPages.get(page);
  return broken === undefined ? call : Promise.race([call, broken]);
}

/** A page with its photos, which runs nobody's code yet. */
export async function openBenchPage(context: BrowserContext, url: string, photos: readonly PhotoSource[]): Promise<Page> {
  const page = await context.newPage();
  const broken = new Promise<never>((_, reject) => page.on('pageerror', (error) => reject(new Error(`In the page: ${error.message}`))));
  broken.catch(() => undefined);
  brokenPages.set(page, broken);
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  await inPage(page, page.evaluate(([sources, source]) => window.bench.open(sources, source), [photos, portrait] as const));
  return page;
}
