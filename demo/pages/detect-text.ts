import type { DetectTextResponse, TextDetection } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { button, element, toggle } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createTextFilters } from '../parts/text-filters.ts';
import { createTextList } from '../parts/text-list.ts';
import { createTextOverlay } from '../parts/text-overlay.ts';
import { drawSign } from '../samples/drawn-sign.ts';

const COPIED_MILLISECONDS = 1600;

const linesOf = (detections: readonly TextDetection[]): readonly TextDetection[] => detections.filter(({ Type }) => Type === 'LINE');

function count(detections: readonly TextDetection[]): string {
  const lines = linesOf(detections).length;
  const words = detections.length - lines;
  if (words === 0) return 'No text found';
  return `${words === 1 ? '1 word' : `${words} words`} in ${lines === 1 ? '1 line' : `${lines} lines`}`;
}

function welcome(...actions: HTMLElement[]): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Drop something to read'),
      element('p', { class: 'welcome-lead' }, 'A sign, a page, a receipt: upright, on its side or upside down.'),
      ...actions,
    ),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your photo never leaves this machine.'),
  );
}

function note(): HTMLElement {
  return element('p', { class: 'cautions' }, 'Made for Latin letters, digits and common signs; accents are often lost. Chinese is read as well, other scripts are not. At most 50 words are told, in the order of reading.');
}

/** DetectText: one picture, its lines and words, filters, regions, and the answer as it came. */
export function createDetectTextPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const latest = createLatestCall(client);
  const overlay = createTextOverlay(focus, (region) => filters.addRegion(region));
  const filters = createTextFilters(() => void analyse(), overlay.showRegions);
  const stage = createPictureStage(overlay.element, 'The picture');
  const list = createTextList(focus);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const json = createJsonView({
    focus,
    faceAt: ([members, index, ...rest]) => (members === 'TextDetections' && typeof index === 'number' && rest.length === 0 ? index : undefined),
  });
  const facts = element('div', { class: 'call-facts' });
  const listTitle = element('h1', {}, 'Text');
  const copy = button('Copy text', () => void copyText(), { class: 'button small quiet', hidden: true });
  const listEnd = element('div', {});
  let picture: File | undefined;
  let detections: readonly TextDetection[] = [];

  const onFailure = (error: unknown): void => {
    page.dataset['state'] = 'picture';
    failure.show(error);
  };
  const input = { onPictures: (files: readonly File[]) => void take(files[0]), onFailure };
  const first = createPictureInput(input);
  const again = createPictureInput({ ...input, label: 'Another photo' });
  const sample = (label: string): HTMLButtonElement =>
    button(label, () => {
      drawSign().then((file) => take(file), onFailure);
    });
  const answer = toggle('JSON', true, (shown) => page.classList.toggle('is-without-json', !shown));
  const outlines = toggle('Lines', false, (shown) => overlay.element.classList.toggle('has-lines', shown));
  first.actions.append(sample('Try a drawn sign'));

  const page = element(
    'div',
    { class: 'faces-page', 'data-state': 'empty' },
    welcome(first.actions),
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Picture' },
        element('div', { class: 'viewer-bar' }, again.actions, sample('Sign'), element('div', { class: 'viewer-toggles text-toggles' }, outlines, answer)),
        failure.element,
        stage.element,
        element('div', { class: 'viewer-foot' }, progress.element, facts),
      ),
      element(
        'section',
        { class: 'face-list', 'aria-label': 'Text' },
        element('header', { class: 'panel-header' }, listTitle, copy),
        filters.element,
        element('div', { class: 'card-list' }, list.element, listEnd),
      ),
      json.element,
    ),
  );

  async function copyText(): Promise<void> {
    try {
      await navigator.clipboard.writeText(linesOf(detections).map(({ DetectedText }) => DetectedText).join('\n'));
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed';
    }
    setTimeout(() => (copy.textContent = 'Copy text'), COPIED_MILLISECONDS);
  }

  function clearAnswer(): void {
    focus.reset();
    detections = [];
    overlay.show([]);
    list.clear();
    listEnd.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'Text';
    copy.hidden = true;
  }

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    picture = file;
    latest.abort();
    page.dataset['state'] = 'picture';
    clearAnswer();
    filters.clearRegions();
    await stage.show(file);
    // A newer picture may have come while this one was decoded.
    if (picture === file) await analyse();
  }

  async function analyse(): Promise<void> {
    if (!picture) return;
    const file = picture;
    failure.hide();
    stage.setBusy(true);
    progress.start('Reading');
    try {
      const timed = await latest.run((abortSignal) =>
        client.rekognition().detectText({ Image: { Source: stage.source(file) }, Filters: filters.filters() }, { abortSignal }),
      );
      // A newer call goes on showing that it is busy.
      if (!timed) return;
      clearAnswer();
      show(timed);
    } catch (error) {
      clearAnswer();
      json.show('DetectText');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<DetectTextResponse>): void {
    detections = timed.answer.TextDetections ?? [];
    overlay.show(detections);
    list.show(detections);
    listEnd.replaceChildren(detections.length > 0 ? note() : element('p', { class: 'empty-note' }, 'Nothing was read. Lower the bars above, or try a picture in which the letters are larger or sharper.'));
    copy.hidden = detections.length === 0;
    listTitle.textContent = count(detections);
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('DetectText', timed.answer);
    announce(`${count(detections)}, in ${Math.round(timed.milliseconds)} milliseconds.`);
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
