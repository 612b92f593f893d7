import type { GalleryTitle, KnownPerson } from './gallery.ts';

/** Where a gallery is: the library's own, an absolute address, or a file. */
export type GalleryPlace = { readonly kind: 'default' } | { readonly kind: 'address'; readonly url: string } | { readonly kind: 'file'; readonly file: Blob };

/** Who a face is taken for. */
export interface PersonMatch {
  readonly person: KnownPerson;
  /** Percent, 0 to 100, see match-confidence.ts. */
  readonly confidence: number;
}

/** What is told of a gallery in use. */
export interface GalleryDescription extends GalleryTitle {
  readonly people: number;
}

/** What the galleries worker answers. Each call throws GalleryRefusedError or GalleryUnavailableError where a gallery cannot be used. */
export interface GalleryCalls {
  /** Reads the galleries if that has not been done, and tells what they are. */
  describe(): Promise<readonly GalleryDescription[]>;
  /**
   * Names faces by their templates, in the same order; undefined for a face under the bar.
   *
   * @param minConfidence percent, 0 to 100
   */
  recognize(templates: readonly Float32Array[], minConfidence: number): Promise<readonly (PersonMatch | undefined)[]>;
  /** The person with this id, if any gallery has them. */
  findPerson(id: string): Promise<KnownPerson | undefined>;
}
