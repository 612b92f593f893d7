import { pixelsOfFrame } from './frame-pixels.ts';

/** A bitmap of what a frame shows, in its displayed size. The frame stays open. */
export async function bitmapOfFrame(frame: VideoFrame): Promise<ImageBitmap> {
  const pixels = await pixelsOfFrame(frame);
  if (pixels?.channelOrder !== 'RGB') return createImageBitmap(frame);
  return createImageBitmap(new ImageData(pixels.data, pixels.width, pixels.height), { premultiplyAlpha: 'none' });
}
