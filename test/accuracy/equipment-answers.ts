import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { protectiveEquipmentPersons } from '../../src/operations/protective-equipment.ts';
import type { Sessions } from '../../src/runtime/sessions.ts';
import type { ProtectiveEquipmentPerson } from '../../src/shapes/protective-equipment.ts';
import type { FoundEquipment } from '../../src/vision/body/body.ts';
import { findEquipment, weighHeadCovers } from '../../src/vision/body/find-equipment.ts';
import { repositoryRoot } from '../set-up/stages.ts';

/** Models that no npm package carries. */
const BY_URL = ['yunet', 'mobilenet-v2-imagenet', 'yolox-nano'];
const cacheFolder = `${repositoryRoot}.cache/protective-equipment/`;
/** Pictures between two savings of the answers. */
const SAVE_EVERY = 5;

/** What the operation tells of a picture. */
export interface EquipmentAnswer {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly persons: readonly ProtectiveEquipmentPerson[];
}

/** Asks the operation about pictures of ../shared/data. */
export interface EquipmentAnswers {
  readonly ask: (file: string) => Promise<EquipmentAnswer>;
  /** Everything that may cover a head in a picture, below the 50 % from which the operation tells it, too. Looks each time. */
  readonly weigh: (file: string) => Promise<readonly FoundEquipment[]>;
  readonly close: () => Promise<void>;
}

/**
 * Answers are kept in `.cache/protective-equipment/` for as long as no model, no head and no line of src/vision changes:
 * a measurement that was stopped goes on where it was.
 */
export function openEquipmentAnswers({ npmOnly }: { readonly npmOnly: boolean }): EquipmentAnswers {
  const native = createNativeSessions();
  const sessions: Sessions = npmOnly ? { ...native, has: (model) => !BY_URL.includes(model) && native.has(model) } : native;
  const decoder = openPictureDecoder();
  const keptIn = `${cacheFolder}answers-${npmOnly ? 'npm-only-' : ''}${stateOfTheLibrary()}.json`;
  const known = new Map(readKept(keptIn));
  let unsaved = 0;
  const save = (): void => {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(keptIn, JSON.stringify([...known]));
    unsaved = 0;
  };
  return {
    async ask(file) {
      const kept = known.get(file);
      if (kept) return kept;
      const image = await decoder.decode(file);
      const { width, height } = image;
      const answer = { width, height, persons: protectiveEquipmentPersons(await findEquipment(sessions, readPixels(image)), { width, height }) };
      known.set(file, answer);
      unsaved += 1;
      if (unsaved === SAVE_EVERY) save();
      return answer;
    },
    weigh: async (file) => weighHeadCovers(sessions, readPixels(await decoder.decode(file))),
    async close() {
      if (unsaved > 0) save();
      await decoder.close();
    },
  };
}

/** Changes with everything that an answer depends on. */
function stateOfTheLibrary(): string {
  const state = createHash('sha256');
  for (const folder of ['src/vision', 'models/heads', 'dist/models']) {
    const names = readdirSync(`${repositoryRoot}${folder}`, { recursive: true }).map(String).toSorted();
    for (const name of names.filter((each) => /\.(json|projection)$/.test(each) || (folder === 'src/vision' && each.endsWith('.ts')))) {
      state.update(name).update(readFileSync(`${repositoryRoot}${folder}/${name}`));
    }
  }
  return state.digest('hex').slice(0, 16);
}

function readKept(file: string): [string, EquipmentAnswer][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as [string, EquipmentAnswer][];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
