import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DescribedFace } from '../../../src/vision/face/face.ts';
import { findFaces } from '../../../src/vision/face/find-faces.ts';
import type { PixelImage } from '../../../src/vision/pixels.ts';
import type { LabelledFace, RatioBox } from './labelled-faces.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import type { PictureChange } from '../training/page/picture-changes.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { FEATURE_LENGTH } from './predict.ts';

/** What the library saw in one face, as it is kept. */
interface ReportedFace {
  readonly box: RatioBox;
  /** Height of the box, pixels. */
  readonly height: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** The 1,024 numbers of faceres, as bytes of 32-bit floats in base64. */
  readonly feature: string;
  /** Centres of the eyes, left of the picture first, as fractions of the picture. */
  readonly eyes: readonly [readonly [number, number], readonly [number, number]];
  /** Probabilities by the library's geometry, 0 to 1. */
  readonly eyesOpen: number;
  readonly mouthOpen: number;
}

/** A labelled face as the library saw it in one version of its picture. */
export interface SeenFace {
  readonly face: LabelledFace;
  /** 1,024 numbers of faceres. */
  readonly feature: Float32Array;
  readonly box: RatioBox;
  /** Height of the box, pixels. */
  readonly height: number;
  readonly eyes: ReportedFace['eyes'];
  /** Probabilities by the library's geometry, 0 to 1. */
  readonly eyesOpen: number;
  readonly mouthOpen: number;
}

/** The change made to a picture, or undefined to leave the picture out. */
export type ChangeOf = (file: string, faces: readonly LabelledFace[]) => PictureChange | undefined;

/** Shows every picture, changed, to the library. Answers are kept in `.cache/face-attributes/` by the version's name. */
export interface FeatureCollector {
  readonly collect: (version: string, faces: readonly LabelledFace[], changeOf: ChangeOf) => Promise<readonly SeenFace[]>;
  readonly close: () => Promise<void>;
}

const cacheFolder = fileURLToPath(new URL('../../../.cache/face-attributes/', import.meta.url));
const MAX_FACES = 100;
/** Least overlap of a labelled box and the box of the face that it means. */
const SAME_FACE = 0.3;
/** Pictures between two savings of what was collected. */
const SAVE_EVERY = 200;

/** What is kept of one picture: the change it was made with and the faces seen. */
type Kept = Record<string, { readonly change: string; readonly faces: readonly ReportedFace[] }>;

/** Opens no browser until a picture must be looked at that is not kept. */
export function openFeatureCollector(): FeatureCollector {
  const sessions = createNativeSessions();
  const decoder = openPictureDecoder();

  async function look(image: PixelImage): Promise<readonly ReportedFace[]> {
    const request = { maxFaces: MAX_FACES, attributes: true, embeddings: false, features: true };
    const faces = await findFaces(sessions, readPixels(image), request);
    return faces.map((face) => report(face, image.width, image.height));
  }

  return {
    async collect(version, faces, changeOf) {
      const kept = await readKept(version);
      const seen: SeenFace[] = [];
      let looked = 0;
      for (const [file, wanted] of byFile(faces)) {
        const change = changeOf(file, wanted);
        if (!change) continue;
        const asText = JSON.stringify(change);
        let inPicture = kept[file]?.change === asText ? kept[file].faces : undefined;
        if (!inPicture) {
          inPicture = await look(await decoder.decode(file, change));
          kept[file] = { change: asText, faces: inPicture };
          looked += 1;
          if (looked % SAVE_EVERY === 0) {
            await writeKept(version, kept);
            console.log(`${version}: ${looked} pictures looked at`);
          }
        }
        seen.push(...matchFaces(wanted, inPicture, change.mirrored === true));
      }
      if (looked > 0) await writeKept(version, kept);
      return seen;
    },
    close: () => decoder.close(),
  };
}

function report({ box, confidence, landmarks, attributes, feature }: DescribedFace, width: number, height: number): ReportedFace {
  if (!feature || !attributes) throw new Error('The library gave a face without its feature.');
  const ratio = ({ x, y }: { readonly x: number; readonly y: number }): readonly [number, number] => [x / width, y / height];
  return {
    box: [box.left / width, box.top / height, box.width / width, box.height / height],
    height: box.height,
    confidence,
    feature: Buffer.from(feature.buffer, feature.byteOffset, feature.byteLength).toString('base64'),
    eyes: [ratio(landmarks.eyeLeft), ratio(landmarks.eyeRight)],
    eyesOpen: attributes.eyesOpen,
    mouthOpen: attributes.mouthOpen,
  };
}

function byFile(faces: readonly LabelledFace[]): Map<string, LabelledFace[]> {
  const files = new Map<string, LabelledFace[]>();
  for (const face of faces) files.set(face.file, [...(files.get(face.file) ?? []), face]);
  return files;
}

function matchFaces(wanted: readonly LabelledFace[], inPicture: readonly ReportedFace[], mirrored: boolean): SeenFace[] {
  return wanted.flatMap((face) => {
    const target = face.box && mirrored ? mirror(face.box) : face.box;
    const found = target ? mostOverlapping(target, inPicture) : largest(inPicture);
    if (!found) return [];
    const { box, height, eyes, eyesOpen, mouthOpen } = found;
    return [{ face, feature: floats(found.feature), box, height, eyes, eyesOpen, mouthOpen }];
  });
}

function mirror([left, top, width, height]: RatioBox): RatioBox {
  return [1 - left - width, top, width, height];
}

function mostOverlapping(target: RatioBox, faces: readonly ReportedFace[]): ReportedFace | undefined {
  let best: ReportedFace | undefined;
  let most = SAME_FACE;
  for (const face of faces) {
    const overlap = intersectionOverUnion(target, face.box);
    if (overlap > most) [best, most] = [face, overlap];
  }
  return best;
}

/** Score by size, because a picture's edge may show a large half of somebody else. */
function largest(faces: readonly ReportedFace[]): ReportedFace | undefined {
  return faces.toSorted((a, b) => weight(b) - weight(a))[0];
}

function weight({ box, confidence }: ReportedFace): number {
  return confidence * box[2] * box[3];
}

function intersectionOverUnion(a: RatioBox, b: RatioBox): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a[2] * a[3] + b[2] * b[3] - width * height);
}

function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const values = new Float32Array(bytes.buffer);
  if (values.length !== FEATURE_LENGTH) throw new Error(`The page sent a feature of ${values.length} numbers, not ${FEATURE_LENGTH}.`);
  return values;
}

function keptFile(version: string): string {
  return `${cacheFolder}${version.replaceAll(/\W+/g, '-')}.json`;
}

async function readKept(version: string): Promise<Kept> {
  try {
    return JSON.parse(await readFile(keptFile(version), 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

async function writeKept(version: string, kept: Kept): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(keptFile(version), JSON.stringify(kept));
}
