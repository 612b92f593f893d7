import { ResourceInUseException, ResourceNotFoundException, type StreamRecord } from '../../src/index.ts';
import type { Page, Playground } from '../page.ts';
import { cameraDevices, explainCamera, looksAtVisitor } from '../parts/camera.ts';
import { button, element, toggle } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createLiveFigures } from '../parts/live-figures.ts';
import { createLiveOverlay } from '../parts/live-overlay.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createRecordLog } from '../parts/record-log.ts';

const NAME = 'playground-camera';
const VIDEO_ARN = `arn:aws:kinesisvideo:page:000000000000:stream/${NAME}/0`;
const DATA_ARN = `arn:aws:kinesis:page:000000000000:stream/${NAME}`;
const ROLE_ARN = 'arn:aws:iam::000000000000:role/playground';
/** JSON is shown this often: quicker could not be read. */
const JSON_MILLISECONDS = 500;

/** Live: the camera with names from a collection, by a stream processor. */
export function createLivePage({ client, announce }: Playground): Page {
  const video = element('video', { class: 'live-video', playsinline: true });
  video.muted = true;
  const overlay = createLiveOverlay();
  const frame = element('div', { class: 'live-frame' }, video, overlay.element);
  const figures = createLiveFigures();
  const log = createRecordLog();
  const json = createJsonView();
  const failure = createFailureNotice();
  const progress = createProgressBar(client);
  const collections = element('select', { class: 'select', 'aria-label': 'Collection' });
  const start = button('Start', () => void attempt(begin), { class: 'button primary' });
  const stop = button('Stop', () => void attempt(end), { class: 'button', hidden: true });
  const answer = toggle('JSON', false, (shown) => page.classList.toggle('is-without-json', !shown));
  const hint = element('p', { class: 'live-hint' });
  let camera: MediaStream | undefined;
  let reader: ReadableStreamDefaultReader<StreamRecord> | undefined;

  const page = element(
    'div',
    { class: 'faces-page live-page is-without-json', 'data-state': 'resting' },
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Camera' },
        element('div', { class: 'viewer-bar' }, element('div', { class: 'picture-actions' }, collections, start, stop), element('div', { class: 'viewer-toggles' }, figures.element, answer)),
        failure.element,
        progress.element,
        element('div', { class: 'live-stage' }, frame, hint),
      ),
      element('section', { class: 'face-list', 'aria-label': 'Who was seen' }, element('header', { class: 'panel-header' }, element('h1', {}, 'Who was seen')), log.element),
      json.element,
    ),
  );

  async function attempt(action: () => Promise<void>): Promise<void> {
    failure.hide();
    try {
      await action();
    } catch (error) {
      await release();
      failure.show(error instanceof DOMException ? new Error(explainCamera(error)) : error, () => void attempt(action));
    }
  }

  async function listCollections(): Promise<void> {
    const { CollectionIds = [] } = await client.rekognition().listCollections();
    const before = collections.value;
    collections.replaceChildren(...CollectionIds.map((name) => new Option(name, name)));
    if (CollectionIds.includes(before)) collections.value = before;
    const none = CollectionIds.length === 0;
    start.disabled = none;
    collections.hidden = none;
    hint.textContent = none
      ? 'Names come from a collection. Make one on the page Collections, index a photo of yourself, and come back.'
      : 'Start shows the camera with the names of this collection. Pictures stay in this page.';
  }

  /** A processor of its own for each start: its collection may be another than last time's. */
  async function makeProcessor(): Promise<void> {
    const rekognition = client.rekognition();
    try {
      const { Status } = await rekognition.describeStreamProcessor({ Name: NAME });
      if (Status === 'RUNNING' || Status === 'STARTING') throw new ResourceInUseException('Another tab shows the camera. Stop it there first.');
      await rekognition.deleteStreamProcessor({ Name: NAME });
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
    await rekognition.createStreamProcessor({
      Name: NAME,
      Input: { KinesisVideoStream: { Arn: VIDEO_ARN } },
      Output: { KinesisDataStream: { Arn: DATA_ARN } },
      Settings: { FaceSearch: { CollectionId: collections.value } },
      RoleArn: ROLE_ARN,
    });
  }

  async function begin(): Promise<void> {
    const { streams } = client.rekognition();
    camera = await cameraDevices().getUserMedia({ video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } } });
    await makeProcessor();
    video.srcObject = camera;
    await video.play();
    frame.style.setProperty('--ratio', String(video.videoWidth / video.videoHeight));
    frame.classList.toggle('is-mirrored', looksAtVisitor(camera));
    streams.video(VIDEO_ARN, camera);
    reader = streams.data(DATA_ARN).getReader();
    progress.start('Starting');
    await client.rekognition().startStreamProcessor({ Name: NAME });
    page.dataset['state'] = 'running';
    start.hidden = true;
    stop.hidden = false;
    collections.disabled = true;
    announce('The camera is on.');
    void read(reader);
  }

  async function read(from: ReadableStreamDefaultReader<StreamRecord>): Promise<void> {
    let shownAt = 0;
    for (;;) {
      const { value, done } = await from.read();
      if (done) break;
      progress.stop();
      overlay.show(value.FaceSearchResponse);
      figures.add(value);
      log.add(value);
      if (performance.now() - shownAt < JSON_MILLISECONDS) continue;
      shownAt = performance.now();
      json.show('StreamRecord', value);
    }
  }

  /** Why the processor does not run any more, looked at while the camera is on. */
  async function watch(): Promise<void> {
    if (page.dataset['state'] !== 'running') return;
    const { Status, StatusMessage } = await client.rekognition().describeStreamProcessor({ Name: NAME });
    if (Status !== 'FAILED') return;
    await release();
    failure.show(new Error(StatusMessage ?? 'The stream processor failed.'), () => void attempt(begin));
  }

  async function end(): Promise<void> {
    await client.rekognition().stopStreamProcessor({ Name: NAME });
    await release();
    announce('The camera is off.');
  }

  async function release(): Promise<void> {
    page.dataset['state'] = 'resting';
    progress.stop();
    await reader?.cancel();
    reader = undefined;
    for (const track of camera?.getTracks() ?? []) track.stop();
    camera = undefined;
    video.srcObject = null;
    overlay.show([]);
    figures.clear();
    start.hidden = false;
    stop.hidden = true;
    collections.disabled = false;
  }

  setInterval(() => void watch().catch(() => {}), 1000);
  return {
    element: page,
    shown: () => void attempt(listCollections),
    hidden: () => {
      if (page.dataset['state'] === 'running') void attempt(end);
    },
  };
}
