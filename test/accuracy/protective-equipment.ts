/**
 * Measures DetectProtectiveEquipment on pictures that its heads were neither trained nor calibrated on and writes EQUIPMENT.md.
 *
 * Usage: tsx test/accuracy/protective-equipment.ts [--only masks|hats|gloves|ordinary|scenes] [--share 0.5] [--npm-only] [--keep]
 *   --only      measures one part, and writes nothing
 *   --share     looks at this part of the pictures, always the same ones (1)
 *   --npm-only  leaves out the models that no npm package carries, and writes nothing
 *   --keep      prints only: EQUIPMENT.md stays as it is
 *
 * The pictures are decoded by a Chromium and go through src/vision/body on the native runtime of Node, then through
 * src/operations: the same code, models and crops as in a page. Answers are kept until the library changes, so that a
 * run may be stopped, or made part by part.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isForReport } from '../../models/heads/protective-equipment/held-back.ts';
import { readLabelledBoxes } from '../../models/heads/protective-equipment/labelled-boxes.ts';
import { hash } from '../../models/heads/protective-equipment/picture-sets.ts';
import type { ProtectiveEquipmentPerson, ProtectiveEquipmentType } from '../../src/shapes/protective-equipment.ts';
import { intersectionOverUnion, type PixelBox } from '../../src/vision/geometry.ts';
import { sharedDataExists, sharedDataFolder, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { openEquipmentAnswers, type EquipmentAnswer } from './equipment-answers.ts';
import { meanAveragePrecision, precisionAndRecall, type FoundObject, type ObjectPicture } from './object-measures.ts';
import { markdownTable, percent, reportText, type ReportSection } from './report.ts';

/** What somebody has seen in a picture of a whole scene, and what of it the operation should have told. */
interface SeenScene {
  readonly file: string;
  readonly seen: string;
  readonly judged: string;
}

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, share: { type: 'string', default: '1' }, 'npm-only': { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`The measurement is ${withoutSharedData}.`);
  process.exit(1);
}

const answers = openEquipmentAnswers({ npmOnly: options['npm-only'] });
const TYPES = ['FACE_COVER', 'HEAD_COVER', 'HAND_COVER'] as const satisfies readonly ProtectiveEquipmentType[];
/** Pictures that are asked about: held-back ones with masks, and as many without; building sites, all of them; hands, of which there are only six clips; ordinary ones of each source. */
const MOST = { masks: 90, hats: 150, gloves: 30, ordinary: 20 };
const SHARE = Number(options.share);

function itemsOf({ persons }: Pick<EquipmentAnswer, 'persons'>, type: ProtectiveEquipmentType): number {
  return persons.flatMap(({ BodyParts = [] }) => BodyParts.flatMap(({ EquipmentDetections = [] }) => EquipmentDetections)).filter(({ Type }) => Type === type).length;
}

function foundBoxes({ persons, width, height }: EquipmentAnswer, type: ProtectiveEquipmentType): FoundObject[] {
  return persons.flatMap(({ BodyParts = [] }) => BodyParts.flatMap(({ EquipmentDetections = [] }) => EquipmentDetections))
    .filter(({ Type }) => Type === type)
    .map(({ BoundingBox: { Left = 0, Top = 0, Width = 0, Height = 0 } = {}, Confidence = 0 }) => ({
      kind: 0,
      score: Confidence / 100,
      box: { left: Left * width, top: Top * height, width: Width * width, height: Height * height },
    }));
}

function hasPart(persons: readonly ProtectiveEquipmentPerson[], part: string): boolean {
  return persons.some(({ BodyParts = [] }) => BodyParts.some(({ Name }) => Name === part));
}

function pictures(folder: string): string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`).filter((name) => /\.(jpe?g|png)$/i.test(name)).toSorted().map((name) => `${folder}/${name}`);
}

/** The same pictures every time, in the order of their names. */
function sample(files: readonly string[], most: number, share = SHARE): string[] {
  return files.toSorted((a, b) => hash(a) - hash(b)).slice(0, Math.ceil(share * Math.min(most, files.length))).toSorted();
}

async function masks(): Promise<ReportSection> {
  const count = { mask: { all: 0, face: 0, cover: 0 }, bare: { all: 0, face: 0, cover: 0 } };
  for (const [folder, group] of [['ppe/masks/with_mask', count.mask], ['ppe/masks/without_mask', count.bare]] as const) {
    for (const file of sample(pictures(folder).filter(isForReport), MOST.masks)) {
      const answer = await answers.ask(file);
      group.all += 1;
      if (hasPart(answer.persons, 'FACE')) group.face += 1;
      if (itemsOf(answer, 'FACE_COVER') > 0) group.cover += 1;
    }
  }
  const { mask, bare } = count;
  const whole = (mask.cover / mask.all + (bare.all - bare.cover) / bare.all) / 2;
  const ofFaces = (mask.cover / mask.face + (bare.face - bare.cover) / bare.face) / 2;
  return {
    title: 'Face covers',
    headline: `People who were not trained on (every fourth): ${mask.all} pictures with a mask, ${bare.all} without. A picture counts as covered when any FACE_COVER is told. **Balanced accuracy ${percent(whole)}**; of those whose face was found (${mask.face} and ${bare.face}) ${percent(ofFaces)}. Aimed at: 97 %.\n\n${markdownTable(
      ['', 'pictures', 'face found', 'FACE_COVER told'],
      [['with a mask', mask.all, mask.face, mask.cover], ['without', bare.all, bare.face, bare.cover]],
    )}`,
  };
}

async function hats(): Promise<ReportSection> {
  const seen: ObjectPicture[] = [];
  const weighed: ObjectPicture[] = [];
  let persons = 0;
  for (const file of sample(pictures('ppe/hardhats/valid'), MOST.hats)) {
    const answer = await answers.ask(file);
    const truth = (await readLabelledBoxes(file, answer.width, answer.height)).map(({ box }) => ({ box, kind: 0 }));
    persons += answer.persons.length;
    seen.push({ found: foundBoxes(answer, 'HEAD_COVER'), truth });
    weighed.push({ found: (await answers.weigh(file)).map(({ box, confidence }) => ({ box, score: confidence, kind: 0 })), truth });
  }
  const bars = [0.5, 0.8, 0.9].map((bar) => ({ bar, ...precisionAndRecall(seen, bar) }));
  const bySize = [[0, 20], [20, 30], [30, 50], [50, Infinity]].map(([low = 0, high = 0]) => {
    const isSize = ({ box }: { readonly box: PixelBox }): boolean => {
      const side = Math.sqrt(box.width * box.height);
      return side >= low && side < high;
    };
    const ofSize = seen.map((each) => ({ found: each.found, truth: each.truth.filter(isSize) }));
    // All finds may take any hat; only hats of this size are counted.
    const { recall, truth } = precisionAndRecall(ofSize, 0);
    const near = ofSize.flatMap((each) => each.truth.filter((hat) => each.found.some(({ box }) => intersectionOverUnion(box, hat.box) >= 0.3))).length;
    return [`${low} to ${high === Infinity ? 'more' : high} px`, truth, percent(recall), percent(near / truth)];
  });
  return {
    title: 'Head covers',
    headline: `${seen.length} pictures of building sites and schools (the \`valid\` folder, on which no weight was trained, but some rules were chosen), ${bars[0]?.truth ?? 0} hard hats, most of them on small heads; ${persons} persons told. The box of the HEAD_COVER against the label, overlap one half: **AP50 ${meanAveragePrecision(seen).toFixed(3)}** of what the operation tells, which is nothing below 50 %: what it leaves out counts as missed. **AP50 ${meanAveragePrecision(weighed).toFixed(3)}** of all heads that it weighs, down to the least likely, as average precision is meant. Aimed at: 0.85.\n\n${markdownTable(
      ['from confidence', 'told', 'right', 'hats found'],
      bars.map(({ bar, found, precision, recall }) => [percent(bar, 0), found, percent(precision), percent(recall)]),
    )}\n\n${markdownTable(['side of the hat\'s box', 'hats', 'found, overlap one half', 'told at all, overlap 0.3'], bySize)}`,
  };
}

async function gloves(): Promise<ReportSection> {
  const count = { gloved: { hands: 0, found: 0, told: 0 }, bare: { hands: 0, found: 0, told: 0 } };
  for (const file of sample(pictures('ppe/gloves/valid'), MOST.gloves)) {
    const answer = await answers.ask(file);
    const told = foundBoxes(answer, 'HAND_COVER').map(({ box }) => box);
    const handsFound = answer.persons.some(({ BodyParts = [] }) => BodyParts.some(({ Name = '' }) => Name.endsWith('_HAND')));
    for (const { kind, box } of await readLabelledBoxes(file, answer.width, answer.height)) {
      const group = kind === 0 ? count.gloved : count.bare;
      group.hands += 1;
      if (handsFound) group.found += 1;
      if (told.some((other) => intersectionOverUnion(other, box) >= 0.1)) group.told += 1;
    }
  }
  const row = (name: string, { hands, found, told }: typeof count.bare): (string | number)[] => [name, hands, found, told];
  return {
    title: 'Hand covers',
    headline: `${sample(pictures('ppe/gloves/valid'), MOST.gloves).length} pictures of the \`valid\` folder. They are from the six clips that the head was trained on, so these figures flatter: what it does with a scene that it has not seen tells models/heads/protective-equipment/report.md, where every clip is scored by a head that was trained without it.\n\n${markdownTable(
      ['', 'labelled hands', 'in a picture where a hand was found', 'HAND_COVER told there'],
      [row('gloved', count.gloved), row('bare', count.bare)],
    )}`,
  };
}

async function ordinary(): Promise<ReportSection> {
  const sources = [
    ['COCO', pictures('objects/coco128/images').filter(isForReport)],
    ['group photos', [...pictures('faces/group-boxes'), ...pictures('faces/group-unlabelled')].filter(isForReport)],
    ['portraits', pictures('faces/portraits').filter((file) => isForReport(file) && !file.includes('mask'))],
    ['official portraits', pictures('public-figures/test')],
    ['faces without masks', pictures('ppe/masks/without_mask').filter(isForReport)],
  ] as const;
  const isRich = new Set<string>(['COCO', 'group photos']);
  const rows: (string | number)[][] = [];
  const named: string[] = [];
  for (const [name, files] of sources) {
    // What is told wrongly is rare: where heads are many and unlike, all are looked at.
    const chosen = isRich.has(name) ? sample(files, Infinity, 1) : sample(files, MOST.ordinary);
    const all = await inTurn(chosen, answers.ask);
    const parts = all.flatMap(({ persons }) => persons.flatMap(({ BodyParts = [] }) => BodyParts.map(({ Name = '' }) => Name)));
    const count = (ends: string): number => parts.filter((part) => part.endsWith(ends)).length;
    const told = TYPES.map((type) => all.reduce((sum, answer) => sum + itemsOf(answer, type), 0));
    rows.push([name, chosen.length, all.reduce((sum, { persons }) => sum + persons.length, 0), count('FACE'), told[0] ?? 0, count('HEAD'), told[1] ?? 0, count('HAND'), told[2] ?? 0]);
    named.push(...chosen.flatMap((file, index) => {
      const answer = all[index];
      const here = answer ? TYPES.filter((type) => itemsOf(answer, type) > 0) : [];
      return here.length > 0 ? [`- ${file}: ${here.map((type) => `${answer ? itemsOf(answer, type) : 0} ${type}`).join(', ')}`] : [];
    }));
  }
  return {
    title: 'Ordinary photos',
    headline: `Photos where hardly anybody wears anything of this kind; some do wear caps, helmets and scarves. Neither the finder of hats nor any head was trained on them, and no verdict was fitted on them (models/heads/protective-equipment/held-back.ts).\n\n${markdownTable(
      ['pictures of', 'pictures', 'persons', 'faces', 'FACE_COVER', 'heads', 'HEAD_COVER', 'hands', 'HAND_COVER'], rows,
    )}`,
    details: `Where something was told:\n\n${named.join('\n')}`,
  };
}

async function scenes(): Promise<ReportSection> {
  const looked = JSON.parse(readFileSync(`${repositoryRoot}test/accuracy/equipment-scenes.json`, 'utf8')) as readonly SeenScene[];
  const rows = await inTurn(looked, async ({ file, seen, judged }) => {
    const answer = await answers.ask(file);
    const told = TYPES.map((type) => [itemsOf(answer, type), type] as const).filter(([count]) => count > 0).map(([count, type]) => `${count} ${type}`);
    return [file, seen, [`${answer.persons.length} persons`, ...told].join(', '), judged];
  });
  return {
    title: 'Whole scenes',
    headline: `Somebody has looked at these pictures with the boxes drawn in.\n\n${markdownTable(['picture', 'what it shows', 'what is told', 'judged'], rows)}`,
  };
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

try {
  const parts = { hats, masks, ordinary, gloves, scenes };
  const sections: ReportSection[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (!name.startsWith(options.only)) continue;
    const section = await measure();
    console.log(`${section.headline}\n\n${section.details ?? ''}`);
    sections.push(section);
  }
  const models = options['npm-only'] ? 'with the models of npm packages alone' : 'with all models';
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} by \`npx tsx test/accuracy/protective-equipment.ts${SHARE < 1 ? ` --share ${SHARE}` : ''}\` ${models}, on pictures of ../shared/data that are no part of this repository. Pictures are decoded by Chromium and seen by the library's own code on the native runtime of Node.${SHARE < 1 ? ' Of every list of pictures a part was looked at: take the last digit of no figure seriously.' : ''}`;
  const report = reportText(sections, introduction, true).replace('# Accuracy', '# Accuracy of protective equipment');
  if (!options.keep && !options['npm-only'] && options.only === '') writeFileSync(`${repositoryRoot}test/accuracy/EQUIPMENT.md`, report);
} finally {
  await answers.close();
}
