import type { PixelBox } from '../../../src/vision/geometry.ts';
import type { PictureReader } from '../../../src/vision/picture-reader.ts';
import { halve, type PixelImage } from '../../../src/vision/pixels.ts';

/** Lets the library read a picture whose pixels are in memory, as its own reader does in a page. */
export function readPixels(image: PixelImage): PictureReader {
  return {
    width: image.width,
    height: image.height,
    readScaled: (width, height) => resample(image, { left: 0, top: 0, width: image.width, height: image.height }, width, height),
    readRegion(box, scale) {
      const left = Math.floor(box.left);
      const top = Math.floor(box.top);
      const width = Math.max(1, Math.ceil((box.left + box.width - left) * scale));
      const height = Math.max(1, Math.ceil((box.top + box.height - top) * scale));
      const whole = { left, top, width: width / scale, height: height / scale };
      return { origin: { x: left, y: top }, scale, levels: [resample(image, whole, width, height)] };
    },
    close() {},
  };
}

/** A box of a picture at another size: halved as often as it is more than twice too large, then bilinear. Black outside. */
function resample(image: PixelImage, box: PixelBox, width: number, height: number): PixelImage {
  let source = image;
  let { left, top } = box;
  let stepX = box.width / width;
  let stepY = box.height / height;
  while (Math.min(stepX, stepY) >= 2 && Math.min(source.width, source.height) >= 4) {
    source = halve(source);
    left /= 2;
    top /= 2;
    stepX /= 2;
    stepY /= 2;
  }
  const data = new Uint8ClampedArray(width * height * 4);
  const lastColumn = source.width - 1;
  const lastRow = source.height - 1;
  for (let row = 0; row < height; row++) {
    const y = top + (row + 0.5) * stepY - 0.5;
    if (y <= -1 || y >= source.height) continue;
    const upper = Math.min(Math.max(Math.floor(y), 0), lastRow);
    const lower = Math.min(upper + 1, lastRow);
    const below = Math.min(Math.max(y - upper, 0), 1);
    for (let column = 0; column < width; column++) {
      const x = left + (column + 0.5) * stepX - 0.5;
      if (x <= -1 || x >= source.width) continue;
      const before = Math.min(Math.max(Math.floor(x), 0), lastColumn);
      const after = Math.min(before + 1, lastColumn);
      const beside = Math.min(Math.max(x - before, 0), 1);
      const to = (row * width + column) * 4;
      const a = (upper * source.width + before) * 4;
      const b = (upper * source.width + after) * 4;
      const c = (lower * source.width + before) * 4;
      const d = (lower * source.width + after) * 4;
      for (let channel = 0; channel < 4; channel++) {
        // All four lie inside the source by the clamping above.
        const above = source.data[a + channel]! * (1 - beside) + source.data[b + channel]! * beside;
        const under = source.data[c + channel]! * (1 - beside) + source.data[d + channel]! * beside;
        data[to + channel] = above * (1 - below) + under * below;
      }
    }
  }
  return { data, width, height };
}
