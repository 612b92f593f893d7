import { galleryFiles } from '#models';
import { readModel } from '../runtime/model-store.ts';
import type { WorkerSettings, WorkerSide } from '../runtime/worker-protocol.ts';
import type { Gallery } from './gallery.ts';
import type { GalleryCalls, GalleryPlace } from './gallery-calls.ts';
import { GalleryUnavailableError } from './gallery-errors.ts';
import { unpackGallery } from './gallery-format.ts';
import { indexPeople, type PeopleIndex } from './nearest-person.ts';

interface OpenedGalleries {
  readonly galleries: readonly Gallery[];
  readonly index: PeopleIndex;
}

/** Answers {@link GalleryCalls} from the galleries that the settings name; reads them with the first call that needs them. */
export function openGalleries({ galleries: places, modelsUrl }: WorkerSettings): WorkerSide<GalleryCalls> {
  let opening: Promise<OpenedGalleries> | undefined;

  async function read(): Promise<OpenedGalleries> {
    const galleries = await Promise.all((places ?? [{ kind: 'default' }]).map((place) => readGallery(place, modelsUrl)));
    return { galleries, index: indexPeople(galleries) };
  }

  function opened(): Promise<OpenedGalleries> {
    opening ??= read().catch((error: unknown) => {
      // What was mended meanwhile is found by the next call.
      opening = undefined;
      throw error;
    });
    return opening;
  }

  return {
    async describe() {
      const { galleries } = await opened();
      return galleries.map(({ title, licence, source, people }) => ({ title, licence, source, people: people.length }));
    },
    async recognize(_signal, templates, minConfidence) {
      const { index } = await opened();
      return templates.map((template) => index.recognize(template, minConfidence));
    },
    findPerson: async (_signal, id) => (await opened()).index.find(id),
  };
}

async function readGallery(place: GalleryPlace, modelsUrl: string | undefined): Promise<Gallery> {
  if (!globalThis.isSecureContext) {
    throw new GalleryUnavailableError('Galleries can only be checked on a secure page: serve the page over https, or from localhost while developing.');
  }
  switch (place.kind) {
    case 'default':
      return readDefault(modelsUrl);
    case 'file':
      return unpackGallery(new Uint8Array(await place.file.arrayBuffer()), place.file instanceof File ? place.file.name : 'given as a Blob');
    case 'address':
      return unpackGallery(await fetchGallery(place.url), place.url);
  }
}

async function readDefault(modelsUrl: string | undefined): Promise<Gallery> {
  const [file] = Object.values(galleryFiles);
  if (!file) throw new GalleryUnavailableError('This build of Pagesight carries no gallery. Pass one of your own: new Rekognition({ celebrities: url }).');
  const located = modelsUrl === undefined ? file : { ...file, url: new URL(file.file, modelsUrl).href };
  return unpackGallery(new Uint8Array(await readModel(located, () => {})), located.file);
}

async function fetchGallery(url: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (error) {
    throw new GalleryUnavailableError(`The gallery ${url} could not be fetched (${error instanceof Error ? error.message : String(error)}). Check the connection and the address in "celebrities".`);
  }
  if (!response.ok) {
    throw new GalleryUnavailableError(`The gallery ${url} could not be fetched: the server answered ${response.status}. Check the address in "celebrities".`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
