// npx tsx test/accuracy/custom-labels.ts [--threads 2]: trains Custom Labels on the masks of ../shared/data in a Chromium, 100 and 10 pictures of each
// label, and evaluates both on the same 200 others. Writes test/accuracy/CUSTOM-LABELS.md.
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
import { markdownTable, percent } from './report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '2' } } });
const labels = ['with_mask', 'without_mask'] as const;
const SEED = 1;
const HELD_BACK = 100;

/** A picture of ../shared/data and its label. */
interface LabelledFile {
  readonly path: string;
  readonly label: string;
}

function manifestOf(files: readonly LabelledFile[]): string {
  return files
    .map(({ path, label }) => JSON.stringify({ 'source-ref': `s3://shared-data/${path}`, label: 0, 'label-metadata': { 'class-name': label, confidence: 1, type: 'groundtruth/image-classification' } }))
    .join('\n');
}

/** Of each label so many pictures in a fixed random order, from one position on. */
function pictures(from: number, count: number): LabelledFile[] {
  return labels.flatMap((label) => {
    const names = readdirSync(`${sharedDataFolder}/ppe/masks/${label}`).filter((name) => /\.(jpe?g|png)$/i.test(name));
    return seededOrder(names, (name) => name, SEED).slice(from, from + count).map((name) => ({ path: `ppe/masks/${label}/${name}`, label }));
  });
}

const testing = pictures(0, HELD_BACK);

/** Pictures that the operation refuses, and so left out: a side has fewer than 64 pixels. */
function tooSmall(files: readonly LabelledFile[]): number {
  return files.filter(({ path }) => {
    const { width, height } = readPictureHeader(readFileSync(`${sharedDataFolder}/${path}`));
    return Math.min(width, height) < 64;
  }).length;
}

/** The builds that differ in their backbone. */
type Build = Exclude<ModelSet, 'none'>;

interface Measured {
  readonly models: Build;
  readonly each: number;
  readonly trained: TrainedVersion;
}

async function measure(models: Build, counts: readonly number[]): Promise<Measured[]> {
  const site = await serveBuiltPage('test/accuracy/custom-labels-page', { models });
  const browser = await chromium.launch({ executablePath: provideChromium(), args: [...chromiumFlags] });
  try {
    const measured: Measured[] = [];
    for (const each of counts) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(site.url);
      await page.waitForFunction(() => 'customLabelsPage' in window);
      const trained = await page.evaluate(
        ([training, held, threads]) => window.customLabelsPage.train(training, held, threads),
        [manifestOf(pictures(HELD_BACK, each)), manifestOf(testing), Number(options.threads)] as const,
      );
      console.log(`${models}, ${each} of each: F1 ${trained.f1.toFixed(3)}, ${accuracyOf(trained).toFixed(3)} right, ${trained.trainingSeconds} s, head ${trained.headSeconds.toFixed(1)} s in ${trained.epochs} epochs`);
      measured.push({ models, each, trained });
    }
    return measured;
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Part of the pictures whose surest label is the true one; both labels have as many pictures. */
function accuracyOf({ summary }: TrainedVersion): number {
  const right = summary.AggregatedEvaluationResults.ConfusionMatrix.filter(({ GroundTruthLabel, PredictedLabel }) => GroundTruthLabel === PredictedLabel);
  return right.reduce((sum, { Value }) => sum + Value, 0) / right.length;
}

const backbones: Readonly<Record<Build, string>> = { all: 'mobilenet-v2-imagenet', 'npm-only': 'nsfw-mobilenet-v2-mid (npm packages alone)' };
/** Written after each build, so that what was measured is not lost when the next takes too long. */
function write(measured: readonly Measured[]): void {
  const [load = 0] = loadavg();
  writeFileSync(
    `${repositoryRoot}test/accuracy/CUSTOM-LABELS.md`,
    `# Accuracy of Custom Labels

Written by \`npx tsx test/accuracy/custom-labels.ts\`. Pictures with and without a face mask (../shared/data/ppe/masks), in an order fixed by
a seed: the first ${HELD_BACK} of each label are held back for testing, training takes those that follow. The operation refuses pictures with
a side of fewer than 64 pixels: ${tooSmall(testing)} of those held back, ${tooSmall(pictures(HELD_BACK, 100))} of the 200 and ${tooSmall(pictures(HELD_BACK, 10))} of the 20 to learn from, which are left out. "Right" is
the mean over both labels of the part of the held back pictures whose surest label is the true one; F1 is what the version tells, at
thresholds that were chosen on these same pictures, as the service does with its test data, and so a little flattering. Time: BillableTrainingTimeInSeconds, pictures held back included,
${options.threads} threads on ${cpus().length} cores under a load of ${load.toFixed(1)}, the first call of a browser. Pause: the longest time that the page's own thread was busy.

${markdownTable(
  ['backbone', 'pictures of each label', 'right', 'F1', 'AP with / without', 'thresholds', 'seconds', 'of them the head', 'epochs', 'pause ms'],
  measured.map(({ models, each, trained }) => {
    const metrics = trained.summary.LabelEvaluationResults.map(({ Metrics }) => Metrics);
    return [
      backbones[models],
      each,
      percent(accuracyOf(trained)),
      trained.f1.toFixed(3),
      metrics.map(({ AveragePrecision = 0 }) => AveragePrecision.toFixed(3)).join(' / '),
      metrics.map(({ Threshold = 0 }) => Threshold.toFixed(2)).join(' / '),
      trained.trainingSeconds,
      trained.headSeconds.toFixed(1),
      trained.epochs,
      trained.longestPause.toFixed(0),
    ];
  }),
)}

Boxes, of hard hats and gloves, are measured by \`npx tsx test/accuracy/custom-labels-boxes.ts\`: [CUSTOM-LABELS-BOXES.md](CUSTOM-LABELS-BOXES.md).
`,
  );
}

const ofAll = await measure('all', [100, 10]);
write(ofAll);
write([...ofAll, ...(await measure('npm-only', [100, 10]))]);
