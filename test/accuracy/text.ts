// npx tsx test/accuracy/text.ts [--threads 2] [--rounds 3] [--only street]: reads the pages and photos of ../shared/data/ocr by DetectText and by
// tesseract.js in one Chromium, and writes test/accuracy/TEXT.md.
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import type { BoundingBox, TextDetection } from '../../src/index.ts';
import type { PixelBox } from '../../src/vision/geometry.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { markdownTable, percent, reportText, type ReportSection } from './report.ts';
import { editDistance, plainText, wordsFound } from './text-measures.ts';
import { magazinePages, pages, streetPhotos, variants, type TruePage, type TrueWord } from './text-truth.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '3' }, only: { type: 'string', default: '' } },
});
const threads = Number(options.threads);
const rounds = Number(options.rounds);

interface Reading {
  readonly name: string;
  readonly errors: number;
  readonly characters: number;
  readonly words: { readonly found: number; readonly total: number };
  readonly milliseconds: number;
}

interface Comparison {
  readonly ours: Reading;
  readonly theirs: Reading;
}

function judged(name: string, truth: string, read: string, milliseconds: number): Reading {
  const wanted = plainText(truth);
  return { name, errors: editDistance(wanted, plainText(read)), characters: Array.from(wanted).length, words: wordsFound(truth, read), milliseconds };
}

/** Both read the same picture in turn; the fastest of the rounds counts, because others may use the machine meanwhile. */
async function compare(browserPage: Page, { path, text }: TruePage, quarterTurns: number): Promise<Comparison> {
  await browserPage.evaluate(([each, turns]) => window.textPage.choose(each, turns), [path, quarterTurns] as const);
  const name = `${path.split('/').at(-1)}${quarterTurns === 0 ? '' : `, turned by ${quarterTurns * 90}`}`;
  let ours = '';
  let theirs = '';
  let ourTime = Infinity;
  let theirTime = Infinity;
  for (let round = 0; round < rounds; round++) {
    const mine = await browserPage.evaluate(() => window.textPage.ours());
    const peer = await browserPage.evaluate(() => window.textPage.theirs());
    ours = mine.text;
    theirs = peer.text;
    ourTime = Math.min(ourTime, mine.milliseconds);
    theirTime = Math.min(theirTime, peer.milliseconds);
  }
  const result = { ours: judged(name, text, ours, ourTime), theirs: judged(name, text, theirs, theirTime) };
  console.log(`${name}: ${result.ours.errors} errors in ${ourTime.toFixed(0)} ms, tesseract.js ${result.theirs.errors} in ${theirTime.toFixed(0)} ms`);
  return result;
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  return markdownTable(
    ['page', 'character errors', 'tesseract.js', 'words', 'tesseract.js', 'ms', 'tesseract.js', 'times as fast'],
    comparisons.map(({ ours, theirs }) => [
      ours.name,
      percent(ours.errors / ours.characters, 2),
      percent(theirs.errors / theirs.characters, 2),
      percent(ours.words.found / ours.words.total),
      percent(theirs.words.found / theirs.words.total),
      ours.milliseconds.toFixed(0),
      theirs.milliseconds.toFixed(0),
      (theirs.milliseconds / ours.milliseconds).toFixed(2),
    ]),
  );
}

function summary(comparisons: readonly Comparison[]): string {
  const sum = (of: (comparison: Comparison) => number): number => comparisons.reduce((total, each) => total + of(each), 0);
  const ourErrors = sum(({ ours }) => ours.errors);
  const theirErrors = sum(({ theirs }) => theirs.errors);
  const ourTime = sum(({ ours }) => ours.milliseconds);
  const theirTime = sum(({ theirs }) => theirs.milliseconds);
  return `Together **${ourErrors}** character errors in ${ourTime.toFixed(0)} ms; tesseract.js **${theirErrors}** in ${theirTime.toFixed(0)} ms: ${(theirErrors / ourErrors).toFixed(2)} times as many errors in ${(theirTime / ourTime).toFixed(2)} times the time.`;
}

const everyTurn = [0, 1, 2, 3] as const;

async function pageSections(browserPage: Page): Promise<ReportSection[]> {
  const all: Comparison[] = [];
  for (const page of pages()) for (const turns of everyTurn) all.push(await compare(browserPage, page, turns));
  for (const page of variants()) all.push(await compare(browserPage, page, 0));
  const upright = all.filter(({ ours }) => pages().some(({ path }) => path.endsWith(`/${ours.name}`)));
  const magazines: Comparison[] = [];
  for (const page of magazinePages()) magazines.push(await compare(browserPage, page, 0));
  return [
    { title: 'Upright pages', headline: [comparisonTable(upright), summary(upright)].join('\n\n') },
    {
      title: 'Upright and turned pages',
      headline: [
        comparisonTable(all),
        summary(all),
        'tesseract.js is used as it comes; turning pages by itself would take its older engine and another file of language data.',
      ].join('\n\n'),
    },
    {
      title: 'Magazine pages',
      headline: [comparisonTable(magazines), 'Characters are compared in the order in which the truth tells the columns, words in any order.'].join('\n\n'),
    },
  ];
}

function pixels({ Left = 0, Top = 0, Width = 0, Height = 0 }: BoundingBox, size: { width: number; height: number }): PixelBox {
  return { left: Left * size.width, top: Top * size.height, width: Width * size.width, height: Height * size.height };
}

/** How much of the truth's box a found one covers. */
function coverage(truth: PixelBox, found: PixelBox): number {
  const width = Math.min(truth.left + truth.width, found.left + found.width) - Math.max(truth.left, found.left);
  const height = Math.min(truth.top + truth.height, found.top + found.height) - Math.max(truth.top, found.top);
  return width > 0 && height > 0 ? (width * height) / (truth.width * truth.height) : 0;
}

interface JudgedWord {
  readonly truth: TrueWord;
  /** What the library has read there, the best first. */
  readonly read: readonly { readonly text: string; readonly confidence: number }[];
}

function judgeWord(truth: TrueWord, detections: readonly TextDetection[], size: { width: number; height: number }): JudgedWord {
  const type = truth.text.includes(' ') ? 'LINE' : 'WORD';
  const read = detections
    .filter(({ Type }) => Type === type)
    .map(({ DetectedText = '', Confidence = 0, Geometry }) => ({
      text: DetectedText,
      confidence: Confidence,
      covered: coverage(truth.box, pixels(Geometry?.BoundingBox ?? {}, size)),
    }))
    .filter(({ covered }) => covered > 0.5)
    .toSorted((a, b) => b.covered - a.covered);
  return { truth, read };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

async function streetSection(browserPage: Page): Promise<ReportSection> {
  const judgedWords: JudgedWord[] = [];
  let words = 0;
  let sureWords = 0;
  for (const [path, truth] of streetPhotos()) {
    const size = await browserPage.evaluate((each) => window.textPage.choose(each, 0), path);
    const { detections } = await browserPage.evaluate(() => window.textPage.ours());
    judgedWords.push(...truth.map((word) => judgeWord(word, detections, size)));
    const found = detections.filter(({ Type }) => Type === 'WORD');
    words += found.length;
    sureWords += found.filter(({ Confidence = 0 }) => Confidence >= 80).length;
  }
  const located = judgedWords.filter(({ read }) => read.length > 0);
  const right = judgedWords.filter(({ truth, read }) => read.some(({ text }) => same(text, truth.text)));
  const surelyRight = right.filter(({ truth, read }) => read.some(({ text, confidence }) => same(text, truth.text) && confidence >= 80));
  const surelyWrong = judgedWords.filter(({ truth, read }) => read.some(({ text, confidence }) => !same(text, truth.text) && confidence >= 80));
  return {
    title: 'Street photos',
    headline: [
      `10 photos, ${judgedWords.length} legible words: **${located.length} located, ${right.length} read right** (letter case aside). At the default MinConfidence of 80: ${surelyRight.length} right, ${surelyWrong.length} wrong. In all ${words} words are told, ${sureWords} of them at 80 or more; the photos hold many more words than the legible ones.`,
      markdownTable(
        ['photo', 'word', 'read', 'confidence'],
        judgedWords.map(({ truth, read: [best] }) => [truth.path.split('/').at(-1) ?? '', truth.text, best?.text ?? '(nothing)', best?.confidence.toFixed(0) ?? '']),
      ),
    ].join('\n\n'),
  };
}

const chromiumPath = provideChromium();
const site = await serveBuiltPage('test/accuracy/text-page', {
  folders: {
    '/peers/tesseract-core': 'tesseract.js-core',
    '/peers/tesseract-english': '@tesseract.js-data/eng/4.0.0_best_int',
    '/peers/tesseract': 'tesseract.js/dist',
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
try {
  const [load = 0] = loadavg();
  const browserPage = await browser.newPage();
  browserPage.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await browserPage.goto(`${site.url}?threads=${threads}`);
  await browserPage.waitForFunction(() => 'textPage' in window);
  await browserPage.evaluate(() => window.textPage.load());
  const sections = [
    ...('pages'.startsWith(options.only) ? await pageSections(browserPage) : []),
    ...('street'.startsWith(options.only) ? [await streetSection(browserPage)] : []),
  ];
  const busy = load > 0.5 * availableParallelism() ? ` The machine was busy (load ${load.toFixed(1)}): times are too long, for both.` : '';
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} in ${browser.version()} by \`npx tsx test/accuracy/text.ts\` on the pictures of ../shared/data/ocr, which are no part of this repository. Device: wasm, ${threads} threads; tesseract.js 7 with its English data, in one thread as it comes. Quotes and dashes of different shapes count as the same.${busy}`;
  const report = reportText(sections, introduction, true);
  if (options.only === '') writeFileSync(`${repositoryRoot}test/accuracy/TEXT.md`, report);
  console.log(report);
} finally {
  await browser.close();
  await site.close();
}
