import { seededOrder } from './seeded-order.ts';

/** What is split: something with a key of its own and labels. */
export interface Labelled {
  /** Unique: the name of the picture. */
  readonly key: string;
  readonly labels: readonly string[];
}

/** Both parts, in the order in which they were given. */
export interface Split<Item> {
  readonly larger: readonly Item[];
  readonly smaller: readonly Item[];
}

/**
 * Puts a part of the pictures aside so that each label has about that part of its pictures there, at least one where it
 * has two: labels take turns, the rarest first, as in Sechidis et al., "On the Stratification of Multi-Label Data"
 * (ECML PKDD 2011). The same pictures and seed give the same parts, in whatever order the pictures come.
 *
 * @param part 0 to 1
 */
export function stratifiedSplit<Item extends Labelled>(items: readonly Item[], part: number, seed: number): Split<Item> {
  const ordered = seededOrder(items, ({ key }) => key, seed);
  const taken = new Set<Item>();
  const settled = new Set<Item>();
  for (const { label, pictures } of byLabel(ordered)) {
    const wanted = pictures.length < 2 ? 0 : Math.max(1, Math.round(pictures.length * part));
    let there = pictures.filter((picture) => taken.has(picture)).length;
    for (const picture of pictures) {
      if (settled.has(picture)) continue;
      settled.add(picture);
      if (there >= wanted || takesLast(picture, label, ordered, taken)) continue;
      taken.add(picture);
      there += 1;
    }
  }
  return { larger: items.filter((item) => !taken.has(item)), smaller: items.filter((item) => taken.has(item)) };
}

function byLabel<Item extends Labelled>(items: readonly Item[]): { readonly label: string; readonly pictures: readonly Item[] }[] {
  const labels = [...new Set(items.flatMap((item) => item.labels))].toSorted();
  return labels
    .map((label) => ({ label, pictures: items.filter((item) => item.labels.includes(label)) }))
    .toSorted((a, b) => a.pictures.length - b.pictures.length);
}

/** Whether another label of the picture would have none left in the larger part. */
function takesLast<Item extends Labelled>(picture: Item, label: string, items: readonly Item[], taken: ReadonlySet<Item>): boolean {
  return picture.labels.some(
    (other) => other !== label && !items.some((item) => item !== picture && !taken.has(item) && item.labels.includes(other)),
  );
}
