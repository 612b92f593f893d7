/**
 * Trains the heads of this folder, measures them on what they were not trained on and writes head-boxes.json,
 * weights.json, hat-finder.json and report.md.
 *
 * Usage: tsx models/heads/protective-equipment/train.ts [--keep]
 *   --keep  measures only: nothing is written
 *
 * Needs ../shared/data and the built models (npm run models), all of them: the heads of both backbones are trained. What
 * was seen is kept in .cache/protective-equipment/: delete that folder when the detectors or the views have changed.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../../../test/set-up/shared-data-server.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { collectSightings, type SeenPicture } from './collect-sightings.ts';
import { facePairs, fitHeadBox, posePairs, writeHeadBoxes } from './fit-head-boxes.ts';
import type { StoredHatFinder } from './hat-finder.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import { filesOf, pictureSets, type PictureSetName } from './picture-sets.ts';
import { trainHatFinder } from './train-hat-finder.ts';

const { values: options } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
if (!sharedDataExists()) {
  console.log(`Training is ${withoutSharedData}.`);
  process.exit(1);
}

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
try {
  const seen = await seenPictures();
  const hatPictures = await Promise.all(
    seen.hatsTrain.map(async (picture) => ({
      seen: picture,
      hats: (await readLabelledBoxes(picture.file, picture.width, picture.height)).map(({ box }) => box),
    })),
  );
  const headBoxes = { fromFace: fitHeadBox(facePairs(hatPictures)), fromPose: fitHeadBox(posePairs(hatPictures)) };
  if (!options.keep) await writeHeadBoxes(headBoxes);
  // Imported only now, because the views of heads are planned with the boxes that were just fitted.
  const { trainHeads } = await import('./train-heads.ts');
  const heads = await trainHeads({ seen, hatPictures, sessions, decoder, keep: options.keep });
  const finder = await trainHatFinder(hatPictures.filter((_, index) => !isForVerdict(index)), sessions, decoder);
  const { fitHatVerdict } = await import('./fit-hat-verdict.ts');
  const verdict = await fitHatVerdict({ pictures: hatPictures.filter((_, index) => isForVerdict(index)), finder, heads, sessions, decoder });
  if (!options.keep) await writeHatFinder({ ...finder, verdict });
} finally {
  await decoder.close();
}

/** Pictures on which the finder of hats and the head that judges them are weighed against each other; neither is trained on them: the head takes every second, from the first. */
function isForVerdict(index: number): boolean {
  return index % 6 === 1;
}

async function writeHatFinder(stored: StoredHatFinder): Promise<void> {
  await writeFile(fileURLToPath(new URL('hat-finder.json', import.meta.url)), `${JSON.stringify(stored)}\n`);
}

async function seenPictures(): Promise<Record<PictureSetName, readonly SeenPicture[]>> {
  const seen: Partial<Record<PictureSetName, readonly SeenPicture[]>> = {};
  for (const name of Object.keys(pictureSets) as PictureSetName[]) {
    const set = pictureSets[name];
    seen[name] = await collectSightings(set.name, set.look, filesOf(set), sessions, decoder);
  }
  return seen as Record<PictureSetName, readonly SeenPicture[]>;
}
