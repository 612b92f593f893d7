import type { GraphNode } from './graph.ts';
import { countReaders } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { elementCount, sizeAt, valuesOf } from './stored-tensor.ts';

/** What a convolution or matrix product does to each of its output channels: `scale * (weights * input) + bias`. */
export interface ChannelTransform {
  readonly scale: Float32Array | undefined;
  readonly bias: Float32Array | undefined;
}

/**
 * Moves additions and multiplications by one number per channel into the convolution or matrix product before them
 * (batch normalisation at inference is just that), as its attributes `scale` and `bias`.
 * Values named in `kept` stay visible.
 */
export function foldScaleAndBias(
  nodes: readonly GraphNode[], constants: ReadonlyMap<string, StoredTensor>, kept: ReadonlySet<string>,
): GraphNode[] {
  const readers = countReaders(nodes);
  const result: GraphNode[] = [];
  const foldable = new Map<string, number>();
  for (const node of nodes) {
    const target = foldTarget(node, constants, (value) => {
      const index = foldable.get(value);
      return index !== undefined && readers.get(value) === 1 && !kept.has(value) ? index : undefined;
    });
    if (target) {
      result[target.index] = absorb(at(result, target.index), node, target.constant);
      foldable.set(node.name, target.index);
      continue;
    }
    if (channelsOf(node, constants) !== undefined) foldable.set(node.name, result.length);
    result.push(node);
  }
  return result;

  function foldTarget(
    node: GraphNode, known: ReadonlyMap<string, StoredTensor>, indexOf: (value: string) => number | undefined,
  ): { readonly index: number; readonly constant: StoredTensor } | undefined {
    const [first, second] = node.inputs;
    if (first === undefined || second === undefined || node.inputs.length !== 2) return undefined;
    const commutes = node.operator === 'Add' || node.operator === 'Mul';
    if (!commutes && node.operator !== 'BiasAdd' && node.operator !== 'Sub') return undefined;
    for (const [value, operand] of commutes ? [[first, second], [second, first]] as const : [[first, second]] as const) {
      const constant = known.get(operand);
      const index = indexOf(value);
      if (constant === undefined || index === undefined) continue;
      if (isPerChannel(constant, channelsOf(at(result, index), known))) return { index, constant };
    }
    return undefined;
  }
}

/** Output channels of a step that can take a scale and bias; undefined for any other step. */
function channelsOf(node: GraphNode, constants: ReadonlyMap<string, StoredTensor>): number | undefined {
  const weights = constants.get(node.inputs[1] ?? '');
  if (!weights) return undefined;
  if (node.operator === 'Conv2D') return sizeAt(weights.shape, 3);
  if (node.operator === 'DepthwiseConv2D') return sizeAt(weights.shape, 2) * sizeAt(weights.shape, 3);
  if (node.operator === 'MatMul') return sizeAt(weights.shape, 1);
  return undefined;
}

function isPerChannel(constant: StoredTensor, channels: number | undefined): boolean {
  const count = elementCount(constant.shape);
  return count === 1 || (count === channels && constant.shape.at(-1) === channels);
}

function absorb(node: GraphNode, step: GraphNode, constant: StoredTensor): GraphNode {
  const { scale, bias } = channelTransformOf(node);
  const values = valuesOf(constant);
  const channels = Math.max(values.length, scale?.length ?? 1, bias?.length ?? 1);
  const spread = (list: Float32Array | undefined, absent: number) =>
    Float32Array.from({ length: channels }, (_, channel) => (list ? sizeAt(list, list.length === 1 ? 0 : channel) : absent));
  const operand = spread(values, 0);
  if (step.operator === 'Mul') {
    const product = (list: Float32Array) => list.map((value, channel) => value * sizeAt(operand, channel));
    return renamed(node, step.name, product(spread(scale, 1)), bias && product(spread(bias, 0)));
  }
  const sign = step.operator === 'Sub' ? -1 : 1;
  return renamed(node, step.name, scale, spread(bias, 0).map((value, channel) => value + sign * sizeAt(operand, channel)));
}

function renamed(node: GraphNode, name: string, scale: Float32Array | undefined, bias: Float32Array | undefined): GraphNode {
  return { ...node, name, attributes: { ...node.attributes, scale, bias } };
}

/** The scale and bias folded into a step. */
export function channelTransformOf(node: GraphNode): ChannelTransform {
  const { scale, bias } = node.attributes;
  return {
    scale: scale instanceof Float32Array ? scale : undefined,
    bias: bias instanceof Float32Array ? bias : undefined,
  };
}

function at(nodes: readonly GraphNode[], index: number): GraphNode {
  const node = nodes[index];
  if (!node) throw new RangeError(`There is no step ${index}.`);
  return node;
}
