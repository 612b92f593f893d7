import type { Sessions } from '../../runtime/sessions.ts';

/*
 * Heads that find things read the inside of an object detector, where every cell of a grid says what is there and how
 * far it reaches; the pooled feature that whole pictures are told from has no places any more.
 */

/** Model ids of the detectors whose cells heads may be trained on. */
export type CellBackboneId = 'yolox-nano' | 'centernet';

/** How a detector is looked into. */
export interface CellBackbone {
  readonly id: CellBackboneId;
  /** Side in pixels of the square that it sees. */
  readonly side: number;
  /** What fills the part of the square that the picture leaves free, 0 to 255. */
  readonly grey: number;
  /** Value with the features of the 8 px grid; a cell has the mean of the four inside it. */
  readonly fine: string;
  /** Value with the features of the 16 px grid. */
  readonly coarse: string;
  /** Whether each value holds plane after plane, or all the numbers of one place after those of another. */
  readonly order: 'planes' | 'places';
  /** Numbers of a cell. */
  readonly length: number;
}

/** Pixels of the model's square per cell. */
export const CELL_PIXELS = 16;

const known: readonly CellBackbone[] = [
  { id: 'yolox-nano', side: 416, grey: 114, fine: '956', coarse: '990', order: 'planes', length: 64 + 128 },
  { id: 'centernet', side: 512, grey: 114, fine: 'fine', coarse: 'coarse', order: 'places', length: 192 + 256 },
];

/** The detectors of this build whose cells heads may be trained on, the one to prefer first. */
export function cellBackbones(sessions: Pick<Sessions, 'has'>): readonly CellBackboneId[] {
  return known.map(({ id }) => id).filter((id) => sessions.has(id));
}

/** How a detector is looked into, or undefined for one whose cells cannot be read. */
export function knownCellBackbone(id: string): CellBackbone | undefined {
  return known.find((backbone) => backbone.id === id);
}

/** How a detector is looked into. */
export function cellBackbone(id: CellBackboneId): CellBackbone {
  const found = knownCellBackbone(id);
  if (!found) throw new Error(`There is no detector ${id} whose cells could be read.`);
  return found;
}
