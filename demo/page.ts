import type { SharedClient } from './shared-client.ts';

/** What every page is given. */
export interface Playground {
  /** The one client of the site. */
  readonly client: SharedClient;
  /** Says a sentence to screen readers. */
  readonly announce: (sentence: string) => void;
}

/** One page of the playground, made once and kept while others are shown. */
export interface Page {
  readonly element: HTMLElement;
  /** Takes pictures that were dropped anywhere or pasted while this page is shown. */
  readonly takePictures?: (pictures: readonly File[], at: { readonly x: number; readonly y: number } | undefined) => void;
  /** Called each time the page is shown. */
  readonly shown?: () => void;
  /** Called when another page is shown: stop cameras and calls. */
  readonly hidden?: () => void;
}

/** A page as the list of pages names it. */
export interface PageEntry {
  /** The address: `#faces`. */
  readonly id: string;
  /** Name in the navigation. */
  readonly title: string;
  /** Loads the code of the page when it is first shown. */
  readonly load: () => Promise<(playground: Playground) => Page>;
}
