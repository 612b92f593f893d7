import { cutCrop } from '../crop.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { PixelNormalization } from '../pixels.ts';
import { boundsOf, cornersOf, cropOf, type RotatedBox } from './rotated-box.ts';

/** Pixels: direction and recognition models see every line this high. */
export const LINE_HEIGHT = 48;

/** A line cut out and turned upright: three planes of `LINE_HEIGHT` rows. */
export interface LineCrop {
  readonly planes: Float32Array;
  readonly width: number;
}

/** Cuts a line out, as long as its shape asks for. */
export function cutLine(reader: PictureReader, box: RotatedBox, normalization: PixelNormalization): LineCrop {
  const crop = cropOf(box, LINE_HEIGHT);
  // Read twice as large as needed where the text is larger: cutting from there is smoother than from the full size.
  const scale = Math.min(1, (2 * LINE_HEIGHT) / box.height);
  const bounds = boundsOf(cornersOf(box));
  const margin = 2 / scale;
  const region = reader.readRegion(
    { left: bounds.left - margin, top: bounds.top - margin, width: bounds.width + 2 * margin, height: bounds.height + 2 * margin },
    scale,
  );
  const planes = new Float32Array(3 * LINE_HEIGHT * crop.width);
  cutCrop(region, crop, normalization, planes, 0);
  return { planes, width: crop.width };
}

/** The same line made narrower, each new column the mean of what it stands for. */
export function squeezeLine({ planes, width }: LineCrop, newWidth: number): LineCrop {
  if (newWidth >= width) return { planes, width };
  const rows = planes.length / width;
  const squeezed = new Float32Array(rows * newWidth);
  const step = width / newWidth;
  for (let column = 0; column < newWidth; column++) {
    const start = column * step;
    const end = Math.min(width, start + step);
    const first = Math.floor(start);
    const last = Math.min(width - 1, Math.ceil(end) - 1);
    const firstWeight = Math.min(first + 1, end) - start;
    const lastWeight = last > first ? end - last : 0;
    const total = end - start;
    for (let row = 0, from = 0, to = column; row < rows; row++, from += width, to += newWidth) {
      // Columns run from first to last inside the row.
      let sum = planes[from + first]! * firstWeight + planes[from + last]! * lastWeight;
      for (let inner = first + 1; inner < last; inner++) sum += planes[from + inner]!;
      squeezed[to] = sum / total;
    }
  }
  return { planes: squeezed, width: newWidth };
}
