import { hatFinder, type HatFinder } from '../../../models/heads/protective-equipment/hat-finder.ts';
import { applyNetwork } from '../small-network.ts';
import type { Sessions } from '../../runtime/sessions.ts';
import { intersectionOverUnion, type PixelBox } from '../geometry.ts';
import { suppressNonMaxima, type ScoredBox } from '../non-maximum-suppression.ts';
import { decodeYolox, runYolox } from '../objects/yolox.ts';
import type { ObjectCandidate } from '../objects/detector.ts';
import { uncut } from '../objects/tiles.ts';
import type { PictureReader } from '../picture-reader.ts';
import { HAT_CELL, HAT_GRID, HAT_ROW, hatPlanes, TOWERS, writeHatRow, writeTowers, type HatPlanes } from './hat-cells.ts';

/*
 * A hard hat is no kind of COCO's, but YOLOX sees what it needs to tell one: a small network trained by
 * models/heads/protective-equipment/train.ts reads the values inside it and finds heads with hats, seen from behind and
 * far away too, where there is no face.
 */

/** Below this a cell proposes nothing. */
const PROPOSAL_SCORE = 0.1;
/** Proposals of one view that overlap more than this say the same. */
const SAME_PROPOSAL = 0.8;
/** Boxes that overlap more than this are of one hat. */
const SAME_HAT = 0.4;
/** Boxes that overlap the surest of a hat more than this have a say in where it is. */
const HAS_A_SAY = 0.55;
/** Sides of the four tiles per side of the picture: they overlap, and show hats that are too small in the whole. */
const TILE = 0.6;
/** Logarithm of the largest box, in cells. */
const LARGEST = 4.2;

/** What two looks with one model have seen: hats, and persons and whatever else COCO knows. */
export interface HatsAndObjects {
  readonly hats: readonly ScoredBox[];
  readonly objects: readonly ObjectCandidate[];
}

/** The parts of a picture that are looked at: the whole and four tiles. */
export function hatViews({ width, height }: { readonly width: number; readonly height: number }): PixelBox[] {
  const tile = { width: TILE * width, height: TILE * height };
  const corners = [0, (1 - TILE) * height].flatMap((top) => [0, (1 - TILE) * width].map((left) => ({ left, top, ...tile })));
  return [{ left: 0, top: 0, width, height }, ...corners];
}

/**
 * Finds heads with hats, surest first, and on the way what YOLOX sees anyway. Needs the model `yolox-nano`.
 *
 * @param finder another one than the library's own, while one is trained
 */
export async function findHats(sessions: Sessions, picture: PictureReader, finder: Omit<HatFinder, 'verdict'> = hatFinder()): Promise<HatsAndObjects> {
  const hats: ScoredBox[] = [];
  const objects: ObjectCandidate[] = [];
  for (const part of hatViews(picture)) {
    const view = await runYolox(sessions, picture, part);
    const inside = { width: part.width * view.scale, height: part.height * view.scale };
    const found = proposeHats(hatPlanes(view), inside, finder).map(({ box, score }) => ({ kind: 0, score, box: view.toPicture(box) }));
    hats.push(...uncut(found, part, picture.width, picture.height));
    const { output } = view.outputs;
    const seen = output ? decodeYolox(output.data).map(({ box, ...rest }) => ({ ...rest, box: view.toPicture(box) })) : [];
    objects.push(...uncut(seen, part, picture.width, picture.height));
  }
  return { hats: fuseHats(hats), objects };
}

/** Hats in pixels of the model's square; `inside` is the part of it that the picture fills. */
export function proposeHats(
  planes: HatPlanes,
  inside: { readonly width: number; readonly height: number },
  { gate, network }: Omit<HatFinder, 'verdict'>,
): ScoredBox[] {
  const towers = new Float32Array(TOWERS.length);
  const row = new Float32Array(HAT_ROW);
  const proposals: ScoredBox[] = [];
  for (let cell = 0; cell < HAT_GRID * HAT_GRID; cell++) {
    const x = ((cell % HAT_GRID) + 0.5) * HAT_CELL;
    const y = (Math.floor(cell / HAT_GRID) + 0.5) * HAT_CELL;
    if (x > inside.width || y > inside.height) continue;
    writeTowers(planes, cell, towers, 0);
    if (towers.reduce((sum, value, at) => sum + value * (gate.weights[at] ?? 0), gate.bias) < 0) continue;
    writeHatRow(planes, cell, row, 0);
    const [logit = 0, right = 0, down = 0, width = 0, height = 0] = applyNetwork(network, row, 0);
    const score = 1 / (1 + Math.exp(-logit));
    if (score < PROPOSAL_SCORE) continue;
    const size = { width: HAT_CELL * Math.exp(Math.min(width, LARGEST)), height: HAT_CELL * Math.exp(Math.min(height, LARGEST)) };
    const box = { left: x + right * HAT_CELL - size.width / 2, top: y + down * HAT_CELL - size.height / 2, ...size };
    proposals.push({ score, box });
  }
  return suppressNonMaxima(proposals, SAME_PROPOSAL);
}

/** Each hat once, its box the mean of all that agree on it, by score and overlap. */
export function fuseHats(proposals: readonly ScoredBox[]): ScoredBox[] {
  return suppressNonMaxima(proposals, SAME_HAT).map(({ box, score }) => {
    const votes = proposals
      .map((each) => ({ box: each.box, overlap: intersectionOverUnion(each.box, box), score: each.score }))
      .filter(({ overlap }) => overlap > HAS_A_SAY)
      .map((each) => ({ box: each.box, weight: each.score * each.overlap }));
    const total = votes.reduce((sum, { weight }) => sum + weight, 0);
    const mean = (side: keyof PixelBox): number => votes.reduce((sum, vote) => sum + vote.weight * vote.box[side], 0) / total;
    return { score, box: { left: mean('left'), top: mean('top'), width: mean('width'), height: mean('height') } };
  });
}
