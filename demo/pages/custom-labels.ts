import type { ProjectVersionDescription } from '../../src/index.ts';
import { createLatestCall } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { button, element } from '../parts/element.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createLabelFolders } from '../parts/label-folders.ts';
import { meter } from '../parts/meter.ts';
import { createPictureInput } from '../parts/picture-input.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createTrainingCurve } from '../parts/training-curve.ts';
import { versionReport } from '../parts/version-report.ts';
import { drawShapes } from '../samples/drawn-shapes.ts';

const PROJECT = 'playground';
const BUCKET = 'playground-custom-labels';
/** Of each label, so that some remain to learn from besides those to test on. */
const LEAST_PICTURES = 3;
const LOOK_MILLISECONDS = 400;

/** Custom Labels: folders of pictures become a model, with its scores, its mistakes, and a photo to try it on. */
export function createCustomLabelsPage({ client, announce }: Playground): Page {
  const latest = createLatestCall(client);
  const folders = createLabelFolders(() => showReadiness());
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
  const trial = createPictureInput({ onPictures: (files) => void tryPhotos(files), onFailure, multiple: true, label: 'Try a photo' });
  const trials = element('div', { class: 'trials' });
  const trialPanel = element('section', { class: 'trial-panel', hidden: true }, trial.actions, trials);
  let projectArn: string | undefined;
  let version: ProjectVersionDescription | undefined;
  let isTraining = false;

  const page = element(
    'div',
    { class: 'faces-page custom-labels-page is-without-json' },
    element(
      'div',
      { class: 'workbench' },
      element(
        'section',
        { class: 'viewer', 'aria-label': 'Pictures to learn from' },
        element('div', { class: 'viewer-bar' }, element('div', { class: 'picture-actions' }, folders.choose, shapes, train, stop)),
        failure.element,
        progress.element,
        curve.element,
        hint,
        folders.element,
      ),
      element('section', { class: 'face-list', 'aria-label': 'Model' }, element('header', { class: 'panel-header' }, title), trialPanel, report),
    ),
  );
  page.addEventListener('drop', (event) => {
    if (event.dataTransfer) folders.addDropped(event.dataTransfer);
  });

  client.listen((event) => {
    const training = event?.training;
    if (!training || training.projectVersionArn !== version?.ProjectVersionArn) return;
    if (training.phase === 'pictures') progress.advance(training.picturesDone, training.picturesTotal, `Looking at the pictures, ${Math.ceil(training.secondsLeft)} s left`);
    else progress.advance(training.epoch ?? 0, training.epochsAtMost ?? 1, `Learning, at most ${Math.ceil(training.secondsLeft)} s left`);
    curve.add(training);
  });

  function showReadiness(): void {
    const all = folders.folders();
    const poor = all.filter(({ pictures }) => pictures.length < LEAST_PICTURES).map(({ label }) => label);
    train.disabled = isTraining || all.length < 2 || poor.length > 0;
    hint.textContent =
      all.length === 0
        ? 'Drop a folder for each label here: the name of the folder is the label. A dozen pictures of each is a start, a hundred are good. They stay in this browser.'
        : all.length === 1
          ? 'One more label is needed, for instance a folder of pictures without the thing.'
          : poor.length > 0
            ? `At least ${LEAST_PICTURES} pictures of each label are needed; there are fewer of ${poor.join(', ')}.`
            : '';
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
    for (const { label, pictures } of await drawShapes()) folders.add(label, pictures);
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
    const lines: string[] = [];
    for (const { label, pictures } of folders.folders()) {
      for (const [index, picture] of pictures.entries()) {
        const Name = `pictures/${label}/${index}-${picture.name}`;
        await rekognition.buckets.put({ Bucket: BUCKET, Name }, picture);
        lines.push(JSON.stringify({ 'source-ref': `s3://${BUCKET}/${Name}`, label: 1, 'label-metadata': { 'class-name': label, confidence: 1, type: 'groundtruth/image-classification' } }));
      }
    }
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
    trialPanel.hidden = true;
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
    report.replaceChildren(...(await versionReport(version, rekognition)));
    trialPanel.hidden = false;
    announce('The model is trained and runs.');
  }

  async function stopTraining(): Promise<void> {
    if (version?.ProjectVersionArn) await client.rekognition().customLabels.stopTraining(version.ProjectVersionArn);
  }

  async function tryPhotos(files: readonly File[]): Promise<void> {
    await attempt(async () => {
      for (const file of files) {
        const timed = await latest.run((abortSignal) =>
          client.rekognition().detectCustomLabels({ ProjectVersionArn: version?.ProjectVersionArn, Image: { Source: file }, MinConfidence: 0 }, { abortSignal }),
        );
        if (!timed) return;
        const image = element('img', { alt: file.name, src: URL.createObjectURL(file) });
        image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
        const labels = (timed.answer.CustomLabels ?? []).map(({ Name = '', Confidence }) => meter(Name, Confidence));
        trials.prepend(element('div', { class: 'trial' }, image, element('div', {}, ...labels)));
        announce(`${timed.answer.CustomLabels?.[0]?.Name ?? 'Nothing'}.`);
      }
    });
  }

  async function showKept(): Promise<void> {
    if (isTraining || version) return;
    projectArn = await project();
    const { ProjectVersionDescriptions: [newest] = [] } = await client.rekognition().describeProjectVersions({ ProjectArn: projectArn });
    if (!newest) return;
    version = newest;
    await follow();
  }

  showReadiness();
  report.replaceChildren(element('p', { class: 'empty-note' }, 'Once trained, the model tells here how good it is on pictures that it did not learn from, and which it gets wrong.'));
  return {
    element: page,
    // Photos alone are for trying; folders were taken by the drop itself.
    takePictures: (files) => {
      const photos = files.filter(({ type }) => type.startsWith('image/'));
      if (photos.length > 0 && !trialPanel.hidden) void tryPhotos(photos);
    },
    shown: () => void attempt(showKept),
    hidden: () => latest.abort(),
  };
}
