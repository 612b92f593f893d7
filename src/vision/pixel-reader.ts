import type { PixelBox } from './geometry.ts';
import { regionReader, type PictureReader } from './picture-reader.ts';
import { levelFor, type PixelImage, type Region } from './pixels.ts';
import { resample } from './resample.ts';

/**
 * Reads a picture whose pixels are in memory. Its smaller copies are made once, for whoever asks first.
 *
 * @param channelOrder of the pixels; what is read has red first
 */
export function readPixels(image: PixelImage, channelOrder: 'RGB' | 'BGR' = 'RGB', close = (): void => {}): PictureReader {
  const { width, height } = image;
  const whole: Region = { origin: { x: 0, y: 0 }, scale: 1, levels: [image], channelOrder };

  function read(box: PixelBox, targetWidth: number, targetHeight: number): PixelImage {
    const { image: level, shrink } = levelFor(whole, Math.min(box.width / targetWidth, box.height / targetHeight));
    const inLevel = { left: box.left / shrink, top: box.top / shrink, width: box.width / shrink, height: box.height / shrink };
    return resample(level, inLevel, targetWidth, targetHeight, channelOrder === 'BGR');
  }

  return {
    width,
    height,
    readScaled: (targetWidth, targetHeight) => read({ left: 0, top: 0, width, height }, targetWidth, targetHeight),
    readRegion: regionReader(read),
    regionAround: () => whole,
    close,
  };
}
