// npx tsx test/accuracy/custom-labels-boxes.ts [--threads 2] [--pictures 100] [--models all|npm-only]: trains Custom Labels on boxes of hard hats and
// of gloves of ../shared/data in a Chromium, and tests on pictures of the sets' own validation parts. Writes test/accuracy/CUSTOM-LABELS-BOXES.md.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { readPictureHeader } from '../../src/media/picture-header.ts';
import { seededOrder } from '../../src/training/seeded-order.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage, type ModelSet } from '../set-up/built-page.ts';
import { sharedDataExists, sharedDataFolder, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import type { TrainedVersion } from './custom-labels-page/main.ts';
import { markdownTable } from './report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, pictures: { type: 'string', default: '100' }, models: { type: 'string', default: '' } },
});
/** In the order of the numbers in the sets' files. */
const sets = { hardhats: ['hard hat'], gloves: ['glove', 'bare hand'] } as const;
type PictureSet = keyof typeof sets;
const SEED = 1;
/** The first pictures of the parts for validation were looked at while the constants of src/training/train-detection.ts were chosen. */
const LOOKED_AT = 80;
const TESTED = 70;

/** Some pictures of a part of a set, in a fixed random order, as lines of a manifest. */
function manifestOf(set: PictureSet, part: 'train' | 'valid', from: number, count: number): string {
  const folder = `ppe/${set}/${part}`;
  const names = readdirSync(`${sharedDataFolder}/${folder}`).filter((name) => name.endsWith('.jpg'));
  return seededOrder(names, (name) => name, SEED)
    .slice(from, from + count)
    .map((name) => {
      const { width, height } = readPictureHeader(readFileSync(`${sharedDataFolder}/${folder}/${name}`));
      const annotations = readFileSync(`${sharedDataFolder}/${folder}/${name.replace(/jpg$/, 'txt')}`, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const [kind = 0, x = 0, y = 0, across = 0, down = 0] = line.trim().split(/\s+/).map(Number);
          return { class_id: kind, left: (x - across / 2) * width, top: (y - down / 2) * height, width: across * width, height: down * height };
        });
      return JSON.stringify({
        'source-ref': `s3://shared-data/${folder}/${name}`,
        boxes: { image_size: [{ width, height, depth: 3 }], annotations },
        'boxes-metadata': { 'class-map': Object.fromEntries(sets[set].entries()), type: 'groundtruth/object-detection' },
      });
    })
    .join('\n');
}

/** The builds that differ in their detector. */
type Build = Exclude<ModelSet, 'none'>;

interface Measured {
  readonly models: Build;
  readonly set: PictureSet;
  readonly trained: TrainedVersion;
}

async function measure(models: Build, set: PictureSet): Promise<Measured> {
  const site = await serveBuiltPage('test/accuracy/custom-labels-page', { models });
  const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'customLabelsPage' in window);
    const manifests = [manifestOf(set, 'train', 0, Number(options.pictures)), manifestOf(set, 'valid', LOOKED_AT, TESTED)] as const;
    const trained = await page.evaluate(
      ([training, testing, threads]) => window.customLabelsPage.train(training, testing, threads),
      [...manifests, Number(options.threads)] as const,
    );
    const figures = trained.summary.LabelEvaluationResults.map(({ Label, Metrics }) => `${Label} AP50 ${(Metrics['AveragePrecision'] ?? 0).toFixed(3)}`);
    console.log(`${models}, ${set}: ${figures.join(', ')}; ${trained.trainingSeconds} s, head ${trained.headSeconds.toFixed(0)} s in ${trained.epochs} epochs`);
    return { models, set, trained };
  } finally {
    await browser.close();
    await site.close();
  }
}

const detectors: Readonly<Record<Build, string>> = { all: 'yolox-nano', 'npm-only': 'centernet (npm packages alone)' };

/** Written after each training, so that what was measured is not lost when the next takes too long. */
function write(measured: readonly Measured[]): void {
  const [load = 0] = loadavg();
  writeFileSync(
    `${repositoryRoot}test/accuracy/CUSTOM-LABELS-BOXES.md`,
    `# Accuracy of Custom Labels with boxes

Written by \`npx tsx test/accuracy/custom-labels-boxes.ts --pictures ${options.pictures}\`. Hard hats and gloves of ../shared/data/ppe: ${options.pictures} pictures of the part for training, in an
order fixed by a seed, and tested on the last ${TESTED} of the part for validation; the constants of training were chosen on the ${LOOKED_AT} before them. AP50: average precision, a box being right when it overlaps a true one by half.
Precision, recall and F1 are told at the threshold that makes F1 largest on these same tested pictures, as the service does with its
test data, and so a little flattering. Bare heads are not labelled in the set of hard hats. The pictures of gloves come from few distinct places, which both parts
share: the figures say nothing about other places. Time: BillableTrainingTimeInSeconds, pictures to test on included, ${options.threads} threads on ${cpus().length} cores under a
load of ${load.toFixed(1)}, the first call of a browser. Pause: the longest time that the page's own thread was busy.

${markdownTable(
  ['detector', 'label', 'AP50', 'precision', 'recall', 'F1', 'threshold', 'seconds', 'of them the head', 'epochs', 'pause ms'],
  measured.flatMap(({ models, trained }) =>
    trained.summary.LabelEvaluationResults.map(({ Label, Metrics }) => [
      detectors[models],
      Label,
      ...['AveragePrecision', 'Precision', 'Recall', 'F1Score', 'Threshold'].map((name) => (Metrics[name] ?? 0).toFixed(3)),
      trained.trainingSeconds,
      trained.headSeconds.toFixed(1),
      trained.epochs,
      trained.longestPause.toFixed(0),
    ]),
  ),
)}
`,
  );
}

const measured: Measured[] = [];
for (const models of ['all', 'npm-only'] as const) {
  if (options.models !== '' && options.models !== models) continue;
  for (const set of ['hardhats', 'gloves'] as const) {
    measured.push(await measure(models, set));
    write(measured);
  }
}
