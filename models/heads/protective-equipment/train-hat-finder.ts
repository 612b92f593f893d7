import type { Sessions } from '../../../src/runtime/sessions.ts';
import { HAT_CELL, HAT_ROW, TOWERS } from '../../../src/vision/body/hat-cells.ts';
import { decide, fitLogisticRegression } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainSmallNetwork } from '../training/train-small-network.ts';
import { collectHatCells, TRUTH, type HatCells } from './collect-hat-cells.ts';
import type { StoredHatFinder } from './hat-finder.ts';

/** Cells within this part of a hat's sides from its middle, or so many pixels of the square, are trained on; those farther out propose second boxes of it. */
const MIDDLE = { part: 0.22, least: 5 };
const HIDDEN_UNITS = 32;
/** A box that is off by this part of its sides or more pulls no harder; Huber's loss. */
const FAR_OFF = 0.3;
/** Sides in cells from which on a box's middle pulls less: as the whole box does then. */
const LARGE = 2;
/** Part of the hats' cells that the gate may lose. */
const GATE_LOSS = 0.004;
const PENALTY = 0.003;

/**
 * Trains the finder on cells of pictures with hats, and of ordinary ones, where every cap counts as a bare head.
 *
 * @param labelled pictures whose hats are labelled
 * @param ordinary pictures without hard hats
 */
export async function trainHatFinder(
  labelled: readonly string[],
  ordinary: readonly string[],
  sessions: Sessions,
  decoder: PictureDecoder,
): Promise<Omit<StoredHatFinder, 'verdict'>> {
  const cells = inTheMiddle([await collectHatCells(labelled, 'labelled', sessions, decoder), await collectHatCells(ordinary, 'no hats', sessions, decoder)]);
  const answers = Uint8Array.from({ length: cells.rows.count }, (_, cell) => cells.truth[cell * TRUTH] ?? 0);
  console.log(`hat finder: ${cells.rows.count} cells, ${answers.reduce((sum, answer) => sum + answer, 0)} of hats`);
  const network = trainSmallNetwork({
    rows: cells.rows,
    hiddenUnits: HIDDEN_UNITS,
    outputs: 5,
    epochs: 9,
    learningRate: 0.002,
    decay: 0.001,
    slopes: ([logit = 0, x = 0, y = 0, width = 0, height = 0], cell, slopes) => {
      const [answer = 0, trueX = 0, trueY = 0, trueWidth = 0, trueHeight = 0] = cells.truth.subarray(cell * TRUTH, (cell + 1) * TRUTH);
      slopes[0] = 1 / (1 + Math.exp(-logit)) - answer;
      // Told in sides of the hat: a small hat's box must not miss by as many pixels as a large one's.
      const [across, down] = [Math.exp(trueWidth), Math.exp(trueHeight)];
      slopes[1] = answer * pull((x - trueX) / across) * Math.min(1, LARGE / across);
      slopes[2] = answer * pull((y - trueY) / down) * Math.min(1, LARGE / down);
      slopes[3] = answer * pull(width - trueWidth);
      slopes[4] = answer * pull(height - trueHeight);
    },
  });
  return { gate: trainGate(cells, answers), network };
}

/** The cells in the middle of a hat and those of no hat. */
function inTheMiddle(parts: readonly HatCells[]): HatCells {
  const kept = parts.flatMap(({ rows, truth }) =>
    Array.from({ length: rows.count }, (_, cell) => ({ row: rows.values.subarray(cell * HAT_ROW, (cell + 1) * HAT_ROW), truth: truth.subarray(cell * TRUTH, (cell + 1) * TRUTH) })),
  ).filter(({ truth: [answer = 0, x = 0, y = 0, width = 0, height = 0] }) => answer === 0 || (isNear(x, width) && isNear(y, height)));
  const values = new Float32Array(kept.length * HAT_ROW);
  const truth = new Float32Array(kept.length * TRUTH);
  kept.forEach((cell, index) => {
    values.set(cell.row, index * HAT_ROW);
    truth.set(cell.truth, index * TRUTH);
  });
  return { rows: { values, count: kept.length, length: HAT_ROW }, truth };
}

function isNear(offset: number, logSide: number): boolean {
  return Math.abs(offset) < Math.max(MIDDLE.part * Math.exp(logSide), MIDDLE.least / HAT_CELL);
}

function pull(off: number): number {
  return Math.min(1, Math.max(-1, off / FAR_OFF));
}

/** A linear decision on the towers that nearly no hat's cell fails. */
function trainGate({ rows: { values: numbers, count, length } }: HatCells, answers: Uint8Array): StoredHatFinder['gate'] {
  const values = new Float32Array(count * TOWERS.length);
  for (let cell = 0; cell < count; cell++) {
    const towers = cell * length + TOWERS.start;
    values.set(numbers.subarray(towers, towers + TOWERS.length), cell * TOWERS.length);
  }
  const block = { values, count, length: TOWERS.length };
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  const rowWeights = Float64Array.from(answers, (answer) => (answer === 1 ? 0.5 / yes : 0.5 / (answers.length - yes)));
  const decision = fitLogisticRegression({ rows: block, answers, rowWeights, penalty: PENALTY });
  const ofHats = [...answers].flatMap((answer, index) => (answer === 1 ? [decide(decision, block, index)] : [])).toSorted((a, b) => a - b);
  const bar = ofHats[Math.floor(GATE_LOSS * ofHats.length)] ?? 0;
  const passed = answers.filter((answer, index) => answer === 0 && decide(decision, block, index) >= bar).length;
  console.log(`hat finder: the gate lets ${((100 * passed) / (answers.length - yes)).toFixed(1)} % of the other cells pass`);
  return storedHead({ weights: decision.weights, bias: decision.bias - bar }, { slope: 1, offset: 0 });
}
