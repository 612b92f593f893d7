import type { AttributeValue, ChannelsLastGraph, Dimension, GraphNode, Operator } from './graph.ts';
import type { WeightGroup } from './tfjs-weights.ts';
import { readWeights } from './tfjs-weights.ts';

/** `model.json` of a TensorFlow.js graph model, as far as it is read. */
export interface GraphModelFile {
  readonly modelTopology: { readonly node: readonly TensorflowNode[] };
  readonly weightsManifest: readonly WeightGroup[];
}

interface TensorflowNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, TensorflowAttribute>>;
}

interface TensorflowAttribute {
  readonly i?: string | number;
  readonly f?: number;
  readonly b?: boolean;
  /** Base64. */
  readonly s?: string;
  readonly type?: string;
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly string[] };
}

/** Where a network is entered: by default its placeholder, else any value inside it. */
export interface EntryPoint {
  readonly name: string;
  readonly shape: readonly Dimension[];
}

const SAME_MEANING: Readonly<Record<string, Operator>> = {
  Conv2D: 'Conv2D', DepthwiseConv2dNative: 'DepthwiseConv2D', MatMul: 'MatMul', BiasAdd: 'BiasAdd',
  Add: 'Add', AddV2: 'Add', AddN: 'AddN', Sub: 'Sub', Mul: 'Mul', RealDiv: 'RealDiv', FloorDiv: 'FloorDiv',
  FloorMod: 'FloorMod', SquaredDifference: 'SquaredDifference', Maximum: 'Maximum', Minimum: 'Minimum', Equal: 'Equal',
  Prelu: 'Prelu', Sigmoid: 'Sigmoid', Softmax: 'Softmax', Sqrt: 'Sqrt', Exp: 'Exp', Identity: 'Identity', Cast: 'Cast',
  MaxPool: 'MaxPool', AvgPool: 'AvgPool', Mean: 'Mean', Pad: 'Pad', ResizeBilinear: 'ResizeBilinear',
  ConcatV2: 'Concat', Reshape: 'Reshape', Squeeze: 'Squeeze', ExpandDims: 'ExpandDims', Pack: 'Pack', Unpack: 'Unpack',
  Slice: 'Slice', StridedSlice: 'StridedSlice', Transpose: 'Transpose', ArgMax: 'ArgMax', TopKV2: 'TopK',
  GatherV2: 'Gather', GatherNd: 'GatherNd',
};

const FUSED: Readonly<Record<string, Operator>> = {
  _FusedConv2D: 'Conv2D', FusedDepthwiseConv2dNative: 'DepthwiseConv2D', _FusedMatMul: 'MatMul',
};

/**
 * Reads a TensorFlow.js graph model. Fused convolutions become their parts again, so that every later pass sees one way of
 * writing things; constants stay in their storage type.
 */
export function readGraphModel(file: GraphModelFile, bytesOf: (path: string) => Uint8Array, entry: EntryPoint): ChannelsLastGraph {
  const nodes: GraphNode[] = [];
  for (const node of file.modelTopology.node) nodes.push(...stepsOf(node));
  return { input: entry, constants: readWeights(file.weightsManifest, bytesOf), nodes };
}

function stepsOf(node: TensorflowNode): GraphNode[] {
  const inputs = (node.input ?? []).filter((value) => !value.startsWith('^')).map((value) => value.replace(/:0$/, ''));
  const attributes = attributesOf(node);
  const fused = FUSED[node.op];
  if (fused) return fusedSteps(node.name, fused, inputs, attributes, fusedOperations(node));
  const clip = clipBounds(node.op);
  if (clip) return [{ operator: 'Clip', name: node.name, inputs, attributes: clip }];
  const operator = SAME_MEANING[node.op];
  // An operation without a counterpart only matters when an output depends on it: the lowering then names it as missing.
  return operator ? [{ operator, name: node.name, inputs, attributes }] : [];
}

function fusedSteps(
  name: string, operator: Operator, inputs: readonly string[], attributes: GraphNode['attributes'], fused: readonly string[],
): GraphNode[] {
  const [activation, weights, ...further] = inputs;
  if (activation === undefined || weights === undefined) throw new Error(`"${name}" lacks its weights.`);
  const nameOf = (part: number): string => (part === fused.length ? name : `${name}/fused_${part}`);
  const steps: GraphNode[] = [{ operator, name: nameOf(0), inputs: [activation, weights], attributes }];
  fused.forEach((operation, index) => {
    const last = nameOf(index);
    const next = nameOf(index + 1);
    const clip = clipBounds(operation);
    if (clip) {
      steps.push({ operator: 'Clip', name: next, inputs: [last], attributes: clip });
      return;
    }
    const operand = further.shift();
    if (operand === undefined) throw new Error(`"${name}" lacks the constant of its ${operation}.`);
    if (operation !== 'BiasAdd' && operation !== 'Prelu') throw new Error(`"${name}" is fused with ${operation}, which is not supported.`);
    steps.push({ operator: operation, name: next, inputs: [last, operand], attributes: {} });
  });
  return steps;
}

/** Rectifiers are all clips: one operator to fuse and to write. */
function clipBounds(operation: string): { readonly low: number; readonly high: number } | undefined {
  if (operation === 'Relu') return { low: 0, high: Infinity };
  if (operation === 'Relu6') return { low: 0, high: 6 };
  return undefined;
}

function fusedOperations(node: TensorflowNode): string[] {
  return (node.attr?.['fused_ops']?.list?.s ?? []).map(fromBase64);
}

function attributesOf(node: TensorflowNode): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(node.attr ?? {})) attributes[name] = attributeValue(value);
  return attributes;
}

function attributeValue(value: TensorflowAttribute): AttributeValue {
  if (value.i !== undefined) return Number(value.i);
  if (value.f !== undefined) return value.f;
  if (value.b !== undefined) return value.b;
  if (value.s !== undefined) return fromBase64(value.s);
  if (value.type !== undefined) return value.type;
  if (value.list?.i) return value.list.i.map(Number);
  return undefined;
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}

