import { element, button, toggle } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import type { Page, Playground } from '../page.ts';
import { makeSampleClip } from '../samples/sample-clip.ts';
import { ANALYSES, STEP, type AnalysisResult } from '../video/analyses.ts';
import { createAnalysisList } from '../video/analysis-list.ts';
import { createAnalysisRuns } from '../video/analysis-runs.ts';
import { lanesOf } from '../video/mark.ts';
import { createPlayer } from '../video/player.ts';
import { createTimeline, type LaneGroup } from '../video/timeline.ts';

/** Marks of one lane this close to one another make one span. Milliseconds. */
const JOINED = 1.5 * STEP;

function welcome(...actions: HTMLElement[]): HTMLElement {
  return element(
    'section',
    { class: 'welcome' },
    element(
      'div',
      { class: 'welcome-frame' },
      element('h1', {}, 'Drop a video'),
      element('p', { class: 'welcome-lead' }, 'MP4 or WebM, or whatever else this browser plays. Faces, labels, text and people over time.'),
      ...actions,
    ),
    element('p', { class: 'promise' }, 'Everything is computed inside this page. Your video never leaves this machine.'),
  );
}

/** Stored video: choose a clip and analyses, watch them grow on a timeline, see boxes over the playing video. */
export function createVideoPage({ client, announce }: Playground): Page {
  const player = createPlayer();
  const failure = createFailureNotice();
  const progress = createProgressBar(client);
  const json = createJsonView();
  const results = new Map<string, AnalysisResult>();
  let looked: string | undefined;
  let video: File | undefined;

  const timeline = createTimeline({ onSeek: player.seek, onPoint: player.point });
  const list = createAnalysisList({
    onChange: showResults,
    onStop: (name) => runs.stop(name),
    onLook: look,
    onCollection(name) {
      runs.forget(name);
      results.delete(name);
      showResults();
    },
  });
  const runs = createAnalysisRuns(client, {
    onState: (name, state) => {
      list.show(name, state);
      if (state?.state === 'running') progress.stop();
      if (state?.state === 'done' || state?.state === 'failed') announce(`${ANALYSES.find((each) => each.name === name)?.title ?? name}: ${state.sentence}.`);
    },
    onResult: (name, result) => {
      results.set(name, result);
      showResults();
      if (looked === undefined || looked === name) look(name);
    },
  });

  const pickers: HTMLInputElement[] = [];
  const picker = (label: string): HTMLElement[] => {
    const input = element('input', { type: 'file', accept: 'video/*,.mkv', hidden: true, tabindex: -1 });
    pickers.push(input);
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      input.value = '';
      take(file);
    });
    return [button(label, () => input.click(), { class: 'button primary' }), input];
  };
  const sample = (label: string): HTMLElement =>
    button(label, () => {
      progress.start('Making a sample clip');
      makeSampleClip()
        .then(take, (error: unknown) => failure.show(error))
        .finally(() => progress.stop());
    });
  const analyse = button('Analyse', () => void start(), { class: 'button primary' });
  const answer = toggle('JSON', false, (shown) => page.classList.toggle('is-without-json', !shown));

  const page = element(
    'div',
    { class: 'faces-page video-page is-without-json', 'data-state': 'empty' },
    welcome(element('div', { class: 'picture-actions' }, ...picker('Choose a video'), sample('Try a sample clip'))),
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Video' },
        element('div', { class: 'viewer-bar' }, element('div', { class: 'picture-actions' }, ...picker('Another video'), sample('Sample clip')), element('div', { class: 'viewer-toggles text-toggles' }, answer)),
        failure.element,
        player.element,
        progress.element,
        timeline.element,
      ),
      element(
        'section',
        { class: 'face-list', 'aria-label': 'Analyses' },
        element('header', { class: 'panel-header' }, element('h1', {}, 'Analyses'), analyse),
        element('div', { class: 'card-list' }, list.element),
      ),
      json.element,
    ),
  );

  function look(name: string): void {
    looked = name;
    json.show(`Get${name}`, results.get(name)?.answer);
  }

  function showResults(): void {
    const chosen = list.chosen().filter(({ name }) => results.has(name));
    const groups = chosen.map(({ name, title, lanes: most }): LaneGroup => {
      const all = lanesOf(results.get(name)?.marks ?? [], JOINED);
      const longest = new Set(all.toSorted((a, b) => b.length - a.length).slice(0, most));
      return { title, lanes: all.filter((lane) => longest.has(lane)), left: all.length - longest.size };
    });
    player.showMarks(chosen.flatMap(({ name }) => results.get(name)?.marks ?? []));
    const duration = player.duration();
    if (Number.isFinite(duration)) timeline.show(groups, duration);
  }

  function take(file: File | undefined): void {
    if (!file) return;
    failure.hide();
    runs.reset();
    results.clear();
    looked = undefined;
    json.show('');
    video = file;
    page.dataset['state'] = 'video';
    player.load(file);
    void start();
  }

  async function start(): Promise<void> {
    if (!video) return;
    const file = video;
    failure.hide();
    progress.start('Looking at the first frame');
    try {
      await runs.start(file, list.chosen(), list.collection());
    } catch (error) {
      progress.stop();
      if (video === file) failure.show(error, () => void start());
    }
    if (list.chosen().length === 0) progress.stop();
  }

  async function listCollections(): Promise<void> {
    const names: string[] = [];
    for await (const { CollectionIds = [] } of client.rekognition().paginateListCollections()) names.push(...CollectionIds);
    list.offerCollections(names);
  }

  player.onTime(timeline.moveTo);
  player.onLoaded(showResults);
  client.listen((event) => {
    // Another device was chosen, and with it another client: its jobs are this page's no more.
    if (event !== undefined || !video) return;
    runs.reset();
    if (page.isConnected) void start();
  });

  return { element: page, takePictures: (files) => take(files[0]), shown: () => void listCollections().catch((error: unknown) => failure.show(error)), hidden: () => player.pause() };
}
