/**
 * A bitmap of what a frame shows, in its displayed size. The frame stays open.
 *
 * Chromium draws a frame by way of its cache of decoded images, which then keeps the pixels of up to a thousand frames,
 * half a gigabyte of 720p. So the pixels are copied out of the frame where that gives the same picture.
 */
export async function bitmapOfFrame(frame: VideoFrame): Promise<ImageBitmap> {
  const pixels = (await convertsOnCopying()) && isPlain(frame) ? await copyPixels(frame) : undefined;
  return pixels ? createImageBitmap(pixels, { premultiplyAlpha: 'none' }) : createImageBitmap(frame);
}

/** Younger than the types: how a player turns the frame. */
type Turned = VideoFrame & { readonly rotation?: number; readonly flip?: boolean };

/** Whether the frame is shown as it is stored: copying neither stretches nor turns, and knows nothing of what shows through. */
function isPlain(frame: Turned): boolean {
  const { format, visibleRect, displayWidth, displayHeight, rotation = 0, flip = false } = frame;
  return format?.endsWith('A') === false && rotation === 0 && !flip && visibleRect?.width === displayWidth && visibleRect.height === displayHeight;
}

/** Undefined for a frame that the browser draws but does not convert. */
async function copyPixels(frame: VideoFrame): Promise<ImageData | undefined> {
  const { displayWidth: width, displayHeight: height } = frame;
  const pixels = new ImageData(width, height);
  try {
    await frame.copyTo(pixels.data, { format: 'RGBA', colorSpace: 'srgb' });
    return pixels;
  } catch {
    return undefined;
  }
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
