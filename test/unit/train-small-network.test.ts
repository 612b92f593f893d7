import { describe, expect, it } from 'vitest';
import { openNetworkProducts } from '../../models/heads/training/network-products.ts';
import { trainSmallNetwork } from '../../models/heads/training/train-small-network.ts';
import { applyNetwork, readNetwork } from '../../src/vision/small-network.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

describe('trainSmallNetwork', () => {
  it('learns what no linear decision can tell, and is stored as it was trained', async () => {
    const random = randomNumbers(1);
    const points = Array.from({ length: 2_000 }, () => [2 * random() - 1, 2 * random() - 1] as const);
    const answerOf = ([x, y]: readonly [number, number]): number => (x * y > 0 ? 1 : 0);
    const stored = await trainSmallNetwork({
      rows: { count: points.length, length: 2, write: (row, to, start) => to.set(points[row] ?? [], start) },
      hiddenUnits: 16,
      outputs: 1,
      epochs: 60,
      learningRate: 0.02,
      decay: 0,
      seed: 1,
      slopes: ([logit = 0], row, slopes) => {
        slopes[0] = 1 / (1 + Math.exp(-logit)) - answerOf(points[row] ?? [0, 0]);
      },
    });
    const network = readNetwork(stored);
    const isRight = (x: number, y: number): boolean => ((applyNetwork(network, Float32Array.of(x, y), 0)[0] ?? 0) > 0) === (answerOf([x, y]) === 1);
    const grid = [-0.8, -0.5, -0.2, 0.2, 0.5, 0.8].flatMap((x) => [-0.8, -0.5, -0.2, 0.2, 0.5, 0.8].map((y) => isRight(x, y)));
    expect(grid.filter(Boolean).length).toBeGreaterThanOrEqual(34);
  });
});

describe('openNetworkProducts', () => {
  it('gives the slopes that small steps show', async () => {
    const random = randomNumbers(2);
    const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * random() - 1);
    const weights = { hidden: numbers(4 * 3), hiddenBias: numbers(4), output: numbers(2 * 4), outputBias: numbers(2) };
    const rows = numbers(5 * 3);
    const pulls = numbers(5 * 2);
    const products = await openNetworkProducts({ inputs: 3, hiddenUnits: 4, outputs: 2 });
    const loss = async (): Promise<number> => (await products.answer(weights, rows)).outputs.reduce((sum, value, at) => sum + value * (pulls[at] ?? 0), 0);
    const slopes = await products.slopes(weights, rows, (await products.answer(weights, rows)).active, pulls);
    for (const name of ['hidden', 'hiddenBias', 'output', 'outputBias'] as const) {
      for (let at = 0; at < weights[name].length; at++) {
        const before = weights[name][at] ?? 0;
        weights[name][at] = before + 0.002;
        const above = await loss();
        weights[name][at] = before - 0.002;
        const below = await loss();
        weights[name][at] = before;
        expect(slopes[name][at]).toBeCloseTo((above - below) / 0.004, 2);
      }
    }
  });
});
