// A page that answers one call of each kind. A program in Node watches what it asks for.
import { Rekognition } from '../../src/index.ts';
import { drawnShape } from '../set-up/drawn-shapes.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

/** What the page tells the program: how many things each kind of call found. */
export interface SilenceOutcome {
  readonly found: Readonly<Record<string, number>>;
  readonly isolated: boolean;
  /** What the page's policy forbade on the page itself. */
  readonly violations: readonly string[];
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));

const rekognition = new Rekognition();

async function ended<Answer extends { readonly JobStatus?: string | undefined; readonly StatusMessage?: string | undefined }>(look: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await look();
    if (answer.JobStatus === 'FAILED') throw new Error(answer.StatusMessage);
    if (answer.JobStatus === 'SUCCEEDED') return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function pictures(photo: Blob): Promise<Record<string, number>> {
  const Image = { Source: photo };
  await rekognition.createCollection({ CollectionId: 'people' });
  const { FaceDetails } = await rekognition.detectFaces({ Image, Attributes: ['ALL'] });
  const { FaceMatches: compared } = await rekognition.compareFaces({ SourceImage: Image, TargetImage: Image });
  const { FaceRecords } = await rekognition.indexFaces({ CollectionId: 'people', Image });
  const { FaceMatches } = await rekognition.searchFacesByImage({ CollectionId: 'people', Image });
  const { TextDetections } = await rekognition.detectText({ Image });
  const { Labels } = await rekognition.detectLabels({ Image, MinConfidence: 1, Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'] });
  const { ModerationLabels } = await rekognition.detectModerationLabels({ Image });
  const { Persons } = await rekognition.detectProtectiveEquipment({ Image });
  const { UnrecognizedFaces } = await rekognition.recognizeCelebrities({ Image });
  const lists = { FaceDetails, compared, FaceRecords, FaceMatches, TextDetections, Labels, ModerationLabels, Persons, UnrecognizedFaces };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list?.length ?? -1]));
}

async function video(): Promise<Record<string, number>> {
  const Video = { Source: await numberedClip({ codec: 'vp8', frames: 10, rate: 5 }) };
  const { JobId } = await rekognition.startSegmentDetection({ Video, SegmentTypes: ['SHOT'] });
  const { Segments } = await ended(() => rekognition.getSegmentDetection({ JobId }));
  return { Segments: Segments?.length ?? -1 };
}

/** Training runs another library in a worker of its own. */
async function training(): Promise<Record<string, number>> {
  const next = randomNumbers(5);
  const lines: string[] = [];
  for (let index = 0; index < 8; index++) {
    const label = index % 2 ? 'circle' : 'square';
    await rekognition.buckets.put({ Bucket: 'shapes', Name: `${index}.png` }, await drawnShape(label, label === 'circle' ? '#d22' : '#24d', next));
    const metadata = { confidence: 1, 'class-name': label, type: 'groundtruth/image-classification', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'drawn' };
    lines.push(JSON.stringify({ 'source-ref': `s3://shapes/${index}.png`, shape: 0, 'shape-metadata': metadata }));
  }
  await rekognition.buckets.put({ Bucket: 'shapes', Name: 'train.manifest' }, lines.join('\n'));
  const { ProjectArn } = await rekognition.createProject({ ProjectName: 'shapes' });
  await rekognition.createProjectVersion({
    ProjectArn,
    VersionName: 'v1',
    OutputConfig: { S3Bucket: 'shapes', S3KeyPrefix: 'out' },
    TrainingData: { Assets: [{ GroundTruthManifest: { S3Object: { Bucket: 'shapes', Name: 'train.manifest' } } }] },
    TestingData: { AutoCreate: true },
  });
  await rekognition.waitUntilProjectVersionTrainingCompleted({ ProjectArn, VersionNames: ['v1'] }, { maxWaitTime: 100, minDelay: 0.2, maxDelay: 0.4 });
  const { ProjectVersionDescriptions } = await rekognition.describeProjectVersions({ ProjectArn });
  return { trained: ProjectVersionDescriptions?.length ?? -1 };
}

async function everything(): Promise<SilenceOutcome> {
  const photo = await (await fetch('/samples/sample1.jpg')).blob();
  const found = { ...(await pictures(photo)), ...(await video()), ...(location.search === '?training' && (await training())) };
  await rekognition.eraseEverything();
  return { found, isolated: crossOriginIsolated, violations };
}

/** Into the document, because programs that ask a page for values do so by eval, which the policy forbids. */
function tell(outcome: object): void {
  const element = document.createElement('pre');
  element.textContent = JSON.stringify(outcome);
  document.body.append(element);
}

everything().then(tell, (error: unknown) => tell({ failure: String(error), violations }));
