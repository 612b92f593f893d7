import { ByteBuffer } from 'flatbuffers';
import { FlatbufferTable } from './flatbuffer-table.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { AttributeValue, ChannelsLastGraph, Dimension, Operator } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { elementCount, floatTensor, integerTensor, reshaped, sizeAt, transposed } from './stored-tensor.ts';

/** Positions of fields in the tables of TensorFlow Lite's schema, version 3. */
const MODEL = { operatorCodes: 1, subgraphs: 2, buffers: 4 } as const;
const SUBGRAPH = { tensors: 0, inputs: 1, operators: 3 } as const;
const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3, quantization: 4 } as const;
const QUANTIZATION = { scale: 2, zeroPoint: 3 } as const;
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4 } as const;
const OPTIONS = { padding: 0, strideWidth: 1, strideHeight: 2, filterWidth: 3, filterHeight: 4 } as const;

const UINT8 = 3;
const INT32 = 2;
const CODES: Readonly<Record<number, string>> = {
  0: 'ADD', 1: 'AVERAGE_POOL_2D', 3: 'CONV_2D', 4: 'DEPTHWISE_CONV_2D', 22: 'RESHAPE', 25: 'SOFTMAX',
};

/** One tensor of the file. A quantised number means `(stored - zeroPoint) * scale`. */
interface LiteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly scale: number;
  readonly zeroPoint: number;
}

/**
 * Reads a quantised TensorFlow Lite classifier as a network of real numbers, with weights in their 8 bits.
 * The input takes pixels of 0 to 255; what turns them into the network's own numbers are its first steps.
 */
export function readTflite(file: Uint8Array): ChannelsLastGraph {
  const model = FlatbufferTable.root(new ByteBuffer(file));
  const [subgraph] = model.tables(MODEL.subgraphs);
  if (!subgraph) throw new Error('The TensorFlow Lite file holds no network.');
  const buffers = model.tables(MODEL.buffers);
  const tensors = subgraph.tables(SUBGRAPH.tensors).map((table) => readTensor(table, buffers));
  const codes = model.tables(MODEL.operatorCodes).map((code) => CODES[code.byte(0)] ?? `operator ${code.byte(0)}`);
  const input = at(tensors, sizeAt(subgraph.integers(SUBGRAPH.inputs), 0));
  const builder = new GraphBuilder({ name: 'pixels', shape: batchOf(input.shape) }, new Map());
  addInputSteps(builder, input);
  for (const operator of subgraph.tables(SUBGRAPH.operators)) {
    const code = at(codes, operator.unsigned(OPERATOR.code));
    const inputs = operator.integers(OPERATOR.inputs).map((index) => at(tensors, index));
    const output = at(tensors, sizeAt(operator.integers(OPERATOR.outputs), 0));
    addStep(builder, code, operator.table(OPERATOR.options), inputs, output);
  }
  return builder.build();
}

function readTensor(table: FlatbufferTable, buffers: readonly FlatbufferTable[]): LiteTensor {
  const quantization = table.table(TENSOR.quantization);
  const scales = quantization?.floats(QUANTIZATION.scale) ?? [];
  const name = table.text(TENSOR.name);
  if (scales.length > 1) throw new Error(`"${name}" is quantised per channel, which is not supported.`);
  return {
    name,
    shape: table.integers(TENSOR.shape),
    type: table.byte(TENSOR.type),
    bytes: at(buffers, table.unsigned(TENSOR.buffer)).bytes(0),
    scale: scales[0] ?? 1,
    zeroPoint: quantization?.longs(QUANTIZATION.zeroPoint)[0] ?? 0,
  };
}

/** These stay in front of the first convolution, because its padding is zero in the network's numbers, not in pixels. */
function addInputSteps(builder: GraphBuilder, { name, scale, zeroPoint }: LiteTensor): void {
  const centred = builder.add('Sub', ['pixels', builder.constant(floatTensor([], [zeroPoint]))]);
  builder.add('Mul', [centred, builder.constant(floatTensor([], [scale]))], {}, name);
}

function addStep(
  builder: GraphBuilder, code: string, options: FlatbufferTable | undefined, inputs: readonly LiteTensor[], output: LiteTensor,
): void {
  const [first, weights, bias] = inputs;
  if (!first) throw new Error(`"${output.name}" (${code}) has no input.`);
  switch (code) {
    case 'CONV_2D':
      return addConvolution(builder, 'Conv2D', [first.name, builder.constant(transposed(weightTensor(weights), [1, 2, 3, 0]))], options, bias, output);
    case 'DEPTHWISE_CONV_2D':
      return addConvolution(builder, 'DepthwiseConv2D', [first.name, builder.constant(depthwiseFilters(weights))], options, bias, output);
    case 'ADD':
      return addWithinRange(builder, output, (name) => builder.add('Add', [first.name, weights?.name ?? ''], {}, name));
    case 'AVERAGE_POOL_2D': {
      const size = [1, options?.integer(OPTIONS.filterHeight) ?? 1, options?.integer(OPTIONS.filterWidth) ?? 1, 1];
      builder.add('AvgPool', [first.name], { ...slidingOf(options), ksize: size }, output.name);
      return;
    }
    case 'RESHAPE':
      builder.add('Reshape', [first.name, builder.integers([-1, ...output.shape.slice(1)])], {}, output.name);
      return;
    case 'SOFTMAX':
      builder.add('Softmax', [first.name], {}, output.name);
      return;
    default:
      throw new Error(`"${output.name}" is made by ${code}, which is not supported.`);
  }
}

function addConvolution(
  builder: GraphBuilder, operator: Operator, inputs: readonly string[], options: FlatbufferTable | undefined,
  bias: LiteTensor | undefined, output: LiteTensor,
): void {
  const convolved = builder.add(operator, inputs, slidingOf(options));
  addWithinRange(builder, output, (name) => builder.add('BiasAdd', [convolved, builder.constant(biasTensor(bias))], {}, name));
}

/**
 * A quantised network has no activation functions: its ReLU6 is the range that 8 bits can hold, 0 to 6.
 * Ranges that go below zero belong to linear layers and are left open.
 */
function addWithinRange(builder: GraphBuilder, output: LiteTensor, add: (name?: string) => string): void {
  const range = quantizedRange(output);
  if (range.low < 0) {
    add(output.name);
    return;
  }
  builder.add('Clip', [add()], range, output.name);
}

/** Least and greatest number that a tensor of 8 bits can hold. */
export function quantizedRange({ scale, zeroPoint }: Pick<LiteTensor, 'scale' | 'zeroPoint'>): { readonly low: number; readonly high: number } {
  return { low: (0 - zeroPoint) * scale, high: (255 - zeroPoint) * scale };
}

function slidingOf(options: FlatbufferTable | undefined): Readonly<Record<string, AttributeValue>> {
  if (!options) throw new Error('A convolution or pooling lacks its options.');
  return {
    padding: options.byte(OPTIONS.padding) === 0 ? 'SAME' : 'VALID',
    strides: [1, options.integer(OPTIONS.strideHeight), options.integer(OPTIONS.strideWidth), 1],
  };
}

/** Weights are stored [out, height, width, in], depthwise ones [1, height, width, channels]. */
function weightTensor(tensor: LiteTensor | undefined): StoredTensor {
  if (tensor?.type !== UINT8) throw new Error(`"${tensor?.name}" is not a filter of 8 bits.`);
  const { shape, bytes, scale, zeroPoint } = tensor;
  return { shape, storage: 'uint8', data: bytes, quantization: { scale, minimum: -zeroPoint * scale } };
}

function depthwiseFilters(tensor: LiteTensor | undefined): StoredTensor {
  const weights = weightTensor(tensor);
  const [, height = 0, width = 0, channels = 0] = weights.shape;
  return reshaped(weights, [height, width, channels, 1]);
}

function biasTensor(tensor: LiteTensor | undefined): StoredTensor {
  if (tensor?.type !== INT32) throw new Error(`"${tensor?.name}" is not a bias of 32 bits.`);
  const { shape, bytes, scale } = tensor;
  const stored = integerTensor(shape, new Int32Array(bytes.buffer, 0, elementCount(shape)));
  return floatTensor(shape, Float64Array.from(stored.data, (value) => value * scale));
}

function batchOf(shape: readonly number[]): Dimension[] {
  return [null, ...shape.slice(1)];
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`The TensorFlow Lite file names element ${index} of a list of ${list.length}.`);
  return item;
}
