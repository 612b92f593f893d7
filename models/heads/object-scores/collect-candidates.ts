import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { PixelBox } from '../../../src/vision/geometry.ts';
import type { ObjectCandidate, ObjectDetector } from '../../../src/vision/objects/detector.ts';
import { findCandidates } from '../../../src/vision/objects/find-objects.ts';
import { sharedDataFolder } from '../../../test/set-up/shared-data-server.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';

/** A picture of coco128. */
export interface TruePicture {
  /** In ../shared/data. */
  readonly path: string;
  /** Boxes in pixels, classes of COCO. */
  readonly truth: readonly { readonly kind: number; readonly box: PixelBox }[];
}

/** A picture with what each detector has seen in it, by model id. */
export interface CandidatePicture extends TruePicture {
  readonly found: Readonly<Record<string, readonly ObjectCandidate[]>>;
}

const FOLDER = 'objects/coco128';

/** Names of all pictures of coco128, sorted. */
export async function pictureNames(): Promise<string[]> {
  return (await readdir(`${sharedDataFolder}/${FOLDER}/images`)).toSorted();
}

/** True objects of a picture of so many pixels. A picture without a file of labels shows none. */
export async function truthOf(name: string, width: number, height: number): Promise<TruePicture> {
  const labels = `${sharedDataFolder}/${FOLDER}/labels/${name.replace('.jpg', '.txt')}`;
  const lines = existsSync(labels) ? (await readFile(labels, 'utf8')).trim().split('\n') : [];
  const truth = lines.filter(Boolean).map((line) => {
    const [kind = 0, x = 0, y = 0, w = 0, h = 0] = line.split(' ').map(Number);
    return { kind, box: { left: (x - w / 2) * width, top: (y - h / 2) * height, width: w * width, height: h * height } };
  });
  return { path: `${FOLDER}/images/${name}`, truth };
}

/** Lets detectors see all pictures of coco128. */
export async function collectCandidates(detectors: readonly ObjectDetector[], decoder: PictureDecoder): Promise<CandidatePicture[]> {
  const pictures: CandidatePicture[] = [];
  for (const name of await pictureNames()) {
    const pixels = await decoder.decode(`${FOLDER}/images/${name}`);
    const found: Record<string, readonly ObjectCandidate[]> = {};
    for (const detector of detectors) found[detector.model] = await findCandidates(detector, readPixels(pixels));
    pictures.push({ ...(await truthOf(name, pixels.width, pixels.height)), found });
  }
  return pictures;
}
