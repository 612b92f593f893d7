import type { Rekognition } from '../../src/index.ts';
import { packGallery } from '../../src/galleries/gallery-format.ts';
import { packModel } from '../../src/operations/custom-labels/model-file.ts';
import { FEATURE_LENGTHS, type BackboneId } from '../../src/vision/backbone/backbone.ts';
import { EMBEDDING_LENGTH, type StoredFace } from '../../src/storage/collection-calls.ts';
import { describeBytes, writeExportHeader, type ExportedBlock } from '../../src/storage/export-format.ts';
import { packFaces } from '../../src/storage/face-block.ts';
import { readUuid, UUID_WORDS } from '../../src/storage/uuid-bytes.ts';
import { FACE_MODEL_VERSION } from '../../src/vision/face/face-model-version.ts';
import { TEMPLATE_LENGTH } from '../../src/vision/face/template-length.ts';
import { drawnShape } from '../set-up/drawn-shapes.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

/** Kinds of files that the library reads. */
export const fileKinds = ['JPEG', 'PNG', 'WebM', 'MP4', 'collection', 'gallery', 'trained model', 'Ground Truth manifest', 'model file'] as const;
/** A kind of file that the library reads. */
export type FileKind = (typeof fileKinds)[number];

/** Sound files of every kind. */
export type Specimens = Readonly<Record<FileKind, readonly [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]>>;

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());
const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Bucket whose pictures the Ground Truth manifests name. */
export const MANIFEST_BUCKET = 'fuzzed';
const MANIFEST_PICTURES = 3;

/** Makes sound files with the library itself and what the browser encodes. */
export async function makeSpecimens(rekognition: Rekognition): Promise<Specimens> {
  const next = randomNumbers(1);
  const photo = await createImageBitmap(await samplePicture('sample1.jpg'), { resizeWidth: 240, resizeQuality: 'high' });
  const canvas = new OffscreenCanvas(photo.width, photo.height);
  canvas.getContext('2d')?.drawImage(photo, 0, 0);
  const small = new OffscreenCanvas(96, 96);
  small.getContext('2d')?.drawImage(photo, 0, 0, 96, 96);
  const jpeg = { type: 'image/jpeg', quality: 0.8 };

  // Of the others the manifests' lines say that they are missing, which costs nothing.
  await rekognition.buckets.put({ Bucket: MANIFEST_BUCKET, Name: '0.png' }, await drawnShape('circle', '#d22', next));
  const [backbone] = Object.keys(FEATURE_LENGTHS) as [BackboneId];
  const floats = (count: number): Float32Array => Float32Array.from({ length: count }, () => next() - 0.5);
  const person = (id: string): { id: string; name: string; urls: readonly string[]; templates: readonly Float32Array[] } => ({ id, name: `Person ${id}`, urls: [`https://example.org/${id}`], templates: [floats(TEMPLATE_LENGTH)] });

  return {
    JPEG: [await bytesOf(await small.convertToBlob(jpeg)), await bytesOf(await canvas.convertToBlob(jpeg))],
    PNG: [await bytesOf(await small.convertToBlob({ type: 'image/png' }))],
    WebM: [await bytesOf(await numberedClip({ codec: 'vp8', frames: 8, rate: 8, width: 96, height: 48 })), await bytesOf(await numberedClip({ codec: 'vp9', frames: 8, rate: 8, width: 96, height: 48, sound: true }))],
    MP4: [await bytesOf(await numberedClip({ codec: 'vp9', frames: 8, rate: 8, width: 96, height: 48, container: 'mp4' })), await bytesOf(await numberedClip({ codec: 'vp9', frames: 8, rate: 8, width: 96, height: 48, container: 'mov', sound: true }))],
    collection: [await exportedCollection(next)],
    gallery: [await bytesOf(await packGallery({ title: 'Made', licence: 'CC0', source: 'numbers', people: ['a1', 'b2', 'c3'].map(person) }))],
    'trained model': [
      await bytesOf(
        await packModel(
          { backbone, labels: ['Circle', 'Square'], exclusive: true, thresholds: [0.5, 0.5], weights: floats(2 * FEATURE_LENGTHS[backbone]), biases: floats(2) },
          { name: 'first', f1: 0.9, trainedAt: 1_600_000_000_000, workedMilliseconds: 1000 },
        ),
      ),
    ],
    'Ground Truth manifest': [textBytes(labelManifest()), textBytes(boxManifest())],
    'model file': [Uint8Array.from({ length: 4096 }, () => Math.floor(next() * 256))],
  };
}

/** Made without a database, so that it is the same in every run. */
async function exportedCollection(next: () => number): Promise<Uint8Array<ArrayBuffer>> {
  const counts = [5, 3];
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const blocks: ExportedBlock[] = [];
  for (const count of counts) {
    const faces = new Uint8Array(packFaces(Array.from({ length: count }, (_, index) => madeFace(next, index))).buffer);
    const embeddings = new Uint8Array(Float32Array.from({ length: count * EMBEDDING_LENGTH }, () => (next() - 0.5) / 4).buffer);
    blocks.push({ count, faces: await describeBytes(faces), embeddings: await describeBytes(embeddings) });
    parts.push(faces, embeddings);
  }
  const faceCount = counts.reduce((sum, count) => sum + count, 0);
  const header = await writeExportHeader({ name: 'specimen', faceModelVersion: FACE_MODEL_VERSION, createdAt: 1_600_000_000_000, faceCount, blocks });
  return bytesOf(new Blob([header, ...parts]));
}

function madeFace(next: () => number, index: number): StoredFace {
  const id = (): string => readUuid(Uint32Array.from({ length: UUID_WORDS }, () => Math.floor(next() * 2 ** 32)), 0);
  return { faceId: id(), imageId: id(), externalImageId: `photo:${index}`, box: { left: next() / 2, top: next() / 2, width: 0.2, height: 0.3 }, confidence: 90 + next() };
}

/** One label alone cannot be learnt: the files are read to their end, and then training says so. */
function labelManifest(): string {
  const metadata = { confidence: 1, 'class-name': 'circle', type: 'groundtruth/image-classification', 'human-annotated': 'yes', 'creation-date': '2020-01-01T00:00:00', 'job-name': 'drawn' };
  return manifest(() => ({ shape: 0, 'shape-metadata': metadata }));
}

function boxManifest(): string {
  return manifest((index) => ({
    // For a picture of another size than the one in the bucket.
    box: { image_size: [{ width: 9999 + index, height: 9, depth: 3 }], annotations: [{ class_id: 0, left: 1, top: 1, width: 5, height: 5 }] },
    'box-metadata': { 'class-map': { 0: 'circle' }, type: 'groundtruth/object-detection', objects: [{ confidence: 1 }] },
  }));
}

function manifest(attributes: (index: number) => object): string {
  return Array.from({ length: MANIFEST_PICTURES }, (_, index) => `${JSON.stringify({ 'source-ref': `s3://${MANIFEST_BUCKET}/${index}.png`, ...attributes(index) })}\n`).join('');
}
