// npx tsx test/accuracy/fit-damaged-frames.ts: asks rules for damaged frames about clips in whose encoded frames bytes were changed, and
// prints the best; the one in src/vision/segments/damaged-frame.ts is from here. SEGMENTS.md is on other seeds and other photos.
import { chromium } from 'playwright';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { textTable } from '../bench/statistics.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const PHOTOS = ['sample1.jpg', 'sample2.jpg', 'sample3.jpg'];
const rules = [1, 2, 3].flatMap((intactRows) =>
  [6, 9, 12, 16, 20].flatMap((sameScene) => [1.25, 1.5, 2, 3].flatMap((smeared) => [5, 10, 15].map((flat) => ({ intactRows, sameScene, smeared, flat })))),
);

const site = await serveBuiltPage('test/accuracy/segments-page', { models: 'none', folders: { '/peers/photos': '@vladmandic/face-api/demo' } });
const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await page.goto(site.url);
  await page.waitForFunction(() => 'segmentsPage' in window);
  const judged = await page.evaluate(([seeds, photos, all]) => window.segmentsPage.judge(seeds, photos, all), [SEEDS, PHOTOS, rules] as const);
  // A cut that is lost is as bad as one that is none; of equals the rule that rejects least, which is the stricter one.
  const strictness = ({ rule: { intactRows, sameScene, smeared, flat } }: (typeof judged)[number]): number => intactRows * 100 - sameScene + smeared * 10 + flat;
  const best = judged.toSorted((a, b) => a.cutsLost + a.falseKept - (b.cutsLost + b.falseKept) || strictness(b) - strictness(a));
  console.log(`${judged[0]?.cuts ?? 0} cuts and ${judged[0]?.falseJumps ?? 0} jumps that are none`);
  console.log(
    textTable([
      ['intact rows', 'same scene', 'smeared', 'flat', 'cuts lost', 'false kept'],
      ...best.slice(0, 40).map(({ rule, cutsLost, falseKept }) => [rule.intactRows, rule.sameScene, rule.smeared, rule.flat, cutsLost, falseKept]),
    ]),
  );
} finally {
  await browser.close();
  await site.close();
}
process.exit(0);
