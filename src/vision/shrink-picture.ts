import type { Picture } from '../media/picture.ts';
import { openReader } from './open-reader.ts';
import type { PixelImage } from './pixels.ts';

/** Makes a picture or frame small, as its look over time is judged by; the height follows. The picture is closed. */
export async function shrinkPicture(picture: Picture, width: number): Promise<PixelImage> {
  const reader = await openReader(picture);
  try {
    const small = reader.readScaled(width, Math.max(1, Math.round((width * picture.height) / picture.width)));
    // Plain data: an ImageData does not spread.
    return { data: small.data, width: small.width, height: small.height };
  } finally {
    reader.close();
  }
}
