import { hatFinder, type HatFinder } from '../../../models/heads/protective-equipment/hat-finder.ts';
import { logit } from '../../../models/heads/protective-equipment/evidence.ts';
import { headDecision } from '../../../models/heads/linear-head.ts';
import { applyNetwork, type SmallNetwork } from '../small-network.ts';
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

/** A cell of which the first network says less than this, as a logit, is not shown to the others. */
const SCREEN = -4;
/** Below this a cell proposes nothing: a doubtful proposal still says that this view, too, shows something. */
const PROPOSAL_SCORE = 0.02;
/** Below this a hat is not told. */
const HAT_SCORE = 0.1;
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

/** A head with a hat. */
export interface HatSighting extends ScoredBox {
  /** Logit of the score, as a mean of those views that show the whole of it; where one sees nothing it counts as `PROPOSAL_SCORE`. */
  readonly agreement: number;
}

/** A proposal and the view, by its number, that it is from. */
export interface HatProposal extends ScoredBox {
  readonly view: number;
}

/** What two looks with one model have seen: hats, and persons and whatever else COCO knows. */
export interface HatsAndObjects {
  readonly hats: readonly HatSighting[];
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
  const hats: HatProposal[] = [];
  const objects: ObjectCandidate[] = [];
  const parts = hatViews(picture);
  for (const [number, part] of parts.entries()) {
    const view = await runYolox(sessions, picture, part);
    const inside = { width: part.width * view.scale, height: part.height * view.scale };
    const found = proposeHats(hatPlanes(view), inside, finder).map(({ box, score }) => ({ kind: 0, score, box: view.toPicture(box) }));
    hats.push(...uncut(found, part, picture.width, picture.height).map(({ box, score }) => ({ box, score, view: number })));
    const { output } = view.outputs;
    const seen = output ? decodeYolox(output.data).map(({ box, ...rest }) => ({ ...rest, box: view.toPicture(box) })) : [];
    objects.push(...uncut(seen, part, picture.width, picture.height));
  }
  return { hats: fuseHats(hats, parts), objects };
}

/** Hats in pixels of the model's square; `inside` is the part of it that the picture fills. */
export function proposeHats(
  planes: HatPlanes,
  inside: { readonly width: number; readonly height: number },
  { towerGate, gate, networks }: Omit<HatFinder, 'verdict'>,
): ScoredBox[] {
  const towers = new Float32Array(TOWERS.length);
  const row = new Float32Array(HAT_ROW);
  const proposals: ScoredBox[] = [];
  for (let cell = 0; cell < HAT_GRID * HAT_GRID; cell++) {
    const x = ((cell % HAT_GRID) + 0.5) * HAT_CELL;
    const y = (Math.floor(cell / HAT_GRID) + 0.5) * HAT_CELL;
    if (x > inside.width || y > inside.height) continue;
    writeTowers(planes, cell, towers, 0);
    if (headDecision(towerGate, towers) < 0) continue;
    writeHatRow(planes, cell, row, 0);
    if (headDecision(gate, row) < 0) continue;
    const answer = meanAnswer(networks, row);
    if (!answer) continue;
    const [logOdds = 0, right = 0, down = 0, width = 0, height = 0] = answer;
    const score = 1 / (1 + Math.exp(-logOdds));
    if (score < PROPOSAL_SCORE) continue;
    const size = { width: HAT_CELL * Math.exp(Math.min(width, LARGEST)), height: HAT_CELL * Math.exp(Math.min(height, LARGEST)) };
    const box = { left: x + right * HAT_CELL - size.width / 2, top: y + down * HAT_CELL - size.height / 2, ...size };
    proposals.push({ score, box });
  }
  return suppressNonMaxima(proposals, SAME_PROPOSAL);
}

/** What the networks say of a cell on average; nothing when the first sees nothing there. */
function meanAnswer(networks: readonly SmallNetwork[], row: Float32Array): readonly number[] | undefined {
  const [first, ...others] = networks;
  const answer = first && applyNetwork(first, row, 0);
  if (!answer || (answer[0] ?? 0) < SCREEN) return undefined;
  const sum = others.map((network) => applyNetwork(network, row, 0)).reduce((total, each) => total.map((value, at) => value + (each[at] ?? 0)), answer);
  return sum.map((value) => value / networks.length);
}

/**
 * Each hat once, its box the mean of all that agree on it, by score and overlap.
 *
 * @param parts of the picture that the views show, by their number
 */
export function fuseHats(proposals: readonly HatProposal[], parts: readonly PixelBox[]): HatSighting[] {
  return suppressNonMaxima(proposals, SAME_HAT).filter(({ score }) => score >= HAT_SCORE).map(({ box: surest, score }) => {
    const votes = proposals
      .map((each) => ({ ...each, overlap: intersectionOverUnion(each.box, surest) }))
      .filter(({ overlap }) => overlap > HAS_A_SAY);
    const total = votes.reduce((sum, vote) => sum + vote.score * vote.overlap, 0);
    const mean = (side: keyof PixelBox): number => votes.reduce((sum, vote) => sum + vote.score * vote.overlap * vote.box[side], 0) / total;
    const box = { left: mean('left'), top: mean('top'), width: mean('width'), height: mean('height') };
    return { score, box, agreement: agreementOn(box, votes, parts) };
  });
}

function agreementOn(box: PixelBox, votes: readonly HatProposal[], parts: readonly PixelBox[]): number {
  const logits = [...parts.entries()]
    .filter(([, part]) => holds(part, box))
    .map(([number]) => logit(votes.filter(({ view }) => view === number).reduce((most, { score }) => Math.max(most, score), PROPOSAL_SCORE)));
  return logits.length === 0 ? logit(PROPOSAL_SCORE) : logits.reduce((sum, value) => sum + value, 0) / logits.length;
}

function holds(part: PixelBox, box: PixelBox): boolean {
  return box.left >= part.left && box.top >= part.top && box.left + box.width <= part.left + part.width && box.top + box.height <= part.top + part.height;
}
