import { ImageTooLargeException, InvalidImageFormatException, InvalidParameterException } from '../errors.ts';
import type { GalleryPerson, GalleryTitle, PersonGender } from '../galleries/gallery.ts';
import type { GalleryDescription } from '../galleries/gallery-calls.ts';
import { packGallery } from '../galleries/gallery-format.ts';
import type { ImageSource } from '../shapes/image.ts';
import { area } from '../vision/geometry.ts';
import type { DescribedFace } from '../vision/face/face.ts';
import type { OperationContext } from './context.ts';

// Beyond the API: galleries of known people as files.

/** A person who is to be recognised, with one portrait or several. */
export interface PersonPortraits {
  /** Letters and digits, unique in the gallery. */
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** Links with more information. Default none. */
  readonly urls?: readonly string[];
  /** As the person states it in public. Left out, it is told of nobody; it is never guessed from a picture. */
  readonly knownGender?: PersonGender;
  /** Each shows the person alone, or far larger than anyone else. A file is PNG or JPEG. */
  readonly portraits: readonly ImageSource[];
}

/** What a gallery is called, and how to hear of its making. */
export interface GalleryOptions extends Partial<GalleryTitle> {
  /** Told after each portrait. */
  readonly onPortrait?: (done: number, total: number) => void;
}

/** A portrait that could not be used. */
export interface PortraitLeftOut {
  readonly id: string;
  /** Its place in `portraits`. */
  readonly portrait: number;
  /** A sentence. */
  readonly reason: string;
}

/** A gallery that was made. */
export interface BuiltGallery {
  /** To be kept as a file and passed as `celebrities`. */
  readonly file: Blob;
  /** People in it: those of whom at least one portrait could be used. */
  readonly people: number;
  readonly leftOut: readonly PortraitLeftOut[];
}

/** A second face of at least this share of the first one's area leaves open whose portrait it is. */
const RIVAL = 0.5;

/**
 * Makes a gallery of people from their portraits. The pictures are not kept: what is kept of each is 320 numbers.
 * Throws InvalidParameterException when nobody remains, or for an id that is none.
 */
export async function buildGallery(people: readonly PersonPortraits[], options: GalleryOptions, context: OperationContext): Promise<BuiltGallery> {
  const total = people.reduce((sum, { portraits }) => sum + portraits.length, 0);
  const known: GalleryPerson[] = [];
  const leftOut: PortraitLeftOut[] = [];
  let done = 0;
  for (const { id, name, urls = [], knownGender, portraits } of people) {
    const templates: Float32Array[] = [];
    for (const [portrait, picture] of portraits.entries()) {
      const seen = await describePortrait(picture, context);
      if (typeof seen === 'string') leftOut.push({ id, portrait, reason: seen });
      else templates.push(seen);
      done += 1;
      options.onPortrait?.(done, total);
    }
    if (templates.length > 0) known.push({ id, name, urls, ...(knownGender && { knownGender }), templates });
  }
  const { title = 'Untitled', licence = 'not stated', source = 'not stated' } = options;
  try {
    return { file: await packGallery({ title, licence, source, people: known }), people: known.length, leftOut };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [first] = leftOut;
    throw new InvalidParameterException({ message: first && known.length === 0 ? `${error.message} The first portrait was left out: ${first.reason}` : error.message, cause: error });
  }
}

/** The galleries that RecognizeCelebrities of this client looks into. */
export function describeGalleries({ galleries }: OperationContext): Promise<readonly GalleryDescription[]> {
  return galleries.describe();
}

/** The numbers of the one face, or why there are none. */
async function describePortrait(picture: ImageSource, context: OperationContext): Promise<Float32Array | string> {
  let faces: readonly DescribedFace[];
  try {
    const opened = await context.openPicture({ Source: picture });
    faces = await context.vision.findFaces(opened, { maxFaces: 2, attributes: false, embeddings: false, templates: 'portrait', coarseEyes: true });
  } catch (error) {
    const isPicture = error instanceof InvalidImageFormatException || error instanceof ImageTooLargeException || error instanceof InvalidParameterException;
    if (isPicture) return error.message;
    throw error;
  }
  const [face, rival] = faces;
  if (!face?.template) return 'No face was found in it.';
  if (rival && area(rival.box) >= RIVAL * area(face.box)) return 'It shows two faces of like size, so that it is open whose portrait it is.';
  return face.template;
}
