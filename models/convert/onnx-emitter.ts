import type { ElementType } from './onnx-schema.ts';
import { ELEMENT_TYPE } from './onnx-schema.ts';
import type { OnnxAttribute, OnnxInitializer, OnnxNode } from './onnx-writer.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { elementCount, floatTensor, integerTensor, valuesOf } from './stored-tensor.ts';

/** Below this many numbers a compact constant is written as float32: the bytes saved would not pay for the nodes that widen it. */
const SMALL = 512;

/** Collects the nodes and constants of an ONNX graph while it is being written. */
export class OnnxEmitter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  #values = 0;
  readonly #written = new Map<StoredTensor, string>();

  /** Adds a node with one output and returns the name of its value. */
  emit(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): string {
    const output = this.#newName();
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Adds a node with several outputs. */
  emitMany(operator: string, inputs: readonly string[], outputCount: number, attributes: Readonly<Record<string, OnnxAttribute>>): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.#newName());
    this.nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node whose value bears a given name. */
  emitAs(output: string, operator: string, inputs: readonly string[]): void {
    this.nodes.push({ operator, inputs, outputs: [output], attributes: {} });
  }

  /**
   * A constant as float32, int32 or bool. Compact weights keep their storage type in the file and are widened by nodes,
   * which runtimes fold into plain constants when they load the model.
   */
  constant(tensor: StoredTensor): string {
    const known = this.#written.get(tensor);
    if (known !== undefined) return known;
    const name = this.#writeConstant(tensor);
    this.#written.set(tensor, name);
    return name;
  }

  /** A constant times one factor per channel; `shape` says which axis of the constant the factors lie along. */
  scaledConstant(tensor: StoredTensor, factors: Float32Array, shape: readonly number[]): string {
    const { quantization } = tensor;
    if (!quantization || isSmall(tensor)) return this.emit('Mul', [this.constant(tensor), this.floats(factors, shape)]);
    const stored = this.#initializer(tensor.storage, tensor.shape, tensor.data);
    const wide = this.emit('Cast', [stored], { to: { integer: ELEMENT_TYPE.float32 } });
    const scaled = this.emit('Mul', [wide, this.floats(factors.map((factor) => factor * quantization.scale), shape)]);
    return this.emit('Add', [scaled, this.floats(factors.map((factor) => factor * quantization.minimum), shape)]);
  }

  floats(values: ArrayLike<number>, shape: readonly number[] = [values.length]): string {
    return this.constant(floatTensor(shape, values));
  }

  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.constant(integerTensor(shape, values));
  }

  /** Whole numbers as int64, which ONNX wants for shapes and axes. */
  longs(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#initializer('int64', shape, new BigInt64Array(values.map((value) => BigInt(value))));
  }

  #writeConstant(tensor: StoredTensor): string {
    const { storage, shape, data, quantization } = tensor;
    const compact = storage === 'float16' || storage === 'uint8' || storage === 'uint16';
    if (compact && isSmall(tensor)) return this.floats(valuesOf(tensor), shape);
    const stored = this.#initializer(storage, shape, data);
    if (!compact) return stored;
    if (!quantization) return this.emit('Cast', [stored], { to: { integer: ELEMENT_TYPE.float32 } });
    // A table of every value that can occur: exactly the source's numbers, and fewer steps at load than multiplying and adding.
    const indices = this.emit('Cast', [stored], { to: { integer: ELEMENT_TYPE.int32 } });
    const table = Float32Array.from({ length: storage === 'uint8' ? 256 : 65_536 }, (_, index) => index * quantization.scale + quantization.minimum);
    return this.emit('Gather', [this.floats(table), indices]);
  }

  #initializer(elementType: ElementType, shape: readonly number[], data: ArrayBufferView): string {
    const name = `constant_${this.initializers.length}`;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.push({ name, elementType, shape, bytes });
    return name;
  }

  #newName(): string {
    return `value_${this.#values++}`;
  }
}

function isSmall({ shape }: StoredTensor): boolean {
  return elementCount(shape) <= SMALL;
}
