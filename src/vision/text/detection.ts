import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import { writePlanes, type PixelImage, type PixelNormalization } from '../pixels.ts';
import { boxesOfMap, type TextBox, type TextMap } from './text-map.ts';
import { planTiles, type Tile } from './tiles.ts';

/** PP-OCRv4's text detector (PaddlePaddle/PaddleOCR, Apache-2.0). */
export const TEXT_DETECTOR = 'text-detection';

/**
 * Finds text in a picture seen at another size.
 *
 * @param scale pixels the detector sees per picture pixel
 * @returns boxes in picture pixels, each along its longer side
 */
export async function detectText(sessions: Sessions, reader: PictureReader, scale: number): Promise<TextBox[]> {
  const map = await readMap(sessions, reader, scale);
  const backX = reader.width / map.width;
  const backY = reader.height / map.height;
  // Both sides are scaled alike but for rounding to whole pixels, which moves no box by more than a pixel.
  const back = (backX + backY) / 2;
  return boxesOfMap(map).map((box) => ({
    ...box,
    center: { x: box.center.x * backX, y: box.center.y * backY },
    length: box.length * back,
    height: box.height * back,
  }));
}

async function readMap(sessions: Sessions, reader: PictureReader, scale: number): Promise<TextMap> {
  const width = Math.max(1, Math.round(reader.width * scale));
  const height = Math.max(1, Math.round(reader.height * scale));
  const tiles = planTiles(width, height);
  const normalization = sessions.normalization(TEXT_DETECTOR);
  const map: TextMap = { data: new Float32Array(width * height), width, height };
  for (const tile of tiles) {
    const image = tiles.length === 1 ? reader.readScaled(width, height) : readTile(reader, tile, scale);
    const { data, dims } = detectorInput(image, normalization);
    const outputs = await sessions.run(TEXT_DETECTOR, { data, dims });
    const [output] = Object.values(outputs);
    if (!output) throw new Error('The text detector gave no output.');
    pasteTile(map, tile, output.data, dims[3]);
  }
  return map;
}

function readTile(reader: PictureReader, { left, top, width, height }: Tile, scale: number): PixelImage {
  const [image] = reader.readRegion({ left: left / scale, top: top / scale, width: width / scale, height: height / scale }, scale).levels;
  if (!image) throw new Error('A region has no pixels.');
  return image;
}

/** The network halves its input five times, so its sides are rounded up to multiples of 32. */
function detectorInput(image: PixelImage, normalization: PixelNormalization): { data: Float32Array; dims: readonly [1, 3, number, number] } {
  const width = Math.ceil(image.width / 32) * 32;
  const height = Math.ceil(image.height / 32) * 32;
  const data = new Float32Array(3 * width * height);
  writePlanes(image, normalization, width, height, data);
  return { data, dims: [1, 3, height, width] };
}

/** Takes over the part of a tile that no other tile sees better. */
function pasteTile(map: TextMap, { left, top, kept }: Tile, probabilities: Float32Array, stride: number): void {
  for (let y = kept.top; y < kept.top + kept.height; y++) {
    const from = (y - top) * stride + kept.left - left;
    map.data.set(probabilities.subarray(from, from + kept.width), y * map.width + kept.left);
  }
}
