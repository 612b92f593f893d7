import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sessions } from '../../../src/runtime/sessions.ts';
import { lookForBodies, lookForFaces, type BodySightings } from '../../../src/vision/body/body-sightings.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import type { HatFinder } from './hat-finder.ts';

/** What the library saw of people in one picture. */
export interface SeenPicture extends BodySightings {
  /** Relative to ../shared/data. */
  readonly file: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const cacheFolder = fileURLToPath(new URL('../../../.cache/protective-equipment/', import.meta.url));
/** Pictures between two savings of what was collected. */
const SAVE_EVERY = 100;

/**
 * Looks for people in each picture as the library does. Answers are kept in `.cache/protective-equipment/`.
 *
 * @param look `faces` where nothing but faces is needed: it takes a third of the time
 * @param finder of hats, another one than the library's own
 */
export async function collectSightings(
  set: string,
  look: 'bodies' | 'faces',
  files: readonly string[],
  sessions: Sessions,
  decoder: PictureDecoder,
  finder?: Omit<HatFinder, 'verdict'>,
): Promise<readonly SeenPicture[]> {
  const keptIn = `${cacheFolder}${set}.json`;
  const kept = await readKept(keptIn);
  const known = new Map(kept.map((picture) => [picture.file, picture]));
  const seen: SeenPicture[] = [];
  let looked = 0;
  const save = async (): Promise<void> => {
    await mkdir(cacheFolder, { recursive: true });
    await writeFile(keptIn, JSON.stringify([...known.values()]));
  };
  for (const file of files) {
    let picture = known.get(file);
    if (!picture) {
      const image = await decoder.decode(file);
      const reader = readPixels(image);
      const seenHere = look === 'bodies' ? await lookForBodies(sessions, reader, finder) : { persons: [], faces: await lookForFaces(sessions, reader, []) };
      picture = { file, width: image.width, height: image.height, ...seenHere };
      known.set(file, picture);
      looked += 1;
      if (looked % SAVE_EVERY === 0) {
        await save();
        console.log(`${set}: ${looked} pictures looked at`);
      }
    }
    seen.push(picture);
  }
  if (looked > 0) await save();
  return seen;
}

async function readKept(file: string): Promise<readonly SeenPicture[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as readonly SeenPicture[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
