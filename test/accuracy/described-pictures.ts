import { chromium } from 'playwright';
import type { FaceRequest } from '../../src/vision/face/face.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage, type ModelSet } from '../set-up/built-page.ts';
import type { DescribedPicture } from './page/main.ts';

/** Describes pictures of ../shared/data by the library in a Chromium. */
export interface PictureDescriber {
  /** Model id of the face detector in use. */
  readonly detector: string;
  readonly describe: (paths: readonly string[], request: FaceRequest) => Promise<readonly DescribedPicture[]>;
  readonly close: () => Promise<void>;
}

/** Opens the library in a page, built as for production. */
export async function openDescriber(threads: number, models: ModelSet = 'all'): Promise<PictureDescriber> {
  const site = await serveBuiltPage('test/accuracy/page', { models });
  const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
  const close = async (): Promise<void> => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
    await page.goto(`${site.url}?threads=${threads}`);
    await page.waitForFunction(() => 'accuracy' in window);
    return {
      detector: await page.evaluate(() => window.accuracy.detector()),
      describe: async (paths, request) => {
        const described: DescribedPicture[] = [];
        for (const [index, path] of paths.entries()) {
          described.push(await page.evaluate(([each, asked]) => window.accuracy.describe(each, asked), [path, request] as const));
          if ((index + 1) % 100 === 0) console.log(`${index + 1} of ${paths.length} pictures`);
        }
        return described;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
