import { readdirSync } from 'node:fs';
import type { Concern } from '../../src/vision/moderation/concerns.ts';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';

/** Pictures in which nobody expects a moderation label, by where they come from. */
export const NEUTRAL_SETS = ['coco128', 'portraits', 'public figures'] as const;
export type NeutralSet = (typeof NEUTRAL_SETS)[number];

/** One of them. */
export interface NeutralPicture {
  /** Below ../shared/data. */
  readonly path: string;
  readonly set: NeutralSet;
  /** The bars are fitted on the first half and reported on the second. Pictures of one person are in one half. */
  readonly half: 'fitted on' | 'reported on';
}

/**
 * Neutral pictures that do show something, by the part of their name: a beach, bottles and glasses of wine, a tasting. Bars
 * are not fitted on them; false alarms are counted with them.
 */
const SHOWN: Readonly<Record<string, readonly Concern[]>> = {
  '000000000283': ['alcohol'],
  '000000000308': ['alcohol'],
  '000000000326': ['alcohol'],
  '000000000315': ['femaleSwimwear', 'maleSwimwear', 'bareChest', 'revealingClothes'],
};

/** Whether a neutral picture does show a concern after all. */
export function shows(path: string, concern: Concern): boolean {
  return Object.entries(SHOWN).some(([name, concerns]) => path.includes(name) && concerns.includes(concern));
}

/** Every so many of the gallery's portraits are taken, which differ little. */
const GALLERY_STEP = 8;

function pictures(folder: string): string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`).filter((name) => /\.(jpe?g|png)$/i.test(name)).toSorted().map((name) => `${folder}/${name}`);
}

/** What joins the pictures of one person: the number of a portrait, the id of an official. */
function personOf(path: string): string {
  const name = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  return /^(best|dani|face_\d+)/.exec(name)?.[0] ?? name;
}

function inHalves(paths: readonly string[], set: NeutralSet): NeutralPicture[] {
  const people = [...new Set(paths.map(personOf))];
  const first = new Set(people.filter((_, index) => index % 2 === 0));
  return paths.map((path) => ({ path, set, half: first.has(personOf(path)) ? 'fitted on' : 'reported on' }));
}

/** coco128, the private portraits, and of the official ones an eighth of the gallery and all later ones. */
export function neutralPictures(): NeutralPicture[] {
  return [
    ...inHalves(pictures('objects/coco128/images'), 'coco128'),
    ...inHalves(pictures('faces/portraits'), 'portraits'),
    ...inHalves(
      [...pictures('public-figures/gallery').filter((_, index) => index % GALLERY_STEP === 0), ...pictures('public-figures/test')],
      'public figures',
    ),
  ];
}

/** Every third picture of the smoking set. */
export function smokingPictures(): string[] {
  return ['moderation/smoking/train/images', 'moderation/smoking/val/images'].flatMap(pictures).filter((_, index) => index % 3 === 0);
}

/** Swimwear. */
export const swimwearPictures = ['moderation/yoga_swimwear.jpg', 'moderation/yoga_swimwear_lighttext.jpg'] as const;

/** The clip and what its scenes show, seconds (../shared/data/SOURCES.md). */
export const clip = {
  path: 'moderation/aws_moderation-video.mp4',
  scenes: [
    { from: 0, to: 12.933, shows: 'a bottle of beer', wanted: ['Alcoholic Beverages'] },
    { from: 12.933, to: 14.7, shows: 'a bathroom, one man without a shirt', wanted: ['Barechested Male'] },
    { from: 14.7, to: 18.467, shows: 'a woman with a cigarette in her hand', wanted: ['Smoking'] },
    { from: 18.467, to: 19.867, shows: 'plain green', wanted: [] },
    { from: 19.867, to: 26.6, shows: 'the woman, smoking', wanted: ['Smoking'] },
  ],
} as const;
