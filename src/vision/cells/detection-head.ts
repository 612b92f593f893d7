import { applyNetwork, type SmallNetwork } from '../small-network.ts';
import type { PixelBox } from '../geometry.ts';
import { suppressNonMaxima, type ScoredBox } from '../non-maximum-suppression.ts';
import type { CellBackboneId } from './cell-backbones.ts';
import type { CellMap } from './read-cells.ts';
import { boxOfPlace } from './sample-cells.ts';

/** A head that finds things in the cells of a detector. Plain data. */
export interface DetectionHead {
  /** The detector whose cells it was trained on; it means nothing on those of another. */
  readonly backbone: CellBackboneId;
  readonly labels: readonly string[];
  /** From the numbers of a cell to one logit for each label and the place of its box. */
  readonly network: SmallNetwork;
}

/** A thing that was found. */
export interface FoundThing extends ScoredBox {
  /** Index of its label. */
  readonly label: number;
  /** Surer is higher, 0 to 1. */
  readonly score: number;
  /** In pixels of the picture, inside it. */
  readonly box: PixelBox;
}

/** Boxes of one label that overlap more than this show one thing. */
const SAME_THING = 0.45;
/** Most things of a label in one picture. */
const MOST = 100;

/** Finds the things of all labels in a map, of each label the surest first. */
export function findInCells(map: CellMap, { labels, network }: Pick<DetectionHead, 'labels' | 'network'>, leastScore: number, picture: { readonly width: number; readonly height: number }): FoundThing[] {
  const proposals = labels.map((): FoundThing[] => []);
  for (let cell = 0; cell < map.columns * map.rows; cell++) {
    const numbers = applyNetwork(network, map.features, cell * map.length);
    const place = numbers.slice(labels.length);
    for (let label = 0; label < labels.length; label++) {
      const score = 1 / (1 + Math.exp(-(numbers[label] ?? 0)));
      if (score < leastScore) continue;
      const box = insideOf(map.toPicture(boxOfPlace(place, cell % map.columns, Math.floor(cell / map.columns))), picture);
      if (box.width > 0 && box.height > 0) proposals[label]?.push({ label, score, box });
    }
  }
  return proposals.flatMap((ofLabel) => suppressNonMaxima(ofLabel, SAME_THING).slice(0, MOST));
}

function insideOf({ left, top, width, height }: PixelBox, picture: { readonly width: number; readonly height: number }): PixelBox {
  const [from, upper] = [Math.max(0, left), Math.max(0, top)];
  return { left: from, top: upper, width: Math.min(picture.width, left + width) - from, height: Math.min(picture.height, top + height) - upper };
}
