import { intersectionOverUnion, type PixelBox } from './geometry.ts';

/** Something with a box and a score. */
export interface ScoredBox {
  readonly box: PixelBox;
  readonly score: number;
}

/** Keeps the best of every group of boxes that overlap by more than `overlap` (intersection over union), best first. */
export function suppressNonMaxima<Item extends ScoredBox>(items: readonly Item[], overlap: number): Item[] {
  const kept: Item[] = [];
  for (const item of items.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => intersectionOverUnion(better.box, item.box) <= overlap)) kept.push(item);
  }
  return kept;
}
