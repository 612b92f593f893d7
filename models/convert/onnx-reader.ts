import type { Dimension } from './graph.ts';
import type { ElementType } from './onnx-schema.ts';
import { ATTRIBUTE_KIND, ELEMENT_TYPE, ModelProto } from './onnx-schema.ts';
import type { OnnxAttribute, OnnxGraph, OnnxInitializer, OnnxNode, OnnxValue } from './onnx-writer.ts';

/** What a file holds: the graph, and the version of the operators it is written in. */
export interface OnnxFile {
  readonly graph: OnnxGraph;
  readonly opsetVersion: number;
}

interface TensorMessage {
  readonly dims: readonly (number | { toNumber(): number })[];
  readonly dataType: number;
  readonly name: string;
  readonly rawData: Uint8Array;
}

interface NodeMessage {
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeMessage[];
}

interface AttributeMessage {
  readonly name: string;
  readonly type: number;
  readonly f: number;
  readonly i: number | { toNumber(): number };
  readonly s: Uint8Array;
  readonly t: TensorMessage | null;
  readonly floats: readonly number[];
  readonly ints: readonly (number | { toNumber(): number })[];
}

interface ValueMessage {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: number;
      readonly shape: { readonly dim: readonly { readonly value?: string; readonly dimValue: number | { toNumber(): number } }[] };
    };
  };
}

interface ModelMessage {
  readonly opsetImport: readonly { readonly domain: string; readonly version: number | { toNumber(): number } }[];
  readonly graph: {
    readonly name: string;
    readonly node: readonly NodeMessage[];
    readonly initializer: readonly TensorMessage[];
    readonly input: readonly ValueMessage[];
    readonly output: readonly ValueMessage[];
  };
}

/**
 * Reads an ONNX file. Constants that stand among the steps become initializers, which is where this project looks for them.
 *
 * @throws Error when the file has something that the schema of this folder leaves out
 */
export function readOnnx(bytes: Uint8Array): OnnxFile {
  const model = ModelProto.decode(bytes) as unknown as ModelMessage;
  const { name, node, initializer, input, output } = model.graph;
  const constants = node.filter(({ opType }) => opType === 'Constant');
  const initializers = [...initializer.map(readTensor), ...constants.map(readConstant)];
  const known = new Set(initializers.map((tensor) => tensor.name));
  return {
    opsetVersion: wholeNumber(model.opsetImport.find(({ domain }) => domain === '')?.version ?? 0),
    graph: {
      name,
      nodes: node.filter(({ opType }) => opType !== 'Constant').map(readNode),
      initializers,
      // Old files list their weights among the inputs as well.
      inputs: input.filter((value) => !known.has(value.name)).map(readValue),
      outputs: output.map(readValue),
    },
  };
}

function readConstant({ output, attribute }: NodeMessage): OnnxInitializer {
  const tensor = attribute.find(({ name }) => name === 'value')?.t;
  if (!tensor || output[0] === undefined) throw new Error('A constant of the ONNX file has no tensor.');
  return { ...readTensor(tensor), name: output[0] };
}

function readTensor({ name, dims, dataType, rawData }: TensorMessage): OnnxInitializer {
  const shape = dims.map(wholeNumber);
  if (rawData.length === 0 && shape.every((size) => size > 0)) throw new Error(`The tensor ${name} does not hold raw bytes.`);
  // A copy, because the file's bytes may begin at any address and numbers may not.
  return { name, elementType: elementTypeOf(dataType), shape, bytes: Uint8Array.from(rawData) };
}

function readNode({ opType, input, output, attribute }: NodeMessage): OnnxNode {
  return {
    operator: opType,
    inputs: [...input],
    outputs: [...output],
    attributes: Object.fromEntries(attribute.map((each) => [each.name, readAttribute(each)])),
  };
}

function readAttribute({ name, type, f, i, s, floats, ints }: AttributeMessage): OnnxAttribute {
  switch (type) {
    case ATTRIBUTE_KIND.float:
      return { float: f };
    case ATTRIBUTE_KIND.integer:
      return { integer: wholeNumber(i) };
    case ATTRIBUTE_KIND.text:
      return { text: new TextDecoder().decode(s) };
    case ATTRIBUTE_KIND.floats:
      return { floats: [...floats] };
    case ATTRIBUTE_KIND.integers:
      return { integers: ints.map(wholeNumber) };
    default:
      throw new Error(`The attribute ${name} is of kind ${type}, which is not read here.`);
  }
}

function readValue({ name, type }: ValueMessage): OnnxValue {
  const { elemType, shape } = type.tensorType;
  const dimensions = shape.dim.map((dim): Dimension => {
    const size = dim.value === 'dimValue' ? wholeNumber(dim.dimValue) : -1;
    return size > 0 ? size : null;
  });
  return { name, elementType: elementTypeOf(elemType), shape: dimensions };
}

function elementTypeOf(number: number): ElementType {
  const found = Object.entries(ELEMENT_TYPE).find(([, value]) => value === number)?.[0];
  if (found === undefined) throw new Error(`Tensors of ONNX type ${number} are not read here.`);
  return found as ElementType;
}

function wholeNumber(value: number | { toNumber(): number }): number {
  return typeof value === 'number' ? value : value.toNumber();
}
