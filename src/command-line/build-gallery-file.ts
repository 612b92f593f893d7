import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { GALLERY_SUFFIX } from '../galleries/gallery.ts';
import { buildInBrowser, type PersonOrder } from './gallery-page.ts';
import { readNames } from './read-names.ts';

/** What `pagesight gallery` was asked for. */
export interface GalleryOrder {
  /** Folder of portraits. */
  readonly portraits: string;
  /** File of names. */
  readonly names: string;
  /** Default: the folder's name in the working folder. */
  readonly out: string | undefined;
  readonly title: string | undefined;
  readonly licence: string | undefined;
  readonly source: string | undefined;
  readonly links: readonly string[];
  /** Lets a person open the page instead of starting a browser. */
  readonly byHand: boolean;
}

/** Portraits are `ID.jpg`, further ones of the same person `ID_2.jpg` and the like. */
const PORTRAIT = /^([0-9A-Za-z]+)(?:[_-][^.]*)?\.(?:jpe?g|png)$/i;

/** `pagesight gallery <folder-of-portraits> <names.csv>`: makes a gallery file of people. */
export async function buildGalleryFile(order: GalleryOrder): Promise<void> {
  const folder = resolve(order.portraits);
  const files = (await readdir(folder)).toSorted();
  const people = readNames(await readFile(order.names, 'utf8'), order.links).map((person): PersonOrder => ({
    ...person,
    portraits: files.filter((file) => PORTRAIT.exec(file)?.[1] === person.id),
  }));
  const pictured = people.filter(({ portraits }) => portraits.length > 0);
  if (pictured.length === 0) throw new Error(`No portrait in ${folder} belongs to a person in ${order.names}: name them by the first column, like ${people[0]?.id ?? 'ID'}.jpg.`);
  console.log(`${pictured.length} people with portraits; ${people.length - pictured.length} named ones have none.`);

  const { title = basename(folder), licence, source, byHand } = order;
  const told = { title, ...(licence !== undefined && { licence }), ...(source !== undefined && { source }) };
  const { file, people: kept, leftOut } = await buildInBrowser(folder, pictured, told, byHand);
  for (const { id, portrait, reason } of leftOut) {
    console.log(`${pictured.find((person) => person.id === id)?.portraits[portrait] ?? id} was left out: ${reason}`);
  }
  const out = resolve(order.out ?? `${basename(folder)}${GALLERY_SUFFIX}`);
  await writeFile(out, file);
  console.log(`${kept} people in ${out}, ${file.length} bytes. Serve it with your app and pass its address: new Rekognition({ celebrities: '/${basename(out)}' }).`);
  if (licence === undefined) console.log('It says "not stated" for its licence; --licence tells those who get it what they may do with it.');
}
