import { bitmapOfFrame } from '../media/frame-bitmap.ts';
import { pixelsOfBitmap, pixelsOfFrame, type CopiedPixels } from '../media/frame-pixels.ts';
import type { Picture } from '../media/picture.ts';
import { readBitmap } from './canvas-reader.ts';
import type { PictureReader } from './picture-reader.ts';
import { readPixels } from './pixel-reader.ts';
import { createSpareMemory } from './spare-memory.ts';

/** All pixels of a larger picture, 16 MB and more, are not worth copying: the browser makes it smaller as fast. */
const MOST_COPIED_PIXELS = 4_200_000;

const memory = createSpareMemory();

/** Opens a picture for reading and closes it, at once or with the reader; when it cannot be opened, too. */
export async function openReader({ bitmap }: Picture): Promise<PictureReader> {
  return typeof VideoFrame !== 'undefined' && bitmap instanceof VideoFrame ? readerOfFrame(bitmap) : readerOfBitmap(bitmap as ImageBitmap);
}

async function readerOfFrame(frame: VideoFrame): Promise<PictureReader> {
  try {
    if (!isSmall(frame.displayWidth, frame.displayHeight)) return readBitmap(await bitmapOfFrame(frame));
    const pixels = await pixelsOfFrame(frame, memory.take);
    return pixels ? readCopy(pixels) : readBitmap(await createImageBitmap(frame));
  } finally {
    frame.close();
  }
}

async function readerOfBitmap(bitmap: ImageBitmap): Promise<PictureReader> {
  const pixels = isSmall(bitmap.width, bitmap.height) ? await pixelsOfBitmap(bitmap, memory.take) : undefined;
  if (!pixels) return readBitmap(bitmap);
  bitmap.close();
  return readCopy(pixels);
}

function readCopy(pixels: CopiedPixels): PictureReader {
  return readPixels(pixels, pixels.channelOrder, () => memory.give(pixels.data.buffer));
}

function isSmall(width: number, height: number): boolean {
  return width * height <= MOST_COPIED_PIXELS;
}
