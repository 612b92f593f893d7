import type { BuiltGallery, Celebrity, ComparedFace, RecognizeCelebritiesResponse } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { createCelebrityList } from '../parts/celebrity-list.ts';
import { button, element, toggle } from '../parts/element.ts';
import { cutFace } from '../parts/face-thumbnail.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createGalleryPanel } from '../parts/gallery-panel.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureOverlay } from '../parts/picture-overlay.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { peopleOfPortraits, type NamedPortraits } from '../parts/portrait-names.ts';
import { createProgressBar } from '../parts/progress-bar.ts';

const THUMBNAIL_PIXELS = 44;

interface FaceOfAnswer {
  readonly face: ComparedFace;
  readonly celebrity: Celebrity | undefined;
}

/** The named faces first, as the answer has them. */
function facesOf({ CelebrityFaces = [], UnrecognizedFaces = [] }: RecognizeCelebritiesResponse): readonly FaceOfAnswer[] {
  return [
    ...CelebrityFaces.map((celebrity) => ({ face: celebrity.Face ?? {}, celebrity })),
    ...UnrecognizedFaces.map((face) => ({ face, celebrity: undefined })),
  ];
}

function count({ CelebrityFaces = [], UnrecognizedFaces = [] }: RecognizeCelebritiesResponse): string {
  if (CelebrityFaces.length + UnrecognizedFaces.length === 0) return 'No face found';
  return `${CelebrityFaces.length} named, ${UnrecognizedFaces.length} not`;
}

function welcome(actions: HTMLElement, samples: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Who is it?'),
      element('p', { class: 'welcome-lead' }, 'Drop a photo to look for people of a gallery, or several portraits at once to build a gallery of your own.'),
      actions,
    ),
    element('div', { class: 'welcome-samples' }, element('p', {}, 'No photo at hand? Take one of these; nobody on them is in the gallery.'), samples),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your photo never leaves this machine.'),
  );
}

function cautions(): HTMLElement {
  return element('p', { class: 'cautions' }, 'A name is a guess from looks: relatives and look-alikes are taken for each other, and up to one stranger in 178 is given a name. Nothing to decide about a person by.');
}

/** RecognizeCelebrities: one photo, the names of its people, the galleries they are from, and a gallery of one’s own. */
export function createCelebritiesPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const latest = createLatestCall(client);
  const overlay = createPictureOverlay(focus);
  const stage = createPictureStage(overlay.element, 'The photo');
  const list = createCelebrityList(focus);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const galleries = createGalleryPanel((files) => void build(files), forget);
  let response: RecognizeCelebritiesResponse = {};
  const json = createJsonView({
    focus,
    faceAt: ([members, index, ...rest]) => {
      if (typeof index !== 'number' || rest.length > 0) return undefined;
      return members === 'CelebrityFaces' ? index : members === 'UnrecognizedFaces' ? index + (response.CelebrityFaces?.length ?? 0) : undefined;
    },
  });
  const facts = element('div', { class: 'call-facts' });
  const listTitle = element('h1', {}, 'People');
  const listEnd = element('div', {});
  let picture: File | undefined;
  let own: { readonly built: BuiltGallery; readonly people: readonly NamedPortraits[] } | undefined;

  const onFailure = (error: unknown): void => {
    page.dataset['state'] = 'picture';
    failure.show(error);
  };
  const input = { onPictures: takePictures, onFailure };
  const first = createPictureInput(input);
  const again = createPictureInput({ ...input, label: 'Another photo' });
  const answer = toggle('JSON', true, (shown) => page.classList.toggle('is-without-json', !shown));

  const page = element(
    'div',
    { class: 'faces-page', 'data-state': 'empty' },
    welcome(first.actions, first.samples),
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Photo' },
        element('div', { class: 'viewer-bar' }, again.actions, again.samples, element('div', { class: 'viewer-toggles' }, answer)),
        failure.element,
        stage.element,
        element('div', { class: 'viewer-foot' }, progress.element, facts),
      ),
      element(
        'section',
        { class: 'face-list', 'aria-label': 'People' },
        element('header', { class: 'panel-header' }, listTitle),
        element('div', { class: 'card-list' }, list.element, listEnd),
        galleries.element,
      ),
      json.element,
    ),
  );

  function takePictures(files: readonly File[]): void {
    void (files.length > 1 ? build(files) : take(files[0]));
  }

  async function showGalleries(): Promise<void> {
    galleries.show(await client.rekognition().describeGalleries());
  }

  function useGallery(next: typeof own): void {
    own = next;
    galleries.showOwn(own?.built, own?.people ?? []);
    const { celebrities: _, ...choice } = client.choice();
    // A new client with other galleries; whoever listens, this page too, asks again.
    client.choose(own ? { ...choice, celebrities: [own.built.file, 'default'] } : choice);
    showGalleries().catch(onFailure);
  }

  function forget(): void {
    useGallery(undefined);
  }

  async function build(files: readonly File[]): Promise<void> {
    latest.abort();
    page.dataset['state'] = 'picture';
    failure.hide();
    const people = peopleOfPortraits([...(own?.people.flatMap(({ portraits }) => portraits) ?? []), ...files]);
    progress.start('Looking at portraits');
    try {
      const timed = await latest.run((abortSignal) =>
        client.rekognition().buildGallery(people, {
          abortSignal,
          title: 'Your gallery',
          onPortrait: (done, total) => progress.advance(done, total, `Looking at portraits: ${done} of ${total}`),
        }),
      );
      if (!timed) return;
      useGallery({ built: timed.answer, people });
      announce(`A gallery of ${timed.answer.people} people was built.`);
    } catch (error) {
      failure.show(error, () => void build(files));
    }
    if (!picture) progress.stop();
  }

  function clearAnswer(): void {
    response = {};
    focus.reset();
    overlay.show([]);
    list.show([]);
    listEnd.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'People';
  }

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    picture = file;
    latest.abort();
    page.dataset['state'] = 'picture';
    clearAnswer();
    await stage.show(file);
    // A newer photo may have come while this one was decoded.
    if (picture === file) await analyse();
  }

  async function analyse(): Promise<void> {
    if (!picture) return;
    const file = picture;
    failure.hide();
    stage.setBusy(true);
    progress.start('Looking for people');
    try {
      const timed = await latest.run(async (abortSignal) =>
        client.rekognition().recognizeCelebrities({ Image: { Source: stage.source(file) } }, { abortSignal }),
      );
      if (!timed) return;
      clearAnswer();
      show(timed);
      await showGalleries();
    } catch (error) {
      clearAnswer();
      json.show('RecognizeCelebrities');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<RecognizeCelebritiesResponse>): void {
    response = timed.answer;
    const faces = facesOf(response);
    overlay.show(
      faces.map(({ face, celebrity }) => ({
        box: face.BoundingBox ?? {},
        tag: celebrity?.Name ?? '?',
        description: celebrity?.Name ?? 'Not in the galleries',
        tone: celebrity ? 'match' : 'other',
      })),
    );
    list.show(faces.map(({ face, celebrity }) => ({ celebrity, thumbnail: cutFace(stage.image, face.BoundingBox ?? {}, THUMBNAIL_PIXELS) })));
    listEnd.replaceChildren(faces.length > 0 ? cautions() : element('p', { class: 'empty-note' }, 'Nobody was found in this photo. Try one in which the faces are larger, sharper, or turned to the camera.'));
    listTitle.textContent = count(response);
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('RecognizeCelebrities', response);
    announce(`${count(response)}, in ${Math.round(timed.milliseconds)} milliseconds.`);
  }

  client.listen((event) => {
    // Another device or gallery was chosen: what is shown should tell of it.
    if (event === undefined && page.isConnected) void analyse();
  });

  return {
    element: page,
    takePictures,
    shown: () => void showGalleries().catch(onFailure),
    hidden: () => {
      latest.abort();
      stage.setBusy(false);
      progress.stop();
    },
  };
}
