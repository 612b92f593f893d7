import type { PixelBox } from './geometry.ts';
import { regionReader, type PictureReader } from './picture-reader.ts';
import type { PixelImage } from './pixels.ts';

/**
 * Reads a bitmap by drawing parts of it: for pictures that are transparent, or so large that all their pixels would take too much
 * memory, and for browsers that hand no pixels out. Takes the bitmap over. Runs in a worker or a page, not in Node.
 *
 * @param background what shows through transparent pixels
 */
export function readBitmap(bitmap: ImageBitmap, background: '#fff' | '#000' = '#fff'): PictureReader {
  const { width, height } = bitmap;
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

  const readRegion = regionReader(read);
  return {
    width,
    height,
    readScaled: (targetWidth, targetHeight) => read({ left: 0, top: 0, width, height }, targetWidth, targetHeight),
    readRegion,
    regionAround: readRegion,
    onBlack: () => readBitmap(bitmap, '#000'),
    close() {
      bitmap.close();
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}

function intersect(box: PixelBox, width: number, height: number): PixelBox | undefined {
  const left = Math.max(0, box.left);
  const top = Math.max(0, box.top);
  const right = Math.min(width, box.left + box.width);
  const bottom = Math.min(height, box.top + box.height);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}
