import type { PixelBox } from '../geometry.ts';

/** A part of a picture that is shown to a model on its own. */
export interface Tile extends PixelBox {
  /** The part of it that is taken over; these parts cover the picture without overlap. */
  readonly kept: PixelBox;
}

/** Longest side of a tile in pixels: larger ones take more memory and no less time. */
const MOST_PIXELS_A_SIDE = 1280;
/** Neighbouring tiles share this many pixels, half of which each of them leaves to the other. */
const OVERLAP = 128;

/** Cuts an area into tiles of about the same size. */
export function planTiles(width: number, height: number): Tile[] {
  const columns = cutSide(width);
  return cutSide(height).flatMap((row) =>
    columns.map((column) => ({
      left: column.start,
      top: row.start,
      width: column.length,
      height: row.length,
      kept: { left: column.keptStart, top: row.keptStart, width: column.keptLength, height: row.keptLength },
    })),
  );
}

interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly keptStart: number;
  readonly keptLength: number;
}

function cutSide(side: number): Stretch[] {
  const count = side <= MOST_PIXELS_A_SIDE ? 1 : Math.ceil((side - OVERLAP) / (MOST_PIXELS_A_SIDE - OVERLAP));
  const border = (index: number): number => Math.round((side * index) / count);
  return Array.from({ length: count }, (_, index) => {
    const keptStart = border(index);
    const keptEnd = border(index + 1);
    const start = Math.max(0, keptStart - OVERLAP / 2);
    const end = Math.min(side, keptEnd + OVERLAP / 2);
    return { start, length: end - start, keptStart, keptLength: keptEnd - keptStart };
  });
}
