import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FEATURE_LENGTHS, viewPicture, type BackboneId, type BackboneView } from '../../../src/vision/backbone/backbone.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';

/** A picture as a backbone sees it. */
export interface PictureViews {
  readonly squashed: BackboneView;
  readonly middle: BackboneView;
}

/** What each backbone sees in one picture. */
export type SeenPicture = Readonly<Record<BackboneId, PictureViews>>;

/** Shows pictures to both backbones. What they saw is kept in `.cache/scenes/`. */
export interface FeatureCollector {
  readonly collect: (files: readonly string[]) => Promise<ReadonlyMap<string, SeenPicture>>;
  readonly close: () => Promise<void>;
}

/** Both backbones, the better one first. */
export const backbones: readonly BackboneId[] = ['mobilenet-v2-imagenet', 'nsfw-mobilenet-v2-mid'];

/** Numbers in the output `probabilities` of each. */
const CLASSES: Readonly<Record<BackboneId, number>> = { 'mobilenet-v2-imagenet': 1001, 'nsfw-mobilenet-v2-mid': 5 };
const cacheFolder = fileURLToPath(new URL('../../../.cache/scenes/', import.meta.url));
/** Pictures between two lines that say how far it is. */
const PROGRESS_EVERY = 200;

/** Opens no browser until a picture must be looked at that is not kept. */
export function openFeatureCollector(): FeatureCollector {
  const sessions = createNativeSessions();
  const decoder = openPictureDecoder();

  async function look(file: string): Promise<SeenPicture> {
    const reader = readPixels(await decoder.decode(file));
    return {
      'mobilenet-v2-imagenet': await viewPicture(sessions, reader, 'mobilenet-v2-imagenet'),
      'nsfw-mobilenet-v2-mid': await viewPicture(sessions, reader, 'nsfw-mobilenet-v2-mid'),
    };
  }

  return {
    async collect(files) {
      await mkdir(cacheFolder, { recursive: true });
      const seen = new Map<string, SeenPicture>();
      let looked = 0;
      for (const file of files) {
        const kept = `${cacheFolder}${file.replaceAll('/', '+')}.bin`;
        let views = await readKept(kept);
        if (!views) {
          views = await look(file);
          await writeFile(kept, packed(views));
          looked += 1;
          if (looked % PROGRESS_EVERY === 0) console.log(`${looked} pictures looked at`);
        }
        seen.set(file, views);
      }
      return seen;
    },
    close: () => decoder.close(),
  };
}

/** All numbers of a picture, one after another. */
function packed(seen: SeenPicture): Uint8Array {
  const parts = backbones.flatMap((backbone) => viewsOf(seen[backbone]).flatMap(({ feature, probabilities }) => [feature, probabilities]));
  const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return new Uint8Array(values.buffer);
}

async function readKept(path: string): Promise<SeenPicture | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const values = new Float32Array(bytes.buffer);
  let at = 0;
  const take = (length: number): Float32Array => values.subarray(at, (at += length));
  const view = (backbone: BackboneId): BackboneView => ({ feature: take(FEATURE_LENGTHS[backbone]), probabilities: take(CLASSES[backbone]) });
  const views = (backbone: BackboneId): PictureViews => ({ squashed: view(backbone), middle: view(backbone) });
  return { 'mobilenet-v2-imagenet': views('mobilenet-v2-imagenet'), 'nsfw-mobilenet-v2-mid': views('nsfw-mobilenet-v2-mid') };
}

function viewsOf({ squashed, middle }: PictureViews): readonly BackboneView[] {
  return [squashed, middle];
}
