import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Builder } from 'flatbuffers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { chromium } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findUrlFile } from '../../models/convert/files-by-url.ts';
import { lowerToOnnx } from '../../models/convert/lower-to-onnx.ts';
import { writeOnnx } from '../../models/convert/onnx-writer.ts';
import { quantizedRange, readTflite } from '../../models/convert/tflite.ts';
import { isByUrl } from '../../models/declarations/declaration.ts';
import { chromiumFlags, findChromium } from '../set-up/browser.ts';
import type { Pixels } from './convert-peers.ts';
import { declarationOf, openConverted, runConverted } from './convert-peers.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');

describe('the range of a quantised value', () => {
  test('is what 8 bits can hold', () => {
    expect(quantizedRange({ scale: 6 / 255, zeroPoint: 0 })).toEqual({ low: 0, high: 6 });
    expect(quantizedRange({ scale: 0.5, zeroPoint: 100 })).toEqual({ low: -50, high: 77.5 });
  });
});

describe('a network of one quantised convolution', () => {
  // One 3x3 filter of ones, scale 1/2, on a 2x2 picture; stride 2 with SAME padding visits the upper left corner only.
  const pixels = [[130, 136], [128, 120]] as const;
  const sum = (2 / 128 + 8 / 128 + 0 - 8 / 128) * 0.5;

  test('pads with zero, adds the bias and stays within the range that stands for ReLU6', async () => {
    expect(await answer({ bias: 3, outputZeroPoint: 0 })).toBeCloseTo(sum + 3, 5);
    expect(await answer({ bias: 10, outputZeroPoint: 0 })).toBeCloseTo(6, 5);
    expect(await answer({ bias: -10, outputZeroPoint: 0 })).toBe(0);
  });

  test('is left open where the range goes below zero, as linear layers have it', async () => {
    expect(await answer({ bias: -10, outputZeroPoint: 128 })).toBeCloseTo(sum - 10, 5);
  });

  async function answer(options: { readonly bias: number; readonly outputZeroPoint: number }): Promise<number> {
    const graph = readTflite(convolutionFile(options));
    const file = writeOnnx(lowerToOnnx('one', graph, 'image', [{ name: 'out', tensor: 'out', shape: [null, 1, 1, 1] }]));
    const session = await InferenceSession.create(file);
    const planes = [0, 1, 2].flatMap((channel) => pixels.flat().map((pixel) => (channel === 0 ? pixel : 128)));
    const { out } = await session.run({ image: new Tensor('float32', Float32Array.from(planes), [1, 3, 2, 2]) });
    return Number(out?.data[0]);
  }
});

describe('mobilenet-v2-imagenet', () => {
  const declaration = declarationOf('mobilenet-v2-imagenet');
  const pictures = { zebra: ['000000000034.jpg', 341], umbrella: ['000000000036.jpg', 880], vase: ['000000000030.jpg', 884] } as const;
  const available = existsSync(resolve(data, 'models')) && existsSync(resolve(data, 'objects/coco128'));
  const reason = available ? '' : ' (left out: the model file and pictures of ../shared/data are not on this machine)';

  test.skipIf(!available)(`names what real pictures show${reason}`, { timeout: 60_000 }, async () => {
    if (!isByUrl(declaration.source)) throw new Error('This model is named by a URL.');
    const found = await findUrlFile(declaration.source, { mirror: resolve(data, 'models'), cache: resolve(data, 'models') });
    if ('missing' in found) throw new Error(found.missing);
    const session = await openConverted(declaration, found.folder);
    const decoded = await decodedSquares(Object.values(pictures).map(([file]) => resolve(data, 'objects/coco128/images', file)), 224);
    const named: number[] = [];
    for (const picture of decoded) {
      const { probabilities = new Float32Array(), feature = new Float32Array() } = await runConverted(session, declaration, [picture]);
      named.push(probabilities.indexOf(Math.max(...probabilities)));
      expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 4);
      expect(feature.length).toBe(1280);
      expect(Math.min(...feature)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...feature)).toBeLessThanOrEqual(6);
    }
    expect(named).toEqual(Object.values(pictures).map(([, entry]) => entry));
  });
});

/** Decodes JPEG files in Chromium, cut to their middle square and drawn at one size. */
async function decodedSquares(files: readonly string[], side: number): Promise<Pixels[]> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    const pictures: Pixels[] = [];
    for (const file of files) {
      const address = `data:image/jpeg;base64,${readFileSync(file, 'base64')}`;
      const rgba = await page.evaluate(async ([url, size]) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const context = new OffscreenCanvas(size, size).getContext('2d');
        if (!context) throw new Error('There is no 2d canvas.');
        const square = Math.min(image.width, image.height);
        context.drawImage(image, (image.width - square) / 2, (image.height - square) / 2, square, square, 0, 0, size, size);
        return Array.from(context.getImageData(0, 0, size, size).data);
      }, [address, side] as const);
      pictures.push({ width: side, height: side, data: Float32Array.from(rgba.filter((_, index) => index % 4 !== 3)) });
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

/** A TensorFlow Lite file written field by field: input 'in' [1,2,2,3], one filter, output 'out' [1,1,1,1] with scale 6/255. */
function convolutionFile({ bias, outputZeroPoint }: { readonly bias: number; readonly outputZeroPoint: number }): Buffer {
  const builder = new Builder(1024);
  const biasScale = 1 / 1024;
  const noData = table(builder, [[0, 'offset', builder.createByteVector(new Uint8Array())]]);
  const filterData = table(builder, [[0, 'offset', builder.createByteVector(new Uint8Array(27).fill(1))]]);
  const biasBytes = new Uint8Array(new Int32Array([Math.round(bias / biasScale)]).buffer);
  const biasData = table(builder, [[0, 'offset', builder.createByteVector(biasBytes)]]);
  const tensors = [
    tensor(builder, 'in', [1, 2, 2, 3], UINT8, 0, 1 / 128, 128),
    tensor(builder, 'filter', [1, 3, 3, 3], UINT8, 1, 0.5, 0),
    tensor(builder, 'bias', [1], INT32, 2, biasScale, 0),
    tensor(builder, 'out', [1, 1, 1, 1], UINT8, 0, 6 / 255, outputZeroPoint),
  ];
  const options = table(builder, [[0, 'byte', 0], [1, 'integer', 2], [2, 'integer', 2]]);
  const operator = table(builder, [
    [0, 'integer', 0], [1, 'offset', integers(builder, [0, 1, 2])], [2, 'offset', integers(builder, [3])], [4, 'offset', options],
  ]);
  const subgraph = table(builder, [
    [0, 'offset', offsets(builder, tensors)], [1, 'offset', integers(builder, [0])], [2, 'offset', integers(builder, [3])],
    [3, 'offset', offsets(builder, [operator])],
  ]);
  const code = table(builder, [[0, 'byte', CONV_2D]]);
  builder.finish(table(builder, [
    [0, 'integer', 3], [1, 'offset', offsets(builder, [code])], [2, 'offset', offsets(builder, [subgraph])],
    [4, 'offset', offsets(builder, [noData, filterData, biasData])],
  ]));
  return Buffer.from(builder.asUint8Array());
}

const UINT8 = 3;
const INT32 = 2;
const CONV_2D = 3;

type Field = readonly [position: number, kind: 'byte' | 'integer' | 'offset', value: number];

function tensor(builder: Builder, name: string, shape: readonly number[], type: number, buffer: number, scale: number, zeroPoint: number): number {
  builder.startVector(4, 1, 4);
  builder.addFloat32(scale);
  const scales = builder.endVector();
  builder.startVector(8, 1, 8);
  builder.addInt64(BigInt(zeroPoint));
  const zeroPoints = builder.endVector();
  const quantization = table(builder, [[2, 'offset', scales], [3, 'offset', zeroPoints]]);
  const title = builder.createString(name);
  return table(builder, [
    [0, 'offset', integers(builder, shape)], [1, 'byte', type], [2, 'integer', buffer], [3, 'offset', title], [4, 'offset', quantization],
  ]);
}

function table(builder: Builder, fields: readonly Field[]): number {
  builder.startObject(5);
  for (const [position, kind, value] of fields) {
    if (kind === 'byte') builder.addFieldInt8(position, value, 0);
    else if (kind === 'integer') builder.addFieldInt32(position, value, 0);
    else builder.addFieldOffset(position, value, 0);
  }
  return builder.endObject();
}

function integers(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function offsets(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addOffset(value);
  return builder.endVector();
}
