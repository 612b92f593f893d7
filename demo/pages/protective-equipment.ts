import type { DetectProtectiveEquipmentResponse } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { button, element, toggle } from '../parts/element.ts';
import { createEquipmentList } from '../parts/equipment-list.ts';
import { createEquipmentOverlay } from '../parts/equipment-overlay.ts';
import { createEquipmentSummary } from '../parts/equipment-summary.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { createProgressBar } from '../parts/progress-bar.ts';

function count(persons: number): string {
  if (persons === 0) return 'Nobody found';
  return persons === 1 ? '1 person' : `${persons} persons`;
}

function welcome(actions: HTMLElement, samples: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Drop a photo of people at work'),
      element('p', { class: 'welcome-lead' }, 'Persons are found, and what covers their faces, heads and hands.'),
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
    'Tells what is worn, not whether it protects: no ground to rely on alone where safety is at stake. Masks are seen well; hard hats from near, while some far away are missed, and other hats and round things are now and then taken for one; most gloves are missed.',
  );
}

/** DetectProtectiveEquipment: one photo, its persons, what they wear, a summary, and the answer as it came. */
export function createProtectiveEquipmentPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const latest = createLatestCall(client);
  const overlay = createEquipmentOverlay(focus);
  const stage = createPictureStage(overlay.element, 'The photo');
  const summary = createEquipmentSummary(focus, () => void analyse());
  const list = createEquipmentList(focus);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const json = createJsonView({ focus, faceAt: ([members, index, ...rest]) => (members === 'Persons' && typeof index === 'number' && rest.length === 0 ? index : undefined) });
  const facts = element('div', { class: 'call-facts' });
  const listTitle = element('h1', {}, 'Persons');
  const listEnd = element('div', {});
  let picture: File | undefined;

  const onFailure = (error: unknown): void => {
    page.dataset['state'] = 'picture';
    failure.show(error);
  };
  const input = { onPictures: (files: readonly File[]) => void take(files[0]), onFailure };
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
        { class: 'face-list', 'aria-label': 'Persons' },
        element('header', { class: 'panel-header' }, listTitle),
        summary.element,
        element('div', { class: 'card-list' }, list.element, listEnd),
      ),
      json.element,
    ),
  );

  function clearAnswer(): void {
    focus.reset();
    overlay.show([]);
    list.show([]);
    summary.show(undefined);
    listEnd.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'Persons';
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
    progress.start('Looking for persons');
    try {
      const timed = await latest.run((abortSignal) =>
        client.rekognition().detectProtectiveEquipment({ Image: { Source: stage.source(file) }, SummarizationAttributes: summary.attributes() }, { abortSignal }),
      );
      // A newer call goes on showing that it is busy.
      if (!timed) return;
      clearAnswer();
      show(timed);
    } catch (error) {
      clearAnswer();
      json.show('DetectProtectiveEquipment');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<DetectProtectiveEquipmentResponse>): void {
    const persons = timed.answer.Persons ?? [];
    overlay.show(persons);
    list.show(persons);
    summary.show(timed.answer.Summary);
    listEnd.replaceChildren(persons.length > 0 ? cautions() : element('p', { class: 'empty-note' }, 'Nobody was found in this photo. Try one in which the persons are larger.'));
    listTitle.textContent = count(persons.length);
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('DetectProtectiveEquipment', timed.answer);
    announce(`${count(persons.length)}, in ${Math.round(timed.milliseconds)} milliseconds.`);
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
