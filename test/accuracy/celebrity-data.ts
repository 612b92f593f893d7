import { readFileSync } from 'node:fs';
import { readNames, type NamedPerson } from '../../src/command-line/read-names.ts';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';
import { describePortraits, type IdentifiedFace } from './described-portraits.ts';
import { gallery, laterPortraits, picturesIn, snapshots, type Portrait } from './identities.ts';

/** Official portraits of people whose names are known, and of the others. */
export interface CelebrityFaces {
  /** Portraits of 2015 of people whose names are known. */
  readonly known: readonly IdentifiedFace[];
  /** Portraits of 2015 of the others. */
  readonly strangers: readonly IdentifiedFace[];
  /** Portraits of 2024. */
  readonly later: readonly IdentifiedFace[];
}

/** The largest face of every portrait. */
export async function describeCelebrities(): Promise<CelebrityFaces> {
  const names = namesById();
  const first = await describePortraits(gallery());
  return {
    known: first.filter(({ person }) => names.has(person)),
    strangers: first.filter(({ person }) => !names.has(person)),
    later: await describePortraits(laterPortraits()),
  };
}

/** Found by looking at who was named: the gallery's O000167, Barack Obama. */
const IN_THE_GALLERY = 'ppe/masks/without_mask/169.jpg';

/** Snapshots and faces of ppe/masks: people who are in no gallery. Those with a mask are told apart. */
export async function describeOthers(): Promise<{ readonly bare: readonly IdentifiedFace[]; readonly masked: readonly IdentifiedFace[] }> {
  const asPortraits = (folder: string): readonly Portrait[] => picturesIn(folder).map((path) => ({ path, person: path }));
  const snapshotFaces = await describePortraits(snapshots());
  const unmasked = await describePortraits(asPortraits('ppe/masks/without_mask').filter(({ path }) => path !== IN_THE_GALLERY));
  return {
    bare: [...snapshotFaces, ...unmasked].slice(0, 500),
    masked: await describePortraits(asPortraits('ppe/masks/with_mask').slice(0, 200)),
  };
}

/** The people of names.csv who have a name. */
export function namesById(): ReadonlyMap<string, NamedPerson> {
  const people = readNames(readFileSync(`${sharedDataFolder}/public-figures/names.csv`, 'utf8'), []);
  return new Map(people.map((person) => [person.id, person]));
}
