import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readNames, type NamedPerson } from '../../src/command-line/read-names.ts';
import type { Gallery } from '../../src/galleries/gallery.ts';
import { FACE_MODEL_VERSION } from '../../src/vision/face/face-model-version.ts';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import type { PictureDescriber } from './described-pictures.ts';
import { gallery, laterPortraits, picturesIn, snapshots, type KnownFace, type Portrait } from './identities.ts';

/** Official portraits of people whose names are known, and of the others. */
export interface CelebrityFaces {
  /** Portraits of 2015 of people whose names are known. */
  readonly known: readonly KnownFace[];
  /** Portraits of 2015 of the others. */
  readonly strangers: readonly KnownFace[];
  /** Portraits of 2024. */
  readonly later: readonly KnownFace[];
}

/** The largest face of every portrait, by the library in a page. */
export async function describeCelebrities(describer: PictureDescriber): Promise<CelebrityFaces> {
  const names = namesById();
  const first = await describePortraits(describer, gallery());
  return {
    known: first.filter(({ person }) => names.has(person)),
    strangers: first.filter(({ person }) => !names.has(person)),
    later: await describePortraits(describer, laterPortraits()),
  };
}

/** Snapshots and faces of ppe/masks: people who are in no gallery. Those with a mask are told apart. */
export async function describeOthers(describer: PictureDescriber): Promise<{ readonly bare: readonly KnownFace[]; readonly masked: readonly KnownFace[] }> {
  const asPortraits = (folder: string): readonly Portrait[] => picturesIn(folder).map((path) => ({ path, person: path }));
  const snapshotFaces = await describePortraits(describer, snapshots());
  const unmasked = await describePortraits(describer, asPortraits('ppe/masks/without_mask'));
  return {
    bare: [...snapshotFaces, ...unmasked].slice(0, 500),
    masked: await describePortraits(describer, asPortraits('ppe/masks/with_mask').slice(0, 200)),
  };
}

/**
 * What was seen is kept in .cache/celebrity-faces, because the fit and the report look at the same thousands of pictures.
 * Delete that folder after a change to how faces are found or embedded.
 */
async function describePortraits(describer: PictureDescriber, portraits: readonly Portrait[]): Promise<readonly KnownFace[]> {
  const [first] = portraits;
  if (!first) return [];
  const file = `${repositoryRoot}.cache/celebrity-faces/${FACE_MODEL_VERSION}-${dirname(first.path).replaceAll('/', '-')}.json`;
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly number[] | null>) : {};
  const unseen = portraits.filter(({ path }) => !(path in kept));
  const described = await describer.describe(unseen.map(({ path }) => path), { maxFaces: 1, attributes: false, embeddings: true });
  for (const { path, faces } of described) kept[path] = faces[0]?.embedding ?? null;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
  return portraits.flatMap((portrait): KnownFace[] => {
    const embedding = kept[portrait.path];
    return embedding ? [{ ...portrait, embedding }] : [];
  });
}

/** The people of names.csv who have a name. */
export function namesById(): ReadonlyMap<string, NamedPerson> {
  const people = readNames(readFileSync(`${sharedDataFolder}/public-figures/names.csv`, 'utf8'), []);
  return new Map(people.map((person) => [person.id, person]));
}

/** A gallery of these portraits, one of each person. */
export function galleryOf(faces: readonly KnownFace[]): Gallery {
  const people = faces.map(({ person, embedding }) => ({ id: person, name: person, urls: [], embeddings: [Float32Array.from(embedding)] }));
  return { title: '', licence: '', source: '', faceModelVersion: FACE_MODEL_VERSION, people };
}
