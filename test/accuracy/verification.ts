import type { KnownFace } from './identities.ts';

/** Euclidean distances between two faces of one person, and of two people. */
export interface PairDistances {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

/** Euclidean distance of two embeddings. */
export function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += (value - (b[index] ?? Number.NaN)) ** 2;
  return Math.sqrt(sum);
}

/** Every pair of faces once. */
export function pairDistances(faces: readonly KnownFace[]): PairDistances {
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (const [index, one] of faces.entries()) {
    for (const other of faces.slice(index + 1)) {
      (one.person === other.person ? genuine : impostor).push(distance(one.embedding, other.embedding));
    }
  }
  return { genuine, impostor };
}

/** Part of the distances at or under a threshold: the true match rate of genuine, the false match rate of impostor pairs. */
export function matchRate(distances: readonly number[], threshold: number): number {
  return distances.filter((each) => each <= threshold).length / distances.length;
}

/** Rank-1 identification: the part of the probes whose nearest face of the gallery is the same person, and the errors. */
export function rankOne(
  probes: readonly KnownFace[],
  gallery: readonly KnownFace[],
): { readonly rate: number; readonly errors: readonly { readonly probe: string; readonly nearest: string }[] } {
  const errors: { probe: string; nearest: string }[] = [];
  for (const probe of probes) {
    let nearest: KnownFace | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of gallery) {
      const apart = distance(probe.embedding, candidate.embedding);
      if (apart < least) {
        least = apart;
        nearest = candidate;
      }
    }
    if (nearest?.person !== probe.person) errors.push({ probe: probe.person, nearest: nearest?.person ?? '' });
  }
  return { rate: 1 - errors.length / probes.length, errors };
}

/** Splits people, not pictures, into two halves that depend on their name alone. */
export function halves<Face extends { readonly person: string }>(faces: readonly Face[]): readonly [Face[], Face[]] {
  const people = [...new Set(faces.map(({ person }) => person))].toSorted();
  const first = new Set(people.filter((_, index) => index % 2 === 0));
  return [faces.filter(({ person }) => first.has(person)), faces.filter(({ person }) => !first.has(person))];
}
