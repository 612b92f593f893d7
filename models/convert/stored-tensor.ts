/** How the numbers of a weight lie in its file. */
export type Storage = 'float32' | 'float16' | 'uint8' | 'uint16' | 'int32' | 'bool';

/** A constant of a network in its original storage: nothing is widened before it must be. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly storage: Storage;
  /** `float16` holds the 16 bits of each number, `bool` one byte. */
  readonly data: Float32Array | Uint16Array | Uint8Array | Int32Array;
  /** Present for quantised weights: value = stored * scale + minimum. */
  readonly quantization?: { readonly scale: number; readonly minimum: number };
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** An unquantised constant. */
export function floatTensor(shape: readonly number[], values: ArrayLike<number>): StoredTensor {
  return { shape, storage: 'float32', data: Float32Array.from(values) };
}

/** A constant of whole numbers: shapes, axes and the like. */
export function integerTensor(shape: readonly number[], values: ArrayLike<number>): StoredTensor {
  return { shape, storage: 'int32', data: Int32Array.from(values) };
}

/** The number that 16 bits of IEEE 754 half precision stand for. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The numbers a constant means, dequantised. */
export function valuesOf(tensor: StoredTensor): Float32Array {
  const { data, storage, quantization } = tensor;
  const read = storage === 'float16' ? halfToFloat : (stored: number) => stored;
  const scale = quantization?.scale ?? 1;
  const minimum = quantization?.minimum ?? 0;
  return Float32Array.from(data, (stored) => read(stored) * scale + minimum);
}

/** The same constant under another shape of as many elements. */
export function reshaped(tensor: StoredTensor, shape: readonly number[]): StoredTensor {
  if (elementCount(shape) !== elementCount(tensor.shape)) {
    throw new Error(`A constant of shape [${tensor.shape}] cannot be reshaped to [${shape}].`);
  }
  return { ...tensor, shape };
}

/** The same constant with its axes reordered: axis `i` of the result is axis `order[i]` of `tensor`. */
export function transposed(tensor: StoredTensor, order: readonly number[]): StoredTensor {
  const shape = order.map((axis) => sizeAt(tensor.shape, axis));
  const strides = stridesOf(tensor.shape);
  const steps = order.map((axis) => sizeAt(strides, axis));
  const data = tensor.data.slice();
  const position = shape.map(() => 0);
  let source = 0;
  for (let target = 0; target < data.length; target++) {
    data[target] = sizeAt(tensor.data, source);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = sizeAt(position, axis) + 1;
      source += sizeAt(steps, axis);
      if (next < sizeAt(shape, axis)) {
        position[axis] = next;
        break;
      }
      position[axis] = 0;
      source -= next * sizeAt(steps, axis);
    }
  }
  return { ...tensor, shape, data };
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = sizeAt(strides, axis + 1) * sizeAt(shape, axis + 1);
  }
  return strides;
}

/** Element of a list that must be there. */
export function sizeAt(list: ArrayLike<number>, index: number): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`There is no element ${index} in a list of ${list.length}.`);
  return value;
}
