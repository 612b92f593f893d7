import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { neutralPictures as moderationNeutral } from '../../../test/accuracy/moderation-pictures.ts';
import { sharedDataFolder } from '../../../test/set-up/shared-data-server.ts';

/** Centre and size as fractions of the picture. */
export type SmokingBox = readonly [x: number, y: number, width: number, height: number];

/** A picture and where somebody smokes in it. */
export interface SmokingPicture {
  /** Below ../shared/data. */
  readonly file: string;
  /** Pictures of one scene, film or person share this; none is on both sides of a fold. */
  readonly scene: string;
  /** Whether somebody smokes or something burns; undefined where the set's own label is doubtful. */
  readonly answer: boolean | undefined;
  readonly boxes: readonly SmokingBox[];
}

/**
 * Pictures of the smoking set whose label file is empty although a cigarette, a pipe or smoke can be seen, or where that
 * cannot be told; looked at one by one.
 */
const DOUBTFUL: ReadonlySet<string> = new Set([
  '000425', '000452', '000599', '000737', 'a00231-0', 'a00135-0', 'bb0128', 'bb0217', 'bb0237', 'bb0370', 'bb0526', 'bb0601', 'c00058', 'ggg029', 'ggg596',
]);

/** Pictures of one poster or film, by the beginning of their names. */
const SAME_SCENE: Readonly<Record<string, string>> = {
  bb0307: 'bb0053', ggg082: 'ggg038', bb0276: 'a00058-0', bb0339: 'posters', bb0434: 'posters', bb0236: 'posters', bb0460: 'posters', bb0352: 'posters', bb0132: 'posters', bb0465: 'posters',
};

const isPicture = (name: string): boolean => /\.(jpe?g|png)$/i.test(name);

function namesIn(folder: string): string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`).filter(isPicture).toSorted().map((name) => `${folder}/${name}`);
}

/** What a file of the smoking set is called before its hash: `bb0053`. */
function stemOf(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/_(jpg|png)\.rf\..*$/, '');
}

function boxesOf(file: string): SmokingBox[] {
  const labels = `${sharedDataFolder}/${file.replace('/images/', '/labels/').replace(/\.\w+$/, '.txt')}`;
  if (!existsSync(labels)) return [];
  return readFileSync(labels, 'utf8').split('\n').filter(Boolean).map((line): SmokingBox => {
    const [, x = 0, y = 0, width = 0, height = 0] = line.trim().split(/\s+/).map(Number);
    return [x, y, width, height];
  });
}

/** The 133 pictures of the smoking set. */
export function smokingSet(): SmokingPicture[] {
  return ['moderation/smoking/train/images', 'moderation/smoking/val/images'].flatMap(namesIn).map((file) => {
    const stem = stemOf(file);
    const boxes = boxesOf(file);
    const answer = boxes.length > 0 ? true : DOUBTFUL.has(stem) ? undefined : false;
    return { file, scene: `smoking ${SAME_SCENE[stem] ?? stem}`, answer, boxes };
  });
}

/**
 * Photos in which nobody smokes: homes and streets, portraits, groups, officials, faces with a mask or a hand before them, hands at work, building sites.
 * Of coco128, the portraits and the officials only those that test/accuracy/MODERATION.md does not report on.
 */
export function neutralPictures(): SmokingPicture[] {
  const every = (files: readonly string[], step: number): string[] => files.filter((_, index) => index % step === 0);
  const unreported = moderationNeutral().filter(({ half }) => half === 'fitted on');
  const files = [
    ...every(namesIn('ppe/gloves/train'), 12),
    ...unreported.filter(({ set }) => set === 'coco128').map(({ path }) => path),
    ...every(namesIn('ppe/hardhats/train'), 24),
    ...every(unreported.filter(({ set }) => set === 'portraits').map(({ path }) => path), 2),
    ...every(unreported.filter(({ set }) => set === 'public figures').map(({ path }) => path), 8),
    ...namesIn('faces/group-boxes'),
    ...every(namesIn('faces/group-unlabelled'), 2),
    ...every(namesIn('ppe/masks/with_mask'), 24),
    ...every(namesIn('ppe/masks/without_mask'), 24),
  ];
  return files.map((file) => ({ file, scene: sceneOf(file), answer: false, boxes: [] }));
}

function sceneOf(file: string): string {
  const name = file.split('/').at(-1) ?? file;
  if (file.startsWith('faces/portraits')) return `portrait ${/^(best|dani|face_\d+)/.exec(name)?.[0] ?? name}`;
  if (file.startsWith('public-figures')) return `official ${name}`;
  // Frames of a few clips.
  if (file.startsWith('ppe/gloves')) return `gloves ${/^\d+_/.test(name) ? name.split('-')[0] : ''}`;
  return file;
}
