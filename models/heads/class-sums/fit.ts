// npx tsx models/heads/class-sums/fit.ts: fits what the summed probabilities of ImageNet classes mean, on pictures of coco128 whose labels
// were judged by looking (judged-names.json), and writes calibration.json and report.md.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import judgedNames from './judged-names.json' with { type: 'json' };
import { classSums } from '../../../src/operations/label-evidence.ts';
import { viewPicture } from '../../../src/vision/backbone/backbone.ts';
import { meanClasses } from '../../../src/vision/labels/see-picture.ts';
import { scoreLogit } from '../../../src/vision/objects/object-probability.ts';
import { calibrate, type Calibration } from '../training/calibration.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';

/** A name that the classifier gave a picture, and whether it is right. */
interface JudgedName {
  readonly name: string;
  readonly score: number;
  readonly answer: boolean;
}

const BAR = 0.55;
/** A name that is wrong more often than right at the bar is withheld, when it was judged this often there. */
const LEAST_JUDGED = 2;

async function judgePictures(): Promise<(readonly JudgedName[])[]> {
  const sessions = createNativeSessions();
  const decoder = openPictureDecoder();
  try {
    const pictures: JudgedName[][] = [];
    for (const [name, { right, wrong }] of Object.entries<{ readonly right: readonly string[]; readonly wrong: readonly string[] }>(judgedNames)) {
      const views = await viewPicture(sessions, readPixels(await decoder.decode(`objects/coco128/images/${name}`)), 'mobilenet-v2-imagenet');
      pictures.push(
        [...classSums(meanClasses(views))]
          .filter(([label]) => right.includes(label) || wrong.includes(label))
          .map(([label, sum]) => ({ name: label, score: scoreLogit(sum), answer: right.includes(label) })),
      );
    }
    return pictures;
  } finally {
    await decoder.close();
  }
}

function fit(judged: readonly JudgedName[]): Calibration {
  return calibrate(judged, judged.filter(({ answer }) => answer).length / judged.length);
}

function told(judged: readonly JudgedName[], { slope, offset }: Calibration): JudgedName[] {
  return judged.filter(({ score }) => 1 / (1 + Math.exp(-(slope * score + offset))) >= BAR);
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

const pictures = await judgePictures();
const all = pictures.flat();
const halves = [0, 1].map((half) => pictures.filter((_, index) => index % 2 === half).flat());
const heldBack = halves.flatMap((half, index) => told(half, fit(halves[1 - index] ?? [])));
const calibration = fit(all);
const shown = told(all, calibration);
const withheld = [...new Set(shown.map(({ name }) => name))]
  .filter((each) => {
    const same = shown.filter(({ name }) => name === each);
    return same.length >= LEAST_JUDGED && same.filter(({ answer }) => answer).length < same.length / 2;
  })
  .toSorted();
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const stored = { slope: rounded(calibration.slope), offset: rounded(calibration.offset), withheld };
const rightOf = (judged: readonly JudgedName[]): number => judged.filter(({ answer }) => answer).length;
const leaves = heldBack.filter(({ name }) => !withheld.includes(name));
const report = `# What the summed probabilities of ImageNet classes mean

Written by \`npx tsx models/heads/class-sums/fit.ts\`. ${pictures.length} pictures of coco128, ${all.length} names of a sum of 0.12 or more judged by looking,
${rightOf(all)} of them right. The names that stand for a class are summed up to their ancestors before anything else.

- Confidence = logistic(${stored.slope} * logit(sum) + ${stored.offset}): 55 stands for a sum of ${(1 / (1 + Math.exp(-(Math.log(BAR / (1 - BAR)) - stored.offset) / stored.slope))).toFixed(2)}.
- Fitted on one half of the pictures and measured on the other, both ways: of ${heldBack.length} names at 55 or more **${percent(rightOf(heldBack), heldBack.length)} are right**;
  they are ${percent(rightOf(heldBack), rightOf(all))} of all names judged right, ${(heldBack.length / pictures.length).toFixed(1)} a picture. Without the withheld names ${percent(rightOf(leaves), leaves.length)}.
- Withheld because they were wrong more often than right at 55, judged ${LEAST_JUDGED} times or more there: ${withheld.join(', ') || 'none'}.
`;
console.log(report);
await writeFile(fileURLToPath(new URL('calibration.json', import.meta.url)), `${JSON.stringify(stored, undefined, 2)}\n`);
await writeFile(fileURLToPath(new URL('report.md', import.meta.url)), report);
