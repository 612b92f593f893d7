import { channelTransformOf } from './fold-scale-and-bias.ts';
import type { Dimension, GraphNode } from './graph.ts';
import type { Lowering, LowerStep, Value } from './lowering.ts';
import {
  asWritten, channelsFirst, constantInput, integersInput, knownSize, spatialAttribute, textAttribute, valueInput,
} from './lowering.ts';
import type { OnnxAttribute } from './onnx-writer.ts';
import { reshaped, sizeAt, transposed } from './stored-tensor.ts';

/** One spatial axis of a sliding window: where it starts and ends outside the picture, and how many places it visits. */
interface Window {
  readonly before: number;
  readonly after: number;
  readonly places: number;
}

/** TensorFlow's SAME padding puts the odd pixel at the end; with stride 2 it is usually all there is. */
export function slide(size: number, kernel: number, stride: number, dilation: number, padding: string): Window {
  const reach = (kernel - 1) * dilation + 1;
  if (padding === 'VALID') return { before: 0, after: 0, places: Math.floor((size - reach) / stride) + 1 };
  const places = Math.ceil(size / stride);
  const total = Math.max((places - 1) * stride + reach - size, 0);
  const before = Math.floor(total / 2);
  return { before, after: total - before, places };
}

export const lowerConvolution: LowerStep = (node, lowering) => {
  const weights = constantInput(node, 1, lowering);
  const channels = sizeAt(weights.shape, 3);
  const filters = transposed(weights, [3, 2, 0, 1]);
  return [convolution(node, lowering, filters, channels, 1)];
};

export const lowerDepthwiseConvolution: LowerStep = (node, lowering) => {
  const weights = constantInput(node, 1, lowering);
  const inputs = sizeAt(weights.shape, 2);
  const channels = inputs * sizeAt(weights.shape, 3);
  const filters = reshaped(transposed(weights, [2, 3, 0, 1]), [channels, 1, sizeAt(weights.shape, 0), sizeAt(weights.shape, 1)]);
  return [convolution(node, lowering, filters, channels, inputs)];
};

function convolution(
  node: GraphNode, lowering: Lowering, filters: ReturnType<typeof transposed>, channels: number, groups: number,
): Value {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const kernel = [sizeAt(filters.shape, 2), sizeAt(filters.shape, 3)] as const;
  const sliding = slidingWindow(node, input, kernel);
  const { scale, bias } = channelTransformOf(node);
  if (groups === 1 && seesAllAtOnce(input, kernel, sliding.shape)) return product(input, lowering, filters, channels, { scale, bias });
  const weights = scale ? emitter.scaledConstant(filters, perChannel(scale, channels), [channels, 1, 1, 1]) : emitter.constant(filters);
  const inputs = [channelsFirst(input, lowering), weights];
  if (bias) inputs.push(emitter.floats(perChannel(bias, channels)));
  const onnx = emitter.emit('Conv', inputs, { ...sliding.attributes, group: { integer: groups } });
  return { onnx, shape: [...sliding.shape, channels], layout: 'channels-first', elementType: 'float32' };
}

/** A window as large as the picture, with one place in it. */
function seesAllAtOnce({ shape }: Value, kernel: readonly [number, number], result: readonly Dimension[]): boolean {
  return kernel[0] * kernel[1] > 1 && shape[1] === kernel[0] && shape[2] === kernel[1] && result[1] === 1 && result[2] === 1;
}

/**
 * A convolution whose window is the whole picture is a product of matrices. Said that way, all pictures of a batch take one product, where
 * the runtime convolves one picture after another.
 */
function product(
  input: Value, lowering: Lowering, filters: ReturnType<typeof transposed>, channels: number, { scale, bias }: ReturnType<typeof channelTransformOf>,
): Value {
  const { emitter } = lowering;
  const numbers = sizeAt(filters.shape, 1) * sizeAt(filters.shape, 2) * sizeAt(filters.shape, 3);
  const matrix = reshaped(filters, [channels, numbers]);
  const weights = scale ? emitter.scaledConstant(matrix, perChannel(scale, channels), [channels, 1]) : emitter.constant(matrix);
  const flat = emitter.emit('Reshape', [channelsFirst(input, lowering), emitter.longs([0, numbers])]);
  const inputs = [flat, weights, ...(bias ? [emitter.floats(perChannel(bias, channels))] : [])];
  const onnx = emitter.emit('Reshape', [emitter.emit('Gemm', inputs, { transB: { integer: 1 } }), emitter.longs([0, channels, 1, 1])]);
  return { onnx, shape: [input.shape[0] ?? null, 1, 1, channels], layout: 'channels-first', elementType: 'float32' };
}

/** Folding may leave one number that stands for all channels. */
function perChannel(values: Float32Array, channels: number): Float32Array {
  return values.length === channels ? values : new Float32Array(channels).fill(sizeAt(values, 0));
}

function slidingWindow(
  node: GraphNode, input: Value, kernel: readonly [number, number],
): { readonly attributes: Record<string, OnnxAttribute>; readonly shape: Dimension[] } {
  const padding = textAttribute(node, 'padding') ?? 'VALID';
  if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`"${node.name}" has padding ${padding}, which is not supported.`);
  const strides = spatialAttribute(node, 'strides');
  const dilations = spatialAttribute(node, 'dilations');
  const rows = slide(knownSize(input.shape, 1), kernel[0], strides[0], dilations[0], padding);
  const columns = slide(knownSize(input.shape, 2), kernel[1], strides[1], dilations[1], padding);
  return {
    attributes: {
      kernel_shape: { integers: kernel },
      strides: { integers: strides },
      dilations: { integers: dilations },
      pads: { integers: [rows.before, columns.before, rows.after, columns.after] },
    },
    shape: [input.shape[0] ?? null, rows.places, columns.places],
  };
}

export const lowerPooling: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const sliding = slidingWindow(node, input, spatialAttribute(node, 'ksize'));
  const { dilations, ...attributes } = sliding.attributes;
  const onnx = node.operator === 'MaxPool'
    ? lowering.emitter.emit('MaxPool', [channelsFirst(input, lowering)], { ...attributes, ...(dilations && { dilations }) })
    : lowering.emitter.emit('AveragePool', [channelsFirst(input, lowering)], attributes);
  return [{ ...input, onnx, shape: [...sliding.shape, knownSize(input.shape, 3)], layout: 'channels-first' }];
};

/** A mean over height and width is a global pooling; other means do not occur in the networks converted here. */
export const lowerMean: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const axes = integersInput(node, 1, lowering);
  if (input.shape.length !== 4 || axes.join() !== '1,2') throw new Error(`"${node.name}" is a mean over axes ${axes}, not height and width.`);
  const channels = knownSize(input.shape, 3);
  const batch = input.shape[0] ?? null;
  const pooled = emitter.emit('GlobalAveragePool', [channelsFirst(input, lowering)]);
  if (node.attributes['keep_dims'] === true) {
    return [{ ...input, onnx: pooled, shape: [batch, 1, 1, channels], layout: 'channels-first' }];
  }
  const onnx = emitter.emit('Reshape', [pooled, emitter.longs([0, channels])]);
  return [{ ...input, onnx, shape: [batch, channels], layout: 'as-written' }];
};

export const lowerMatrixProduct: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  if (node.attributes['transpose_a'] === true || node.attributes['transpose_b'] === true) {
    throw new Error(`"${node.name}" is a product with a transposed matrix, which is not supported.`);
  }
  const input = valueInput(node, 0, lowering);
  const matrix = constantInput(node, 1, lowering);
  const channels = sizeAt(matrix.shape, 1);
  const { scale, bias } = channelTransformOf(node);
  const weights = scale ? emitter.scaledConstant(matrix, perChannel(scale, channels), [1, channels]) : emitter.constant(matrix);
  const inputs = [asWritten(input, lowering), weights];
  if (bias) inputs.push(emitter.floats(perChannel(bias, channels)));
  return [{ ...input, onnx: emitter.emit('Gemm', inputs), shape: [input.shape[0] ?? null, channels], layout: 'as-written' }];
};

/** Written with scales instead of sizes, so that the batch stays open. */
export const lowerResizeBilinear: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const [height = 0, width = 0] = integersInput(node, 1, lowering);
  const scales = [1, 1, height / knownSize(input.shape, 1), width / knownSize(input.shape, 2)];
  const onnx = emitter.emit('Resize', [channelsFirst(input, lowering), '', emitter.floats(scales)], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: sampling(node) },
  });
  return [{ ...input, onnx, shape: [input.shape[0] ?? null, height, width, knownSize(input.shape, 3)], layout: 'channels-first' }];
};

function sampling(node: GraphNode): string {
  if (node.attributes['align_corners'] === true) return 'align_corners';
  return node.attributes['half_pixel_centers'] === true ? 'half_pixel' : 'asymmetric';
}
