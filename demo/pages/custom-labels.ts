import type { CustomLabel, ProjectVersionDescription } from '../../src/index.ts';
import { createLatestCall } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { button, element } from '../parts/element.ts';
import { createBoxEditor, type MarkedPhoto } from '../parts/box-editor.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createLabelFolders, type LabelFolder } from '../parts/label-folders.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createTrainingCurve } from '../parts/training-curve.ts';
import { createTrialPanel } from '../parts/trial-panel.ts';
import { versionReport } from '../parts/version-report.ts';
import { drawScenes } from '../samples/drawn-scenes.ts';
import { drawShapes } from '../samples/drawn-shapes.ts';
import { storeFolders, storePhotos } from '../training-data.ts';

const PROJECT = 'playground';
const BUCKET = 'playground-custom-labels';
/** Of each label, so that some remain to learn from besides those to test on. */
const LEAST_PICTURES = 3;
const FOLDERS_HINT = 'Drop a folder for each label here: the name of the folder is the label. A dozen pictures of each is a start, a hundred are good. They stay in this browser.';
const BOXES_HINT = 'Choose or drop photos and draw a box around each thing. A dozen photos are a start, a hundred are good. They stay in this browser.';
const LOOK_MILLISECONDS = 400;

/** Custom Labels: folders of pictures, or photos with boxes, become a model, with its scores, its mistakes, and photos and the camera to try it on. */
export function createCustomLabelsPage({ client, announce }: Playground): Page {
  const latest = createLatestCall(client);
  const folders = createLabelFolders(() => showReadiness());
  const editor = createBoxEditor(() => showReadiness());
  const curve = createTrainingCurve();
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const train = button('Train', () => void attempt(beginTraining), { class: 'button primary', disabled: true });
  const stop = button('Stop', () => void attempt(stopTraining), { hidden: true });
  const shapes = button('Try drawn shapes', () => void attempt(addShapes));
  const hint = element('p', { class: 'custom-hint' });
  const report = element('div', { class: 'card-list version-report' });
  const title = element('h1', {}, 'Model');
  const onFailure = (error: unknown): void => failure.show(error);
  const trial = createTrialPanel({ look: detect, onFailure, announce });
  const ofPictures = button('Labels of pictures', () => setMode(false), { class: 'button toggle' });
  const ofPlaces = button('Boxes', () => setMode(true), { class: 'button toggle' });
  const modes = element('div', { class: 'picture-actions', role: 'group', 'aria-label': 'What is learnt' }, ofPictures, ofPlaces);
  let isOfPlaces = false;
  let projectArn: string | undefined;
  let version: ProjectVersionDescription | undefined;
  let isTraining = false;
  /** Whether the model tells places. */
  let locates = false;

  const page = element(
    'div',
    { class: 'faces-page custom-labels-page is-without-json' },
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Pictures to learn from' },
        element('div', { class: 'viewer-bar' }, element('div', { class: 'picture-actions' }, folders.choose, editor.choose, shapes, train, stop), modes),
        failure.element,
        progress.element,
        curve.element,
        hint,
        folders.element,
        editor.element,
      ),
      element('section', { class: 'face-list', 'aria-label': 'Model' }, element('header', { class: 'panel-header' }, title), trial.element, report),
    ),
  );
  page.addEventListener('drop', (event) => {
    if (event.dataTransfer && !isOfPlaces) folders.addDropped(event.dataTransfer);
  });

  client.listen((event) => {
    const training = event?.training;
    if (!training || training.projectVersionArn !== version?.ProjectVersionArn) return;
    if (training.phase === 'pictures') progress.advance(training.picturesDone, training.picturesTotal, `Looking at the pictures, ${Math.ceil(training.secondsLeft)} s left`);
    else if (training.phase === 'testing') progress.advance(training.picturesDone, training.picturesTotal, `Testing, ${Math.ceil(training.secondsLeft)} s left`);
    else progress.advance(training.epoch ?? 0, training.epochsAtMost ?? 1, `Learning, at most ${Math.ceil(training.secondsLeft)} s left`);
    curve.add(training);
  });

  function setMode(places: boolean): void {
    isOfPlaces = places;
    ofPictures.setAttribute('aria-pressed', String(!places));
    ofPlaces.setAttribute('aria-pressed', String(places));
    for (const node of [folders.choose, folders.element]) node.hidden = places;
    for (const node of [editor.choose, editor.element]) node.hidden = !places;
    showReadiness();
  }

  function showReadiness(): void {
    const missing = isOfPlaces ? whatPhotosLack(editor.photos()) : whatFoldersLack(folders.folders());
    train.disabled = isTraining || missing !== '';
    hint.textContent = missing;
  }

  async function attempt(action: () => Promise<void>): Promise<void> {
    failure.hide();
    try {
      await action();
    } catch (error) {
      progress.stop();
      failure.show(error, () => void attempt(action));
    }
  }

  async function addShapes(): Promise<void> {
    if (isOfPlaces) editor.add(await drawScenes());
    else for (const { label, pictures } of await drawShapes()) folders.add(label, pictures);
  }

  async function project(): Promise<string> {
    const rekognition = client.rekognition();
    for await (const { ProjectDescriptions = [] } of rekognition.paginateDescribeProjects({})) {
      const known = ProjectDescriptions.find(({ ProjectArn = '' }) => ProjectArn.includes(`:project/${PROJECT}/`));
      if (known?.ProjectArn) return known.ProjectArn;
    }
    return (await rekognition.createProject({ ProjectName: PROJECT })).ProjectArn ?? '';
  }

  async function beginTraining(): Promise<void> {
    const rekognition = client.rekognition();
    projectArn ??= await project();
    await forgetVersions();
    progress.start('Storing the pictures');
    const lines = isOfPlaces ? await storePhotos(rekognition.buckets, BUCKET, editor.photos()) : await storeFolders(rekognition.buckets, BUCKET, folders.folders());
    await rekognition.buckets.put({ Bucket: BUCKET, Name: 'train.manifest' }, lines.join('\n'));
    const { ProjectVersionArn } = await rekognition.createProjectVersion({
      ProjectArn: projectArn,
      VersionName: `version-${Date.now()}`,
      OutputConfig: { S3Bucket: BUCKET, S3KeyPrefix: 'output' },
      TrainingData: { Assets: [{ GroundTruthManifest: { S3Object: { Bucket: BUCKET, Name: 'train.manifest' } } }] },
      TestingData: { AutoCreate: true },
    });
    version = { ProjectVersionArn };
    curve.clear();
    announce('Training has begun.');
    await follow();
  }

  /** One model is enough here: the one before goes, with its pictures. */
  async function forgetVersions(): Promise<void> {
    const rekognition = client.rekognition();
    const { ProjectVersionDescriptions = [] } = await rekognition.describeProjectVersions({ ProjectArn: projectArn });
    for (const { ProjectVersionArn, Status } of ProjectVersionDescriptions) {
      if (Status === 'TRAINING_IN_PROGRESS' && ProjectVersionArn) await rekognition.customLabels.stopTraining(ProjectVersionArn);
      if (Status === 'RUNNING') await rekognition.stopProjectVersion({ ProjectVersionArn });
      await look((now) => now !== 'STOPPING', ProjectVersionArn);
      await rekognition.deleteProjectVersion({ ProjectVersionArn });
    }
    for (const object of await rekognition.buckets.list(BUCKET)) await rekognition.buckets.delete({ Bucket: object.Bucket, Name: object.Name });
  }

  async function look(isDone: (status: string) => boolean, arn: string | undefined): Promise<ProjectVersionDescription | undefined> {
    for (;;) {
      const { ProjectVersionDescriptions = [] } = await client.rekognition().describeProjectVersions({ ProjectArn: projectArn });
      const found = ProjectVersionDescriptions.find(({ ProjectVersionArn }) => ProjectVersionArn === arn);
      if (!found || isDone(found.Status ?? '')) return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    }
  }

  function setTraining(is: boolean): void {
    isTraining = is;
    stop.hidden = !is;
    train.hidden = is;
    showReadiness();
  }

  /** Waits for the training of the version, then starts it and shows how good it is. */
  async function follow(): Promise<void> {
    const rekognition = client.rekognition();
    const arn = version?.ProjectVersionArn;
    trial.setShown(false);
    report.replaceChildren();
    title.textContent = 'Training';
    setTraining(true);
    try {
      version = await look((status) => status !== 'TRAINING_IN_PROGRESS', arn);
    } finally {
      setTraining(false);
      progress.stop();
    }
    if (!version || version.ProjectVersionArn !== arn) return;
    if (version.Status === 'TRAINING_FAILED') {
      title.textContent = 'Not trained';
      report.replaceChildren(element('p', { class: 'empty-note' }, version.StatusMessage ?? ''));
      return;
    }
    if (version.Status !== 'RUNNING') {
      await rekognition.startProjectVersion({ ProjectVersionArn: arn, MinInferenceUnits: 1 });
      version = await look((status) => status !== 'STARTING', arn);
    }
    if (version?.Status !== 'RUNNING') throw new Error(version?.StatusMessage ?? 'The model does not run.');
    title.textContent = `F1 ${(100 * (version.EvaluationResult?.F1Score ?? 0)).toFixed(1)} %, trained in ${version.BillableTrainingTimeInSeconds ?? 0} s`;
    const shown = await versionReport(version, rekognition);
    locates = shown.isOfPlaces;
    report.replaceChildren(...shown.elements);
    trial.setShown(true);
    announce('The model is trained and runs.');
  }

  async function stopTraining(): Promise<void> {
    if (version?.ProjectVersionArn) await client.rekognition().customLabels.stopTraining(version.ProjectVersionArn);
  }

  /** What the model sees: places above its own thresholds, of labels of whole pictures also the unlikely ones. */
  async function detect(source: Blob | HTMLVideoElement): Promise<readonly CustomLabel[] | undefined> {
    const request = { ProjectVersionArn: version?.ProjectVersionArn, Image: { Source: source }, ...(!locates && { MinConfidence: 0 }) };
    const timed = await latest.run((abortSignal) => client.rekognition().detectCustomLabels(request, { abortSignal }));
    return timed && (timed.answer.CustomLabels ?? []);
  }

  async function showKept(): Promise<void> {
    if (isTraining || version) return;
    projectArn = await project();
    const { ProjectVersionDescriptions: [newest] = [] } = await client.rekognition().describeProjectVersions({ ProjectArn: projectArn });
    if (!newest) return;
    version = newest;
    await follow();
  }

  setMode(false);
  report.replaceChildren(element('p', { class: 'empty-note' }, 'Once trained, the model tells here how good it is on pictures that it did not learn from, and which it gets wrong.'));
  return {
    element: page,
    // Photos alone are for trying; folders were taken by the drop itself.
    takePictures: (files) => {
      const photos = files.filter(({ type }) => type.startsWith('image/'));
      if (isOfPlaces && !version) editor.add(photos.map((picture) => ({ picture, boxes: [] })));
      else if (photos.length > 0 && !trial.element.hidden) void trial.tryPhotos(photos).catch(onFailure);
    },
    shown: () => void attempt(showKept),
    hidden() {
      trial.rest();
      latest.abort();
    },
  };
}

/** What is still missing before folders can be learnt from, or nothing. */
function whatFoldersLack(all: readonly LabelFolder[]): string {
  if (all.length === 0) return FOLDERS_HINT;
  if (all.length === 1) return 'One more label is needed, for instance a folder of pictures without the thing.';
  const poor = all.filter(({ pictures }) => pictures.length < LEAST_PICTURES).map(({ label }) => label);
  return poor.length > 0 ? `At least ${LEAST_PICTURES} pictures of each label are needed; there are fewer of ${poor.join(', ')}.` : '';
}

/** What is still missing before boxes can be learnt from, or nothing. */
function whatPhotosLack(photos: readonly MarkedPhoto[]): string {
  if (photos.length === 0) return BOXES_HINT;
  const labels = [...new Set(photos.flatMap(({ boxes }) => boxes.map(({ label }) => label)))];
  const poor = labels.filter((label) => photos.filter(({ boxes }) => boxes.some((box) => box.label === label)).length < LEAST_PICTURES);
  if (labels.length > 0 && poor.length === 0) return '';
  return `Boxes of each label are needed in at least ${LEAST_PICTURES} photos${poor.length > 0 ? `; there are fewer of ${poor.join(', ')}` : ''}. Photos without a box show what is not meant.`;
}
