import type { Storage, StoredTensor } from './stored-tensor.ts';
import { elementCount } from './stored-tensor.ts';

/** One weight of a TensorFlow.js weights manifest. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number };
}

/** Files of one group are one run of bytes; its weights follow each other in it without gaps. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

const BYTES: Readonly<Record<Storage, number>> = { float32: 4, float16: 2, uint8: 1, uint16: 2, int32: 4, bool: 1 };

/** Cuts the bytes of weight files into named constants, which stay in their storage type. */
export function readWeights(groups: readonly WeightGroup[], bytesOf: (path: string) => Uint8Array): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const group of groups) {
    const bytes = joined(group.paths.map(bytesOf));
    let offset = 0;
    for (const entry of group.weights) {
      const storage = storageOf(entry);
      const length = elementCount(entry.shape) * BYTES[storage];
      if (offset + length > bytes.length) throw new Error(`The weights file ends inside "${entry.name}".`);
      tensors.set(entry.name, {
        shape: entry.shape,
        storage,
        data: typedView(bytes.slice(offset, offset + length), storage),
        ...quantizationOf(entry),
      });
      offset += length;
    }
    if (offset !== bytes.length) {
      throw new Error(`The weights of ${group.paths.join(', ')} take ${offset} bytes, but there are ${bytes.length}.`);
    }
  }
  return tensors;
}

function storageOf(entry: WeightEntry): Storage {
  const stored = entry.quantization?.dtype ?? entry.dtype;
  if (entry.quantization && entry.dtype !== 'float32') {
    throw new Error(`Quantised ${entry.dtype} weights are not supported ("${entry.name}").`);
  }
  if (!(stored in BYTES)) throw new Error(`Weights of type ${stored} are not supported ("${entry.name}").`);
  return stored as Storage;
}

function quantizationOf(entry: WeightEntry): Pick<StoredTensor, 'quantization'> {
  const { quantization } = entry;
  if (!quantization || quantization.dtype === 'float16') return {};
  return { quantization: { scale: quantization.scale ?? 1, minimum: quantization.min ?? 0 } };
}

function typedView(bytes: Uint8Array<ArrayBuffer>, storage: Storage): StoredTensor['data'] {
  switch (storage) {
    case 'float32': return new Float32Array(bytes.buffer);
    case 'int32': return new Int32Array(bytes.buffer);
    case 'float16':
    case 'uint16': return new Uint16Array(bytes.buffer);
    case 'uint8':
    case 'bool': return bytes;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
