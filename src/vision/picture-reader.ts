import type { Picture } from '../media/picture.ts';
import { bitmapOfFrame } from '../media/video/frame-bitmap.ts';
import { timedNow, type RecordStage } from '../profile/call-profile.ts';
import type { PixelBox } from './geometry.ts';
import type { PixelImage, Region } from './pixels.ts';

/** Reads pixels out of a decoded picture, as few as a model needs. */
export interface PictureReader {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** The whole picture at another size, on the reader's background where it is transparent. */
  readScaled(width: number, height: number): PixelImage;
  /** A part, made smaller by `scale` (at most 1). What lies outside the picture is black. */
  readRegion(box: PixelBox, scale: number): Region;
  /** Gives the picture back; it cannot be read afterwards. */
  close(): void;
}

/**
 * Takes a picture over and gives one that is cheap to read again and again: every reading of a video frame would convert
 * the whole of it from the colours of video, 4 ms at 720p, where reading a bitmap takes less than one. The frame is closed.
 */
export async function stillOf(picture: Picture): Promise<Picture> {
  const { bitmap: frame, width, height } = picture;
  if (typeof VideoFrame === 'undefined' || !(frame instanceof VideoFrame)) return picture;
  try {
    return { bitmap: await bitmapOfFrame(frame), width, height };
  } finally {
    frame.close();
  }
}

/**
 * Takes the picture over. Runs in a worker or a page, not in Node.
 *
 * @param background what shows through transparent pixels
 */
export function openReader({ bitmap, width, height }: Picture, background: '#fff' | '#000' = '#fff'): PictureReader {
  // Read back often, so it must be in main memory: and then all engines scale by the same arithmetic.
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context in a worker.');

  function read(box: PixelBox, targetWidth: number, targetHeight: number): PixelImage {
    canvas.width = targetWidth;
    canvas.height = targetHeight;
    if (!context) throw new Error('The drawing context is gone.');
    const scaleX = targetWidth / box.width;
    const scaleY = targetHeight / box.height;
    const inside = intersect(box, width, height);
    if (inside) {
      const x = (inside.left - box.left) * scaleX;
      const y = (inside.top - box.top) * scaleY;
      const drawnWidth = inside.width * scaleX;
      const drawnHeight = inside.height * scaleY;
      context.fillStyle = background;
      context.fillRect(x, y, drawnWidth, drawnHeight);
      context.imageSmoothingQuality = 'medium';
      context.drawImage(bitmap, inside.left, inside.top, inside.width, inside.height, x, y, drawnWidth, drawnHeight);
    }
    return context.getImageData(0, 0, targetWidth, targetHeight);
  }

  return {
    width,
    height,
    readScaled: (targetWidth, targetHeight) => read({ left: 0, top: 0, width, height }, targetWidth, targetHeight),
    readRegion(box, scale) {
      // Whole pixels, so that an unscaled region is an exact copy.
      const left = Math.floor(box.left);
      const top = Math.floor(box.top);
      const targetWidth = Math.max(1, Math.ceil((box.left + box.width - left) * scale));
      const targetHeight = Math.max(1, Math.ceil((box.top + box.height - top) * scale));
      const whole = { left, top, width: targetWidth / scale, height: targetHeight / scale };
      return { origin: { x: left, y: top }, scale, levels: [read(whole, targetWidth, targetHeight)] };
    },
    close() {
      bitmap.close();
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}

/** The same reader, whose readings are taken down where somebody asks for that. */
export function profiledReader(reader: PictureReader, record: RecordStage | undefined): PictureReader {
  if (!record) return reader;
  return {
    ...reader,
    readScaled: (width, height) => timedNow(record, 'resize', () => reader.readScaled(width, height)),
    readRegion: (box, scale) => timedNow(record, 'resize', () => reader.readRegion(box, scale)),
  };
}

function intersect(box: PixelBox, width: number, height: number): PixelBox | undefined {
  const left = Math.max(0, box.left);
  const top = Math.max(0, box.top);
  const right = Math.min(width, box.left + box.width);
  const bottom = Math.min(height, box.top + box.height);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}
