import { FACE_MODEL_VERSION } from '../vision/face/face-model-version.ts';
import { TEMPLATE_LENGTH } from '../vision/face/template-length.ts';
import { TEMPLATE_VERSION } from '../vision/face/template-version.ts';
import { PERSON_GENDERS, type Gallery, type GalleryPerson, type GalleryTitle, type PersonGender } from './gallery.ts';
import { GalleryRefusedError } from './gallery-errors.ts';
import { packTemplate, stepFor, unpackTemplate } from './packed-template.ts';

/*
 * A gallery file, format 2: lines of JSON in UTF-8, each ended by one line feed.
 *
 *   line 1     { "format": "pagesight-gallery", "version": 2, "sha256": SHA-256 of every byte after this line, hexadecimal }
 *   line 2     what the gallery says of itself, see GalleryHead
 *   lines 3-   a person each, see PersonLine
 */

/** MIME type of a gallery file. */
export const GALLERY_TYPE = 'application/vnd.pagesight.gallery';

const FORMAT = 'pagesight-gallery';
const VERSION = 2;
const LINE_FEED = 10;
/** The first line is shorter than this, or it is none. */
const LONGEST_FIRST_LINE = 1000;
const ID = /^[0-9A-Za-z]+$/;

interface GalleryHead extends GalleryTitle {
  readonly faceModelVersion: string;
  readonly templateVersion: string;
  /** Numbers in a template. */
  readonly dimensions: number;
  /** What one unit of the packed whole numbers stands for. */
  readonly step: number;
  /** People in the lines that follow. */
  readonly people: number;
}

interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly urls: readonly string[];
  readonly knownGender?: PersonGender;
  /** Each 320 whole numbers of 8 bits with a sign, in base64. */
  readonly templates: readonly string[];
}

/** Packs people into a gallery file, bound to the face model of this version. Throws RangeError for people who make none. */
export async function packGallery({ title, licence, source, people }: GalleryTitle & { readonly people: readonly GalleryPerson[] }): Promise<Blob> {
  const problem = peopleProblem(people);
  if (problem !== undefined) throw new RangeError(`A gallery cannot be made: ${problem}.`);
  const step = stepFor(people.flatMap(({ templates }) => templates));
  const head: GalleryHead = { title, licence, source, faceModelVersion: FACE_MODEL_VERSION, templateVersion: TEMPLATE_VERSION, dimensions: TEMPLATE_LENGTH, step, people: people.length };
  const lines = people.map(({ id, name, urls, knownGender, templates }): PersonLine => ({
    id,
    name,
    urls,
    ...(knownGender !== undefined && { knownGender }),
    templates: templates.map((template) => packTemplate(template, step)),
  }));
  const content = new TextEncoder().encode([head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const first = `${JSON.stringify({ format: FORMAT, version: VERSION, sha256: await sha256(content) })}\n`;
  return new Blob([first, content], { type: GALLERY_TYPE });
}

/**
 * Reads a gallery file, all of it or nothing.
 *
 * @param from names the file in the messages
 * @throws GalleryRefusedError when it is damaged, of another version of the format, or made for another face model
 */
export async function unpackGallery(bytes: Uint8Array<ArrayBuffer>, from: string): Promise<Gallery> {
  const refuse = (why: string): GalleryRefusedError => new GalleryRefusedError(`The gallery ${from} is not used: ${why}`);
  const damaged = (why: string): GalleryRefusedError => refuse(`${why}. Copy the file anew, or build it again with "pagesight gallery".`);

  const firstEnd = bytes.subarray(0, LONGEST_FIRST_LINE).indexOf(LINE_FEED);
  const first = firstEnd < 0 ? undefined : parseRecord(new TextDecoder().decode(bytes.subarray(0, firstEnd)));
  if (first?.['format'] !== FORMAT) throw damaged('it does not start like a gallery');
  if (first['version'] !== VERSION) {
    throw refuse(`it has format ${JSON.stringify(first['version'])} and this version of Pagesight reads format ${VERSION}. Build it again from the portraits with the "pagesight gallery" of this version.`);
  }
  const content = bytes.subarray(firstEnd + 1);
  if (first['sha256'] !== (await sha256(content))) throw damaged('its checksum is wrong, so it is damaged or was changed by hand');
  const [headLine, ...lines] = new TextDecoder().decode(content).split('\n').slice(0, -1);
  const head = parseRecord(headLine);
  if (head && typeof head['faceModelVersion'] === 'string' && head['faceModelVersion'] !== FACE_MODEL_VERSION) {
    throw refuse(`it was made for face model ${head['faceModelVersion']} and this version of Pagesight has face model ${FACE_MODEL_VERSION}. Build it again from the portraits.`);
  }
  if (head && typeof head['templateVersion'] === 'string' && head['templateVersion'] !== TEMPLATE_VERSION) {
    throw refuse(`its templates have version ${head['templateVersion']} and this version of Pagesight compares templates of version ${TEMPLATE_VERSION}. Build it again from the portraits.`);
  }
  if (!isHead(head)) throw damaged('its second line lacks a member');
  const people = lines.map((line) => personOf(parseRecord(line), head.step));
  if (!people.every((person) => person !== undefined)) throw damaged(`its line ${people.indexOf(undefined) + 3} is no person`);
  if (people.length !== head.people) throw damaged(`it has ${people.length} people where its second line names ${head.people}`);
  const problem = peopleProblem(people);
  if (problem !== undefined) throw damaged(problem);
  const { title, licence, source, faceModelVersion, templateVersion } = head;
  return { title, licence, source, faceModelVersion, templateVersion, people };
}

/** Why these people are no gallery, as the rest of a sentence. */
function peopleProblem(people: readonly GalleryPerson[]): string | undefined {
  if (people.length === 0) return 'there is nobody in it';
  const seen = new Set<string>();
  for (const { id, name, templates } of people) {
    if (!ID.test(id)) return `the id "${id}" has other characters than letters and digits`;
    if (seen.has(id)) return `two people have the id "${id}"`;
    if (name.trim() === '') return `the person ${id} has no name`;
    if (templates.length === 0) return `the person ${id} has no portrait`;
    seen.add(id);
  }
  return undefined;
}

function parseRecord(json: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json ?? '');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isHead(value: Record<string, unknown> | undefined): value is Record<string, unknown> & GalleryHead {
  return (
    value !== undefined &&
    ['title', 'licence', 'source', 'faceModelVersion', 'templateVersion'].every((name) => typeof value[name] === 'string') &&
    value['dimensions'] === TEMPLATE_LENGTH &&
    typeof value['step'] === 'number' &&
    value['step'] > 0 &&
    typeof value['people'] === 'number'
  );
}

function personOf(value: Record<string, unknown> | undefined, step: number): GalleryPerson | undefined {
  const { id, name, urls, knownGender, templates } = value ?? {};
  if (typeof id !== 'string' || typeof name !== 'string' || !isTexts(urls) || !isTexts(templates)) return undefined;
  if (knownGender !== undefined && !isGender(knownGender)) return undefined;
  const unpacked = templates.map((packed) => unpackTemplate(packed, step));
  if (!unpacked.every((template) => template !== undefined)) return undefined;
  return { id, name, urls, ...(knownGender !== undefined && { knownGender }), templates: unpacked };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isGender(value: unknown): value is PersonGender {
  return PERSON_GENDERS.some((gender) => gender === value);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
