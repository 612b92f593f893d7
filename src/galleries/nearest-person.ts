import type { Gallery, GalleryPerson, KnownPerson } from './gallery.ts';
import type { PersonMatch } from './gallery-calls.ts';
import { GalleryRefusedError } from './gallery-errors.ts';
import { matchConfidence } from './match-confidence.ts';
import { EMBEDDING_LENGTH } from './packed-embedding.ts';

/** People of one or more galleries, ready to be compared with. */
export interface PeopleIndex {
  /** Faces to compare with: a person may have several. */
  readonly faces: number;
  readonly find: (id: string) => KnownPerson | undefined;
  /** The nearest person at or above a confidence in percent. */
  readonly recognize: (embedding: Float32Array, minConfidence: number) => PersonMatch | undefined;
}

/** Puts the people of galleries together. Throws GalleryRefusedError when two of them share an id. */
export function indexPeople(galleries: readonly Gallery[]): PeopleIndex {
  const byId = new Map<string, { readonly person: KnownPerson; readonly title: string }>();
  for (const { title, people } of galleries) {
    for (const person of people) {
      const other = byId.get(person.id);
      if (other) throw new GalleryRefusedError(`The galleries are not used: "${other.title}" and "${title}" both have a person with the id "${person.id}". Build one of them with other ids.`);
      byId.set(person.id, { person: withoutEmbeddings(person), title });
    }
  }
  const rows = galleries.flatMap(({ people }) => people.flatMap((person) => person.embeddings.map((embedding) => ({ id: person.id, embedding }))));
  const vectors = new Float32Array(rows.length * EMBEDDING_LENGTH);
  rows.forEach(({ embedding }, row) => vectors.set(embedding, row * EMBEDDING_LENGTH));

  return {
    faces: rows.length,
    find: (id) => byId.get(id)?.person,
    recognize(embedding, minConfidence) {
      const nearest = nearestRow(vectors, embedding);
      const known = byId.get(rows[nearest.row]?.id ?? '');
      const confidence = matchConfidence(nearest.distance, rows.length);
      return known && confidence >= minConfidence ? { person: known.person, confidence } : undefined;
    },
  };
}

function withoutEmbeddings({ id, name, urls, knownGender }: GalleryPerson): KnownPerson {
  return { id, name, urls, ...(knownGender !== undefined && { knownGender }) };
}

function nearestRow(vectors: Float32Array, embedding: Float32Array): { readonly row: number; readonly distance: number } {
  if (embedding.length !== EMBEDDING_LENGTH) throw new RangeError(`A face has ${embedding.length} numbers where the gallery has ${EMBEDDING_LENGTH}.`);
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0, start = 0; start < vectors.length; row++, start += EMBEDDING_LENGTH) {
    let sum = 0;
    // What lies farther than the nearest so far need not be measured to the end.
    for (let index = 0; index < EMBEDDING_LENGTH && sum < least; index++) {
      const difference = (vectors[start + index] ?? 0) - (embedding[index] ?? 0);
      sum += difference * difference;
    }
    if (sum < least) {
      least = sum;
      nearest = row;
    }
  }
  return { row: nearest, distance: Math.sqrt(least) };
}
