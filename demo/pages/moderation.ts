import type { DetectModerationLabelsResponse, HumanLoopConfig } from '../../src/index.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { button, element, toggle } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createModerationCover } from '../parts/moderation-cover.ts';
import { moderationList } from '../parts/moderation-list.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createReviewQueue } from '../parts/review-queue.ts';

/** The playground's own flow: whatever is told of a picture is to be reviewed. */
const FLOW = 'playground';
/** Percent, the API's default. */
const DEFAULT_BAR = 50;

function welcome(actions: HTMLElement, samples: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Drop a photo to check'),
      element('p', { class: 'welcome-lead' }, 'It stays blurred until it is known what it shows.'),
      actions,
    ),
    element('div', { class: 'welcome-samples' }, element('p', {}, 'No photo at hand? Take one of these.'), samples),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your photo never leaves this machine.'),
  );
}

function note(): HTMLElement {
  return element(
    'p',
    { class: 'cautions' },
    'Seen: nudity, drawn nudity, revealing clothes, swimwear, weapons, alcohol, smoking, pills, syringes, slot machines. Nudity was never measured on explicit pictures, and violence, gestures and symbols are not seen at all: let a person decide.',
  );
}

/** DetectModerationLabels: one picture, blurred when something is found, its labels, and a queue of reviews. */
export function createModerationPage({ client, announce }: Playground): Page {
  const latest = createLatestCall(client);
  const cover = createModerationCover();
  const stage = createPictureStage(cover.element, 'The picture');
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const json = createJsonView();
  const queue = createReviewQueue(client, (error) => failure.show(error));
  const facts = element('div', { class: 'call-facts' });
  const listTitle = element('h1', {}, 'Moderation');
  const labels = element('div', { class: 'moderation-labels' });
  const bar = element('input', { class: 'threshold-slider', type: 'range', min: 0, max: 100, step: 1, value: DEFAULT_BAR, 'aria-label': 'Confidence from' });
  const barValue = element('span', { class: 'threshold-value' }, `${DEFAULT_BAR} %`);
  bar.addEventListener('input', () => (barValue.textContent = `${bar.value} %`));
  bar.addEventListener('change', () => void analyse());
  let picture: File | undefined;
  let review = true;

  const onFailure = (error: unknown): void => {
    page.dataset['state'] = 'picture';
    failure.show(error);
  };
  const input = { onPictures: (files: readonly File[]) => void take(files[0]), onFailure };
  const first = createPictureInput(input);
  const again = createPictureInput({ ...input, label: 'Another photo' });
  const answer = toggle('JSON', true, (shown) => page.classList.toggle('is-without-json', !shown));
  const reviews = toggle('Ask for review', review, (wanted) => (review = wanted));

  const page = element(
    'div',
    { class: 'faces-page', 'data-state': 'empty' },
    welcome(first.actions, first.samples),
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Picture' },
        element('div', { class: 'viewer-bar' }, again.samples, again.actions, element('div', { class: 'viewer-toggles' }, reviews, answer)),
        failure.element,
        stage.element,
        element('div', { class: 'viewer-foot' }, progress.element, facts),
      ),
      element(
        'section',
        { class: 'face-list', 'aria-label': 'Labels' },
        element('header', { class: 'panel-header' }, listTitle),
        element('div', { class: 'text-filters' }, element('label', { class: 'text-filter' }, element('span', {}, 'Confidence from'), bar, barValue)),
        element('div', { class: 'card-list' }, labels, queue.element),
      ),
      json.element,
    ),
  );

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    picture = file;
    latest.abort();
    page.dataset['state'] = 'picture';
    labels.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'Moderation';
    cover.wait();
    await stage.show(file);
    // A newer picture may have come while this one was decoded.
    if (picture === file) await analyse();
  }

  /** Reviews need names of their own. */
  async function reviewConfig(): Promise<HumanLoopConfig | undefined> {
    if (!review) return undefined;
    await client.rekognition().humanLoops.defineFlow(
      FLOW,
      { Conditions: [{ ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: { ModerationLabelName: '*', ConfidenceGreaterThanEquals: 0 } }] },
      { keepThumbnails: true, maxOpenLoops: 50 },
    );
    return { HumanLoopName: `photo-${Date.now().toString(36)}`, FlowDefinitionArn: FLOW };
  }

  async function analyse(): Promise<void> {
    if (!picture) return;
    const file = picture;
    failure.hide();
    stage.setBusy(true);
    progress.start('Checking');
    try {
      const HumanLoopConfig = await reviewConfig();
      const request = { Image: { Source: stage.source(file) }, MinConfidence: Number(bar.value), HumanLoopConfig };
      const timed = await latest.run((abortSignal) => client.rekognition().detectModerationLabels(request, { abortSignal }));
      // A newer call goes on showing that it is busy.
      if (!timed) return;
      show(timed);
      await queue.refresh();
    } catch (error) {
      cover.tell('This picture could not be checked');
      labels.replaceChildren();
      json.show('DetectModerationLabels');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<DetectModerationLabelsResponse>): void {
    const found = timed.answer.ModerationLabels ?? [];
    const parents = found.filter(({ ParentName }) => ParentName === '').map(({ Name }) => Name);
    cover.tell(parents.length > 0 ? parents.join(', ') : undefined);
    labels.replaceChildren(found.length > 0 ? moderationList(found) : element('p', { class: 'empty-note' }, 'Nothing was found.'), note());
    listTitle.textContent = parents.length > 0 ? parents.join(', ') : 'Nothing found';
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('DetectModerationLabels', timed.answer);
    announce(`${listTitle.textContent}, in ${Math.round(timed.milliseconds)} milliseconds.`);
  }

  client.listen((event) => {
    // Another device was chosen: what is shown should tell of it.
    if (event === undefined && page.isConnected) void analyse();
  });

  return {
    element: page,
    takePictures: (files) => void take(files[0]),
    shown: () => void queue.refresh().catch(onFailure),
    hidden: () => {
      latest.abort();
      stage.setBusy(false);
      progress.stop();
    },
  };
}
