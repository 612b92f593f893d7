/**
 * Trains the heads of this folder, measures them on what they were not trained on and writes head-boxes.json,
 * weights.json, hat-finder.json and report.md.
 *
 * Usage: tsx models/heads/protective-equipment/train.ts [--only heads|finder|verdict] [--heads headCover,handCover] [--keep]
 *   --only   one step, with what the others have written before; `heads` fits head boxes and heads
 *   --heads  of the heads only these; the others and the head boxes stay as they are
 *   --keep   measures only: nothing is written
 *
 * Needs ../shared/data and the built models (npm run models), all of them: the heads of both backbones are trained. What
 * was seen is kept in .cache/protective-equipment/: delete that folder when the detectors, the views or
 * the training of the finder have changed.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { collectHatCells, type HatCells, type HatPictureFile } from './collect-hat-cells.ts';
import { collectSightings, type SeenPicture } from './collect-sightings.ts';
import { fitHatVerdict } from './fit-hat-verdict.ts';
import { facePairs, fitHeadBox, posePairs, writeHeadBoxes, type HatPicture } from './fit-head-boxes.ts';
import { openHatFinder, type StoredHatFinder } from './hat-finder.ts';
import { isForReport, isForVerdict, isHeldBack } from './held-back.ts';
import { kindsIn, readLabelledBoxes } from './labelled-boxes.ts';
import { filesOf, hash, pictureSets, type PictureSetName } from './picture-sets.ts';
import type { EquipmentHeadName, StoredEquipmentHeads } from './predict.ts';
import { openFirstOpinion, trainFirstNetwork, trainHatGates, trainHatNetworks } from './train-hat-finder.ts';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, heads: { type: 'string', default: '' }, keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
/** Of the pictures one in so many trains the network that names hard cells. */
const FOR_FIRST = 4;
/** Parts into which the building sites that weigh finder and head against each other are divided. */
const FOLDS = 4;
/** Ordinary photos, where the finder learns what is no hard hat. */
const ORDINARY = ['coco', 'groups', 'crowds', 'portraits'] as const satisfies readonly PictureSetName[];
/** COCO's kinds at which helmets and caps are worn: bicycle, motorcycle, horse, skis, snowboard, baseball bat and glove, skateboard. */
const WITH_HELMETS = [1, 3, 17, 30, 31, 34, 35, 36];
const HEADS = ['faceCover', 'headCover', 'handCover'] as const satisfies readonly EquipmentHeadName[];
/** What people are looked for in, for each head; labelled hands are looked at where they are. */
const SETS_OF_HEAD: Readonly<Record<EquipmentHeadName, readonly PictureSetName[]>> = {
  faceCover: ['masksWith', 'masksWithout', ...ORDINARY, 'officials'],
  headCover: ['hatsTrain', ...ORDINARY, 'officials'],
  handCover: ORDINARY,
};

try {
  if (isAsked('heads')) await trainAllHeads();
  if (isAsked('finder')) {
    const cells = await finderCells();
    await writeHatFinder({ ...trainHatGates(cells), networks: await trainHatNetworks(cells), verdict: (await readHatFinder()).verdict });
  }
  if (isAsked('verdict')) await weighHats();
} finally {
  await decoder.close();
}

function isAsked(step: 'heads' | 'finder' | 'verdict'): boolean {
  return options.only === '' || options.only === step;
}

/** Head boxes, and the heads that look at what these show. */
async function trainAllHeads(): Promise<void> {
  const names = HEADS.filter((name) => options.heads === '' || options.heads.split(',').includes(name));
  if (names.length === HEADS.length && !options.keep) {
    const all = await hatPicturesOf(await sightingsOf('hatsTrain'));
    await writeHeadBoxes({ fromFace: fitHeadBox(facePairs(all)), fromPose: fitHeadBox(posePairs(all)) });
  }
  const needed = new Set(names.flatMap((name) => SETS_OF_HEAD[name]));
  const seen: Record<PictureSetName, readonly SeenPicture[]> = { hatsTrain: [], masksWith: [], masksWithout: [], coco: [], groups: [], crowds: [], portraits: [], officials: [] };
  for (const name of needed) seen[name] = await sightingsOf(name, name === 'hatsTrain' ? isForHead : undefined);
  // Imported only now, because the views of heads are planned with the boxes that were just fitted.
  const { trainHeads } = await import('./train-heads.ts');
  await trainHeads({ names, seen, hatPictures: await hatPicturesOf(seen.hatsTrain), sessions, decoder, keep: options.keep });
}

function hatPicturesOf(seen: readonly SeenPicture[]): Promise<HatPicture[]> {
  return Promise.all(
    seen.map(async (picture) => ({
      seen: picture,
      hats: (await readLabelledBoxes(picture.file, picture.width, picture.height)).map(({ box }) => box),
    })),
  );
}

/** Building sites that the head of hats is trained on. */
function isForHead(index: number): boolean {
  return index % 2 === 0;
}

/** Those that show nothing at which helmets and caps are worn. */
async function withoutHelmets(seen: readonly SeenPicture[]): Promise<SeenPicture[]> {
  const kinds = await Promise.all(seen.map(({ file, width, height }) => kindsIn(file, width, height)));
  return seen.filter((_, index) => !kinds[index]?.some((kind) => WITH_HELMETS.includes(kind)));
}

/**
 * Fits the verdict on hats: on building sites that the head has not seen, each looked at with a finder that was trained
 * without it, and on ordinary photos that neither has seen.
 */
async function weighHats(): Promise<void> {
  // Imported only now, for the head boxes too.
  const { collectHatEvidence } = await import('./collect-hat-evidence.ts');
  const heads = await readHeads();
  const look = (name: string, files: readonly string[], finder: StoredHatFinder): Promise<readonly SeenPicture[]> =>
    collectSightings(`${name}-for-verdict-${hash(JSON.stringify(finder.networks)).toString(16)}`, 'bodies', files, sessions, decoder, openHatFinder(finder));
  const finder = await readHatFinder();
  const sites = filesOf(pictureSets.hatsTrain);
  const seenSites: SeenPicture[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isInFold = (index: number): boolean => index < sites.length && !isForHead(index) && Math.floor(index / 2) % FOLDS === fold;
    const networks = await keptJson(`hat-networks-without-${fold}-${hash(JSON.stringify(finder.networks)).toString(16)}`, async () => trainHatNetworks(await finderCells(), isInFold));
    seenSites.push(...(await look(`sites-${fold}`, sites.filter((_, index) => isInFold(index)), { ...finder, networks })));
  }
  const ordinary = await withoutHelmets(await look('ordinary', ORDINARY.flatMap((name) => filesOf(pictureSets[name])).filter(isForVerdict), finder));
  const verdict = fitHatVerdict(
    await collectHatEvidence({ seen: seenSites, areLabelled: true, heads, sessions, decoder }),
    await collectHatEvidence({ seen: ordinary, areLabelled: false, heads, sessions, decoder }),
  );
  await writeHatFinder({ ...finder, verdict });
}

/** What the finder of hats is trained on: building sites first, in the order of their set. */
function finderFiles(): HatPictureFile[] {
  const ordinary = ORDINARY.flatMap((name) => filesOf(pictureSets[name])).filter((file) => !isHeldBack(file));
  return [...filesOf(pictureSets.hatsTrain).map((file): HatPictureFile => ({ file, kind: 'labelled' })), ...ordinary.map((file): HatPictureFile => ({ file, kind: 'no hats' }))];
}

/** Its cells; a quarter of the pictures trains the network that names the hard ones. */
async function finderCells(): Promise<HatCells> {
  const files = finderFiles();
  const first = await keptJson('hat-first-opinion', async () => trainFirstNetwork(await collectHatCells(files.filter((_, index) => index % FOR_FIRST === 0), sessions, decoder)));
  return collectHatCells(files, sessions, decoder, await openFirstOpinion(first));
}

async function keptJson<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
  const file = pathOf(`../../../.cache/protective-equipment/${name}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const value = await make();
  await mkdir(pathOf('../../../.cache/protective-equipment/'), { recursive: true });
  await writeFile(file, JSON.stringify(value));
  return value;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function readHatFinder(): Promise<StoredHatFinder> {
  return JSON.parse(await readFile(pathOf('hat-finder.json'), 'utf8')) as StoredHatFinder;
}

/** Those of the preferred backbone. */
async function readHeads(): Promise<StoredEquipmentHeads> {
  const { backbones } = JSON.parse(await readFile(pathOf('weights.json'), 'utf8')) as { readonly backbones: Readonly<Record<BackboneId, StoredEquipmentHeads>> };
  return backbones['mobilenet-v2-imagenet'];
}

async function writeHatFinder(stored: StoredHatFinder): Promise<void> {
  if (!options.keep) await writeFile(pathOf('hat-finder.json'), `${JSON.stringify(stored)}\n`);
}

/** What is seen in those pictures of a set that may be trained on. */
function sightingsOf(name: PictureSetName, isTaken: (index: number) => boolean = () => true): Promise<readonly SeenPicture[]> {
  const set = pictureSets[name];
  // Those for the verdicts, too: the head of face covers may see them, because no verdict weighs it.
  const files = filesOf(set).filter((file, index) => isTaken(index) && !isForReport(file));
  return collectSightings(set.name, set.look, files, sessions, decoder);
}
