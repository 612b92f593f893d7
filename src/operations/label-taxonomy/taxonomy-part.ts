/**
 * Labels of one category: names by the parents they stand under directly, '' where they have none. Names are separated by
 * commas, and so are parents where there are several. A parent may belong to another category.
 */
export interface TaxonomyPart {
  /** As the service names it. */
  readonly category: string;
  readonly namesByParents: Readonly<Record<string, string>>;
}
