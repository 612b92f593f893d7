import { describe, expect, it } from 'vitest';
import type { GalleryPerson } from '../../src/galleries/gallery.ts';
import { GalleryRefusedError } from '../../src/galleries/gallery-errors.ts';
import { packGallery, unpackGallery } from '../../src/galleries/gallery-format.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { TEMPLATE_VERSION } from '../../src/vision/face/template-version.ts';

const random = randomNumbers(7);
const template = (): Float32Array => Float32Array.from({ length: 320 }, () => random() - 0.5);
const people: readonly GalleryPerson[] = [
  { id: 'A1', name: 'Raúl "R" Ödegård', urls: ['https://example.org/a'], knownGender: 'Male', templates: [template(), template()] },
  { id: 'B2', name: 'Someone Else', urls: [], templates: [template()] },
];
const titles = { title: 'Two people', licence: 'CC0', source: 'made up' };

async function packed(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await packGallery({ ...titles, people })).arrayBuffer());
}

/** The file with its first line, and where wanted the content, changed; the checksum is made right again. */
async function changed(first: Record<string, unknown>, change: (content: string) => string = (content) => content): Promise<Uint8Array<ArrayBuffer>> {
  const [head = '', ...lines] = new TextDecoder().decode(await packed()).split('\n');
  const content = new TextEncoder().encode(change(lines.join('\n')));
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex');
  const start = new TextEncoder().encode(`${JSON.stringify({ ...(JSON.parse(head) as object), sha256: digest, ...first })}\n`);
  return new Uint8Array([...start, ...content]);
}

const refusal = (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
  unpackGallery(bytes, 'test.gallery.jsonl').then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a gallery file', () => {
  it('gives back what was packed, templates to half a step', async () => {
    const gallery = await unpackGallery(await packed(), 'test');
    expect(gallery).toMatchObject({ ...titles, faceModelVersion: '1.0', templateVersion: TEMPLATE_VERSION });
    expect(gallery.people.map(({ templates: _templates, ...person }) => person)).toEqual(people.map(({ templates: _templates, ...person }) => person));
    for (const [index, person] of people.entries()) {
      for (const [at, original] of person.templates.entries()) {
        const back = gallery.people[index]?.templates[at] ?? new Float32Array(320);
        expect(Math.max(...original.map((value, number) => Math.abs(value - (back[number] ?? Number.NaN))))).toBeLessThan(0.51 * (0.5 / 127));
      }
    }
  });

  it('is refused whole when any byte of it was changed or lost', async () => {
    const whole = await packed();
    for (let at = 0; at < whole.length; at += 13) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(await refusal(damaged), `byte ${at}`).toBeInstanceOf(GalleryRefusedError);
    }
    expect(await refusal(whole.slice(0, -1))).toBeInstanceOf(GalleryRefusedError);
    expect(await refusal(new Uint8Array())).toBeInstanceOf(GalleryRefusedError);
  });

  it.each<readonly [string, Record<string, unknown>, (content: string) => string, RegExp]>([
    ['the format of older versions', { version: 1 }, (content) => content, /format 1 .* reads format 2\. Build it again from the portraits/],
    ['a format that is no number', { version: {} }, (content) => content, /format \{\} .* reads format 2/],
    ['a later format', { version: 3 }, (content) => content, /format 3 .* reads format 2/],
    ['something else', { format: 'cats' }, (content) => content, /does not start like a gallery/],
    ['another face model', {}, (content) => content.replace('"faceModelVersion":"1.0"', '"faceModelVersion":"0.9"'), /face model 0\.9 .* face model 1\.0\. Build it again/],
    ['other templates', {}, (content) => content.replace(`"templateVersion":"${TEMPLATE_VERSION}"`, '"templateVersion":"0.9"'), /templates have version 0\.9 .* templates of version \d\.\d\. Build it again/],
    ['a missing person', {}, (content) => content.replace(/\{"id":"B2".*\n/, ''), /1 people where its second line names 2/],
    ['an id twice', {}, (content) => content.replace('"B2"', '"A1"'), /two people have the id "A1"/],
    ['an id with a dash', {}, (content) => content.replace('"B2"', '"B-2"'), /letters and digits/],
    ['an unknown gender', {}, (content) => content.replace('"Male"', '"male"'), /line 3 is no person/],
    ['a short template', {}, (content) => content.replace(/"templates":\["[^"]{8}/, '"templates":["'), /line 3 is no person/],
  ])('is refused with a sentence for %s', async (_, first, change, sentence) => {
    const error = await refusal(await changed(first, change));
    expect(error).toBeInstanceOf(GalleryRefusedError);
    expect((error as Error).message).toMatch(sentence);
    expect((error as Error).message).toContain('test.gallery.jsonl');
  });

  it('cannot be made of nobody, or of people without a name or a portrait', async () => {
    const [person] = people;
    if (!person) throw new Error('There is nobody.');
    for (const wrong of [[], [{ ...person, id: 'a b' }], [{ ...person, name: ' ' }], [{ ...person, templates: [] }], [person, person]]) {
      await expect(packGallery({ ...titles, people: wrong })).rejects.toThrow(/^A gallery cannot be made: .+\.$/);
    }
  });
});
