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
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { changeColours } from './change-colours.ts';
import { hash } from './picture-sets.ts';
import type { PlannedView, ViewTarget } from './planned-views.ts';

const cacheFolder = fileURLToPath(new URL('../../../.cache/protective-equipment/', import.meta.url));
/** Pictures between two lines that tell how far it is. */
const TELL_EVERY = 200;

/** Shows every view to a backbone. Its features are kept in `.cache/protective-equipment/` until the views change. */
export async function collectFeatures(
  set: string,
  views: readonly PlannedView[],
  backbone: BackboneId,
  sessions: Sessions,
  decoder: PictureDecoder,
): Promise<readonly Float32Array[]> {
  const length = FEATURE_LENGTHS[backbone];
  const keptIn = `${cacheFolder}features-${set}-${hash(JSON.stringify(views)).toString(16)}-${backbone}.bin`;
  const kept = await readKept(keptIn, length);
  if (kept) return kept;
  const all = new Float32Array(views.length * length);
  let pictures = 0;
  for (const wanted of byPicture(views)) {
    const [any] = wanted;
    if (!any) continue;
    const image = await decoder.decode(any.view.file, any.view.scale === undefined ? {} : { scale: any.view.scale });
    const seen = await viewCrops(sessions, wanted.map(({ view }) => cropOf(image, view)), backbone);
    seen.forEach(({ feature }, at) => all.set(feature, (wanted[at]?.index ?? 0) * length));
    pictures += 1;
    if (pictures % TELL_EVERY === 0) console.log(`${set}, ${backbone}: ${pictures} pictures shown`);
  }
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(keptIn, all);
  return rowsOf(all, length);
}

function byPicture(views: readonly PlannedView[]): { readonly view: PlannedView; readonly index: number }[][] {
  const pictures = new Map<string, { view: PlannedView; index: number }[]>();
  views.forEach((view, index) => {
    const name = `${view.file} ${view.scale ?? 1}`;
    pictures.set(name, [...(pictures.get(name) ?? []), { view, index }]);
  });
  return [...pictures.values()];
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

function rowsOf(all: Float32Array, length: number): Float32Array[] {
  return Array.from({ length: all.length / length }, (_, index) => all.subarray(index * length, (index + 1) * length));
}

async function readKept(file: string, length: number): Promise<Float32Array[] | undefined> {
  try {
    const bytes = await readFile(file);
    return rowsOf(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4), length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
