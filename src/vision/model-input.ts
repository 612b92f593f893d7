import type { Sessions, PlainTensor } from '../runtime/sessions.ts';
import { cutCrop, type Crop } from './crop.ts';
import type { Region } from './pixels.ts';
import { createSpareMemory } from './spare-memory.ts';

/** One crop of one region, to be seen by a model. */
export interface CropOfRegion {
  readonly region: Region;
  readonly crop: Crop;
}

const memory = createSpareMemory();

/** Lends numbers for a model's input until the model has run. What they are is whatever was there before. */
export async function withInput<Result>(length: number, use: (data: Float32Array) => Promise<Result>): Promise<Result> {
  const lent = memory.take(length * Float32Array.BYTES_PER_ELEMENT);
  try {
    return await use(new Float32Array(lent, 0, length));
  } finally {
    memory.give(lent);
  }
}

/** At most so many crops at a time: more cost memory and gain no speed. */
const BATCH = 8;

/**
 * Shows crops of one size to a model and gives, for each crop, the slice of every output that belongs to it.
 */
export async function runOnCrops(
  sessions: Sessions,
  model: string,
  crops: readonly CropOfRegion[],
): Promise<Readonly<Record<string, Float32Array>>[]> {
  const normalization = sessions.normalization(model);
  const results: Readonly<Record<string, Float32Array>>[] = [];
  for (let start = 0; start < crops.length; start += BATCH) {
    const batch = crops.slice(start, start + BATCH);
    const first = batch[0];
    if (!first) break;
    const { width, height } = first.crop;
    const size = 3 * width * height;
    const outputs = await withInput(batch.length * size, (data) => {
      batch.forEach(({ region, crop }, index) => cutCrop(region, crop, normalization, data, index * size));
      return sessions.run(model, { data, dims: [batch.length, 3, height, width] });
    });
    batch.forEach((_, index) => results.push(sliceOutputs(outputs, index, batch.length)));
  }
  return results;
}

function sliceOutputs(outputs: Readonly<Record<string, PlainTensor>>, index: number, count: number): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => {
      const length = data.length / count;
      return [name, data.subarray(index * length, (index + 1) * length)];
    }),
  );
}

/** The named output of a model; a model that lacks it was not made by this project. */
export function output(outputs: Readonly<Record<string, Float32Array>>, name: string): Float32Array {
  const found = outputs[name];
  if (!found) throw new Error(`The model has no output "${name}", only ${Object.keys(outputs).join(', ')}.`);
  return found;
}
