import { GraphBuilder } from './graph-builder.ts';
import type { AttributeValue, ChannelsLastGraph } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { floatTensor, sizeAt, valuesOf } from './stored-tensor.ts';
import type { WeightGroup } from './tfjs-weights.ts';
import { readWeights } from './tfjs-weights.ts';

/** `model.json` of a TensorFlow.js layers model (a Keras model), as far as it is read. */
export interface LayersModelFile {
  readonly modelTopology: { readonly model_config: { readonly config: { readonly layers: readonly Layer[] } } };
  readonly weightsManifest: readonly WeightGroup[];
}

interface Layer {
  readonly name: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly unknown[])[])[];
}

/** Reads a layers model. Each layer's value bears the layer's name. */
export function readLayersModel(file: LayersModelFile, bytesOf: (path: string) => Uint8Array): ChannelsLastGraph {
  const { layers } = file.modelTopology.model_config.config;
  const input = layers.find((layer) => layer.class_name === 'InputLayer');
  if (!input) throw new Error('The layers model has no input layer.');
  const [, ...size] = input.config['batch_input_shape'] as readonly (number | null)[];
  const builder = new GraphBuilder({ name: input.name, shape: [null, ...size] }, readWeights(file.weightsManifest, bytesOf));
  for (const layer of layers) {
    if (layer !== input) addLayer(builder, layer, (layer.inbound_nodes[0] ?? []).map(([name]) => String(name)));
  }
  return builder.build();
}

function addLayer(builder: GraphBuilder, { name, class_name: kind, config }: Layer, inputs: readonly string[]): void {
  const [input = ''] = inputs;
  switch (kind) {
    case 'Conv2D':
      return addWithBias(builder, name, config, builder.add('Conv2D', [input, `${name}/kernel`], slidingOf(config)));
    case 'DepthwiseConv2D':
      return addWithBias(builder, name, config, builder.add('DepthwiseConv2D', [input, `${name}/depthwise_kernel`], slidingOf(config)));
    case 'Dense':
      return addWithBias(builder, name, config, builder.add('MatMul', [input, `${name}/kernel`]));
    case 'BatchNormalization':
      return addBatchNormalization(builder, name, config, input);
    case 'ReLU':
      builder.add('Clip', [input], { low: 0, high: typeof config['max_value'] === 'number' ? config['max_value'] : Infinity }, name);
      return;
    case 'Add':
      builder.add('AddN', inputs, {}, name);
      return;
    case 'ZeroPadding2D': {
      const [[top, bottom], [left, right]] = config['padding'] as [[number, number], [number, number]];
      builder.add('Pad', [input, builder.integers([0, 0, top, bottom, left, right, 0, 0], [4, 2])], {}, name);
      return;
    }
    case 'AveragePooling2D': {
      const [height, width] = config['pool_size'] as [number, number];
      builder.add('AvgPool', [input], { ...slidingOf(config), ksize: [1, height, width, 1] }, name);
      return;
    }
    case 'Flatten':
      builder.add('Reshape', [input, builder.integers([-1, -1])], {}, name);
      return;
    case 'Dropout':
      builder.add('Identity', [input], {}, name);
      return;
    default:
      throw new Error(`Layer "${name}" is a ${kind}, which is not supported.`);
  }
}

function addWithBias(builder: GraphBuilder, name: string, config: Layer['config'], value: string): void {
  const biased = config['use_bias'] === true ? builder.add('BiasAdd', [value, `${name}/bias`]) : value;
  switch (config['activation']) {
    case 'linear':
      builder.add('Identity', [biased], {}, name);
      return;
    case 'relu':
      builder.add('Clip', [biased], { low: 0, high: Infinity }, name);
      return;
    case 'softmax':
      builder.add('Softmax', [biased], {}, name);
      return;
    default:
      throw new Error(`Layer "${name}" has the activation ${String(config['activation'])}, which is not supported.`);
  }
}

/** At inference a batch normalisation multiplies and adds one number per channel. */
function addBatchNormalization(builder: GraphBuilder, name: string, config: Layer['config'], input: string): void {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((weight) => weightsOf(builder, `${name}/${weight}`));
  if (!gamma || !beta || !mean || !variance) throw new Error(`Layer "${name}" lacks its weights.`);
  const epsilon = Number(config['epsilon']);
  const scale = gamma.map((value, channel) => value / Math.sqrt(sizeAt(variance, channel) + epsilon));
  const offset = beta.map((value, channel) => value - sizeAt(mean, channel) * sizeAt(scale, channel));
  const scaled = builder.add('Mul', [input, builder.constant(floatTensor([scale.length], scale))]);
  builder.add('Add', [scaled, builder.constant(floatTensor([offset.length], offset))], {}, name);
}

function weightsOf({ constants }: GraphBuilder, name: string): Float32Array {
  const tensor: StoredTensor | undefined = constants.get(name);
  if (!tensor) throw new Error(`The weights lack "${name}".`);
  return valuesOf(tensor);
}

function slidingOf(config: Layer['config']): Readonly<Record<string, AttributeValue>> {
  const [height, width] = config['strides'] as readonly [number, number];
  return { strides: [1, height, width, 1], padding: String(config['padding']).toUpperCase() };
}
