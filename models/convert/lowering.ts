import type { Dimension, GraphNode } from './graph.ts';
import type { OnnxEmitter } from './onnx-emitter.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { sizeAt, transposed } from './stored-tensor.ts';

/** A value of the network while it is rewritten for ONNX. */
export interface Value {
  /** Its name in the ONNX graph. */
  readonly onnx: string;
  /** Its shape as the source network has it, channels last, whatever `layout` says. */
  readonly shape: readonly Dimension[];
  /** How it lies in the ONNX graph: as the shape says, or with the channels moved to axis 1 (rank 4 only). */
  readonly layout: 'as-written' | 'channels-first';
  readonly elementType: 'float32' | 'int32' | 'bool';
}

/** What a step is lowered with: where nodes go, and what is known of its inputs. */
export interface Lowering {
  readonly emitter: OnnxEmitter;
  readonly values: Map<string, Value>;
  readonly constants: ReadonlyMap<string, StoredTensor>;
}

/** Writes one step as ONNX nodes and returns the values it makes. */
export type LowerStep = (node: GraphNode, lowering: Lowering) => readonly Value[];

export const TO_CHANNELS_FIRST = [0, 3, 1, 2] as const;
export const TO_CHANNELS_LAST = [0, 2, 3, 1] as const;

export function inputName(node: GraphNode, index: number): string {
  const name = node.inputs[index];
  if (name === undefined) throw new Error(`"${node.name}" (${node.operator}) lacks input ${index}.`);
  return name;
}

/** An input that must be a constant: a filter, a shape, an axis. */
export function constantInput(node: GraphNode, index: number, { constants }: Lowering): StoredTensor {
  const constant = constants.get(inputName(node, index));
  if (!constant) throw new Error(`Input ${index} of "${node.name}" (${node.operator}) must be a constant.`);
  return constant;
}

/** A constant input of whole numbers. */
export function integersInput(node: GraphNode, index: number, lowering: Lowering): number[] {
  return [...constantInput(node, index, lowering).data];
}

/** An input as a value; a constant is written out as it is. */
export function valueInput(node: GraphNode, index: number, lowering: Lowering): Value {
  const name = inputName(node, index);
  const value = lowering.values.get(name);
  if (value) return value;
  const constant = lowering.constants.get(name);
  if (!constant) throw new Error(`"${node.name}" (${node.operator}) reads "${name}", which no supported step makes.`);
  const elementType = constant.storage === 'int32' || constant.storage === 'bool' ? constant.storage : 'float32';
  return { onnx: lowering.emitter.constant(constant), shape: constant.shape, layout: 'as-written', elementType };
}

/** The ONNX name of a rank 4 value with its channels on axis 1. */
export function channelsFirst(value: Value, { emitter }: Lowering): string {
  if (value.layout === 'channels-first') return value.onnx;
  if (value.shape.length !== 4) throw new Error(`A value of shape [${value.shape}] has no channels-first layout.`);
  return emitter.emit('Transpose', [value.onnx], { perm: { integers: TO_CHANNELS_FIRST } });
}

/** The ONNX name of a value in the order of its shape. */
export function asWritten(value: Value, { emitter }: Lowering): string {
  if (value.layout === 'as-written') return value.onnx;
  return emitter.emit('Transpose', [value.onnx], { perm: { integers: TO_CHANNELS_LAST } });
}

/** True when moving the channels changes no order of numbers, so that a reshape may skip it. */
export function isLayoutFree({ shape }: Value): boolean {
  return shape.length === 4 && ((shape[1] === 1 && shape[2] === 1) || shape[3] === 1);
}

/** A constant that is combined with a channels-first value: rank 4, its channels on axis 1. */
export function channelsFirstConstant(constant: StoredTensor): StoredTensor {
  const shape = [...ones(4 - constant.shape.length), ...constant.shape];
  return transposed({ ...constant, shape }, TO_CHANNELS_FIRST);
}

/** A shape of `count` ones. */
export function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

/** A size that must be known when the model is converted. */
export function knownSize(shape: readonly Dimension[], axis: number): number {
  const size = shape.at(axis);
  if (size === null || size === undefined) throw new Error(`Axis ${axis} of [${shape}] has no fixed size.`);
  return size;
}

export function numberAttribute(node: GraphNode, name: string, absent: number): number {
  const value = node.attributes[name];
  return typeof value === 'number' ? value : absent;
}

export function textAttribute(node: GraphNode, name: string): string | undefined {
  const value = node.attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** Height and width of an attribute such as `strides`, which lists four axes. */
export function spatialAttribute(node: GraphNode, name: string): readonly [number, number] {
  const list = node.attributes[name];
  if (!Array.isArray(list)) return [1, 1];
  return [sizeAt(list, 1), sizeAt(list, 2)];
}

/** An axis counted from the front. */
export function positiveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
