import type { PlainTensor, Sessions } from '../../runtime/sessions.ts';
import type { PixelBox } from '../geometry.ts';
import { mirrorImage } from '../mirror-image.ts';
import type { PictureReader } from '../picture-reader.ts';
import { upperLeft, writePlanes, type PixelNormalization } from '../pixels.ts';
import { CELL_PIXELS, type CellBackbone } from './cell-backbones.ts';

/** How a picture is shown to a detector. */
export interface CellView {
  /** Part of the model's square that the longer side of the picture fills, 0 to 1. */
  readonly fill: number;
  /** Whether left and right are exchanged. */
  readonly mirrored: boolean;
}

/** What a detector gives for the cells that a picture covers, row by row. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  /** Numbers of a cell. */
  readonly length: number;
  readonly features: Float32Array;
  /** From pixels of the picture to cells of the map, whose first cell reaches from 0 to 1. */
  readonly toCells: (box: PixelBox) => PixelBox;
  /** And back. */
  readonly toPicture: (box: PixelBox) => PixelBox;
}

/** The whole picture as large as fits. */
export const PLAIN_VIEW: CellView = { fill: 1, mirrored: false };

/** Shows a picture to a detector and reads its cells. */
export async function readCells(sessions: Sessions, picture: PictureReader, backbone: CellBackbone, { fill, mirrored }: CellView): Promise<CellMap> {
  const { id, side } = backbone;
  const scale = (fill * side) / Math.max(picture.width, picture.height);
  const { levels: [region] } = picture.readRegion({ left: 0, top: 0, width: picture.width, height: picture.height }, scale);
  if (!region) throw new Error('A picture has no pixels.');
  const image = upperLeft(region, side, side);
  const data = evenSquare(sessions.normalization(id), side, backbone.grey);
  writePlanes(mirrored ? mirrorImage(image) : image, sessions.normalization(id), side, side, data);
  const outputs = await sessions.run(id, { data, dims: [1, 3, side, side] });
  const columns = Math.ceil(image.width / CELL_PIXELS);
  const rows = Math.ceil(image.height / CELL_PIXELS);
  const perCell = scale / CELL_PIXELS;
  const across = image.width / CELL_PIXELS;
  return {
    columns,
    rows,
    length: backbone.length,
    features: featuresOf(outputs, backbone, columns, rows),
    toCells({ left, top, width, height }) {
      const box = { left: left * perCell, top: top * perCell, width: width * perCell, height: height * perCell };
      return mirrored ? { ...box, left: across - box.left - box.width } : box;
    },
    toPicture(box) {
      const left = mirrored ? across - box.left - box.width : box.left;
      return { left: left / perCell, top: box.top / perCell, width: box.width / perCell, height: box.height / perCell };
    },
  };
}

function evenSquare({ mean, scale }: PixelNormalization, side: number, grey: number): Float32Array {
  const plane = side * side;
  const data = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    data.fill((grey - (mean[channel] ?? 0)) * (scale[channel] ?? 1), channel * plane, (channel + 1) * plane);
  }
  return data;
}

function featuresOf(outputs: Readonly<Record<string, PlainTensor>>, backbone: CellBackbone, columns: number, rows: number): Float32Array {
  const { id, length, order } = backbone;
  const [fine, coarse] = [outputs[backbone.fine], outputs[backbone.coarse]];
  if (!fine || !coarse) throw new Error(`${id} was made without the values ${backbone.fine} and ${backbone.coarse}.`);
  const grid = backbone.side / CELL_PIXELS;
  const fineGrid = 2 * grid;
  const channels = fine.data.length / fineGrid ** 2;
  const coarseChannels = coarse.data.length / grid ** 2;
  const features = new Float32Array(columns * rows * length);
  // From one number of a place to the next, and from one place to the next.
  const steps = (count: number, places: number): readonly [number, number] => (order === 'planes' ? [places, 1] : [1, count]);
  const [fineChannel, finePlace] = steps(channels, fineGrid ** 2);
  const [coarseChannel, coarsePlace] = steps(coarseChannels, grid ** 2);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const upper = (2 * row * fineGrid + 2 * column) * finePlace;
      for (let channel = 0; channel < channels; channel++) {
        const at = upper + channel * fineChannel;
        const below = at + fineGrid * finePlace;
        // The four places of 8 px inside each cell of 16 px are in the grid.
        features[to++] = (fine.data[at]! + fine.data[at + finePlace]! + fine.data[below]! + fine.data[below + finePlace]!) / 4;
      }
      const place = (row * grid + column) * coarsePlace;
      for (let channel = 0; channel < coarseChannels; channel++) features[to++] = coarse.data[place + channel * coarseChannel]!;
    }
  }
  return features;
}
