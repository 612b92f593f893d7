import type { StoredTensor } from './stored-tensor.ts';

/** Size along one axis; `null` is the batch, known only when the model runs. */
export type Dimension = number | null;

export type AttributeValue = string | number | boolean | readonly number[] | Float32Array | undefined;

/**
 * The operations all source formats are read into, with TensorFlow's names and meaning.
 * Pictures are channels-last ([batch, height, width, channels]); filters are [height, width, in, out],
 * those of `DepthwiseConv2D` [height, width, in, multiplier].
 */
export type Operator =
  | 'Conv2D' | 'DepthwiseConv2D' | 'MatMul' | 'BiasAdd'
  | 'Add' | 'AddN' | 'Sub' | 'Mul' | 'RealDiv' | 'FloorDiv' | 'FloorMod' | 'SquaredDifference'
  | 'Maximum' | 'Minimum' | 'Equal'
  | 'Clip' | 'Prelu' | 'Sigmoid' | 'Softmax' | 'Sqrt' | 'Exp' | 'Identity' | 'Cast'
  | 'MaxPool' | 'AvgPool' | 'Mean' | 'Pad' | 'ResizeBilinear'
  | 'Concat' | 'Reshape' | 'Squeeze' | 'ExpandDims' | 'Pack' | 'Unpack' | 'Slice' | 'StridedSlice' | 'Transpose'
  | 'ArgMax' | 'TopK' | 'Gather' | 'GatherNd';

/** One step of a network. The value it makes bears its name; further values bear `name:1`, `name:2`, ... */
export interface GraphNode {
  readonly operator: Operator;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A network as every reader of `models/convert` returns it, whatever the file format was. */
export interface ChannelsLastGraph {
  readonly input: { readonly name: string; readonly shape: readonly Dimension[] };
  readonly constants: ReadonlyMap<string, StoredTensor>;
  readonly nodes: readonly GraphNode[];
}

/**
 * The steps that `outputs` depend on, each after those it reads from.
 * What only other outputs need is left out, and nothing before `input` is looked at.
 */
export function inOrder(nodes: readonly GraphNode[], input: string, outputs: readonly string[]): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const seen = new Set<string>([input]);
  const ordered: GraphNode[] = [];
  const visit = (value: string): void => {
    const name = producerOf(value);
    if (seen.has(name)) return;
    seen.add(name);
    const node = byName.get(name);
    if (!node) return;
    node.inputs.forEach(visit);
    ordered.push(node);
  };
  outputs.forEach(visit);
  return ordered;
}

/** Name of the step that makes a value: `top:1` is made by `top`. */
export function producerOf(value: string): string {
  const colon = value.lastIndexOf(':');
  return colon > 0 && /^\d+$/.test(value.slice(colon + 1)) ? value.slice(0, colon) : value;
}

/** How many steps read each value. */
export function countReaders(nodes: readonly GraphNode[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const { inputs } of nodes) {
    for (const value of inputs) readers.set(value, (readers.get(value) ?? 0) + 1);
  }
  return readers;
}

/** Lets every step read past steps that hand on their input unchanged, so that passes see what really follows what. */
export function withoutIdentities(nodes: readonly GraphNode[]): GraphNode[] {
  const sources = new Map(nodes.flatMap(({ operator, name, inputs: [input] }) => (operator === 'Identity' && input !== undefined ? [[name, input]] : [])));
  const resolve = (value: string): string => {
    const source = sources.get(value);
    return source === undefined ? value : resolve(source);
  };
  return nodes.map((node) => ({ ...node, inputs: node.inputs.map(resolve) }));
}
