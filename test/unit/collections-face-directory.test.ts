import { expect, test } from 'vitest';
import type { StoredFace } from '../../src/storage/collection-calls.ts';
import { gatherFaces, faceAt, openFaceBlock, packFaces, type FaceBlock } from '../../src/storage/face-block.ts';
import { createFaceDirectory } from '../../src/storage/face-directory.ts';
import { parseUuid, readUuid } from '../../src/storage/uuid-bytes.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

function uuid(random: () => number): string {
  const words = new Uint32Array(4).map(() => random() * 2 ** 32);
  return readUuid(words, 0);
}

function storedFace(random: () => number, externalImageId?: string): StoredFace {
  return {
    faceId: uuid(random),
    imageId: uuid(random),
    ...(externalImageId === undefined ? {} : { externalImageId }),
    box: { left: 0.25, top: -0.125, width: 0.5, height: 1.25 },
    confidence: 99.5,
  };
}

const faces = (count: number, seed: number): StoredFace[] => {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => storedFace(random, index % 2 ? `photo-${index}` : undefined));
};

test('a face comes out of a block as it went in', () => {
  const packed = faces(5, 1);
  const block = openFaceBlock(packFaces(packed).buffer);
  expect(packed.map((_, index) => faceAt(block, index))).toEqual(packed);
});

test('numbers are kept as float32', () => {
  const [face] = faces(1, 1);
  if (!face) throw new Error('unreachable');
  const { confidence } = faceAt(packFaces([{ ...face, confidence: 99.9 }]), 0);
  expect(confidence).toBe(Math.fround(99.9));
});

test('gathering takes faces of several blocks', () => {
  const [a, b] = [faces(4, 1), faces(3, 2)];
  const gathered = gatherFaces([
    { block: packFaces(b), index: 2 },
    { block: packFaces(a), index: 1 },
    { block: packFaces(a), index: 0 },
  ]);
  expect([0, 1, 2].map((index) => faceAt(gathered, index))).toEqual([b[2], a[1], a[0]]);
});

test('a block that is cut short or changed in its structure does not open', () => {
  const { buffer } = packFaces(faces(5, 1));
  expect(() => openFaceBlock(new ArrayBuffer(0))).toThrow(RangeError);
  expect(() => openFaceBlock(buffer.slice(0, 100))).toThrow(RangeError);
  expect(() => openFaceBlock(buffer.slice(0, buffer.byteLength - 1))).toThrow(RangeError);
  const otherFormat = buffer.slice(0);
  new Uint32Array(otherFormat, 0, 1)[0] = 2;
  expect(() => openFaceBlock(otherFormat)).toThrow(RangeError);
});

test('text that is no UUID is no id', () => {
  expect(parseUuid('4A0a0d3b-0000-4000-8000-000000000000')).toBeUndefined();
  expect(parseUuid('4a0a0d3b000040008000000000000000')).toBeUndefined();
  expect(parseUuid('4a0a0d3b-0000-4000-8000-00000000000f')).toEqual(new Uint32Array([0x4a0a0d3b, 0x4000, 0x80000000, 0xf]));
});

const loaded = (...blocks: readonly [number, FaceBlock][]): ReadonlyMap<number, FaceBlock> => new Map(blocks);

test('every face is found by its id, no other is', () => {
  const all = faces(3000, 4);
  const directory = createFaceDirectory();
  directory.replace(
    [
      { block: 1, count: 2000 },
      { block: 2, count: 1000 },
    ],
    loaded([1, packFaces(all.slice(0, 2000))], [2, packFaces(all.slice(2000))]),
  );
  expect(all.map(({ faceId }) => directory.find(faceId))).toEqual(all.map((_, row) => row));
  expect(directory.find(uuid(randomNumbers(99)))).toBeUndefined();
  expect(directory.find('no id')).toBeUndefined();
});

test('a replaced state finds the faces of the new one only', () => {
  const all = faces(30, 4);
  const directory = createFaceDirectory();
  directory.replace([{ block: 1, count: 30 }], loaded([1, packFaces(all)]));
  const moved = [...all.slice(0, 3), ...all.slice(29), ...all.slice(4, 29)];
  directory.replace([{ block: 2, count: 29 }], loaded([2, packFaces(moved)]));
  expect(directory.find(all[3]?.faceId ?? '')).toBeUndefined();
  expect(directory.find(all[29]?.faceId ?? '')).toBe(3);
  expect(directory.count).toBe(29);
  expect(() => directory.face(29)).toThrow(RangeError);
});

test('faces are listed by ascending id, also where the first words of ids are equal', () => {
  const random = randomNumbers(8);
  const all = faces(2000, 8).map((face, index) =>
    index % 4 === 0 ? Object.assign(face, { faceId: `0123456${index % 3}${uuid(random).slice(8)}` }) : face,
  );
  const directory = createFaceDirectory();
  directory.replace([{ block: 1, count: all.length }], loaded([1, packFaces(all)]));
  const sorted = all.map(({ faceId }) => faceId).toSorted();
  const listed: string[] = [];
  for (let after: string | undefined; ; after = listed.at(-1)) {
    const page = directory.ascending(after, 170).map((row) => directory.face(row).faceId);
    if (page.length === 0) break;
    listed.push(...page);
  }
  expect(listed).toEqual(sorted);
});

test('a page goes on behind an id that has been deleted meanwhile', () => {
  const all = faces(10, 3).toSorted((a, b) => (a.faceId < b.faceId ? -1 : 1));
  const gone = all[4]?.faceId;
  const directory = createFaceDirectory();
  directory.replace([{ block: 1, count: 9 }], loaded([1, packFaces(all.filter(({ faceId }) => faceId !== gone))]));
  expect(directory.ascending(gone, 2).map((row) => directory.face(row).faceId)).toEqual([all[5]?.faceId, all[6]?.faceId]);
});
