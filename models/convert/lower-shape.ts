import type { Dimension } from './graph.ts';
import type { Lowering, LowerStep, Value } from './lowering.ts';
import {
  asWritten, channelsFirst, constantInput, integersInput, isLayoutFree, knownSize, numberAttribute, ones, positiveAxis, valueInput,
} from './lowering.ts';
import { ELEMENT_TYPE } from './onnx-schema.ts';
import { elementCount, sizeAt, valuesOf } from './stored-tensor.ts';

const CHANNELS_FIRST_AXIS = [0, 2, 3, 1] as const;

export const lowerReshape: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  return [reshapeTo(input, integersInput(node, 1, lowering), lowering)];
};

/**
 * Reshapes a value to a shape in which -1 may stand for one size. A shape written for a batch of one is
 * widened to any batch when the rest of it holds exactly one picture's numbers.
 */
export function reshapeTo(input: Value, target: readonly number[], lowering: Lowering): Value {
  const { emitter } = lowering;
  const shape = resolveShape(input.shape, target);
  const source = isLayoutFree(input) ? input.onnx : asWritten(input, lowering);
  const onnx = emitter.emit('Reshape', [source, emitter.longs(shape.map((size) => size ?? -1))]);
  return { ...input, onnx, shape, layout: 'as-written' };
}

function resolveShape(shape: readonly Dimension[], target: readonly number[]): Dimension[] {
  const [batch, ...rest] = shape;
  if (batch !== null) {
    const total = elementCount(shape.map((size) => size ?? 0));
    const known = elementCount(target.filter((size) => size !== -1));
    return target.map((size) => (size === -1 ? total / known : size));
  }
  const each = elementCount(rest.map((size) => size ?? 0));
  const [first = 1, ...tail] = target;
  const fixed = elementCount(tail.filter((size) => size !== -1));
  const resolved = tail.map((size) => (size === -1 ? each / fixed : size));
  if ((first !== -1 && first !== 1) || elementCount(resolved) !== each) {
    throw new Error(`A value of shape [batch, ${rest}] cannot be reshaped to [${target}] for every batch.`);
  }
  return [null, ...resolved];
}

export const lowerSqueeze: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const listed = node.attributes['squeeze_dims'];
  const axes = (Array.isArray(listed) ? listed : []).map((axis: number) => positiveAxis(axis, input.shape.length));
  const removed = new Set(axes.length > 0 ? axes : input.shape.flatMap((size, axis) => (size === 1 ? [axis] : [])));
  return [withShape(input, input.shape.filter((_, axis) => !removed.has(axis)), lowering)];
};

export const lowerExpandDims: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const axis = positiveAxis(sizeAt(integersInput(node, 1, lowering), 0), input.shape.length + 1);
  return [withShape(input, [...input.shape.slice(0, axis), 1, ...input.shape.slice(axis)], lowering)];
};

function withShape(input: Value, shape: readonly Dimension[], lowering: Lowering): Value {
  const { emitter } = lowering;
  const source = isLayoutFree(input) ? input.onnx : asWritten(input, lowering);
  const onnx = emitter.emit('Reshape', [source, emitter.longs(shape.map((size) => size ?? -1))]);
  return { ...input, onnx, shape, layout: 'as-written' };
}

export const lowerConcat: LowerStep = (node, lowering) => {
  const parts = node.inputs.slice(0, -1).map((_, index) => valueInput(node, index, lowering));
  const [first] = parts;
  if (!first) throw new Error(`"${node.name}" joins nothing.`);
  const axis = positiveAxis(sizeAt(integersInput(node, parts.length, lowering), 0), first.shape.length);
  const inChannelsFirst = parts.every((part) => part.layout === 'channels-first');
  const names = parts.map((part) => (inChannelsFirst ? channelsFirst(part, lowering) : asWritten(part, lowering)));
  const onnx = lowering.emitter.emit('Concat', names, {
    axis: { integer: inChannelsFirst ? sizeAt(CHANNELS_FIRST_AXIS, axis) : axis },
  });
  const size = parts.reduce((sum, part) => sum + knownSize(part.shape, axis), 0);
  return [{ ...first, onnx, shape: replaced(first.shape, axis, size), layout: inChannelsFirst ? 'channels-first' : 'as-written' }];
};

export const lowerPack: LowerStep = (node, lowering) => {
  const parts = node.inputs.map((_, index) => valueInput(node, index, lowering));
  const [first] = parts;
  if (!first) throw new Error(`"${node.name}" joins nothing.`);
  const axis = positiveAxis(numberAttribute(node, 'axis', 0), first.shape.length + 1);
  const shape = [...first.shape.slice(0, axis), 1, ...first.shape.slice(axis)];
  const names = parts.map((part) => withShape(part, shape, lowering).onnx);
  const onnx = lowering.emitter.emit('Concat', names, { axis: { integer: axis } });
  return [{ ...first, onnx, shape: replaced(shape, axis, parts.length), layout: 'as-written' }];
};

export const lowerUnpack: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const axis = positiveAxis(numberAttribute(node, 'axis', 0), input.shape.length);
  const count = numberAttribute(node, 'num', knownSize(input.shape, axis));
  const slices = emitter.emitMany('Split', [asWritten(input, lowering), emitter.longs(ones(count))], count, {
    axis: { integer: axis },
  });
  const shape = input.shape.filter((_, index) => index !== axis);
  return slices.map((onnx) => withShape({ ...input, onnx, shape: replaced(input.shape, axis, 1), layout: 'as-written' }, shape, lowering));
};

export const lowerPad: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const pairs = integersInput(node, 1, lowering);
  const rank = input.shape.length;
  const order = input.layout === 'channels-first' ? [0, 3, 1, 2] : Array.from({ length: rank }, (_, axis) => axis);
  const pads = [...order.map((axis) => sizeAt(pairs, 2 * axis)), ...order.map((axis) => sizeAt(pairs, 2 * axis + 1))];
  const shape = input.shape.map((size, axis) => (size === null ? null : size + sizeAt(pairs, 2 * axis) + sizeAt(pairs, 2 * axis + 1)));
  return [{ ...input, shape, onnx: emitter.emit('Pad', [input.onnx, emitter.longs(pads)]) }];
};

export const lowerTranspose: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const order = integersInput(node, 1, lowering);
  const onnx = lowering.emitter.emit('Transpose', [asWritten(input, lowering)], { perm: { integers: order } });
  return [{ ...input, onnx, shape: order.map((axis) => input.shape[axis] ?? null), layout: 'as-written' }];
};

export const lowerSlice: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const begins = integersInput(node, 1, lowering);
  const sizes = integersInput(node, 2, lowering);
  const ends = begins.map((begin, axis) => (sizeAt(sizes, axis) === -1 ? null : begin + sizeAt(sizes, axis)));
  return [sliced(input, begins.map((begin, axis) => ({ axis, begin, end: ends[axis] ?? null })), lowering)];
};

export const lowerStridedSlice: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const begins = integersInput(node, 1, lowering);
  const ends = integersInput(node, 2, lowering);
  const strides = integersInput(node, 3, lowering);
  if (strides.some((stride) => stride !== 1) || numberAttribute(node, 'ellipsis_mask', 0) || numberAttribute(node, 'new_axis_mask', 0)) {
    throw new Error(`"${node.name}" slices with strides, ellipsis or new axes, which is not supported.`);
  }
  const marked = (mask: string, axis: number) => (numberAttribute(node, mask, 0) >> axis) % 2 === 1;
  const shrunk = begins.map((_, axis) => marked('shrink_axis_mask', axis));
  const ranges = begins.map((begin, axis) => ({
    axis,
    begin: marked('begin_mask', axis) ? 0 : begin,
    end: shrunk[axis] ? (begin === -1 ? null : begin + 1) : marked('end_mask', axis) ? null : sizeAt(ends, axis),
  }));
  const part = sliced(input, ranges, lowering);
  if (!shrunk.includes(true)) return [part];
  return [withShape(part, part.shape.filter((_, axis) => !shrunk[axis]), lowering)];
};

interface Range {
  readonly axis: number;
  readonly begin: number;
  /** `null` goes to the end. */
  readonly end: number | null;
}

function sliced(input: Value, ranges: readonly Range[], lowering: Lowering): Value {
  const { emitter } = lowering;
  const cut = ranges.filter(({ begin, end }) => begin !== 0 || end !== null);
  const shape = [...input.shape];
  for (const { axis, begin, end } of cut) {
    const size = knownSize(input.shape, axis);
    shape[axis] = positiveAxis(end ?? size, size) - positiveAxis(begin, size);
  }
  if (cut.length === 0) return input;
  const onnx = emitter.emit('Slice', [
    asWritten(input, lowering),
    emitter.longs(cut.map(({ begin }) => begin)),
    emitter.longs(cut.map(({ axis, end }) => end ?? knownSize(input.shape, axis))),
    emitter.longs(cut.map(({ axis }) => axis)),
  ]);
  return { ...input, onnx, shape, layout: 'as-written' };
}

export const lowerArgMax: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const axis = positiveAxis(sizeAt(integersInput(node, 1, lowering), 0), input.shape.length);
  const long = emitter.emit('ArgMax', [asWritten(input, lowering)], { axis: { integer: axis }, keepdims: { integer: 0 } });
  return [{
    onnx: toInt32(long, lowering), shape: input.shape.filter((_, index) => index !== axis), layout: 'as-written', elementType: 'int32',
  }];
};

export const lowerTopK: LowerStep = (node, lowering) => {
  const { emitter } = lowering;
  const input = valueInput(node, 0, lowering);
  const count = sizeAt(valuesOf(constantInput(node, 1, lowering)), 0);
  const [values = '', indices = ''] = emitter.emitMany('TopK', [asWritten(input, lowering), emitter.longs([count])], 2, {});
  const shape = replaced(input.shape, input.shape.length - 1, count);
  return [
    { ...input, onnx: values, shape, layout: 'as-written' },
    { onnx: toInt32(indices, lowering), shape, layout: 'as-written', elementType: 'int32' },
  ];
};

export const lowerGather: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const indices = valueInput(node, 1, lowering);
  if (numberAttribute(node, 'batch_dims', 0) !== 0) throw new Error(`"${node.name}" gathers by batch, which is not supported.`);
  const axis = positiveAxis(sizeAt(integersInput(node, 2, lowering), 0), input.shape.length);
  const onnx = lowering.emitter.emit('Gather', [asWritten(input, lowering), asWritten(indices, lowering)], { axis: { integer: axis } });
  return [{ ...input, onnx, shape: [...input.shape.slice(0, axis), ...indices.shape, ...input.shape.slice(axis + 1)], layout: 'as-written' }];
};

export const lowerGatherNd: LowerStep = (node, lowering) => {
  const input = valueInput(node, 0, lowering);
  const indices = valueInput(node, 1, lowering);
  const long = lowering.emitter.emit('Cast', [asWritten(indices, lowering)], { to: { integer: ELEMENT_TYPE.int64 } });
  const onnx = lowering.emitter.emit('GatherND', [asWritten(input, lowering), long]);
  const depth = knownSize(indices.shape, -1);
  return [{ ...input, onnx, shape: [...indices.shape.slice(0, -1), ...input.shape.slice(depth)], layout: 'as-written' }];
};

function toInt32(long: string, { emitter }: Lowering): string {
  return emitter.emit('Cast', [long], { to: { integer: ELEMENT_TYPE.int32 } });
}

function replaced(shape: readonly Dimension[], axis: number, size: Dimension): Dimension[] {
  return shape.map((old, index) => (index === axis ? size : old));
}
