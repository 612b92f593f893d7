import type { PixelBox } from '../geometry.ts';
import type { ObjectCandidate } from './detector.ts';

/** A picture this near to a square shows nothing larger in squares of its shorter side. */
const NEARLY_SQUARE = 1.15;
/** Neighbouring small tiles share this part of their side, so that what one cuts the other shows whole. */
const SHARED = 0.25;
/** Side of a small tile per shorter side of the picture. */
const SMALL_TILE = 0.6;
/** Parts of a tile's side: what comes so near to an inner edge is taken to be cut by it. */
const CUT = 0.012;

/** Squares as large as the picture's shorter side that cover it, none when the picture is nearly square itself. */
export function squares(width: number, height: number): PixelBox[] {
  const side = Math.min(width, height);
  return Math.max(width, height) < side * NEARLY_SQUARE ? [] : grid(width, height, side, 0);
}

/** Smaller squares that cover the picture and overlap. */
export function smallTiles(width: number, height: number): PixelBox[] {
  return grid(width, height, SMALL_TILE * Math.min(width, height), SHARED);
}

function grid(width: number, height: number, side: number, shared: number): PixelBox[] {
  return starts(height, side, shared).flatMap((top) => starts(width, side, shared).map((left) => ({ left, top, width: side, height: side })));
}

function starts(length: number, side: number, shared: number): number[] {
  // The tolerance keeps a length that is a multiple of the side from getting one tile more.
  const steps = Math.max(0, Math.ceil((length - side) / (side * (1 - shared)) - 1e-6));
  return Array.from({ length: steps + 1 }, (_, index) => (steps === 0 ? 0 : (index * (length - side)) / steps));
}

/** Candidates of a tile without those that its inner edges cut: another tile or the whole picture shows them better. */
export function uncut(candidates: readonly ObjectCandidate[], tile: PixelBox, width: number, height: number): ObjectCandidate[] {
  const margin = CUT * tile.width;
  const right = tile.left + tile.width;
  const bottom = tile.top + tile.height;
  return candidates.filter(
    ({ box }) =>
      (tile.left < 1 || box.left > tile.left + margin) &&
      (tile.top < 1 || box.top > tile.top + margin) &&
      (right > width - 1 || box.left + box.width < right - margin) &&
      (bottom > height - 1 || box.top + box.height < bottom - margin),
  );
}
