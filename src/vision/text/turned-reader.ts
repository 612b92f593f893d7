import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { Region } from '../pixels.ts';
import { turnImage, type QuarterTurns } from '../turn-image.ts';
import { normalAngle, type RotatedBox } from './rotated-box.ts';

/** Reads a picture as if it had been turned clockwise. Closing it closes the picture. */
export function turnedReader(reader: PictureReader, turns: QuarterTurns): PictureReader {
  if (turns === 0) return reader;
  const sidesChange = turns % 2 === 1;
  const readRegion: PictureReader['readRegion'] = (box, scale) => {
    const { origin, levels } = reader.readRegion(turnBack(box, reader, turns), scale);
    return turnRegion({ origin, scale, levels }, reader, turns);
  };
  return {
    width: sidesChange ? reader.height : reader.width,
    height: sidesChange ? reader.width : reader.height,
    readScaled: (width, height) => turnImage(sidesChange ? reader.readScaled(height, width) : reader.readScaled(width, height), turns),
    readRegion,
    regionAround: readRegion,
    close: () => reader.close(),
  };
}

/** A box found in a turned picture, as it stands in the picture itself. */
export function turnBoxBack<Box extends RotatedBox>(box: Box, picture: { width: number; height: number }, turns: QuarterTurns): Box {
  const { left: x, top: y } = turnBack({ left: box.center.x, top: box.center.y, width: 0, height: 0 }, picture, turns);
  return { ...box, center: { x, y }, angle: normalAngle(box.angle - (turns * Math.PI) / 2) };
}

/** From the turned picture to the picture. */
function turnBack({ left, top, width, height }: PixelBox, picture: { width: number; height: number }, turns: QuarterTurns): PixelBox {
  switch (turns) {
    case 0:
      return { left, top, width, height };
    case 1:
      return { left: top, top: picture.height - left - width, width: height, height: width };
    case 2:
      return { left: picture.width - left - width, top: picture.height - top - height, width, height };
    case 3:
      return { left: picture.width - top - height, top: left, width: height, height: width };
  }
}

function turnRegion({ origin, scale, levels }: Region, picture: { width: number; height: number }, turns: QuarterTurns): Region {
  const [image] = levels;
  if (!image) throw new Error('A region has no pixels.');
  const right = picture.width - origin.x - image.width / scale;
  const below = picture.height - origin.y - image.height / scale;
  const origins = [origin, { x: below, y: origin.x }, { x: right, y: below }, { x: origin.y, y: right }] as const;
  return { origin: origins[turns], scale, levels: [turnImage(image, turns)] };
}
