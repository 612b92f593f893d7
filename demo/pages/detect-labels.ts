import type { DetectLabelsResponse, Instance, Label } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { colorPanel } from '../parts/color-panel.ts';
import { button, element, toggle } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createLabelTree } from '../parts/label-tree.ts';
import { percentText } from '../parts/meter.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createPictureOverlay, type MarkedFace } from '../parts/picture-overlay.ts';
import { createPictureStage } from '../parts/picture-stage.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createSlider } from '../parts/slider.ts';

const DEFAULT_CONFIDENCE = 55;

/** Boxes of one place that several labels share, such as Person and Woman. */
export interface LabelledBox {
  readonly box: NonNullable<Instance['BoundingBox']>;
  /** The most general label first. */
  readonly names: readonly string[];
  /** Percent. */
  readonly confidence: number;
}

/** Every box once, with all labels that have it. */
export function labelledBoxes(labels: readonly Label[]): LabelledBox[] {
  const boxes = new Map<string, { box: LabelledBox['box']; names: string[]; confidence: number }>();
  for (const { Name = '', Instances = [] } of labels.toSorted((a, b) => (a.Parents?.length ?? 0) - (b.Parents?.length ?? 0))) {
    for (const { BoundingBox, Confidence = 0 } of Instances) {
      if (!BoundingBox) continue;
      const { Left, Top, Width, Height } = BoundingBox;
      const key = [Left, Top, Width, Height].join();
      const known = boxes.get(key);
      if (known) known.names.push(Name);
      else boxes.set(key, { box: BoundingBox, names: [Name], confidence: Confidence });
    }
  }
  return [...boxes.values()];
}

function marked({ box, names, confidence }: LabelledBox): MarkedFace {
  const name = names.at(-1) ?? '';
  return { box, tag: name, description: `${names.join(', ')}, ${percentText(confidence)}`, tone: 'plain' };
}

function count(labels: readonly Label[]): string {
  if (labels.length === 0) return 'No labels';
  return labels.length === 1 ? '1 label' : `${labels.length} labels`;
}

function welcome(actions: HTMLElement, samples: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Drop a photo to name what is in it'),
      element('p', { class: 'welcome-lead' }, 'Things with their places, people, scenes, and the colours of it all.'),
      actions,
    ),
    element('div', { class: 'welcome-samples' }, element('p', {}, 'No photo at hand? Take one of these.'), samples),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your photo never leaves this machine.'),
  );
}

/** DetectLabels: one picture, boxes, the tree of labels, colours, and the answer as it came. */
export function createDetectLabelsPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const latest = createLatestCall(client);
  const overlay = createPictureOverlay(focus);
  const stage = createPictureStage(overlay.element, 'The picture');
  const tree = createLabelTree(pointAtLabel);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const json = createJsonView();
  const facts = element('div', { class: 'call-facts' });
  const listTitle = element('h1', {}, 'Labels');
  const colors = element('div', {});
  const confidence = createSlider('Confidence from', 100, 1, DEFAULT_CONFIDENCE, () => void analyse());
  let picture: File | undefined;
  let boxes: readonly LabelledBox[] = [];

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
        { class: 'viewer', 'aria-label': 'Picture' },
        element('div', { class: 'viewer-bar' }, again.actions, again.samples, element('div', { class: 'viewer-toggles' }, answer)),
        failure.element,
        stage.element,
        element('div', { class: 'viewer-foot' }, progress.element, facts),
      ),
      element(
        'section',
        { class: 'face-list', 'aria-label': 'Labels' },
        element('header', { class: 'panel-header' }, listTitle),
        element('div', { class: 'text-filters' }, confidence.element),
        element('div', { class: 'card-list' }, tree.element, colors),
      ),
      json.element,
    ),
  );

  /** A label can have many boxes, all of which are shown. */
  function pointAtLabel(name: string | undefined): void {
    boxes.forEach(({ names }, index) => overlay.markOf(index)?.classList.toggle('is-active', name !== undefined && names.includes(name)));
  }

  focus.listen((active) => tree.mark(new Set(active === undefined ? [] : boxes[active]?.names)));

  function clearAnswer(): void {
    focus.reset();
    boxes = [];
    overlay.show([]);
    tree.show([]);
    colors.replaceChildren();
    facts.replaceChildren();
    listTitle.textContent = 'Labels';
  }

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    picture = file;
    latest.abort();
    page.dataset['state'] = 'picture';
    clearAnswer();
    await stage.show(file);
    // A newer picture may have come while this one was decoded.
    if (picture === file) await analyse();
  }

  async function analyse(): Promise<void> {
    if (!picture) return;
    const file = picture;
    failure.hide();
    stage.setBusy(true);
    progress.start('Looking');
    try {
      const timed = await latest.run((abortSignal) =>
        client
          .rekognition()
          .detectLabels({ Image: { Source: stage.source(file) }, MinConfidence: confidence.value(), Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'] }, { abortSignal }),
      );
      // A newer call goes on showing that it is busy.
      if (!timed) return;
      clearAnswer();
      show(timed);
    } catch (error) {
      clearAnswer();
      json.show('DetectLabels');
      failure.show(error, () => void analyse());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(timed: TimedAnswer<DetectLabelsResponse>): void {
    const { Labels = [], ImageProperties } = timed.answer;
    boxes = labelledBoxes(Labels);
    overlay.show(boxes.map(marked));
    tree.show(Labels);
    colors.replaceChildren(
      ...(Labels.length === 0 ? [element('p', { class: 'empty-note' }, 'Nothing is sure enough. Lower the bar above.')] : []),
      ...(ImageProperties ? [colorPanel(ImageProperties)] : []),
    );
    listTitle.textContent = count(Labels);
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void analyse(), { class: 'button small quiet' }));
    json.show('DetectLabels', timed.answer);
    announce(`${count(Labels)}, in ${Math.round(timed.milliseconds)} milliseconds.`);
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
