import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelFiles, type ModelFile } from '#models';
import { median } from './statistics.ts';

/** One run of a model natively. */
export interface NativeRun {
  readonly model: string;
  readonly dims: readonly number[];
  readonly milliseconds: readonly number[];
}

/** What one face in a photo of 640 x 640 pixels or more asks of the models: dims as the library gives them. */
const runsOfOneFace: Readonly<Record<string, readonly number[]>> = {
  facemesh: [1, 3, 192, 192],
  iris: [2, 3, 64, 64],
  faceres: [1, 3, 224, 224],
  'face-expression': [1, 3, 112, 112],
};

/** Runs the graphs of DetectFaces ALL in onnxruntime-node: what the same processor can do without a browser. */
export async function measureNative(threads: number, rounds: number): Promise<readonly NativeRun[]> {
  const files: Readonly<Record<string, ModelFile | undefined>> = { ...modelFiles };
  const measured: NativeRun[] = [];
  for (const [model, dims] of Object.entries(runsOfOneFace)) {
    const file = files[model];
    if (file === undefined) continue;
    const session = await InferenceSession.create(await readFile(fileURLToPath(file.url)), { intraOpNumThreads: threads, logSeverityLevel: 3 });
    const data = Float32Array.from({ length: dims.reduce((product, size) => product * size, 1) }, (_, index) => ((index * 7919) % 1009) / 1009);
    const milliseconds: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const start = performance.now();
      await session.run({ [session.inputNames[0] ?? '']: new Tensor('float32', data, dims) });
      if (round >= 0) milliseconds.push(performance.now() - start);
    }
    await session.release();
    measured.push({ model, dims, milliseconds });
  }
  return measured;
}

/** Median of each model. */
export function nativeMedians(runs: readonly NativeRun[]): ReadonlyMap<string, number> {
  return new Map(runs.map(({ model, milliseconds }) => [model, median(milliseconds)]));
}
