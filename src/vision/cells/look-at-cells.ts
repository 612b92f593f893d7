import { randomNumbers } from '../random-numbers.ts';
import type { Sessions } from '../../runtime/sessions.ts';
import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { cellBackbone, type CellBackboneId } from './cell-backbones.ts';
import { findInCells, type DetectionHead, type FoundThing } from './detection-head.ts';
import { PLAIN_VIEW, readCells, type CellView } from './read-cells.ts';
import { sampleCells, type CellSample } from './sample-cells.ts';

/** Which cells of a picture are wanted. */
export interface CellSampleRequest {
  /** Whose cells, one of the build's `cellBackbones`. */
  readonly backbone: CellBackboneId;
  /** Where the things are, in pixels of the picture. */
  readonly boxes: readonly PixelBox[];
  /** How the picture is shown; a sample comes back for each. */
  readonly views: readonly CellView[];
  /** Most cells without a thing of one view. */
  readonly others: number;
  /** Which of them are chosen. */
  readonly seed: number;
}

/** Takes cells of a picture to train on. */
export async function sampleViews(sessions: Sessions, picture: PictureReader, { backbone, boxes, views, others, seed }: CellSampleRequest): Promise<CellSample[]> {
  const next = randomNumbers(seed);
  const samples: CellSample[] = [];
  for (const view of views) samples.push(sampleCells(await readCells(sessions, picture, cellBackbone(backbone), view), boxes, next, others));
  return samples;
}

/** Finds things with a trained head. */
export async function findThings(sessions: Sessions, picture: PictureReader, head: DetectionHead, leastScore: number): Promise<FoundThing[]> {
  return findInCells(await readCells(sessions, picture, cellBackbone(head.backbone), PLAIN_VIEW), head, leastScore, picture);
}
