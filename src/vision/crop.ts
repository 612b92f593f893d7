import { packedPixels } from './packed-pixels.ts';
import { colorPlanes, levelFor, type PixelNormalization, type Region } from './pixels.ts';
import { scaleOf, type SimilarityTransform } from './similarity-transform.ts';

/** A crop to be cut: size in pixels and the transform from crop coordinates to picture coordinates. */
export interface Crop {
  readonly width: number;
  readonly height: number;
  readonly toPicture: SimilarityTransform;
  /** Left and right exchanged when it is shown to the model. */
  readonly mirrored?: boolean;
}

/**
 * Cuts a crop out of a region by bilinear interpolation and writes it as three planes, beginning at `offset`.
 * The region's copies of half size keep strong reductions free of aliasing. Beyond the region pixels are black.
 */
export function cutCrop(
  region: Region,
  crop: Crop,
  normalization: PixelNormalization,
  planes: Float32Array,
  offset: number,
): void {
  const { image, shrink } = levelFor(region, scaleOf(crop.toPicture) * region.scale);
  const scale = region.scale / shrink;
  const { a, b, tx, ty } = crop.toPicture;
  const stepX = a * scale;
  const stepY = b * scale;
  const alongX = crop.mirrored ? -stepX : stepX;
  const alongY = crop.mirrored ? -stepY : stepY;
  // Pixel centres lie at halves, both in the crop and in the region.
  const startX = (tx - region.origin.x) * scale - 0.5;
  const startY = (ty - region.origin.y) * scale - 0.5;
  const planeSize = crop.width * crop.height;
  const colors = colorPlanes(normalization, planeSize);
  const [redPlane, greenPlane, bluePlane] = region.channelOrder === 'BGR' ? [colors[2], colors[1], colors[0]] : colors;
  const { width, height } = image;
  const pixels = packedPixels(image);
  let to = offset;
  for (let row = 0; row < crop.height; row++) {
    const begin = crop.mirrored ? crop.width - 0.5 : 0.5;
    let x = stepX * begin - stepY * (row + 0.5) + startX;
    let y = stepY * begin + stepX * (row + 0.5) + startY;
    for (let column = 0; column < crop.width; column++, to++, x += alongX, y += alongY) {
      const left = Math.floor(x);
      const top = Math.floor(y);
      let red = 0;
      let green = 0;
      let blue = 0;
      if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1) {
        const rightWeight = x - left;
        const lowerWeight = y - top;
        const upperLeft = (1 - rightWeight) * (1 - lowerWeight);
        const upperRight = rightWeight * (1 - lowerWeight);
        const lowerLeft = (1 - rightWeight) * lowerWeight;
        const lowerRight = rightWeight * lowerWeight;
        const at = top * width + left;
        // Inside by the check above.
        const a = pixels[at]!;
        const b = pixels[at + 1]!;
        const c = pixels[at + width]!;
        const d = pixels[at + width + 1]!;
        red = upperLeft * (a & 255) + upperRight * (b & 255) + lowerLeft * (c & 255) + lowerRight * (d & 255);
        green =
          upperLeft * ((a >>> 8) & 255) + upperRight * ((b >>> 8) & 255) + lowerLeft * ((c >>> 8) & 255) + lowerRight * ((d >>> 8) & 255);
        blue =
          upperLeft * ((a >>> 16) & 255) + upperRight * ((b >>> 16) & 255) + lowerLeft * ((c >>> 16) & 255) + lowerRight * ((d >>> 16) & 255);
      } else if (left >= -1 && top >= -1 && left < width && top < height) {
        const nearest = pixels[Math.min(Math.max(Math.round(y), 0), height - 1) * width + Math.min(Math.max(Math.round(x), 0), width - 1)] ?? 0;
        red = nearest & 255;
        green = (nearest >>> 8) & 255;
        blue = (nearest >>> 16) & 255;
      }
      planes[redPlane.start + to] = (red - redPlane.mean) * redPlane.scale;
      planes[greenPlane.start + to] = (green - greenPlane.mean) * greenPlane.scale;
      planes[bluePlane.start + to] = (blue - bluePlane.mean) * bluePlane.scale;
    }
  }
}
