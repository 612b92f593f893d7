import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sessions } from '../../../src/runtime/sessions.ts';
import { FEATURE_LENGTHS, viewCrops, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { viewFace, viewHand, viewHead } from '../../../src/vision/body/equipment-views.ts';
import type { FaceKeyPoints } from '../../../src/vision/face/detector.ts';
import type { PixelBox, PixelPoint } from '../../../src/vision/geometry.ts';
import type { CropOfRegion } from '../../../src/vision/model-input.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../training/pixel-reader.ts';
import { changeColours } from './change-colours.ts';
import { hash } from './picture-sets.ts';
import type { PlannedView, ViewTarget } from './planned-views.ts';

/** The feature of each view, by backbone. */
export type Features = Readonly<Record<BackboneId, readonly Float32Array[]>>;

const cacheFolder = fileURLToPath(new URL('../../../.cache/protective-equipment/', import.meta.url));
const backbones = Object.keys(FEATURE_LENGTHS) as BackboneId[];
/** Pictures between two lines that tell how far it is. */
const TELL_EVERY = 200;

/** Shows every view to both backbones. Kept in `.cache/protective-equipment/` until the views change. */
export async function collectFeatures(set: string, views: readonly PlannedView[], sessions: Sessions, decoder: PictureDecoder): Promise<Features> {
  const key = hash(JSON.stringify(views)).toString(16);
  const fileOf = (backbone: BackboneId): string => `${cacheFolder}features-${set}-${key}-${backbone}.bin`;
  const kept = await Promise.all(backbones.map((backbone) => readKept(fileOf(backbone), FEATURE_LENGTHS[backbone])));
  const [first, second] = kept;
  if (first && second) return { 'mobilenet-v2-imagenet': first, 'nsfw-mobilenet-v2-mid': second };

  const features: Record<BackboneId, Float32Array[]> = { 'mobilenet-v2-imagenet': [], 'nsfw-mobilenet-v2-mid': [] };
  let pictures = 0;
  for (const [, wanted] of byPicture(views)) {
    const [any] = wanted;
    if (!any) continue;
    const image = await decoder.decode(any.view.file, any.view.scale === undefined ? {} : { scale: any.view.scale });
    const crops = wanted.map(({ view }) => cropOf(image, view));
    for (const backbone of backbones) {
      const seen = await viewCrops(sessions, crops, backbone);
      seen.forEach(({ feature }, at) => (features[backbone][wanted[at]?.index ?? -1] = feature));
    }
    pictures += 1;
    if (pictures % TELL_EVERY === 0) console.log(`${set}: ${pictures} pictures shown`);
  }
  await mkdir(cacheFolder, { recursive: true });
  await Promise.all(backbones.map((backbone) => writeFile(fileOf(backbone), joined(features[backbone], FEATURE_LENGTHS[backbone]))));
  return features;
}

function byPicture(views: readonly PlannedView[]): Map<string, { readonly view: PlannedView; readonly index: number }[]> {
  const pictures = new Map<string, { view: PlannedView; index: number }[]>();
  views.forEach((view, index) => {
    const name = `${view.file} ${view.scale ?? 1}`;
    pictures.set(name, [...(pictures.get(name) ?? []), { view, index }]);
  });
  return pictures;
}

function cropOf(image: PixelImage, { target, scale = 1, colours }: PlannedView): CropOfRegion {
  const scaled = scaledTarget(target, scale);
  const changed = colours === undefined || scaled.part === 'face' ? image : changeColours(image, scaled.box, colours);
  const reader = readPixels(changed);
  if (scaled.part === 'face') return viewFace(reader, scaled.points);
  return scaled.part === 'head' ? viewHead(reader, scaled.box) : viewHand(reader, scaled.box);
}

function scaledTarget(target: ViewTarget, scale: number): ViewTarget {
  if (target.part !== 'face') return { part: target.part, box: scaledBox(target.box, scale) };
  const point = ({ x, y }: PixelPoint): PixelPoint => ({ x: x * scale, y: y * scale });
  const { eyeLeft, eyeRight, nose, mouthLeft, mouthRight } = target.points;
  const points: FaceKeyPoints = { eyeLeft: point(eyeLeft), eyeRight: point(eyeRight), nose: point(nose), mouthLeft: point(mouthLeft), mouthRight: point(mouthRight) };
  return { part: 'face', points };
}

function scaledBox({ left, top, width, height }: PixelBox, scale: number): PixelBox {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}

function joined(features: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(features.length * length);
  features.forEach((feature, index) => all.set(feature, index * length));
  return all;
}

async function readKept(file: string, length: number): Promise<Float32Array[] | undefined> {
  try {
    const bytes = await readFile(file);
    const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    return Array.from({ length: all.length / length }, (_, index) => all.subarray(index * length, (index + 1) * length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
