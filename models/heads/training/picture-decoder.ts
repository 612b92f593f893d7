import { chromium, type Page } from 'playwright';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import { chromiumFlags, provideChromium } from '../../../test/set-up/browser.ts';
import { serveBuiltPage } from '../../../test/set-up/built-page.ts';
import type { PictureChange } from './page/picture-changes.ts';

/** Decodes pictures of ../shared/data in a Chromium, as the library's users do. */
export interface PictureDecoder {
  /** The upright pixels of a picture, changed as asked. Opens the browser when it is the first. */
  readonly decode: (file: string, change?: PictureChange) => Promise<PixelImage>;
  readonly close: () => Promise<void>;
}

const PAGE = 'models/heads/training/page';

/** Opens no browser yet. */
export function openPictureDecoder(): PictureDecoder {
  let opened: ReturnType<typeof openPage> | undefined;
  return {
    async decode(file, change = {}) {
      opened ??= openPage();
      const { page } = await opened;
      const { width, height, pixels } = await page.evaluate(([path, how]) => window.picturePage.decode(path, how), [file, change] as const);
      return { width, height, data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')) };
    },
    async close() {
      await (await opened)?.close();
    },
  };
}

async function openPage(): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const site = await serveBuiltPage(PAGE);
  const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
  const close = async (): Promise<void> => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
    await page.goto(site.url);
    await page.waitForFunction(() => 'picturePage' in window);
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
