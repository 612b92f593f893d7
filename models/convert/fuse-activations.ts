import type { OnnxGraph, OnnxInitializer, OnnxNode } from './onnx-writer.ts';

/*
 * PP-LCNetV3, the backbone of PP-OCRv4, puts a scale and an offset before and after every hard swish. As exported that
 * makes eight passes over the memory for each convolution, which take longer than the convolutions do. Here the
 * numbers go into the convolutions' weights, and a hard swish becomes two passes. Nothing changes but rounding.
 */

/** A graph on its way to fewer steps. */
interface Draft {
  nodes: OnnxNode[];
  readonly constants: Map<string, OnnxInitializer>;
  readonly outputs: ReadonlySet<string>;
}

/** Rewrites hard swishes, and moves single numbers that convolution results are multiplied by or that are added to them into weights. */
export function fuseActivations(graph: OnnxGraph): OnnxGraph {
  const draft: Draft = {
    nodes: [...graph.nodes],
    constants: new Map(graph.initializers.map((tensor) => [tensor.name, tensor])),
    outputs: new Set(graph.outputs.map(({ name }) => name)),
  };
  rewriteHardSwishes(draft);
  foldAfterConvolutions(draft);
  foldBeforeConvolutions(draft);
  const read = new Set(draft.nodes.flatMap(({ inputs }) => inputs));
  return { ...graph, nodes: draft.nodes, initializers: [...draft.constants.values()].filter(({ name }) => read.has(name)) };
}

/** `x * clip(x + 3, 0, 6) / 6` becomes `x * hardSigmoid(x)`. */
function rewriteHardSwishes(draft: Draft): void {
  const removed = new Set<OnnxNode>();
  const replaced = new Map<OnnxNode, readonly OnnxNode[]>();
  for (const add of draft.nodes) {
    const shift = scalarStep(draft, add, 'Add');
    const clip = shift && Math.abs(shift.number - 3) < 1e-6 ? onlyReader(draft, add.outputs[0]) : undefined;
    if (!shift || !clip || !isClipToSix(draft, clip)) continue;
    const product = onlyReader(draft, clip.outputs[0]);
    if (product?.operator !== 'Mul' || !product.inputs.includes(shift.value)) continue;
    const division = onlyReader(draft, product.outputs[0]);
    const divisor = division && division.operator === 'Div' ? scalarOf(draft, division.inputs[1]) : undefined;
    const [result] = division?.outputs ?? [];
    if (!division || divisor === undefined || Math.abs(divisor - 6) > 1e-6 || result === undefined) continue;
    const gate = `${result}/gate`;
    for (const node of [add, clip, product]) removed.add(node);
    replaced.set(division, [
      { operator: 'HardSigmoid', inputs: [shift.value], outputs: [gate], attributes: { alpha: { float: 1 / 6 }, beta: { float: 0.5 } } },
      { operator: 'Mul', inputs: [shift.value, gate], outputs: [result], attributes: {} },
    ]);
  }
  draft.nodes = draft.nodes.filter((node) => !removed.has(node)).flatMap((node) => replaced.get(node) ?? [node]);
}

/** `scale * conv(x) + offset` becomes a convolution with other weights. */
function foldAfterConvolutions(draft: Draft): void {
  for (let index = 0; index < draft.nodes.length; index++) {
    let conv = draft.nodes[index];
    if (conv?.operator !== 'Conv') continue;
    for (;;) {
      const step = onlyReader(draft, conv.outputs[0]);
      const scale = step && scalarStep(draft, step, 'Mul')?.number;
      const offset = step && scalarStep(draft, step, 'Add')?.number;
      if (!step || (scale === undefined && offset === undefined)) break;
      conv = { ...withAffineResult(draft, conv, scale ?? 1, offset ?? 0), outputs: step.outputs };
      draft.nodes[index] = conv;
      draft.nodes = draft.nodes.filter((node) => node !== step);
    }
  }
}

/** `conv(scale * x + offset)` becomes a convolution of `x`, or of `x + offset / scale` where padding would feel the difference. */
function foldBeforeConvolutions(draft: Draft): void {
  const convolutions = draft.nodes.filter(({ operator }) => operator === 'Conv');
  for (const original of convolutions) {
    const offset = affineBefore(draft, original, 'Add');
    const scale = affineBefore(draft, offset?.step ?? original, 'Mul');
    if (!scale || scale.number === 0) continue;
    const conv = withScaledInput(draft, original, scale.number);
    const weights = constantOf(draft, conv.inputs[1]);
    if (!offset) {
      replace(draft, original, { ...conv, inputs: [scale.value, ...conv.inputs.slice(1)] });
    } else if (isPointwise(conv, weights)) {
      replace(draft, original, withInputOffset(draft, { ...conv, inputs: [scale.value, ...conv.inputs.slice(1)] }, offset.number / scale.number));
      draft.nodes = draft.nodes.filter((node) => node !== offset.step);
    } else {
      const name = `${offset.step.outputs[0]}/offset`;
      draft.constants.set(name, floats(name, [1], Float32Array.of(offset.number / scale.number)));
      replace(draft, offset.step, { ...offset.step, inputs: [scale.value, name] });
      replace(draft, original, conv);
    }
    draft.nodes = draft.nodes.filter((node) => node !== scale.step);
  }
}

function affineBefore(draft: Draft, reader: OnnxNode, operator: 'Add' | 'Mul'): { step: OnnxNode; value: string; number: number } | undefined {
  const value = reader.inputs.find((input) => !draft.constants.has(input));
  const step = draft.nodes.find(({ outputs }) => outputs[0] === value);
  if (!step || onlyReader(draft, step.outputs[0]) !== reader) return undefined;
  const scalar = scalarStep(draft, step, operator);
  return scalar && { step, ...scalar };
}

function withAffineResult(draft: Draft, conv: OnnxNode, scale: number, offset: number): OnnxNode {
  const weights = constantOf(draft, conv.inputs[1]);
  const bias = conv.inputs[2] === undefined ? new Float32Array(weights.shape[0] ?? 0) : valuesOf(constantOf(draft, conv.inputs[2]));
  return withWeights(draft, conv, valuesOf(weights).map((weight) => weight * scale), bias.map((each) => each * scale + offset));
}

function withScaledInput(draft: Draft, conv: OnnxNode, scale: number): OnnxNode {
  return withWeights(draft, conv, valuesOf(constantOf(draft, conv.inputs[1])).map((weight) => weight * scale));
}

/** The weights are those of a convolution of one pixel and one group: a constant on every input adds the same to every pixel. */
function withInputOffset(draft: Draft, conv: OnnxNode, offset: number): OnnxNode {
  const weights = valuesOf(constantOf(draft, conv.inputs[1]));
  const channels = constantOf(draft, conv.inputs[1]).shape[0] ?? 0;
  const perChannel = weights.length / channels;
  const bias = conv.inputs[2] === undefined ? new Float32Array(channels) : valuesOf(constantOf(draft, conv.inputs[2]));
  const sums = bias.map((each, channel) => {
    const row = weights.subarray(channel * perChannel, (channel + 1) * perChannel);
    return each + offset * row.reduce((sum, weight) => sum + weight, 0);
  });
  return withWeights(draft, conv, weights, sums);
}

/** New weights under new names, because others may read the old ones. */
function withWeights(draft: Draft, conv: OnnxNode, weights: Float32Array, bias?: Float32Array): OnnxNode {
  const [input = '', oldWeights = '', oldBias] = conv.inputs;
  const weightsName = `${oldWeights}/fused`;
  draft.constants.set(weightsName, floats(weightsName, constantOf(draft, oldWeights).shape, weights));
  if (!bias) return { ...conv, inputs: [input, weightsName, ...(oldBias === undefined ? [] : [oldBias])] };
  const biasName = `${weightsName}/bias`;
  draft.constants.set(biasName, floats(biasName, [bias.length], bias));
  return { ...conv, inputs: [input, weightsName, biasName] };
}

function isPointwise({ attributes }: OnnxNode, weights: OnnxInitializer): boolean {
  const group = attributes['group'];
  const pads = attributes['pads'];
  const oneGroup = group === undefined || ('integer' in group && group.integer === 1);
  const unpadded = pads === undefined || ('integers' in pads && pads.integers.every((pad) => pad === 0));
  return oneGroup && unpadded && weights.shape.slice(2).every((size) => size === 1);
}

function isClipToSix(draft: Draft, { operator, inputs, attributes }: OnnxNode): boolean {
  if (operator !== 'Clip') return false;
  const bound = (name: string, input: string | undefined): number | undefined => {
    const attribute = attributes[name];
    return attribute && 'float' in attribute ? attribute.float : scalarOf(draft, input);
  };
  return bound('min', inputs[1]) === 0 && bound('max', inputs[2]) === 6;
}

/** A step that combines a value with one number. */
function scalarStep(draft: Draft, node: OnnxNode, operator: 'Add' | 'Mul'): { value: string; number: number } | undefined {
  const [first, second] = node.inputs;
  if (node.operator !== operator || first === undefined || second === undefined) return undefined;
  const [firstNumber, secondNumber] = [scalarOf(draft, first), scalarOf(draft, second)];
  if (secondNumber !== undefined && !draft.constants.has(first)) return { value: first, number: secondNumber };
  if (firstNumber !== undefined && !draft.constants.has(second)) return { value: second, number: firstNumber };
  return undefined;
}

function scalarOf(draft: Draft, name: string | undefined): number | undefined {
  const constant = name === undefined ? undefined : draft.constants.get(name);
  return constant?.elementType === 'float32' && constant.bytes.length === 4 ? valuesOf(constant)[0] : undefined;
}

/** The one step that reads a value which is nobody else's and no output. */
function onlyReader(draft: Draft, value: string | undefined): OnnxNode | undefined {
  if (value === undefined || draft.outputs.has(value)) return undefined;
  const readers = draft.nodes.filter(({ inputs }) => inputs.includes(value));
  return readers.length === 1 ? readers[0] : undefined;
}

function replace(draft: Draft, old: OnnxNode, node: OnnxNode): void {
  draft.nodes = draft.nodes.map((each) => (each === old ? node : each));
}

function constantOf(draft: Draft, name: string | undefined): OnnxInitializer {
  const constant = name === undefined ? undefined : draft.constants.get(name);
  if (constant?.elementType !== 'float32') throw new Error(`A convolution's weights ${name} are no constant of float32.`);
  return constant;
}

function valuesOf({ bytes }: OnnxInitializer): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

function floats(name: string, shape: readonly number[], values: Float32Array): OnnxInitializer {
  return { name, elementType: 'float32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice() };
}
