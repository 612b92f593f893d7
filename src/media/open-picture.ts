import { ImageTooLargeException, InvalidImageFormatException, InvalidParameterException } from '../errors.ts';
import type { Image, ImageSource, S3Object } from '../shapes/image.ts';
import { PictureFormatError, readPictureHeader, type PictureHeader } from './picture-header.ts';
import type { Picture, PictureLimits } from './picture.ts';

/** Finds the object of a bucket. */
export type ObjectResolver = (object: S3Object) => Promise<Blob>;

/** Bytes in the request itself (OPERATIONS G5). */
const MAX_BYTES = 5_242_880;
/** Objects in a bucket, and files given as Blob. */
const MAX_OBJECT_BYTES = 15 * 1024 * 1024;
/** Pixels on the shortest side that the API asks for. */
const MIN_SIDE = 80;
/** Decoded, this many pixels take 400 MB; refusing them before decoding keeps a hostile file from ending the page. */
const MAX_PIXELS = 100_000_000;

/**
 * Checks and decodes the picture of a request. The caller hands the result to exactly one vision call.
 *
 * @throws InvalidParameterException when it is missing or too small
 * @throws ImageTooLargeException when it has too many bytes or pixels
 * @throws InvalidImageFormatException when it cannot be read
 * @throws InvalidS3ObjectException when the resolver does not know the object
 */
export async function openPicture(
  image: Image | undefined,
  resolveObject: ObjectResolver,
  limits: PictureLimits = {},
): Promise<Picture> {
  if (!image) throw new InvalidParameterException('Pass a picture: Bytes, S3Object or Source.');
  const bitmap = await decode(image, resolveObject, limits);
  const { width, height } = bitmap;
  try {
    checkSides(width, height, limits);
  } catch (error) {
    bitmap.close();
    throw error;
  }
  return { bitmap, width, height };
}

function decode({ Bytes, S3Object, Source }: Image, resolveObject: ObjectResolver, limits: PictureLimits): Promise<ImageBitmap> {
  if (Bytes) return decodeFile(Bytes, limits.maxBytes ?? MAX_BYTES, limits);
  if (S3Object) return resolveObject(S3Object).then((blob) => decodeBlob(blob, limits));
  if (Source instanceof Blob) return decodeBlob(Source, limits);
  if (Source) return decodeSource(Source);
  throw new InvalidParameterException('Pass exactly one of Bytes, S3Object and Source.');
}

async function decodeBlob(blob: Blob, limits: PictureLimits): Promise<ImageBitmap> {
  checkBytes(blob.size, MAX_OBJECT_BYTES);
  let bytes: ArrayBuffer;
  try {
    bytes = await blob.arrayBuffer();
  } catch (error) {
    throw new InvalidImageFormatException({ message: 'The file can no longer be read: it was moved or changed. Choose it again.', cause: error });
  }
  return decodeFile(new Uint8Array(bytes), MAX_OBJECT_BYTES, limits);
}

async function decodeFile(bytes: Uint8Array, maxBytes: number, limits: PictureLimits): Promise<ImageBitmap> {
  checkBytes(bytes.byteLength, maxBytes);
  const header = headerOf(bytes);
  checkSides(header.width, header.height, limits);
  // Only JPEG is turned upright (OPERATIONS G6); a PNG is taken as it is stored.
  const imageOrientation = header.format === 'jpeg' ? 'from-image' : 'none';
  try {
    return await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: `image/${header.format}` }), { imageOrientation });
  } catch (error) {
    throw new InvalidImageFormatException({
      message: `The picture is a damaged ${header.format.toUpperCase()} that this browser cannot decode. Save it anew as PNG or JPEG.`,
      cause: error,
    });
  }
}

function headerOf(bytes: Uint8Array): PictureHeader {
  try {
    return readPictureHeader(bytes);
  } catch (error) {
    if (!(error instanceof PictureFormatError) && !(error instanceof RangeError)) throw error;
    const why = error instanceof PictureFormatError ? error.message : 'ends too early';
    throw new InvalidImageFormatException({ message: `The picture ${why}. Pass a whole PNG or JPEG file.`, cause: error });
  }
}

async function decodeSource(source: Exclude<ImageSource, Blob>): Promise<ImageBitmap> {
  const notReady = whyNotReady(source);
  if (notReady) throw new InvalidParameterException(notReady);
  try {
    // ImageData takes no orientation in some engines; everything else shows what the page shows.
    return await createImageBitmap(source);
  } catch (error) {
    throw new InvalidImageFormatException({
      message:
        'The browser could not read the Source. An <img> or <video> from another origin needs crossorigin="anonymous" and a server that allows it; an <img> must be loaded.',
      cause: error,
    });
  }
}

function whyNotReady(source: Exclude<ImageSource, Blob>): string | undefined {
  if (typeof HTMLImageElement !== 'undefined' && source instanceof HTMLImageElement) {
    if (!source.complete) return 'The <img> is still loading: await img.decode() before the call.';
    if (source.naturalWidth === 0) return 'The <img> shows no picture: its file is missing or damaged.';
  }
  if (typeof HTMLVideoElement !== 'undefined' && source instanceof HTMLVideoElement && source.readyState < 2) {
    return 'The <video> has no frame yet: wait for its "loadeddata" event before the call.';
  }
  return undefined;
}

function checkBytes(bytes: number, maxBytes: number): void {
  if (bytes === 0) throw new InvalidImageFormatException('The picture is empty: pass a whole PNG or JPEG file.');
  if (bytes > maxBytes) {
    throw new ImageTooLargeException(`The picture has ${bytes} bytes; at most ${maxBytes} are allowed here. Save it smaller.`);
  }
}

function checkSides(width: number, height: number, { minSide = MIN_SIDE, maxSide = Infinity }: PictureLimits): void {
  if (width * height > MAX_PIXELS || Math.max(width, height) > maxSide) {
    const most = Number.isFinite(maxSide) ? `${maxSide} pixels a side` : `${MAX_PIXELS / 1e6} megapixels`;
    throw new ImageTooLargeException(`The picture is ${width} x ${height} pixels; at most ${most} are allowed. Make it smaller.`);
  }
  if (Math.min(width, height) < minSide) {
    throw new InvalidParameterException(`The picture is ${width} x ${height} pixels; each side needs at least ${minSide}.`);
  }
}
