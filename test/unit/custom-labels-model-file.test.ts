import { describe, expect, it } from 'vitest';
import { InvalidParameterException } from '../../src/errors.ts';
import { packModel, unpackModel } from '../../src/operations/custom-labels/model-file.ts';
import type { LabelHead, PlaceHead } from '../../src/operations/custom-labels/version-head.ts';
import { cellBackbone } from '../../src/vision/cells/cell-backbones.ts';
import { FEATURE_LENGTHS } from '../../src/vision/backbone/backbone.ts';
import { randomNumbers } from '../../src/vision/random-numbers.ts';

const next = randomNumbers(8);
const floats = (count: number): Float32Array => Float32Array.from({ length: count }, () => next() - 0.5);
const about = { name: 'first', f1: 0.875, trainedAt: 1_600_000_000_000, workedMilliseconds: 61_000 };
const labels = ['Hat', 'Vest'];

const ofLabels: LabelHead = {
  backbone: 'mobilenet-v2-imagenet',
  labels,
  exclusive: true,
  thresholds: [0.25, 0.75],
  weights: floats(2 * FEATURE_LENGTHS['mobilenet-v2-imagenet']),
  biases: floats(2),
};
const { length: inputs } = cellBackbone('yolox-nano');
const ofPlaces: PlaceHead = {
  backbone: 'yolox-nano',
  labels,
  thresholds: [0.25, 0.75],
  network: { inputs, hidden: floats(3 * inputs), hiddenBias: floats(3), output: Array.from({ length: 6 }, () => [...floats(3)]), outputBias: [...floats(6)] },
};

/** The same file with other text in its header, under a right checksum. */
async function withHeader(file: Blob, change: (json: string) => string): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(16, true);
  const json = new TextEncoder().encode(change(new TextDecoder().decode(bytes.subarray(52, 52 + length))));
  const size = new DataView(new ArrayBuffer(4));
  size.setUint32(0, json.length, true);
  return new Blob([bytes.slice(0, 16), size, await crypto.subtle.digest('SHA-256', json), json, bytes.slice(52 + length)]);
}

describe('an exported model', () => {
  it.each([['labels', ofLabels], ['places', ofPlaces]])('comes back as it was: %s', async (kind, head) => {
    const { header, head: again } = await unpackModel(await packModel(head, about));
    expect(header).toMatchObject({ ...about, kind, backbone: head.backbone, labels });
    expect(again).toEqual(head);
  });

  it('is refused when any part of it was changed', async () => {
    const file = await packModel(ofPlaces, about);
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (const at of [0, 17, 30, 60, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      await expect(unpackModel(new Blob([changed]))).rejects.toBeInstanceOf(InvalidParameterException);
    }
    await expect(unpackModel(new Blob([bytes.slice(0, -4)]))).rejects.toThrow(/checksum of its numbers/);
    await expect(unpackModel(new Blob([]))).rejects.toThrow(/does not start like/);
  });

  it.each([
    ['a later format', (json: string) => json.replace('"format":1', '"format":2'), /reads format 1/],
    ['a missing member', (json: string) => json.replace('"f1"', '"g1"'), /lacks a member/],
    ['an empty label', (json: string) => json.replace('"Hat"', '""'), /lacks a member/],
    ['the labels of another model', (json: string) => json.replace('"Hat","Vest"', '"Hat"').replace('0.25,0.75', '0.25'), /none for cells of yolox-nano/],
    ['another network', (json: string) => json.replace('"yolox-nano"', '"yolox-large"'), /yolox-large/],
    ['no JSON', () => '{', /no JSON object/],
    ['a day that is none', (json: string) => json.replace('1600000000000', '9007199254740991'), /lacks a member/],
    ['a threshold without end', (json: string) => json.replace('0.25', '1e999'), /lacks a member/],
  ])('is refused with %s', async (_, change, message) => {
    await expect(unpackModel(await withHeader(await packModel(ofPlaces, about), change))).rejects.toThrow(message);
    await expect(unpackModel(await withHeader(await packModel(ofPlaces, about), change))).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it.each([
    ['half a number', Uint8Array.of(0, 0), /last number is not whole/],
    ['a number that is none', new Uint8Array(Float32Array.of(Number.NaN).buffer), /one of its numbers is none/],
  ])('is refused with %s at its end, under right checksums', async (_, more, message) => {
    const file = await packModel(ofPlaces, about);
    const header = 52 + new DataView(await file.slice(16, 20).arrayBuffer()).getUint32(0, true);
    const numbers = new Blob([file.slice(header), more]);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', await numbers.arrayBuffer())).toString('hex');
    const sealed = await withHeader(new Blob([file.slice(0, header), numbers]), (json) => json.replace(/[0-9a-f]{64}/, sha256));
    await expect(unpackModel(sealed)).rejects.toThrow(message);
    await expect(unpackModel(sealed)).rejects.toBeInstanceOf(InvalidParameterException);
  });
});
