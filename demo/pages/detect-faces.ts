import type { DetectFacesResponse, FaceDetail } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { button, element, toggle } from '../parts/element.ts';
import { faceCard, faceSummary, type FaceCard } from '../parts/face-card.ts';
import { createFaceStrip } from '../parts/face-strip.ts';
import { cutFace } from '../parts/face-thumbnail.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureOverlay } from '../parts/picture-overlay.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { createProgressBar } from '../parts/progress-bar.ts';

const THUMBNAIL_PIXELS = 44;
/** What stays visible above the card that the list scrolls to. */
const CARD_MARGIN_PIXELS = 8;

function count(faces: number): string {
  if (faces === 0) return 'No face found';
  return faces === 1 ? '1 face' : `${faces} faces`;
}

function welcome(actions: HTMLElement, samples: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, element('span', { class: 'with-mouse' }, 'Drop a photo anywhere'), element('span', { class: 'with-touch' }, 'Show it a photo')),
      element(
        'p',
        { class: 'welcome-lead' },
        element('span', { class: 'with-mouse' }, 'or paste one. '),
        'Faces are found, measured and described.',
      ),
      actions,
    ),
    element('div', { class: 'welcome-samples' }, element('p', {}, 'No photo at hand? Take one of these.'), samples),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your photo never leaves this machine.'),
  );
}

function cautions(): HTMLElement {
  return element(
    'p',
    { class: 'cautions' },
    'Gender is a guess from appearance: no statement about identity, and nothing to decide about a person by. Expressions tell what a face looks like, never what someone feels. The middle of an age range is the best single value.',
  );
}

/** DetectFaces: one photo, its faces, everything told of each, and the answer as it came. */
export function createDetectFacesPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const latest = createLatestCall(client);
  const overlay = createPictureOverlay(focus);
  const stage = createPictureStage(overlay.element, 'The photo');
  const strip = createFaceStrip(focus);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const json = createJsonView({ focus, faceAt: ([list, index, ...rest]) => (list === 'FaceDetails' && typeof index === 'number' && rest.length === 0 ? index : undefined) });
  const facts = element('div', { class: 'call-facts' });
  const list = element('div', { class: 'card-list' });
  const listTitle = element('h1', {}, 'Faces');
  let cards: FaceCard[] = [];
  let picture: File | undefined;

  const onFailure = (error: unknown): void => {
    page.dataset['state'] = 'picture';
    failure.show(error);
  };
  const input = { onPictures: (files: readonly File[]) => void take(files[0]), onFailure };
  const first = createPictureInput(input);
  const again = createPictureInput({ ...input, label: 'Another photo' });
  const landmarks = toggle('Landmarks', true, overlay.showLandmarks);
  const answer = toggle('JSON', true, (shown) => page.classList.toggle('is-without-json', !shown));
  overlay.showLandmarks(true);

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
        element('div', { class: 'viewer-bar' }, again.actions, again.samples, element('div', { class: 'viewer-toggles' }, landmarks, answer)),
        failure.element,
        stage.element,
        element('div', { class: 'viewer-foot' }, progress.element, strip.element, facts),
      ),
      element('section', { class: 'face-list', 'aria-label': 'Faces' }, element('header', { class: 'panel-header' }, listTitle), list),
      json.element,
    ),
  );

  function clearAnswer(): void {
    focus.reset();
    overlay.show([]);
    strip.show([]);
    cards = [];
    list.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'Faces';
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
    progress.start('Looking for faces');
    try {
      const timed = await latest.run((abortSignal) =>
        client.rekognition().detectFaces({ Image: { Source: stage.source(file) }, Attributes: ['ALL'] }, { abortSignal }),
      );
      if (!timed) return;
      clearAnswer();
      show(timed);
    } catch (error) {
      clearAnswer();
      json.show('DetectFaces');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<DetectFacesResponse>): void {
    const response = timed.answer;
    const faces = response.FaceDetails ?? [];
    overlay.show(
      faces.map((face, index) => ({
        box: face.BoundingBox ?? {},
        landmarks: face.Landmarks,
        tag: String(index + 1),
        description: `Face ${index + 1}: ${faceSummary(face)}`,
        tone: 'plain',
      })),
    );
    const thumbnail = (face: FaceDetail): HTMLCanvasElement => cutFace(stage.image, face.BoundingBox ?? {}, THUMBNAIL_PIXELS);
    strip.show(faces.map((face, index) => ({ thumbnail: thumbnail(face), label: `Face ${index + 1}` })));
    cards = faces.map((face, index) => faceCard(face, index, thumbnail(face), focus));
    list.replaceChildren(...cards.map((card) => card.element), ...(faces.length > 0 ? [cautions()] : [emptyNote()]));
    cards[0]?.open();
    list.scrollTop = 0;
    listTitle.textContent = count(faces.length);
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('DetectFaces', response);
    announce(`${count(faces.length)}, in ${Math.round(timed.milliseconds)} milliseconds.`);
  }

  function emptyNote(): HTMLElement {
    return element('p', { class: 'empty-note' }, 'Nobody was found in this photo. Try one in which the faces are larger, sharper, or turned to the camera.');
  }

  focus.listen((active, from) => {
    cards.forEach((card, index) => card.element.classList.toggle('is-active', index === active));
    const card = active === undefined ? undefined : cards[active];
    if (!card) return;
    if (active === focus.chosen()) card.open();
    if (from !== 'cards') scrollTo(card.element);
  });

  function scrollTo(card: HTMLElement): void {
    // On narrow pages the list is not a scroller of its own, and pointing must not move the page.
    if (list.scrollHeight > list.clientHeight) list.scrollTo({ top: card.offsetTop - CARD_MARGIN_PIXELS });
    else if (focus.chosen() !== undefined) card.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  client.listen((event) => {
    // Another device was chosen: what is shown should tell of it.
    if (event === undefined && page.isConnected) void analyse();
  });

  return {
    element: page,
    takePictures: (files) => void take(files[0]),
    hidden: () => {
      latest.abort();
      stage.setBusy(false);
      progress.stop();
    },
  };
}
