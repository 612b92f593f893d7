import type { GraphNode } from './graph.ts';
import { countReaders } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { elementCount, sizeAt, valuesOf } from './stored-tensor.ts';

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Writes Minimum and Maximum with one number as a Clip and joins Clips that follow each other:
 * a ReLU6 spelled Relu, Minimum, Maximum becomes one step, which runtimes then fuse into the convolution before it.
 */
export function mergeClips(
  nodes: readonly GraphNode[], constants: ReadonlyMap<string, StoredTensor>, kept: ReadonlySet<string>,
): GraphNode[] {
  const readers = countReaders(nodes);
  const result: GraphNode[] = [];
  const clips = new Map<string, number>();
  for (const node of nodes) {
    const clip = asClip(node, constants);
    if (!clip) {
      result.push(node);
      continue;
    }
    const index = clips.get(clip.value);
    const before = index === undefined ? undefined : result[index];
    if (index !== undefined && before && readers.get(clip.value) === 1 && !kept.has(clip.value)) {
      result[index] = clipNode(node.name, before.inputs, composed(boundsOf(before), clip));
      clips.set(node.name, index);
    } else {
      clips.set(node.name, result.length);
      result.push(clipNode(node.name, [clip.value], clip));
    }
  }
  return result;
}

/** The bounds of a Clip step. */
export function boundsOf(node: GraphNode): Bounds {
  const { low, high } = node.attributes;
  return { low: typeof low === 'number' ? low : -Infinity, high: typeof high === 'number' ? high : Infinity };
}

function asClip(node: GraphNode, constants: ReadonlyMap<string, StoredTensor>): (Bounds & { readonly value: string }) | undefined {
  const [first, second] = node.inputs;
  if (first === undefined) return undefined;
  if (node.operator === 'Clip') return { ...boundsOf(node), value: first };
  if ((node.operator !== 'Minimum' && node.operator !== 'Maximum') || second === undefined) return undefined;
  for (const [value, operand] of [[first, second], [second, first]] as const) {
    const constant = constants.get(operand);
    if (!constant || elementCount(constant.shape) !== 1) continue;
    const bound = sizeAt(valuesOf(constant), 0);
    return node.operator === 'Minimum' ? { low: -Infinity, high: bound, value } : { low: bound, high: Infinity, value };
  }
  return undefined;
}

function clipNode(name: string, inputs: readonly string[], { low, high }: Bounds): GraphNode {
  return { operator: 'Clip', name, inputs, attributes: { low, high } };
}

function composed(first: Bounds, second: Bounds): Bounds {
  const within = (value: number) => Math.min(Math.max(value, second.low), second.high);
  return { low: within(first.low), high: within(first.high) };
}
