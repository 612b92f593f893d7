// npx tsx test/accuracy/objects.ts [--threads 1] [--every 1]: finds the objects of ../shared/data/objects/coco128 by the library, by the library
// with the models of npm packages alone, and by @vladmandic/human, and writes test/accuracy/LABELS.md.
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { calibrateDetector } from '../../models/heads/object-scores/calibrate-detector.ts';
import { pictureNames, truthOf, type TruePicture } from '../../models/heads/object-scores/collect-candidates.ts';
import { area, center, type PixelBox, type PixelPoint } from '../../src/vision/geometry.ts';
import { PERSON_KIND } from '../../src/vision/objects/people.ts';
import { assign } from '../../src/vision/tracking/assignment.ts';
import { scoreLogit } from '../../src/vision/objects/object-probability.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage, type ModelSet } from '../set-up/built-page.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { groupBoxes } from './face-truth.ts';
import { meanAveragePrecision, precisionAndRecall, type ObjectPicture } from './object-measures.ts';
import type { Finds } from './objects-page/main.ts';
import { markdownTable, percent, reportText, type ReportSection } from './report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '1' }, every: { type: 'string', default: '1' } } });
const threads = Number(options.threads);
const every = Number(options.every);

const BAR = 0.55;
/** Human as it comes, and with what else it would tell. */
const HUMAN_DEFAULT = { maxDetected: 10, minConfidence: 0.2 };
const HUMAN_ALL = { maxDetected: 100, minConfidence: 0.2 };
/** Every so manieth picture is also labelled whole. */
const LABELLED = 8;

interface Row {
  readonly name: string;
  readonly pictures: readonly ObjectPicture[];
  /** Score from which on a find counts. */
  readonly bar: number;
  readonly milliseconds: number;
}

interface LabelledPicture {
  readonly path: string;
  readonly labels: string;
  readonly count: number;
  readonly milliseconds: number;
}

/** How many of the people of group photos were told. */
interface GroupCount {
  readonly name: string;
  readonly found: number;
  /** People told who have no face of the truth, which leaves out turned heads. */
  readonly more: number;
}

/** How many people were told of a photo of a crowd. */
interface CrowdCount {
  readonly path: string;
  readonly counts: readonly { readonly name: string; readonly told: number }[];
}

/** Photos of ../shared/data/faces/group-unlabelled whose people could be counted by looking. */
const CROWDS: Readonly<Record<string, number>> = { '2.jpg': 4, '3.jpg': 5, '6.jpg': 14, '9.jpg': 8, '10.jpg': 19, '11.jpg': 26, '12.jpg': 5, '13.jpg': 2, '15.jpg': 16 };

interface Measured {
  readonly crowds: readonly CrowdCount[];
  readonly groups: readonly GroupCount[];
  readonly rows: readonly Row[];
  readonly labelled: readonly LabelledPicture[];
  readonly version: string;
}

const paths = (await pictureNames()).filter((_, index) => index % every === 0);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rowOf(name: string, finds: readonly Finds[], truths: readonly TruePicture[], bar: number): Row {
  const pictures = finds.map(({ found }, index) => ({ found, truth: truths[index]?.truth ?? [] }));
  return { name, pictures, bar, milliseconds: median(finds.map(({ milliseconds }) => milliseconds)) };
}

async function measure(browser: Browser, models: ModelSet, withHuman: boolean): Promise<Measured> {
  const site = await serveBuiltPage('test/accuracy/objects-page', {
    models,
    folders: { '/peers/human-models': '@vladmandic/human/models', '/peers/human': '@vladmandic/human/dist', '/peers/tfjs-wasm': '@tensorflow/tfjs-backend-wasm/dist' },
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
    await page.goto(`${site.url}?threads=${threads}`);
    await page.waitForFunction(() => 'objectsPage' in window);
    if (withHuman) await page.evaluate(() => window.objectsPage.loadHuman());
    return await look(page, models, withHuman);
  } finally {
    await site.close();
  }
}

async function look(page: Page, models: ModelSet, withHuman: boolean): Promise<Measured> {
  const truths: TruePicture[] = [];
  const ours: Finds[] = [];
  const human: Finds[] = [];
  const humanAll: Finds[] = [];
  const labelled: LabelledPicture[] = [];
  let version = '';
  for (const [index, name] of paths.entries()) {
    const { width, height } = await page.evaluate((path) => window.objectsPage.choose(path), `objects/coco128/images/${name}`);
    truths.push(await truthOf(name, width, height));
    // The first call of each loads what it needs and counts for nothing.
    if (index === 0) await page.evaluate(() => window.objectsPage.ours());
    ours.push(await page.evaluate(() => window.objectsPage.ours()));
    if (withHuman) {
      if (index === 0) await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_DEFAULT);
      human.push(await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_DEFAULT));
      humanAll.push(await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_ALL));
    }
    if (index % LABELLED === 0) {
      const answer = await page.evaluate(() => window.objectsPage.labels());
      version = answer.version;
      const text = answer.labels.map(({ Name, Confidence = 0, Instances = [] }) => `${Name} ${Confidence.toFixed(0)}${Instances.length > 0 ? ` (${Instances.length})` : ''}`);
      labelled.push({ path: name, labels: text.join(', '), count: text.length, milliseconds: answer.milliseconds });
    }
    if (index % 16 === 15) console.log(`${models}: ${index + 1} of ${paths.length}`);
  }
  const rows = [
    rowOf(ourName(models), ours, truths, BAR),
    ...(withHuman ? [rowOf('Human as it comes (0.2, 10 objects)', human, truths, 0), rowOf('Human with up to 100 objects', humanAll, truths, 0)] : []),
  ];
  return { rows, labelled, version, groups: await countGroups(page, models, withHuman), crowds: await countCrowds(page, models, withHuman) };
}

/** Each true face takes a person whose box holds it, so that as many as possible have one, and small boxes first. */
function countGroup(people: readonly PixelBox[], faces: readonly PixelBox[]): { found: number; more: number } {
  const largest = Math.max(1, ...people.map(area));
  const costs = faces.map((face) => people.map((box) => (holds(box, center(face)) ? area(box) / largest : Infinity)));
  const found = assign(costs).filter((person) => person !== undefined).length;
  return { found, more: people.length - found };
}

function holds({ left, top, width, height }: PixelBox, { x, y }: PixelPoint): boolean {
  return x > left && x < left + width && y > top && y < top + height;
}

async function countGroups(page: Page, models: ModelSet, withHuman: boolean): Promise<GroupCount[]> {
  const counts = new Map<string, { found: number; more: number }>();
  const count = (name: string, { found }: Finds, bar: number, faces: readonly PixelBox[]): void => {
    const people = found.filter(({ kind, score }) => kind === PERSON_KIND && score >= bar).map(({ box }) => box);
    const { found: right, more } = countGroup(people, faces);
    const before = counts.get(name) ?? { found: 0, more: 0 };
    counts.set(name, { found: before.found + right, more: before.more + more });
  };
  for (const [path, truth] of groupBoxes()) {
    await page.evaluate((each) => window.objectsPage.choose(each), path);
    const faces = truth.map(({ box }) => box);
    count(ourName(models), await page.evaluate(() => window.objectsPage.ours()), BAR, faces);
    if (!withHuman) continue;
    count('Human as it comes', await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_DEFAULT), 0, faces);
    count('Human with up to 100 objects', await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_ALL), 0, faces);
  }
  return [...counts].map(([name, { found, more }]) => ({ name, found, more }));
}

async function countCrowds(page: Page, models: ModelSet, withHuman: boolean): Promise<CrowdCount[]> {
  const crowds: CrowdCount[] = [];
  const people = ({ found }: Finds, bar: number): number => found.filter(({ kind, score }) => kind === PERSON_KIND && score >= bar).length;
  for (const path of Object.keys(CROWDS)) {
    await page.evaluate((each) => window.objectsPage.choose(each), `faces/group-unlabelled/${path}`);
    const counts = [{ name: ourName(models), told: people(await page.evaluate(() => window.objectsPage.ours()), BAR) }];
    if (withHuman) {
      counts.push({ name: 'Human as it comes', told: people(await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_DEFAULT), 0) });
      counts.push({ name: 'Human with up to 100 objects', told: people(await page.evaluate((settings) => window.objectsPage.humans(settings), HUMAN_ALL), 0) });
    }
    crowds.push({ path, counts });
  }
  return crowds;
}

/** A row for each photo, then sums. */
function crowdTable(...measured: readonly (readonly CrowdCount[])[]): string {
  const names = measured.flatMap(([first]) => first?.counts.map(({ name }) => name) ?? []);
  const rows = Object.entries(CROWDS).map(([path, counted]) => {
    const told = measured.flatMap((crowds) => crowds.find((crowd) => crowd.path === path)?.counts.map((each) => each.told) ?? []);
    return { path, counted, told };
  });
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return markdownTable(
    ['photo', 'counted by looking', ...names],
    [
      ...rows.map(({ path, counted, told }) => [path, counted, ...told]),
      ['**all**', sum(rows.map(({ counted }) => counted)), ...names.map((_, index) => sum(rows.map(({ told }) => told[index] ?? 0)))],
    ],
  );
}

function ourName(models: ModelSet): string {
  return models === 'all' ? 'Pagesight' : 'Pagesight, npm packages alone';
}

function table(rows: readonly Row[]): string {
  return markdownTable(
    ['', 'told', 'precision', 'recall', 'AP50', 'ms, median'],
    rows.map(({ name, pictures, bar, milliseconds }) => {
      const { precision, recall, found } = precisionAndRecall(pictures, bar);
      return [name, found, percent(precision), percent(recall), percent(meanAveragePrecision(pictures)), milliseconds.toFixed(0)];
    }),
  );
}

/** Precision and recall at 55 when the calibration is fitted on one half of the pictures and used on the other, both ways. */
function heldBack({ pictures }: Row): string {
  const halves = [0, 1].map((half) => pictures.filter((_, index) => index % 2 === half));
  const judged = halves.flatMap((half, index) => {
    const { slope, offset } = calibrateDetector(halves[1 - index] ?? []);
    const again = (score: number): number => 1 / (1 + Math.exp(-(slope * scoreLogit(score) + offset)));
    return half.map(({ found, truth }) => ({ truth, found: found.map((each) => ({ ...each, score: again(each.score) })) }));
  });
  const { precision, recall } = precisionAndRecall(judged, BAR);
  return `${percent(precision)} and ${percent(recall)}`;
}

function ratioSentence(ours: Row, theirs: Row): string {
  return `${ours.name} takes **${(ours.milliseconds / theirs.milliseconds).toFixed(2)} times** the time of ${theirs.name} (its time includes the search for faces, who are people too).`;
}

const chromiumPath = provideChromium();
const [load = 0] = loadavg();
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
try {
  const all = await measure(browser, 'all', true);
  const npmOnly = await measure(browser, 'npm-only', false);
  const [ours, human] = all.rows;
  const [alone] = npmOnly.rows;
  if (!ours || !human || !alone) throw new Error('Nothing was measured.');
  const counts = all.labelled.map(({ count }) => count);
  const sections: ReportSection[] = [
    {
      title: 'Objects of the 80 kinds of COCO',
      headline: [
        table([...all.rows, alone]),
        `A find is right when it overlaps a true object of its kind by half or more; each true object counts once. The library's finds count from a confidence of 55. ${ratioSentence(ours, human)} ${ratioSentence(alone, human)}`,
        `Confidences are fitted on these pictures, by two numbers for each detector. Fitted once more to what is told, people with their faces among it, on one half and measured on the other, both ways, precision and recall at 55 are ${heldBack(ours)}; with the npm packages alone ${heldBack(alone)}.`,
      ].join('\n\n'),
    },
    {
      title: 'People in groups',
      headline: [
        markdownTable(['', 'people found', 'others told'], [...all.groups, ...npmOnly.groups].map(({ name, found, more }) => [name, found, more])),
        `The ${groupBoxes().size} photos of ../shared/data/faces/group-boxes, of ${[...groupBoxes().values()].flat().length} people whose faces are known. "Others" are wrong, or people whose faces are turned away.`,
      ].join('\n\n'),
    },
    {
      title: 'People in crowds',
      headline: [
        crowdTable(all.crowds, npmOnly.crowds),
        'People told of photos of ../shared/data/faces/group-unlabelled, whose people were counted by looking and have no boxes: only the numbers can be compared.',
      ].join('\n\n'),
    },
    {
      title: 'Labels of ordinary photos',
      headline: [
        `${all.labelled.length} of the photos by DetectLabels with its defaults: **${median(counts)} labels** in the median, ${Math.min(...counts)} to ${Math.max(...counts)}, in ${median(all.labelled.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms (LabelModelVersion ${all.version}); with the npm packages alone ${median(npmOnly.labelled.map(({ count }) => count))} (${npmOnly.version}). Numbers of boxes in brackets.`,
        markdownTable(['photo', 'labels'], all.labelled.map(({ path, labels }) => [path, labels])),
      ].join('\n\n'),
    },
  ];
  const untold = {
    title: 'Not told',
    headline: 'Selfie: the pictures at hand hold too few to fit or measure it. Text is told as the ancestor of Document and Menu alone: writing on signs and shirts is for DetectText, and no pictures were labelled for it. Document, Portrait and Crowd are told: Document by a head (models/heads/scenes/report.md), the other two by rules set by hand, from the size of the only face and from the number of people.',
  };
  const busy = load > 0.5 * availableParallelism() ? ` The machine was busy (load ${load.toFixed(1)}): times are too long, for all.` : '';
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} in ${browser.version()} by \`npx tsx test/accuracy/objects.ts\` on ${paths.length} pictures of ../shared/data/objects/coco128, which are no part of this repository. Device: wasm, ${threads} threads, for @vladmandic/human too.${busy}`;
  const text = reportText([...sections, untold], introduction, false).replace('# Accuracy', '# Accuracy of labels');
  writeFileSync(new URL('LABELS.md', import.meta.url), text);
  console.log(text);
} finally {
  await browser.close();
}
