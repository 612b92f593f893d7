import type { DescribeCollectionResponse, Face } from '../../src/index.ts';
import type { Page, Playground } from '../page.ts';
import { download, offersCollectionFiles, persistenceSentence } from '../parts/collection-files.ts';
import { createCollectionList } from '../parts/collection-list.ts';
import { createCollectionSearch } from '../parts/collection-search.ts';
import { confirmLoss } from '../parts/confirmation.ts';
import { button, element, toggle } from '../parts/element.ts';
import { faceTile } from '../parts/face-grid.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { indexPhoto } from '../parts/indexing.ts';
import { createPhotoTray } from '../parts/photo-tray.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createThumbnailStore } from '../parts/thumbnail-store.ts';

const FACES_PER_PAGE = 120;

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Collections: faces that are remembered in this browser, and who is among them. */
export function createCollectionsPage({ client, announce }: Playground): Page {
  const thumbnails = createThumbnailStore();
  const failure = createFailureNotice();
  const progress = createProgressBar(client);
  const title = element('h1', { class: 'compare-title' });
  const facts = element('p', { class: 'collection-facts' });
  const promise = element('p', { class: 'collection-facts' });
  const grid = element('ul', { class: 'face-grid' });
  const more = button('Show more', () => void attempt(listMore), { class: 'button', hidden: true });
  let chosen: string | undefined;
  let keepsThumbnails = false;
  let takesOneFace = false;
  let nextPage: string | undefined;
  let indexing: AbortController | undefined;

  /** Every action of a visitor goes through here, so that none can fail silently. */
  async function attempt(action: () => Promise<void>): Promise<void> {
    failure.hide();
    try {
      await action();
    } catch (error) {
      failure.show(error, () => void attempt(action));
    }
  }

  const list = createCollectionList({
    onChoose: (name) => void attempt(() => open(name)),
    onCreate: (name) =>
      void attempt(async () => {
        await client.rekognition().createCollection({ CollectionId: name });
        await refresh(name);
      }),
    ...(offersCollectionFiles(client.rekognition()) ? { onImport: (file: File) => void attempt(() => importFile(file)) } : {}),
  });
  const search = createCollectionSearch(client, thumbnails, () => chosen);
  const start = button('Index', () => void attempt(indexAll), { class: 'button primary' });
  const stop = button('Stop', () => indexing?.abort(), { class: 'button', hidden: true });
  const clear = button('Clear', () => tray.clear(), { class: 'button quiet' });
  const tray = createPhotoTray(writeTray, () => void attempt(indexAll));
  const trayPart = element('section', { class: 'tray', 'aria-label': 'Photos to index', hidden: true }, tray.element, element('div', { class: 'tray-actions' }, start, stop, clear));
  const input = createPictureInput({ onPictures: tray.add, onFailure: (error) => failure.show(error), multiple: true, label: 'Add photos' });
  const one = toggle('One face per photo', false, (pressed) => (takesOneFace = pressed));
  const keep = toggle('Keep pictures of the faces', false, (pressed) => (keepsThumbnails = pressed));
  const collectionActions = element('div', { class: 'collection-actions' });
  const invitation = element('p', { class: 'collection-invitation' });
  const collectionPart = element(
    'section',
    { class: 'collection', hidden: true },
    element('header', { class: 'collection-header' }, element('div', {}, title, facts, promise), collectionActions),
    element('div', { class: 'collection-bar' }, input.actions, one, keep, input.samples),
    trayPart,
    progress.element,
    invitation,
    grid,
    more,
  );
  const none = element(
    'section',
    { class: 'collection-none' },
    element('h1', {}, 'A collection remembers faces'),
    element('p', {}, 'Name one, drop photos of people into it, and ask later who is on another photo. What is kept are numbers that describe each face; pictures only if you say so. All of it stays in this browser.'),
  );
  const page = element('div', { class: 'collections-page' }, list.element, element('div', { class: 'collection-main' }, failure.element, none, collectionPart), search.element);

  function writeTray(): void {
    const waiting = tray.waiting().length;
    trayPart.hidden = waiting === 0;
    start.textContent = `Index ${plural(waiting, 'photo', 'photos')}`;
  }

  function writeActions(): void {
    const rekognition = client.rekognition();
    collectionActions.replaceChildren(button('Delete collection', () => void attempt(deleteCollection), { class: 'button quiet small danger' }));
    if (!offersCollectionFiles(rekognition)) return;
    collectionActions.prepend(
      button('Export', () => void attempt(async () => {
        if (chosen !== undefined) download(await rekognition.exportCollection(chosen), `${chosen}.pagesight`);
      }), { class: 'button quiet small' }),
    );
  }

  function describe(description: DescribeCollectionResponse): void {
    const made = description.CreationTimestamp?.toLocaleDateString('en', { dateStyle: 'medium' });
    facts.textContent = [plural(description.FaceCount ?? 0, 'face', 'faces'), `face model ${description.FaceModelVersion ?? '?'}`, made === undefined ? '' : `made ${made}`].filter(Boolean).join(' · ');
    invitation.textContent = description.FaceCount === 0 ? 'Nobody yet. Drop photos anywhere; each file’s name becomes the name of the person, and you can change it first.' : '';
  }

  async function refresh(wanted?: string): Promise<void> {
    const names: string[] = [];
    for await (const answer of client.rekognition().paginateListCollections()) names.push(...(answer.CollectionIds ?? []));
    const name = wanted ?? (chosen !== undefined && names.includes(chosen) ? chosen : names[0]);
    list.show(names, name);
    if (name === undefined) {
      chosen = undefined;
      none.hidden = false;
      collectionPart.hidden = true;
      page.classList.add('has-none');
      return;
    }
    page.classList.remove('has-none');
    none.hidden = true;
    collectionPart.hidden = false;
    await showCollection(name);
  }

  async function open(name: string): Promise<void> {
    tray.clear();
    await refresh(name);
  }

  async function showCollection(name: string): Promise<void> {
    const isOther = name !== chosen;
    chosen = name;
    title.textContent = name;
    writeActions();
    const rekognition = client.rekognition();
    describe(await rekognition.describeCollection({ CollectionId: name }));
    promise.textContent = offersCollectionFiles(rekognition) ? persistenceSentence(await rekognition.describeStorage()) : '';
    grid.replaceChildren();
    nextPage = undefined;
    await listMore();
    if (isOther) search.reset();
  }

  async function listMore(): Promise<void> {
    const CollectionId = chosen;
    if (CollectionId === undefined) return;
    const answer = await client.rekognition().listFaces({ CollectionId, MaxResults: FACES_PER_PAGE, NextToken: nextPage });
    // Another collection may have been opened meanwhile.
    if (CollectionId !== chosen) return;
    nextPage = answer.NextToken;
    more.hidden = nextPage === undefined;
    grid.append(
      ...(answer.Faces ?? []).map((face) =>
        faceTile({ face, thumbnail: thumbnails.read(CollectionId, face.FaceId ?? '') }, () => void attempt(() => deleteFace(CollectionId, face))),
      ),
    );
  }

  function setIndexing(running: boolean): void {
    start.hidden = running;
    clear.hidden = running;
    stop.hidden = !running;
  }

  async function indexAll(): Promise<void> {
    const collection = chosen;
    const photos = tray.waiting();
    if (collection === undefined || photos.length === 0 || indexing) return;
    indexing = new AbortController();
    const { signal } = indexing;
    setIndexing(true);
    let done = 0;
    try {
      for (const photo of photos) {
        if (signal.aborted) break;
        progress.advance(done, photos.length, `Indexing ${photo.file.name}`);
        const rekognition = client.rekognition();
        try {
          const why = await indexPhoto(photo, { rekognition, collection, takesOneFace, thumbnails: keepsThumbnails ? thumbnails : undefined, signal });
          photo.report(why ?? '', why === undefined ? 'done' : 'failed');
        } catch (error) {
          if (signal.aborted) break;
          photo.report(error instanceof Error ? error.message : String(error), 'failed');
        }
        done += 1;
      }
    } finally {
      indexing = undefined;
      setIndexing(false);
      progress.stop();
      announce(`${plural(done, 'photo', 'photos')} done.`);
    }
    await refresh();
  }

  async function deleteFace(collection: string, face: Face): Promise<void> {
    if (face.FaceId === undefined) return;
    await client.rekognition().deleteFaces({ CollectionId: collection, FaceIds: [face.FaceId] });
    await thumbnails.forget(collection, face.FaceId);
    await refresh();
  }

  async function deleteCollection(): Promise<void> {
    const name = chosen;
    if (name === undefined || !(await confirmLoss(`Delete “${name}” with all its faces? This cannot be undone.`, 'Delete collection'))) return;
    await client.rekognition().deleteCollection({ CollectionId: name });
    await thumbnails.forgetAll(name);
    await refresh();
  }

  async function importFile(file: File): Promise<void> {
    const rekognition = client.rekognition();
    if (!offersCollectionFiles(rekognition)) return;
    await rekognition.importCollection(file);
    await refresh();
  }

  return {
    element: page,
    shown: () => void attempt(() => refresh()),
    takePictures: (files, at) => {
      const { left, right, top, bottom } = search.element.getBoundingClientRect();
      const [first] = files;
      const isOnSearch = at !== undefined && at.x >= left && at.x <= right && at.y >= top && at.y <= bottom;
      if (isOnSearch && first) void search.take(first);
      else if (chosen !== undefined) tray.add(files);
      else failure.show(new Error('There is no collection yet. Create one first, then drop the photos again.'));
    },
    hidden: () => search.reset(),
  };
}
