/*
 * What a frame or bitmap holds, copied out as it is. Drawing it on a canvas and reading that back takes ten times as long, and Chromium
 * draws a VideoFrame by way of its cache of decoded images, which then keeps the pixels of up to a thousand frames, half a gigabyte of 720p.
 */

/** The pixels of a picture, row by row from the top, nothing of it transparent. */
export interface CopiedPixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Order of the four bytes of a pixel; the fourth is 255. */
  readonly channelOrder: 'RGB' | 'BGR';
}

/** Gives the memory that a picture of so many bytes is copied to. */
export type TakeMemory = (bytes: number) => ArrayBuffer;

const newMemory: TakeMemory = (bytes) => new ArrayBuffer(bytes);

/** What decoders of films give. */
const opaqueFormats: ReadonlySet<string | null> = new Set(['I420', 'I422', 'I444', 'NV12']);

/** What a frame shows, in its displayed size; undefined where copying gives something else than drawing. The frame stays open. */
export function pixelsOfFrame(frame: VideoFrame, take = newMemory): Promise<CopiedPixels | undefined> {
  // An RGBX frame that somebody has made can hold what shows through, too.
  return copyPixels(frame, !opaqueFormats.has(frame.format), take);
}

/** The same of a bitmap; undefined where it is transparent, too. The bitmap stays open. */
export async function pixelsOfBitmap(bitmap: ImageBitmap, take = newMemory): Promise<CopiedPixels | undefined> {
  if (typeof VideoFrame === 'undefined') return undefined;
  let frame: VideoFrame;
  try {
    frame = new VideoFrame(bitmap, { timestamp: 0 });
  } catch {
    return undefined;
  }
  try {
    return await copyPixels(frame, frame.format?.endsWith('A') === true, take);
  } finally {
    frame.close();
  }
}

async function copyPixels(frame: VideoFrame, mayShowThrough: boolean, take: TakeMemory): Promise<CopiedPixels | undefined> {
  if (!isPlain(frame)) return undefined;
  const { displayWidth: width, displayHeight: height } = frame;
  const storedOrder = isStandardColor(frame.colorSpace) ? channelOrders.get(frame.format) : undefined;
  if (storedOrder === undefined && !(await convertsOnCopying())) return undefined;
  const data = new Uint8ClampedArray(take(4 * width * height), 0, 4 * width * height);
  try {
    await frame.copyTo(data, storedOrder === undefined ? { format: 'RGBA', colorSpace: 'srgb' } : {});
  } catch {
    // Drawn by the browser, but not converted.
    return undefined;
  }
  return mayShowThrough && !isOpaque(data) ? undefined : { data, width, height, channelOrder: storedOrder ?? 'RGB' };
}

/** Frames that are stored as pixels of four bytes already. */
const channelOrders: ReadonlyMap<string | null, CopiedPixels['channelOrder']> = new Map([['RGBA', 'RGB'], ['RGBX', 'RGB'], ['BGRA', 'BGR'], ['BGRX', 'BGR']]);

function isStandardColor({ primaries, transfer, matrix }: VideoColorSpace): boolean {
  return primaries === 'bt709' && transfer === 'iec61966-2-1' && matrix === 'rgb';
}

/** Younger than the types: how a player turns the frame. */
type Turned = VideoFrame & { readonly rotation?: number; readonly flip?: boolean };

/** Whether the frame is shown as it is stored: copying neither stretches nor turns. */
function isPlain(frame: Turned): boolean {
  const { format, visibleRect, displayWidth, displayHeight, rotation = 0, flip = false } = frame;
  return format !== null && rotation === 0 && !flip && visibleRect?.width === displayWidth && visibleRect.height === displayHeight;
}

/** Alpha is the highest byte of a pixel. */
const OPAQUE = 0xff000000;

function isOpaque({ buffer, byteOffset, length }: Uint8ClampedArray): boolean {
  const pixels = new Uint32Array(buffer, byteOffset, length / 4);
  // A loop: a callback for each of a million pixels takes ten times as long.
  for (let index = 0; index < pixels.length; index++) {
    if (pixels[index]! < OPAQUE) return false;
  }
  return true;
}

let converts: Promise<boolean> | undefined;

/** Browsers that know no conversion ignore what is asked for and copy the bytes as they are. */
function convertsOnCopying(): Promise<boolean> {
  converts ??= tryConversion();
  return converts;
}

async function tryConversion(): Promise<boolean> {
  const frame = new VideoFrame(new Uint8Array([1, 2, 3, 255]), { format: 'BGRX', codedWidth: 1, codedHeight: 1, timestamp: 0 });
  const pixel = new Uint8Array(4);
  try {
    await frame.copyTo(pixel, { format: 'RGBA', colorSpace: 'srgb' });
    return pixel.join(' ') === '3 2 1 255';
  } catch {
    return false;
  } finally {
    frame.close();
  }
}
