import { HAT_ROW, TOWERS } from '../../../src/vision/body/hat-cells.ts';
import { readNetwork, type StoredNetwork } from '../../../src/vision/small-network.ts';
import { decide, fitLogisticRegression } from '../training/logistic-regression.ts';
import { openNetworkProducts } from '../training/network-products.ts';
import { storedHead } from '../training/stored-head.ts';
import { trainSmallNetwork } from '../training/train-small-network.ts';
import { TRUTH, writeCell, type FirstOpinion, type HatCells } from './collect-hat-cells.ts';
import type { StoredHead } from '../linear-head.ts';
import type { StoredHatFinder } from './hat-finder.ts';
import { hash } from './picture-sets.ts';

/** Networks whose mean is what counts: each alone errs on other cells. */
const NETWORKS = { count: 4, hiddenUnits: 64, epochs: 8, decay: 0.3 };
/** The network that names the hard cells. */
const FIRST = { hiddenUnits: 32, epochs: 5, decay: 0.1 };
const LEARNING_RATE = 0.003;
const OUTPUTS = 5;
/** A box that is off by this part of its sides or more pulls no harder; Huber's loss. */
const FAR_OFF = 0.3;
/** Sides in cells from which on a box's middle pulls less: as the whole box does then. */
const LARGE = 2;
/** Part of the hats' cells that a gate may lose. */
const GATE_LOSS = 0.004;
const GATE_PENALTY = 0.003;
/** Of the cells one in so many fits the gates. */
const GATE_STEP = 8;

/**
 * Trains the networks on cells of pictures with hats, and of ordinary ones, where every cap counts as a bare head.
 *
 * @param isLeftOut pictures, by their place in the list, that are not trained on
 */
export async function trainHatNetworks(cells: HatCells, isLeftOut: (picture: number) => boolean = () => false): Promise<StoredHatFinder['networks']> {
  const order = Array.from({ length: cells.count }, (_, cell) => cell).filter((cell) => !isLeftOut(cells.pictures[cell] ?? 0));
  console.log(`hat finder: ${order.length} cells, ${order.filter((cell) => cells.truth[cell * TRUTH] === 1).length} of hats`);
  const networks: StoredNetwork[] = [];
  for (let seed = 1; seed <= NETWORKS.count; seed++) networks.push(await trainNetwork(cells, order, { ...NETWORKS, seed }));
  return networks;
}

/** Fits the gates, which save time and decide next to nothing: finders that are trained without some of the pictures share them. */
export function trainHatGates(cells: HatCells): Pick<StoredHatFinder, 'towerGate' | 'gate'> {
  const some = Array.from({ length: Math.ceil(cells.count / GATE_STEP) }, (_, index) => index * GATE_STEP);
  return { towerGate: trainGate(cells, some, TOWERS), gate: trainGate(cells, some, { start: 0, length: HAT_ROW }) };
}

/** Trains a network whose only work is to name cells that are easily taken for a hat's. */
export function trainFirstNetwork(cells: HatCells): Promise<StoredNetwork> {
  return trainNetwork(cells, Array.from({ length: cells.count }, (_, cell) => cell), { ...FIRST, seed: 1 });
}

/** Makes the network that names the hard cells ready to be asked. */
export async function openFirstOpinion(first: StoredNetwork): Promise<FirstOpinion> {
  const { hidden, hiddenBias, output, outputBias, inputs } = readNetwork(first);
  const products = await openNetworkProducts({ inputs, hiddenUnits: hiddenBias.length, outputs: OUTPUTS });
  const weights = { hidden, hiddenBias, output: Float32Array.from(output.flat()), outputBias: Float32Array.from(outputBias) };
  return {
    name: hash(JSON.stringify(first)).toString(16),
    ask: async (rows) => (await products.answer(weights, rows)).outputs.filter((_, at) => at % OUTPUTS === 0),
  };
}

function trainNetwork(cells: HatCells, order: readonly number[], shape: { readonly hiddenUnits: number; readonly epochs: number; readonly decay: number; readonly seed: number }): Promise<StoredNetwork> {
  const cellOf = (row: number): number => order[row] ?? 0;
  return trainSmallNetwork({
    ...shape,
    rows: { count: order.length, length: HAT_ROW, write: (row, to, start) => writeCell(cells, cellOf(row), to, start) },
    outputs: OUTPUTS,
    learningRate: LEARNING_RATE,
    slopes: ([logit = 0, x = 0, y = 0, width = 0, height = 0], row, slopes) => {
      const from = cellOf(row) * TRUTH;
      const [answer = 0, trueX = 0, trueY = 0, trueWidth = 0, trueHeight = 0] = cells.truth.subarray(from, from + TRUTH);
      slopes[0] = 1 / (1 + Math.exp(-logit)) - answer;
      // Told in sides of the hat: a small hat's box must not miss by as many pixels as a large one's.
      const [across, down] = [Math.exp(trueWidth), Math.exp(trueHeight)];
      slopes[1] = answer * pull((x - trueX) / across) * Math.min(1, LARGE / across);
      slopes[2] = answer * pull((y - trueY) / down) * Math.min(1, LARGE / down);
      slopes[3] = answer * pull(width - trueWidth);
      slopes[4] = answer * pull(height - trueHeight);
    },
  });
}

function pull(off: number): number {
  return Math.min(1, Math.max(-1, off / FAR_OFF));
}

/** A linear decision on some of a cell's numbers that nearly no hat's cell fails. */
function trainGate(cells: HatCells, order: readonly number[], { start, length }: typeof TOWERS): StoredHead {
  const values = new Float32Array(order.length * length);
  const row = new Float32Array(HAT_ROW);
  order.forEach((cell, index) => {
    writeCell(cells, cell, row, 0);
    values.set(row.subarray(start, start + length), index * length);
  });
  const answers = Uint8Array.from(order, (cell) => cells.truth[cell * TRUTH] ?? 0);
  const block = { values, count: order.length, length };
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  const rowWeights = Float64Array.from(answers, (answer) => (answer === 1 ? 0.5 / yes : 0.5 / (answers.length - yes)));
  const decision = fitLogisticRegression({ rows: block, answers, rowWeights, penalty: GATE_PENALTY });
  const ofHats = [...answers].flatMap((answer, index) => (answer === 1 ? [decide(decision, block, index)] : [])).toSorted((a, b) => a - b);
  const bar = ofHats[Math.floor(GATE_LOSS * ofHats.length)] ?? 0;
  const passed = answers.filter((answer, index) => answer === 0 && decide(decision, block, index) >= bar).length;
  console.log(`hat finder: a gate of ${length} numbers lets ${((100 * passed) / (answers.length - yes)).toFixed(1)} % of the other cells pass`);
  return storedHead({ weights: decision.weights, bias: decision.bias - bar }, { slope: 1, offset: 0 });
}
