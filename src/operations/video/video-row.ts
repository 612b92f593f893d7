/** One entry of a result list as a job keeps it. */
export interface VideoRow<Item> {
  /** As the Get operation answers it. */
  readonly item: Item;
  /** What entries of one group are ordered by, where the item does not tell it itself. */
  readonly confidence?: number;
}
