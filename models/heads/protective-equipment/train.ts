/**
 * Trains the heads of this folder, measures them on what they were not trained on and writes head-boxes.json,
 * weights.json, hat-finder.json and report.md.
 *
 * Usage: tsx models/heads/protective-equipment/train.ts [--only heads|finder|verdict] [--keep]
 *   --only  one step, with what the others have written before; `heads` fits head boxes and heads
 *   --keep  measures only: nothing is written
 *
 * Needs ../shared/data and the built models (npm run models), all of them: the heads of both backbones are trained. What
 * was seen is kept in .cache/protective-equipment/: delete that folder when the detectors or the views have changed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import type { BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { collectSightings, type SeenPicture } from './collect-sightings.ts';
import { facePairs, fitHeadBox, posePairs, writeHeadBoxes, type HatPicture } from './fit-head-boxes.ts';
import type { StoredHatFinder } from './hat-finder.ts';
import { isHeldBack } from './held-back.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import { filesOf, pictureSets, type PictureSetName } from './picture-sets.ts';
import type { StoredEquipmentHeads } from './predict.ts';
import { trainHatFinder } from './train-hat-finder.ts';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' }, keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
/** Ordinary photos, where the finder learns what is no hard hat. */
const ORDINARY = ['coco', 'groups', 'crowds', 'portraits'] as const satisfies readonly PictureSetName[];

try {
  if (isAsked('heads')) await trainAllHeads();
  if (isAsked('finder')) {
    const ordinary = ORDINARY.flatMap((name) => filesOf(pictureSets[name])).filter((file) => !isHeldBack(file));
    const labelled = filesOf(pictureSets.hatsTrain).filter((_, index) => !isForVerdict(index));
    await writeHatFinder({ ...(await trainHatFinder(labelled, ordinary, sessions, decoder)), verdict: (await readHatFinder()).verdict });
  }
  if (isAsked('verdict')) {
    const { fitHatVerdict } = await import('./fit-hat-verdict.ts');
    const finder = await readHatFinder();
    // Every second of them: it is four numbers that are fitted.
    const files = filesOf(pictureSets.hatsTrain).filter((_, index) => isForVerdict(index)).filter((_, index) => index % 2 === 0);
    await writeHatFinder({ ...finder, verdict: await fitHatVerdict({ files, finder, heads: await readHeads(), sessions, decoder }) });
  }
} finally {
  await decoder.close();
}

function isAsked(step: 'heads' | 'finder' | 'verdict'): boolean {
  return options.only === '' || options.only === step;
}

/** Head boxes, and the heads that look at what these show. */
async function trainAllHeads(): Promise<void> {
  const seen = await seenPictures();
  const hatPictures = await hatPicturesOf(seen.hatsTrain);
  const headBoxes = { fromFace: fitHeadBox(facePairs(hatPictures)), fromPose: fitHeadBox(posePairs(hatPictures)) };
  if (!options.keep) await writeHeadBoxes(headBoxes);
  // Imported only now, because the views of heads are planned with the boxes that were just fitted.
  const { trainHeads } = await import('./train-heads.ts');
  await trainHeads({ seen, hatPictures, sessions, decoder, keep: options.keep });
}

function hatPicturesOf(seen: readonly SeenPicture[]): Promise<HatPicture[]> {
  return Promise.all(
    seen.map(async (picture) => ({
      seen: picture,
      hats: (await readLabelledBoxes(picture.file, picture.width, picture.height)).map(({ box }) => box),
    })),
  );
}

/** Pictures on which the finder of hats and the head that judges them are weighed against each other; neither is trained on them: the head takes every second, from the first. */
function isForVerdict(index: number): boolean {
  return index % 6 === 1;
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

async function seenPictures(): Promise<Record<PictureSetName, readonly SeenPicture[]>> {
  const seen: Partial<Record<PictureSetName, readonly SeenPicture[]>> = {};
  for (const name of Object.keys(pictureSets) as PictureSetName[]) {
    const set = pictureSets[name];
    seen[name] = await collectSightings(set.name, set.look, filesOf(set), sessions, decoder);
  }
  return seen as Record<PictureSetName, readonly SeenPicture[]>;
}
