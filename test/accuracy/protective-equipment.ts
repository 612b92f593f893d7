/**
 * Measures DetectProtectiveEquipment on pictures that its heads were neither trained nor calibrated on and writes EQUIPMENT.md.
 *
 * Usage: tsx test/accuracy/protective-equipment.ts [--only masks|hats|bare] [--npm-only] [--keep]
 *   --only      measures one part, and writes nothing
 *   --npm-only  leaves out the models that no npm package carries, and writes nothing
 *   --keep      prints only: EQUIPMENT.md stays as it is
 *
 * The pictures are decoded by a Chromium and go through src/vision/body on the native runtime of Node, then through
 * src/operations: the same code, models and crops as in a page.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isHeldBack } from '../../models/heads/protective-equipment/held-back.ts';
import { readLabelledBoxes } from '../../models/heads/protective-equipment/labelled-boxes.ts';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../models/heads/training/pixel-reader.ts';
import { protectiveEquipmentPersons } from '../../src/operations/protective-equipment.ts';
import type { Sessions } from '../../src/runtime/sessions.ts';
import type { EquipmentDetection, ProtectiveEquipmentPerson, ProtectiveEquipmentType } from '../../src/shapes/protective-equipment.ts';
import { findEquipment } from '../../src/vision/body/find-equipment.ts';

import { sharedDataExists, sharedDataFolder, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { meanAveragePrecision, precisionAndRecall, type ObjectPicture } from './object-measures.ts';
import { markdownTable, percent, reportText, type ReportSection } from './report.ts';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, 'npm-only': { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`The measurement is ${withoutSharedData}.`);
  process.exit(1);
}

const BY_URL = ['yunet', 'mobilenet-v2-imagenet', 'yolox-nano'];
const native = createNativeSessions();
const sessions: Sessions = options['npm-only'] ? { ...native, has: (model) => !BY_URL.includes(model) && native.has(model) } : native;
const decoder = openPictureDecoder();

interface Answer {
  readonly width: number;
  readonly height: number;
  readonly persons: readonly ProtectiveEquipmentPerson[];
}

const answers = new Map<string, Answer>();

/** What the operation tells of a picture; each is asked once. */
async function ask(file: string): Promise<Answer> {
  const known = answers.get(file);
  if (known) return known;
  const image = await decoder.decode(file);
  const { width, height } = image;
  const answer = { width, height, persons: protectiveEquipmentPersons(await findEquipment(sessions, readPixels(image)), { width, height }) };
  answers.set(file, answer);
  return answer;
}

function itemsOf(persons: readonly ProtectiveEquipmentPerson[], type: ProtectiveEquipmentType): EquipmentDetection[] {
  return persons.flatMap(({ BodyParts = [] }) => BodyParts.flatMap(({ EquipmentDetections = [] }) => EquipmentDetections)).filter(({ Type }) => Type === type);
}

function pictures(folder: string): string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`).filter((name) => /\.(jpe?g|png)$/i.test(name)).toSorted().map((name) => `${folder}/${name}`);
}

async function masks(): Promise<ReportSection> {
  const count = { mask: { all: 0, face: 0, cover: 0 }, bare: { all: 0, face: 0, cover: 0 } };
  for (const [folder, group] of [['ppe/masks/with_mask', count.mask], ['ppe/masks/without_mask', count.bare]] as const) {
    for (const file of pictures(folder).filter(isHeldBack)) {
      const { persons } = await ask(file);
      group.all += 1;
      if (persons.some(({ BodyParts = [] }) => BodyParts.some(({ Name }) => Name === 'FACE'))) group.face += 1;
      if (itemsOf(persons, 'FACE_COVER').length > 0) group.cover += 1;
    }
  }
  const { mask, bare } = count;
  const whole = (mask.cover / mask.all + (bare.all - bare.cover) / bare.all) / 2;
  const ofFaces = (mask.cover / mask.face + (bare.face - bare.cover) / bare.face) / 2;
  return {
    title: 'Face covers',
    headline: `People who were not trained on (every fourth): ${mask.all} pictures with a mask, ${bare.all} without. A picture counts as covered when any FACE_COVER is told. **Balanced accuracy ${percent(whole)}**; of those whose face was found (${mask.face} and ${bare.face}) ${percent(ofFaces)}.\n\n${markdownTable(
      ['', 'pictures', 'face found', 'FACE_COVER told'],
      [['with a mask', mask.all, mask.face, mask.cover], ['without', bare.all, bare.face, bare.cover]],
    )}`,
  };
}

async function hats(): Promise<ReportSection> {
  const seen: ObjectPicture[] = [];
  let persons = 0;
  for (const file of pictures('ppe/hardhats/valid')) {
    const answer = await ask(file);
    const truth = (await readLabelledBoxes(file, answer.width, answer.height)).map(({ box }) => ({ box, kind: 0 }));
    const found = itemsOf(answer.persons, 'HEAD_COVER').map(({ BoundingBox: { Left = 0, Top = 0, Width = 0, Height = 0 } = {}, Confidence = 0 }) => ({
      kind: 0,
      score: Confidence / 100,
      box: { left: Left * answer.width, top: Top * answer.height, width: Width * answer.width, height: Height * answer.height },
    }));
    persons += answer.persons.length;
    seen.push({ found, truth });
  }
  const bars = [0.5, 0.8, 0.9].map((bar) => ({ bar, ...precisionAndRecall(seen, bar) }));
  const bySize = [[0, 20], [20, 30], [30, 50], [50, Infinity]].map(([low = 0, high = 0]) => {
    const isSize = ({ box }: { readonly box: { readonly width: number; readonly height: number } }): boolean => {
      const side = Math.sqrt(box.width * box.height);
      return side >= low && side < high;
    };
    const { truth } = precisionAndRecall(seen.map((each) => ({ found: [], truth: each.truth.filter(isSize) })), 0);
    // All finds may take any hat; only hats of this size are counted.
    const { recall } = precisionAndRecall(seen.map((each) => ({ found: each.found, truth: each.truth.filter(isSize) })), 0);
    return [`${low} to ${high === Infinity ? 'more' : high} px`, truth, percent(recall)];
  });
  return {
    title: 'Head covers',
    headline: `${seen.length} pictures of building sites and schools (the \`valid\` folder, on which no weight was trained, but some rules were chosen), ${bars[0]?.truth ?? 0} hard hats, most of them on small heads; ${persons} persons told. The box of the HEAD_COVER against the label, overlap one half: **AP50 ${meanAveragePrecision(seen).toFixed(3)}**. The operation tells nothing below 50 %, so what it leaves out counts as missed.\n\n${markdownTable(
      ['from confidence', 'told', 'right', 'hats found'],
      bars.map(({ bar, found, precision, recall }) => [percent(bar, 0), found, percent(precision), percent(recall)]),
    )}\n\n${markdownTable(['side of the hat\'s box', 'hats', 'found'], bySize)}`,
  };
}

async function bareHeads(): Promise<ReportSection> {
  const rows: (string | number)[][] = [];
  for (const [name, files] of [
    ['official portraits that were not trained on', pictures('public-figures/test')],
    ['faces without masks that were not trained on', pictures('ppe/masks/without_mask').filter(isHeldBack)],
  ] as const) {
    let heads = 0;
    let hatsTold = 0;
    let masksTold = 0;
    for (const file of files) {
      const { persons } = await ask(file);
      heads += persons.filter(({ BodyParts = [] }) => BodyParts.some(({ Name }) => Name === 'HEAD')).length;
      hatsTold += itemsOf(persons, 'HEAD_COVER').length;
      masksTold += itemsOf(persons, 'FACE_COVER').length;
    }
    rows.push([name, files.length, heads, hatsTold, masksTold]);
  }
  return { title: 'Bare heads', headline: markdownTable(['pictures of', 'pictures', 'heads', 'HEAD_COVER told', 'FACE_COVER told'], rows) };
}

try {
  const parts = { masks, hats, bare: bareHeads };
  const sections: ReportSection[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (!name.startsWith(options.only)) continue;
    const section = await measure();
    console.log(section.headline);
    sections.push(section);
  }
  const models = options['npm-only'] ? 'with the models of npm packages alone' : 'with all models';
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} by \`npx tsx test/accuracy/protective-equipment.ts\` ${models}, on pictures of ../shared/data that are no part of this repository. Pictures are decoded by Chromium and seen by the library's own code on the native runtime of Node. For gloves, whose few scenes are each scored by a head that has not seen them, see models/heads/protective-equipment/report.md.`;
  const report = reportText(sections, introduction, true).replace('# Accuracy', '# Accuracy of protective equipment');
  if (!options.keep && !options['npm-only'] && options.only === '') writeFileSync(`${repositoryRoot}test/accuracy/EQUIPMENT.md`, report);
  console.log(report);
} finally {
  await decoder.close();
}
