import type { Dimension } from './graph.ts';
import type { ElementType } from './onnx-schema.ts';
import { ATTRIBUTE_KIND, ELEMENT_TYPE, ModelProto } from './onnx-schema.ts';

/** An attribute says its kind itself, because a JavaScript number cannot tell 1 from 1.0. */
export type OnnxAttribute =
  | { readonly integer: number } | { readonly integers: readonly number[] }
  | { readonly float: number } | { readonly floats: readonly number[] } | { readonly text: string };

export interface OnnxNode {
  readonly operator: string;
  /** An empty name stands for an input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxInitializer {
  readonly name: string;
  readonly elementType: ElementType;
  readonly shape: readonly number[];
  /** Little-endian. */
  readonly bytes: Uint8Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly elementType: ElementType;
  readonly shape: readonly Dimension[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
}

/** Opset 17 is the newest whose reductions and splits every ONNX Runtime since 1.12 knows in the form written here. */
export const OPSET_VERSION = 17;
const IR_VERSION = 8;

/** The bytes of an ONNX file. */
export function writeOnnx(graph: OnnxGraph, opsetVersion = OPSET_VERSION): Uint8Array {
  return ModelProto.encode(ModelProto.create({
    irVersion: IR_VERSION,
    producerName: 'pagesight',
    opsetImport: [{ domain: '', version: opsetVersion }],
    graph: {
      name: graph.name,
      node: graph.nodes.map(nodeMessage),
      initializer: graph.initializers.map(({ name, elementType, shape, bytes }) => ({
        name, dims: shape, dataType: ELEMENT_TYPE[elementType], rawData: bytes,
      })),
      input: graph.inputs.map(valueMessage),
      output: graph.outputs.map(valueMessage),
    },
  })).finish();
}

function nodeMessage({ operator, inputs, outputs, attributes }: OnnxNode, index: number): object {
  return {
    name: `${operator}_${index}`,
    opType: operator,
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute)),
  };
}

function attributeMessage(name: string, attribute: OnnxAttribute): object {
  if ('integer' in attribute) return { name, type: ATTRIBUTE_KIND.integer, i: attribute.integer };
  if ('integers' in attribute) return { name, type: ATTRIBUTE_KIND.integers, ints: attribute.integers };
  if ('float' in attribute) return { name, type: ATTRIBUTE_KIND.float, f: attribute.float };
  if ('floats' in attribute) return { name, type: ATTRIBUTE_KIND.floats, floats: attribute.floats };
  return { name, type: ATTRIBUTE_KIND.text, s: new TextEncoder().encode(attribute.text) };
}

function valueMessage({ name, elementType, shape }: OnnxValue): object {
  // Free sizes of one name would have to be equal.
  const dim = shape.map((size, axis) => (size !== null ? { dimValue: size } : { dimParam: axis === 0 ? 'batch' : `${name}_${axis}` }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPE[elementType], shape: { dim } } } };
}
