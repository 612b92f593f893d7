import type { GallerySource } from '../config.ts';
import type { GalleryPlace } from './gallery-calls.ts';

/** Where the galleries of a configuration are, as a worker can find them: a worker's own address is another than the page's. */
export function galleryPlaces(sources: GallerySource | readonly GallerySource[] | undefined): readonly GalleryPlace[] | undefined {
  if (sources === undefined) return undefined;
  return (isList(sources) ? sources : [sources]).map(placeOf);
}

function placeOf(source: GallerySource): GalleryPlace {
  if (source === 'default') return { kind: 'default' };
  if (source instanceof Blob) return { kind: 'file', file: source };
  return { kind: 'address', url: new URL(source, document.baseURI).href };
}

function isList(sources: GallerySource | readonly GallerySource[]): sources is readonly GallerySource[] {
  return Array.isArray(sources);
}
