import { timedNow, type RecordStage } from '../profile/call-profile.ts';
import type { PixelBox } from './geometry.ts';
import type { PixelImage, Region } from './pixels.ts';

/** Reads pixels out of a decoded picture, as few as a model needs. */
export interface PictureReader {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** The whole picture at another size, on white where it is transparent. */
  readScaled(width: number, height: number): PixelImage;
  /** A part, made smaller by `scale` (at most 1). What lies outside the picture is black. */
  readRegion(box: PixelBox, scale: number): Region;
  /** Pixels that crops of a part can be cut from: at least the part, at least as large as `scale` has it. Costs nothing where they are at hand. */
  regionAround(box: PixelBox, scale: number): Region;
  /** The same picture on black where it is transparent; absent when nothing of it is. */
  readonly onBlack?: () => PictureReader;
  /** Gives the picture back; it cannot be read afterwards. */
  close(): void;
}

/** `readRegion` of a reader that reads boxes of whole pixels at any size. */
export function regionReader(read: (box: PixelBox, width: number, height: number) => PixelImage): PictureReader['readRegion'] {
  return (box, scale) => {
    // Whole pixels, so that an unscaled region is an exact copy.
    const left = Math.floor(box.left);
    const top = Math.floor(box.top);
    const width = Math.max(1, Math.ceil((box.left + box.width - left) * scale));
    const height = Math.max(1, Math.ceil((box.top + box.height - top) * scale));
    return { origin: { x: left, y: top }, scale, levels: [read({ left, top, width: width / scale, height: height / scale }, width, height)] };
  };
}

/** The same reader, whose readings are taken down where somebody asks for that. */
export function profiledReader(reader: PictureReader, record: RecordStage | undefined): PictureReader {
  if (!record) return reader;
  const { onBlack } = reader;
  return {
    ...reader,
    readScaled: (width, height) => timedNow(record, 'resize', () => reader.readScaled(width, height)),
    readRegion: (box, scale) => timedNow(record, 'resize', () => reader.readRegion(box, scale)),
    regionAround: (box, scale) => timedNow(record, 'resize', () => reader.regionAround(box, scale)),
    ...(onBlack && { onBlack: () => profiledReader(onBlack(), record) }),
  };
}
