import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainDetection } from '../../src/training/train-detection.ts';
import type { DetectionExamples, TrainingState } from '../../src/training/training-calls.ts';
import { findInCells } from '../../src/vision/cells/detection-head.ts';
import type { CellMap } from '../../src/vision/cells/read-cells.ts';
import { boxOfPlace, placeOf, sampleCells } from '../../src/vision/cells/sample-cells.ts';
import { intersectionOverUnion, type PixelBox } from '../../src/vision/geometry.ts';
import { randomNumbers } from '../../src/vision/random-numbers.ts';

const LENGTH = 8;
const COLUMNS = 12;
const ROWS = 9;
const CELL = 16;
const scaled = (box: PixelBox, by: number): PixelBox => ({ left: box.left * by, top: box.top * by, width: box.width * by, height: box.height * by });

/** A map whose numbers tell of each cell what a detector's would: which thing is there, and how large it is, under noise. */
function drawnMap(boxes: readonly { readonly label: number; readonly box: PixelBox }[], seed: number): CellMap {
  const next = randomNumbers(seed);
  const features = Float32Array.from({ length: COLUMNS * ROWS * LENGTH }, () => 0.1 * next());
  for (const { label, box } of boxes) {
    const cells = scaled(box, 1 / CELL);
    for (let row = 0; row < ROWS; row++) {
      for (let column = 0; column < COLUMNS; column++) {
        const [right, down, width, height] = placeOf(cells, column, row);
        if (Math.abs(right) > 0.5 || Math.abs(down) > 0.5) continue;
        features.set([label === 0 ? 1 : 0, label === 1 ? 1 : 0, right, down, width, height], (row * COLUMNS + column) * LENGTH);
      }
    }
  }
  return { columns: COLUMNS, rows: ROWS, length: LENGTH, features, toCells: (box) => scaled(box, 1 / CELL), toPicture: (box) => scaled(box, CELL) };
}

function drawnThings(next: () => number): { readonly label: number; readonly box: PixelBox }[] {
  return [0, 1].map((half) => {
    const width = 30 + 30 * next();
    const height = 30 + 30 * next();
    return { label: next() < 0.5 ? 0 : 1, box: { left: half * 96 + 10 + next() * 20, top: 10 + next() * 60, width, height } };
  });
}

function examples(pictures: number): DetectionExamples {
  const next = randomNumbers(4);
  const samples = Array.from({ length: pictures }, (_, index) => {
    const things = drawnThings(next);
    return { things, sample: sampleCells(drawnMap(things, index), things.map(({ box }) => box), randomNumbers(index), 20) };
  });
  const rows = samples.flatMap(({ things, sample }) => Array.from(sample.owners, (owner) => things[owner]?.label ?? -1));
  return {
    features: Float32Array.from(samples.flatMap(({ sample }) => [...sample.features])),
    places: Float32Array.from(samples.flatMap(({ sample }) => [...sample.places])),
    labels: Int32Array.from(rows),
    length: LENGTH,
    labelCount: 2,
    heldOut: new Uint8Array(rows.length),
  };
}

const never = new AbortController().signal;

describe('cells of a picture', () => {
  const map = drawnMap([], 1);

  it('belong to the box whose middle they show, the smaller one in front', () => {
    const boxes = [{ left: 0, top: 0, width: 160, height: 144 }, { left: 72, top: 64, width: 16, height: 16 }, { left: 160, top: 8, width: 20, height: 12 }];
    const { owners, features, places } = sampleCells(map, boxes, randomNumbers(1), 10);
    expect([0, 1, 2].map((box) => owners.filter((owner) => owner === box).length > 0)).toEqual([true, true, true]);
    expect(features).toHaveLength(owners.length * LENGTH);
    expect(places).toHaveLength(owners.length * 4);
    // Half as many beside the things and as many away from them as asked.
    expect(owners.filter((owner) => owner === -1).length).toBe(15);
  });

  it('tell a place that gives the box back', () => {
    const box = { left: 2.2, top: 1.7, width: 3.5, height: 0.6 };
    const again = boxOfPlace(placeOf(box, 3, 2), 3, 2);
    for (const side of ['left', 'top', 'width', 'height'] as const) expect(again[side]).toBeCloseTo(box[side]);
  });

  it('are the same for the same seed', () => {
    const some = (seed: number): Float32Array => sampleCells(map, [], randomNumbers(seed), 10).features;
    expect(some(3)).toEqual(some(3));
    expect(some(3)).not.toEqual(some(4));
  });
});

describe('training to find things', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('finds the things of pictures that it has not seen, with their boxes', async () => {
    const { network } = await trainDetection(tf, examples(40), undefined, () => {}, never);
    const next = randomNumbers(99);
    for (let index = 0; index < 5; index++) {
      const things = drawnThings(next);
      const found = findInCells(drawnMap(things, 500 + index), { labels: ['a', 'b'], network }, 0.5, { width: COLUMNS * CELL, height: ROWS * CELL });
      expect(found).toHaveLength(2);
      for (const { label, box } of things) {
        expect(found.filter((each) => each.label === label && intersectionOverUnion(each.box, box) > 0.6).length).toBeGreaterThan(0);
      }
    }
  });

  it('goes on from a checkpoint to the same numbers, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const data = examples(8);
    const states: TrainingState[] = [];
    const whole = await trainDetection(tf, data, undefined, ({ state }) => state && states.push(state), never);
    const resumed = await trainDetection(tf, data, states[0], () => {}, never);
    expect(resumed).toEqual(whole);
    expect(tf.memory().numTensors).toBe(before);
  });
});
