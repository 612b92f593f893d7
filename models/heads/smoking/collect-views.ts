import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import { FEATURE_LENGTHS, viewCrops, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { faceDetector } from '../../../src/vision/face/find-faces.ts';
import type { CropOfRegion } from '../../../src/vision/model-input.ts';
import { handsOfPeople } from '../../../src/vision/moderation/hands-of-people.ts';
import { frameOf, handView, LOWEST_FACE, smokingView, squareView, wholeViews } from '../../../src/vision/moderation/views.ts';
import { findObjects } from '../../../src/vision/objects/find-objects.ts';
import type { PictureReader } from '../../../src/vision/picture-reader.ts';
import { applyTransform, invertTransform } from '../../../src/vision/similarity-transform.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import type { SmokingPicture } from './pictures.ts';

/** What a view shows: the surroundings of a face, a hand, the whole picture (or its middle), or a square somewhere in it. */
export type ViewKind = 'face' | 'hand' | 'whole' | 'patch';

/** One square of a picture as both backbones see it. */
export interface SeenView {
  readonly kind: ViewKind;
  readonly picture: SmokingPicture;
  /** Whether it shows somebody smoking; undefined where a cigarette is cut by its edge or the picture is doubtful. */
  readonly answer: boolean | undefined;
  readonly features: Readonly<Record<BackboneId, Float32Array>>;
}

const BACKBONES = Object.keys(FEATURE_LENGTHS) as readonly BackboneId[];
const MOST_FACES = 6;
/** Shares of a box inside a square from which it counts as shown, and below which as not shown. */
const SHOWN = 0.5;
const HIDDEN = 0.1;
/** Random squares of a picture; those of smokers are many, because there are few such pictures. */
const PATCHES = { smoking: 6, neutral: 2 } as const;

const cacheFolder = fileURLToPath(new URL('../../../.cache/smoking/', import.meta.url));

interface Kept {
  readonly kind: ViewKind;
  /** Share of the best box that is inside. */
  readonly shown: number;
  /** 32-bit floats in base64, by backbone. */
  readonly features: Readonly<Record<BackboneId, string>>;
}

/** Shows every picture to the library's backbones. What was seen is kept in `.cache/smoking/`, a file for each picture. */
export async function collectViews(pictures: readonly SmokingPicture[]): Promise<SeenView[]> {
  await mkdir(cacheFolder, { recursive: true });
  const sessions = createNativeSessions();
  const decoder = openPictureDecoder();
  const seen: SeenView[] = [];
  try {
    for (const [index, picture] of pictures.entries()) {
      const file = `${cacheFolder}${picture.file.replaceAll(/\W+/g, '-')}.json`;
      let kept = await readKept(file);
      if (!kept) {
        const reader = readPixels(await decoder.decode(picture.file));
        kept = await look(reader, picture);
        await writeFile(file, JSON.stringify(kept));
      }
      seen.push(...kept.map((view) => toSeen(view, picture)));
      if (index % 100 === 99) console.log(`${index + 1} of ${pictures.length} pictures`);
    }
  } finally {
    await decoder.close();
  }
  return seen;

  async function look(reader: PictureReader, picture: SmokingPicture): Promise<Kept[]> {
    const faces = (await faceDetector(sessions).detect(reader)).map(frameOf).filter(({ height }) => height >= LOWEST_FACE);
    const largest = faces.toSorted((a, b) => b.height - a.height).slice(0, MOST_FACES);
    const hands = await handsOfPeople(sessions, reader, largest, await findObjects(sessions, reader));
    const views: { readonly kind: ViewKind; readonly crop: CropOfRegion }[] = [
      ...wholeViews(reader).map((crop) => ({ kind: 'whole' as const, crop })),
      ...largest.map((face) => ({ kind: 'face' as const, crop: smokingView(reader, face) })),
      ...hands.map((box) => ({ kind: 'hand' as const, crop: handView(reader, box) })),
      ...patches(reader, picture).map((crop) => ({ kind: 'patch' as const, crop })),
    ];
    const byBackbone = await Promise.all(BACKBONES.map((backbone) => viewCrops(sessions, views.map(({ crop }) => crop), backbone)));
    return views.map(({ kind, crop }, index) => ({
      kind,
      shown: kind === 'whole' && index === 0 ? 1 : shownShare(crop, picture, reader),
      features: {
        'mobilenet-v2-imagenet': base64(byBackbone[0]?.[index]?.feature),
        'nsfw-mobilenet-v2-mid': base64(byBackbone[1]?.[index]?.feature),
      },
    }));
  }
}

/** Squares around each cigarette, at different distances, and squares anywhere. */
function patches(reader: PictureReader, { file, boxes, answer }: SmokingPicture): CropOfRegion[] {
  const random = randomNumbers(Array.from(file).reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7));
  const between = (low: number, high: number): number => low + random() * (high - low);
  const short = Math.min(reader.width, reader.height);
  const around = boxes.slice(0, 2).flatMap(([x, y, width, height]) => {
    const size = Math.max(width * reader.width, height * reader.height);
    return Array.from({ length: 4 }, () => {
      const side = Math.min(between(1.6, 4) * size, short);
      const off = (): number => between(-0.3, 0.3) * (side - size);
      return squareView(reader, { x: x * reader.width + off(), y: y * reader.height + off() }, side, 0);
    });
  });
  const anywhere = Array.from({ length: answer === false ? PATCHES.neutral : PATCHES.smoking }, () => {
    const side = between(0.3, 0.8) * short;
    return squareView(reader, { x: between(side / 2, reader.width - side / 2), y: between(side / 2, reader.height - side / 2) }, side, 0);
  });
  return [...around, ...anywhere];
}

/** How much of the best box lies inside a square. */
function shownShare({ crop }: CropOfRegion, { boxes }: SmokingPicture, { width, height }: PictureReader): number {
  const toCrop = invertTransform(crop.toPicture);
  const scale = Math.hypot(toCrop.a, toCrop.b);
  return boxes.reduce((most, [x, y, boxWidth, boxHeight]) => {
    const middle = applyTransform(toCrop, { x: x * width, y: y * height });
    const across = inside(middle.x, boxWidth * width * scale, crop.width);
    const down = inside(middle.y, boxHeight * height * scale, crop.height);
    return Math.max(most, across * down);
  }, 0);
}

function inside(middle: number, length: number, end: number): number {
  return Math.max(0, Math.min(end, middle + length / 2) - Math.max(0, middle - length / 2)) / length;
}

function toSeen({ kind, shown, features }: Kept, picture: SmokingPicture): SeenView {
  const answer = picture.answer !== true ? picture.answer : shown >= SHOWN ? true : shown < HIDDEN ? false : undefined;
  return {
    kind,
    picture,
    answer,
    features: {
      'mobilenet-v2-imagenet': floats(features['mobilenet-v2-imagenet']),
      'nsfw-mobilenet-v2-mid': floats(features['nsfw-mobilenet-v2-mid']),
    },
  };
}

async function readKept(file: string): Promise<Kept[] | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function base64(feature: Float32Array | undefined): string {
  if (!feature) throw new Error('A backbone left out a view.');
  return Buffer.from(feature.buffer, feature.byteOffset, feature.byteLength).toString('base64');
}

function floats(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
