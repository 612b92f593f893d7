import type { RowOrder } from './get-job.ts';
import type { VideoRow } from './video-row.ts';

/**
 * Groups rows by a key, the smallest first. Inside a group the surest come first, then the earliest (OPERATIONS A19); rows
 * that are equal in this keep the order in which they were seen.
 *
 * @param name value of SortBy
 */
export function groupedBy<Item extends { readonly Timestamp?: number | undefined }>(
  name: string,
  keyOf: (item: Item) => string | number,
  confidenceOf: (row: VideoRow<Item>) => number,
): RowOrder<Item> {
  return {
    name,
    compare(a, b) {
      const keys = [keyOf(a.item), keyOf(b.item)] as const;
      if (keys[0] !== keys[1]) return keys[0] < keys[1] ? -1 : 1;
      return confidenceOf(b) - confidenceOf(a) || (a.item.Timestamp ?? 0) - (b.item.Timestamp ?? 0);
    },
  };
}
