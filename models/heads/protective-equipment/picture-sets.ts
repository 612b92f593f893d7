import { readdirSync } from 'node:fs';
import { sharedDataFolder } from '../../../test/set-up/shared-data-server.ts';

/** Pictures that are looked at together. */
export interface PictureSet {
  readonly name: string;
  readonly folder: string;
  /** Whole bodies, or faces alone where nothing else is needed. */
  readonly look: 'bodies' | 'faces';
  /** Of how many pictures one is taken; 1 unless there are more than needed. */
  readonly step: number;
}

/** All that the heads are trained on and measured with; ../shared/data/SOURCES.md tells what they are. */
export const pictureSets = {
  hatsTrain: { name: 'hardhats-train', folder: 'ppe/hardhats/train', look: 'bodies', step: 1 },
  masksWith: { name: 'masks-with', folder: 'ppe/masks/with_mask', look: 'faces', step: 1 },
  masksWithout: { name: 'masks-without', folder: 'ppe/masks/without_mask', look: 'faces', step: 1 },
  coco: { name: 'coco', folder: 'objects/coco128/images', look: 'bodies', step: 1 },
  groups: { name: 'groups', folder: 'faces/group-boxes', look: 'bodies', step: 1 },
  crowds: { name: 'crowds', folder: 'faces/group-unlabelled', look: 'bodies', step: 1 },
  portraits: { name: 'portraits', folder: 'faces/portraits', look: 'bodies', step: 1 },
  officials: { name: 'figures', folder: 'public-figures/gallery', look: 'faces', step: 6 },
} as const satisfies Record<string, PictureSet>;
/** Their hands are labelled: nobody is looked for. */
export const glovePictures: PictureSet = { name: 'gloves-train', folder: 'ppe/gloves/train', look: 'bodies', step: 1 };
export type PictureSetName = keyof typeof pictureSets;

/** The pictures of a set, relative to ../shared/data, in the order of their names. */
export function filesOf({ folder, step }: PictureSet): string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`, { recursive: true })
    .map(String)
    .filter((name) => /\.(jpe?g|png)$/i.test(name))
    .toSorted()
    .filter((_, index) => index % step === 0)
    .map((name) => `${folder}/${name}`);
}

/** Whoever a picture of ../shared/data/ppe/masks shows, as far as its name tells. */
export function personOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const person = name.replace(/^\d+_\d+_/, '').replace(/[_\d]*$/, '');
  return person === '' || person === 'with_mask' || person.endsWith('copy') ? name : person;
}

/** FNV-1a with its high bits folded down, since neighbouring names differ in their last letters only. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
