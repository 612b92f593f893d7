import { GraphBuilder, windowOf } from './graph-builder.ts';
import type { ChannelsLastGraph } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { sizeAt } from './stored-tensor.ts';

/** face-api keeps only weights in its files; how each network uses them is written here. */
export type FaceApiNetwork = 'recognition' | 'expression' | 'landmarks';

/** Builds one of face-api's networks from its weights. Input: normalised RGB crops. */
export function buildFaceApiNetwork(network: FaceApiNetwork, weights: ReadonlyMap<string, StoredTensor>): ChannelsLastGraph {
  if (network === 'recognition') return recognition(weights);
  return network === 'expression' ? expression(weights) : landmarks(weights);
}

/** dlib's ResNet with 29 convolutions: value `embedding`, 128 numbers. */
function recognition(weights: ReadonlyMap<string, StoredTensor>): ChannelsLastGraph {
  const builder = new GraphBuilder({ name: 'input', shape: [null, 150, 150, 3] }, weights);
  let value = builder.relu(scaledConvolution(builder, 'input', 'conv32_down', 2, 'VALID'));
  value = builder.add('MaxPool', [value], windowOf(2, 'VALID', 3));
  let channels = 32;
  let size = 35;
  for (const block of RECOGNITION_BLOCKS) {
    if (!block.endsWith('down') && !block.endsWith('down_out')) {
      value = residual(builder, value, block);
      continue;
    }
    const wide = outputChannels(weights, `${block}/conv2/conv/filters`);
    value = residualDown(builder, value, block, { size, channels, wide });
    size = Math.floor(size / 2);
    channels = wide;
  }
  const pooled = builder.add('Mean', [value, builder.integers([1, 2])], { keep_dims: false });
  builder.add('MatMul', [pooled, 'fc'], {}, 'embedding');
  return builder.build();
}

const RECOGNITION_BLOCKS = [
  'conv32_1', 'conv32_2', 'conv32_3',
  'conv64_down', 'conv64_1', 'conv64_2', 'conv64_3',
  'conv128_down', 'conv128_1', 'conv128_2',
  'conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out',
] as const;

function scaledConvolution(builder: GraphBuilder, input: string, name: string, stride: number, padding: 'SAME' | 'VALID'): string {
  const convolved = builder.add('Conv2D', [input, `${name}/conv/filters`], windowOf(stride, padding));
  const biased = builder.add('Add', [convolved, `${name}/conv/bias`]);
  const scaled = builder.add('Mul', [biased, `${name}/scale/weights`]);
  return builder.add('Add', [scaled, `${name}/scale/biases`]);
}

function residual(builder: GraphBuilder, input: string, name: string): string {
  const first = builder.relu(scaledConvolution(builder, input, `${name}/conv1`, 1, 'SAME'));
  const second = scaledConvolution(builder, first, `${name}/conv2`, 1, 'SAME');
  return builder.relu(builder.add('Add', [second, input]));
}

/**
 * Halves the picture. The short cut is an average pooling whose missing channels are zeros; where the convolutions come out
 * one pixel smaller than the pooling, they get a row and a column of zeros.
 */
function residualDown(
  builder: GraphBuilder, input: string, name: string, from: { readonly size: number; readonly channels: number; readonly wide: number },
): string {
  const first = builder.relu(scaledConvolution(builder, input, `${name}/conv1`, 2, 'VALID'));
  let second = scaledConvolution(builder, first, `${name}/conv2`, 1, 'SAME');
  let pooled = builder.add('AvgPool', [input], windowOf(2, 'VALID', 2));
  const convolvedSize = Math.floor((from.size - 3) / 2) + 1;
  if (convolvedSize !== Math.floor(from.size / 2)) second = builder.add('Pad', [second, padding(builder, 1, 0)]);
  if (from.wide !== from.channels) pooled = builder.add('Pad', [pooled, padding(builder, 0, from.channels)]);
  return builder.relu(builder.add('Add', [pooled, second]));
}

/** Zeros after the last row and column, and after the last channel. */
function padding(builder: GraphBuilder, pixels: number, channels: number): string {
  return builder.integers([0, 0, 0, pixels, 0, pixels, 0, channels], [4, 2]);
}

/** Value `probabilities`: neutral, happy, sad, angry, fearful, disgusted, surprised. */
function expression(weights: ReadonlyMap<string, StoredTensor>): ChannelsLastGraph {
  const builder = new GraphBuilder({ name: 'input', shape: [null, 112, 112, 3] }, weights);
  builder.add('Softmax', [features(builder)], {}, 'probabilities');
  return builder.build();
}

/** Value `points`: x and y of 68 points, as fractions of the crop. */
function landmarks(weights: ReadonlyMap<string, StoredTensor>): ChannelsLastGraph {
  const builder = new GraphBuilder({ name: 'input', shape: [null, 112, 112, 3] }, weights);
  builder.add('Identity', [features(builder)], {}, 'points');
  return builder.build();
}

/** Four dense blocks, a pooling and a fully connected layer, shared by the expression and landmark networks. */
function features(builder: GraphBuilder): string {
  let value = 'input';
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) value = denseBlock(builder, value, block, block === 'dense0');
  const pooled = builder.add('AvgPool', [value], windowOf(2, 'VALID', 7));
  const flat = builder.add('Reshape', [pooled, builder.integers([-1, outputChannels(builder.constants, 'dense3/conv3/pointwise_filter')])]);
  return builder.add('BiasAdd', [builder.add('MatMul', [flat, 'fc/weights']), 'fc/bias']);
}

/** Each convolution reads the rectified sum of all earlier ones. */
function denseBlock(builder: GraphBuilder, input: string, name: string, isFirst: boolean): string {
  const first = isFirst
    ? builder.add('Add', [builder.add('Conv2D', [input, `${name}/conv0/filters`], windowOf(2, 'SAME')), `${name}/conv0/bias`])
    : separable(builder, input, `${name}/conv0`, 2);
  const rectified = builder.relu(first);
  let sum = rectified;
  let value = rectified;
  for (const convolution of ['conv1', 'conv2', 'conv3']) {
    sum = builder.add('Add', [sum, separable(builder, value, `${name}/${convolution}`, 1)]);
    value = builder.relu(sum);
  }
  return value;
}

function separable(builder: GraphBuilder, input: string, name: string, stride: number): string {
  const depthwise = builder.add('DepthwiseConv2D', [input, `${name}/depthwise_filter`], windowOf(stride, 'SAME'));
  const pointwise = builder.add('Conv2D', [depthwise, `${name}/pointwise_filter`], windowOf(1, 'SAME'));
  return builder.add('Add', [pointwise, `${name}/bias`]);
}

function outputChannels(weights: ReadonlyMap<string, StoredTensor>, name: string): number {
  const filters = weights.get(name);
  if (!filters) throw new Error(`The weights lack "${name}".`);
  return sizeAt(filters.shape, 3);
}
