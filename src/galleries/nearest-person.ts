import { TEMPLATE_LENGTH } from '../vision/face/template-length.ts';
import type { Gallery, GalleryPerson, KnownPerson } from './gallery.ts';
import type { PersonMatch } from './gallery-calls.ts';
import { GalleryRefusedError } from './gallery-errors.ts';
import { matchConfidence, type StrangerDistances } from './match-confidence.ts';

/** People of one or more galleries, ready to be compared with. */
export interface PeopleIndex {
  /** Faces to compare with: a person may have several. */
  readonly faces: number;
  readonly find: (id: string) => KnownPerson | undefined;
  /** The nearest person at or above a confidence in percent. */
  readonly recognize: (template: Float32Array, minConfidence: number) => PersonMatch | undefined;
}

/**
 * Puts the people of galleries together. Throws GalleryRefusedError when two of them share an id.
 *
 * @param strangers how far apart they lie. Default: as fitted, see stranger-distances.ts
 */
export function indexPeople(galleries: readonly Gallery[], strangers?: StrangerDistances): PeopleIndex {
  const byId = new Map<string, { readonly person: KnownPerson; readonly title: string }>();
  for (const { title, people } of galleries) {
    for (const person of people) {
      const other = byId.get(person.id);
      if (other) throw new GalleryRefusedError(`The galleries are not used: "${other.title}" and "${title}" both have a person with the id "${person.id}". Build one of them with other ids.`);
      byId.set(person.id, { person: withoutTemplates(person), title });
    }
  }
  const rows = galleries.flatMap(({ people }) => people.flatMap((person) => person.templates.map((template) => ({ id: person.id, template }))));
  const vectors = new Float32Array(rows.length * TEMPLATE_LENGTH);
  rows.forEach(({ template }, row) => vectors.set(template, row * TEMPLATE_LENGTH));

  return {
    faces: rows.length,
    find: (id) => byId.get(id)?.person,
    recognize(template, minConfidence) {
      const nearest = nearestRow(vectors, template);
      const known = byId.get(rows[nearest.row]?.id ?? '');
      const confidence = matchConfidence(nearest.distance, rows.length, strangers);
      return known && confidence >= minConfidence ? { person: known.person, confidence } : undefined;
    },
  };
}

function withoutTemplates({ id, name, urls, knownGender }: GalleryPerson): KnownPerson {
  return { id, name, urls, ...(knownGender !== undefined && { knownGender }) };
}

function nearestRow(vectors: Float32Array, template: Float32Array): { readonly row: number; readonly distance: number } {
  if (template.length !== TEMPLATE_LENGTH) throw new RangeError(`A face has ${template.length} numbers where the gallery has ${TEMPLATE_LENGTH}.`);
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0, start = 0; start < vectors.length; row++, start += TEMPLATE_LENGTH) {
    let sum = 0;
    // What lies farther than the nearest so far need not be measured to the end.
    for (let index = 0; index < TEMPLATE_LENGTH && sum < least; index++) {
      const difference = (vectors[start + index] ?? 0) - (template[index] ?? 0);
      sum += difference * difference;
    }
    if (sum < least) {
      least = sum;
      nearest = row;
    }
  }
  return { row: nearest, distance: Math.sqrt(least) };
}
