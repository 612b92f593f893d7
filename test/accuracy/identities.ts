import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';
import type { DescribedPicture } from './page/main.ts';

/** A portrait with the person it shows. */
export interface Portrait {
  readonly path: string;
  readonly person: string;
}

/** A portrait's embedding. */
export interface KnownFace extends Portrait {
  readonly embedding: readonly number[];
}

/** Pictures of a folder of ../shared/data, as paths in it. */
export function picturesIn(folder: string): readonly string[] {
  return readdirSync(`${sharedDataFolder}/${folder}`)
    .filter((name) => /\.(jpe?g|png)$/i.test(name))
    .toSorted()
    .map((name) => `${folder}/${name}`);
}

const named = (path: string): Portrait => ({ path, person: basename(path).replace(/\.\w+$/, '') });

/** The official portraits of 2015, one of each person. */
export const gallery = (): readonly Portrait[] => picturesIn('public-figures/gallery').map(named);

/**
 * People whose second portrait is the first photograph again, cropped and with another background: found by looking at the
 * pairs nearest to each other. They say nothing on telling people apart in different photos.
 */
export const samePhotograph: ReadonlySet<string> = new Set(
  'B001236 C000127 C000141 C001088 C001098 G000359 G000555 H001061 J000293 K000383 L000571 M000639 M000934 M001183 S000033 S001194 W000802'.split(' '),
);

/** A second portrait, of 2024, of some of them. */
export const laterPortraits = (): readonly Portrait[] => picturesIn('public-figures/test').map(named);

/** Of faces/portraits those whose file name tells the person: `face_N.jpg` and `face_N_0.jpg`. */
export const snapshots = (): readonly Portrait[] =>
  picturesIn('faces/portraits').flatMap((path) => {
    const person = /face_(\d+)(?:_\d+)?\.jpg$/.exec(path)?.[1];
    return person === undefined ? [] : [{ path, person }];
  });

/** Gender of the people of public-figures where names.csv tells it. */
export function knownGenders(): ReadonlyMap<string, 'Male' | 'Female'> {
  const genders = new Map<string, 'Male' | 'Female'>();
  for (const line of readFileSync(`${sharedDataFolder}/public-figures/names.csv`, 'utf8').split('\n').slice(1)) {
    // The gender is the last field and never quoted, the id the first.
    const gender = line.trim().split(',').at(-1);
    const person = line.split(',')[0];
    if (person && (gender === 'M' || gender === 'F')) genders.set(person, gender === 'M' ? 'Male' : 'Female');
  }
  return genders;
}

/** The largest face of each portrait; portraits in which no face was found are told apart. */
export function knownFaces(
  portraits: readonly Portrait[],
  described: readonly DescribedPicture[],
): { readonly faces: readonly KnownFace[]; readonly without: readonly string[] } {
  const byPath = new Map(described.map((picture) => [picture.path, picture]));
  const faces: KnownFace[] = [];
  const without: string[] = [];
  for (const portrait of portraits) {
    const embedding = byPath.get(portrait.path)?.faces[0]?.embedding;
    if (embedding === undefined) without.push(portrait.path);
    else faces.push({ ...portrait, embedding });
  }
  return { faces, without };
}
