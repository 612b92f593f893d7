import type { Dimension, GraphNode } from './graph.ts';
import type { Lowering, LowerStep, Value } from './lowering.ts';
import { asWritten, channelsFirst, channelsFirstConstant, constantInput, inputName, textAttribute, valueInput } from './lowering.ts';
import { boundsOf } from './merge-clips.ts';
import { ELEMENT_TYPE } from './onnx-schema.ts';
import { elementCount } from './stored-tensor.ts';

const BINARY: Readonly<Partial<Record<GraphNode['operator'], string>>> = {
  Add: 'Add', BiasAdd: 'Add', Sub: 'Sub', Mul: 'Mul', RealDiv: 'Div', Maximum: 'Max', Minimum: 'Min', Equal: 'Equal',
  // On the non-negative whole numbers these networks use them for, cutting off and rounding down are the same.
  FloorDiv: 'Div', FloorMod: 'Mod',
};

const UNARY: Readonly<Partial<Record<GraphNode['operator'], string>>> = {
  Sigmoid: 'Sigmoid', Sqrt: 'Sqrt', Exp: 'Exp', Identity: 'Identity',
};

export const lowerBinary: LowerStep = (node, lowering) => {
  const operator = BINARY[node.operator];
  if (!operator) throw new Error(`${node.operator} has no counterpart in ONNX.`);
  return [binary(node, lowering, operator)];
};

export const lowerSquaredDifference: LowerStep = (node, lowering) => {
  const difference = binary(node, lowering, 'Sub');
  return [{ ...difference, onnx: lowering.emitter.emit('Mul', [difference.onnx, difference.onnx]) }];
};

export const lowerSum: LowerStep = (node, lowering) => {
  const values = node.inputs.map((_, index) => valueInput(node, index, lowering));
  const [first] = values;
  if (!first) throw new Error(`"${node.name}" adds nothing.`);
  const layout = values.some((value) => value.layout === 'channels-first') ? 'channels-first' : 'as-written';
  const names = values.map((value) => (layout === 'channels-first' ? channelsFirst(value, lowering) : value.onnx));
  return [{ ...first, layout, onnx: lowering.emitter.emit(names.length === 2 ? 'Add' : 'Sum', names) }];
};

function binary(node: GraphNode, lowering: Lowering, operator: string): Value {
  const { emitter } = lowering;
  const isConstant = [0, 1].map((index) => lowering.constants.has(inputName(node, index)));
  const shapes = [0, 1].map((index) => shapeOf(node, index, lowering));
  const channelsFirstWanted = [0, 1].some((index) => {
    const value = lowering.values.get(inputName(node, index));
    return value?.layout === 'channels-first';
  }) && [0, 1].every((index) => isConstant[index] || shapes[index]?.length === 4);
  const names = [0, 1].map((index) => {
    if (!isConstant[index] || !channelsFirstWanted) {
      const value = valueInput(node, index, lowering);
      return channelsFirstWanted ? channelsFirst(value, lowering) : asWritten(value, lowering);
    }
    const constant = constantInput(node, index, lowering);
    return emitter.constant(elementCount(constant.shape) === 1 ? { ...constant, shape: [] } : channelsFirstConstant(constant));
  });
  const first = lowering.values.get(inputName(node, 0)) ?? valueInput(node, 1, lowering);
  return {
    onnx: emitter.emit(operator, names),
    shape: broadcast(shapes[0] ?? [], shapes[1] ?? []),
    layout: channelsFirstWanted ? 'channels-first' : 'as-written',
    elementType: node.operator === 'Equal' ? 'bool' : first.elementType,
  };
}

function shapeOf(node: GraphNode, index: number, lowering: Lowering): readonly Dimension[] {
  return lowering.constants.get(inputName(node, index))?.shape ?? valueInput(node, index, lowering).shape;
}

function broadcast(first: readonly Dimension[], second: readonly Dimension[]): Dimension[] {
  const rank = Math.max(first.length, second.length);
  return Array.from({ length: rank }, (_, axis) => {
    const one = first[axis - rank + first.length];
    const other = second[axis - rank + second.length];
    if (one === undefined || one === 1) return other ?? (other === null ? null : 1);
    return one;
  });
}

export const lowerUnary: LowerStep = (node, lowering) => {
  const operator = UNARY[node.operator];
  if (!operator) throw new Error(`${node.operator} has no counterpart in ONNX.`);
  const input = valueInput(node, 0, lowering);
  return [operator === 'Identity' ? input : { ...input, onnx: lowering.emitter.emit(operator, [input.onnx]) }];
};

export const lowerClip: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const { low, high } = boundsOf(node);
  if (low === 0 && high === Infinity) return [{ ...input, onnx: emitter.emit('Relu', [input.onnx]) }];
  const bound = (value: number) => (Number.isFinite(value) ? emitter.floats([value], []) : '');
  const inputs = high === Infinity ? [input.onnx, bound(low)] : [input.onnx, bound(low), bound(high)];
  return [{ ...input, onnx: emitter.emit('Clip', inputs) }];
};

export const lowerPrelu: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const slope = constantInput(node, 1, lowering);
  const channels = slope.shape.at(-1) ?? 1;
  if (elementCount(slope.shape) !== channels) throw new Error(`"${node.name}" has slopes of shape [${slope.shape}], not one per channel.`);
  const name = lowering.emitter.constant({ ...slope, shape: input.layout === 'channels-first' ? [channels, 1, 1] : [channels] });
  return [{ ...input, onnx: lowering.emitter.emit('PRelu', [input.onnx, name]) }];
};

export const lowerSoftmax: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const onnx = lowering.emitter.emit('Softmax', [asWritten(input, lowering)], { axis: { integer: -1 } });
  return [{ ...input, onnx, layout: 'as-written' }];
};

export const lowerCast: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const wanted = textAttribute(node, 'DstT');
  const elementType = wanted === 'DT_FLOAT' ? 'float32' : wanted === 'DT_INT32' ? 'int32' : undefined;
  if (!elementType) throw new Error(`"${node.name}" casts to ${wanted}, which is not supported.`);
  return [{ ...input, elementType, onnx: lowering.emitter.emit('Cast', [input.onnx], { to: { integer: ELEMENT_TYPE[elementType] } }) }];
};
