import { GalleryRefusedError, InternalServerError, ModelIntegrityError, Rekognition, RekognitionServiceException } from '../../src/index.ts';
import { unpackGallery } from '../../src/galleries/gallery-format.ts';
import { indexPeople } from '../../src/galleries/nearest-person.ts';
import { readModel, type ModelFile } from '../../src/runtime/model-store.ts';
import { TEMPLATE_LENGTH } from '../../src/vision/face/template-length.ts';
import { MANIFEST_BUCKET, type FileKind, type Specimens } from './specimens.ts';
import { unsoundPart, unsoundSentence } from './sound-answer.ts';

/** What came of a file: `answer`, or the name of the exception; and what is wrong with that. */
export interface Outcome {
  readonly told: string;
  readonly failure?: string;
}

/** Hands files to the library as apps do. */
export interface Feeder {
  feed(kind: FileKind, bytes: Uint8Array<ArrayBuffer>, index: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** What a job or a training ended with. */
class Ended extends Error {}

const POLL_MILLISECONDS = 10;
const passed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));

/** @param specimens sound files, of which one model file is the expected one */
export async function openFeeder(rekognition: Rekognition, specimens: Specimens): Promise<Feeder> {
  // Seeking in a video element is another way through a file.
  const seeking = new Rekognition({ ...rekognition.config, framePath: 'element' });
  const { ProjectArn = '' } = await rekognition.createProject({ ProjectName: `fuzz-${crypto.randomUUID()}` });
  const modelFile = await describeModelFile(specimens['model file'][0]);
  const picture = { Bytes: specimens.JPEG[0] };

  async function video(client: Rekognition, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
    const { JobId } = await client.startSegmentDetection({ Video: { Source: new Blob([bytes]) }, SegmentTypes: ['SHOT', 'TECHNICAL_CUE'] });
    for (;;) {
      const answer = await client.getSegmentDetection({ JobId });
      if (answer.JobStatus === 'FAILED') throw new Ended(answer.StatusMessage);
      if (answer.JobStatus === 'SUCCEEDED') return answer;
      await passed();
    }
  }

  async function collection(bytes: Uint8Array<ArrayBuffer>, index: number): Promise<unknown> {
    const file = new Blob([bytes]);
    const { collectionId: CollectionId, ...imported } = await (index % 2 ? rekognition.importCollection(file) : rekognition.importCollection(file, { collectionId: 'fuzzed' }));
    const described = await rekognition.describeCollection({ CollectionId });
    const { Faces = [] } = await rekognition.listFaces({ CollectionId });
    const found = Faces[0] && described.FaceModelVersion === Faces[0].IndexFacesModelVersion ? await rekognition.searchFaces({ CollectionId, FaceId: Faces[0].FaceId, FaceMatchThreshold: 0 }) : undefined;
    await rekognition.deleteCollection({ CollectionId });
    return { imported, described, Faces, found };
  }

  async function trainedModel(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
    const ProjectVersionArn = await rekognition.customLabels.importModel(new Blob([bytes]), { projectArn: ProjectArn });
    try {
      const { ProjectVersionDescriptions } = await rekognition.describeProjectVersions({ ProjectArn });
      await rekognition.startProjectVersion({ ProjectVersionArn, MinInferenceUnits: 1 });
      await rekognition.waitUntilProjectVersionRunning({ ProjectArn }, { maxWaitTime: 9, minDelay: 0.05, maxDelay: 0.1 });
      const { CustomLabels } = await rekognition.detectCustomLabels({ ProjectVersionArn, Image: picture, MinConfidence: 0 });
      await rekognition.stopProjectVersion({ ProjectVersionArn });
      return { ProjectVersionDescriptions, CustomLabels };
    } finally {
      await rekognition.deleteProjectVersion({ ProjectVersionArn });
    }
  }

  async function groundTruth(bytes: Uint8Array<ArrayBuffer>, index: number): Promise<unknown> {
    const VersionName = `v${index}`;
    const S3Object = { Bucket: MANIFEST_BUCKET, Name: `${index}.manifest` };
    await rekognition.buckets.put(S3Object, new Blob([bytes]));
    const { ProjectVersionArn } = await rekognition.createProjectVersion({
      ProjectArn,
      VersionName,
      OutputConfig: { S3Bucket: MANIFEST_BUCKET },
      TrainingData: { Assets: [{ GroundTruthManifest: { S3Object } }] },
      TestingData: { AutoCreate: true },
    });
    try {
      for (;;) {
        const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn, VersionNames: [VersionName] });
        if (version?.Status === 'TRAINING_FAILED') throw new Ended(version.StatusMessage);
        if (version?.Status !== 'TRAINING_IN_PROGRESS') return version;
        await passed();
      }
    } finally {
      await rekognition.deleteProjectVersion({ ProjectVersionArn });
      await rekognition.buckets.delete(S3Object);
    }
  }

  async function answerOf(kind: FileKind, bytes: Uint8Array<ArrayBuffer>, index: number): Promise<unknown> {
    switch (kind) {
      case 'JPEG':
      case 'PNG':
        return rekognition.detectFaces({ Image: index % 2 ? { Source: new Blob([bytes]) } : { Bytes: bytes } });
      case 'WebM':
      case 'MP4':
        return video(index % 8 === 0 ? seeking : rekognition, bytes);
      case 'collection':
        return collection(bytes, index);
      case 'gallery':
        return recognized(bytes);
      case 'trained model':
        return trainedModel(bytes);
      case 'Ground Truth manifest':
        return groundTruth(bytes, index);
      case 'model file':
        return readModelFile(modelFile, bytes);
    }
  }

  return {
    async feed(kind, bytes, index) {
      try {
        const unsound = unsoundPart(await answerOf(kind, bytes, index));
        return { told: 'answer', ...(unsound !== undefined && { failure: unsound }) };
      } catch (error) {
        return refusal(error);
      }
    },
    async close() {
      await seeking.close();
      await rekognition.deleteProject({ ProjectArn });
    },
  };
}

async function recognized(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const gallery = await unpackGallery(bytes, 'of the fuzz run');
  const template = Float32Array.from({ length: TEMPLATE_LENGTH }, (_, index) => Math.sin(index) / 10);
  return { title: gallery.title, nearest: indexPeople([gallery]).recognize(template, 0) };
}

async function describeModelFile(bytes: Uint8Array<ArrayBuffer>): Promise<Omit<ModelFile, 'url'>> {
  const sha256 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file: 'fuzzed.onnx', bytes: bytes.length, sha256 };
}

async function readModelFile(file: Omit<ModelFile, 'url'>, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([bytes]));
  try {
    return { bytes: (await readModel({ ...file, url }, () => {})).byteLength };
  } finally {
    URL.revokeObjectURL(url);
  }
}

function refusal(error: unknown): Outcome {
  if (error instanceof Ended) return withSentence('FAILED', error.message);
  // Its sentences begin with the address of the file.
  if (error instanceof ModelIntegrityError) return { told: error.name };
  const isTyped = error instanceof RekognitionServiceException || error instanceof GalleryRefusedError;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!isTyped) return { told: name, failure: `untyped: ${stack ?? message}` };
  // A file is never the library's own fault.
  if (error instanceof InternalServerError) return { told: name, failure: `InternalServerError: ${message}` };
  return withSentence(name, message);
}

function withSentence(told: string, message: string): Outcome {
  const unsound = unsoundSentence(message);
  return { told, ...(unsound !== undefined && { failure: unsound }) };
}
