import { foldScaleAndBias } from './fold-scale-and-bias.ts';
import type { ChannelsLastGraph, Dimension, GraphNode, Operator } from './graph.ts';
import { inOrder, withoutIdentities } from './graph.ts';
import { lowerBinary, lowerCast, lowerClip, lowerPrelu, lowerSoftmax, lowerSquaredDifference, lowerSum, lowerUnary } from './lower-arithmetic.ts';
import {
  lowerConvolution, lowerDepthwiseConvolution, lowerMatrixProduct, lowerMean, lowerPooling, lowerResizeBilinear,
} from './lower-convolution.ts';
import {
  lowerArgMax, lowerConcat, lowerExpandDims, lowerGather, lowerGatherNd, lowerPack, lowerPad, lowerReshape, lowerSlice, lowerSqueeze,
  lowerStridedSlice, lowerTopK, lowerTranspose, lowerUnpack, reshapeTo,
} from './lower-shape.ts';
import type { Lowering, LowerStep, Value } from './lowering.ts';
import { asWritten } from './lowering.ts';
import { mergeClips } from './merge-clips.ts';
import { OnnxEmitter } from './onnx-emitter.ts';
import type { OnnxGraph } from './onnx-writer.ts';

/** A value of the source network that the ONNX model gives out under its own name and shape. */
export interface WantedOutput {
  readonly name: string;
  readonly tensor: string;
  readonly shape: readonly Dimension[];
}

const LOWER: Readonly<Record<Operator, LowerStep>> = {
  Conv2D: lowerConvolution, DepthwiseConv2D: lowerDepthwiseConvolution, MatMul: lowerMatrixProduct, BiasAdd: lowerBinary,
  Add: lowerBinary, AddN: lowerSum, Sub: lowerBinary, Mul: lowerBinary, RealDiv: lowerBinary, FloorDiv: lowerBinary,
  FloorMod: lowerBinary, SquaredDifference: lowerSquaredDifference, Maximum: lowerBinary, Minimum: lowerBinary, Equal: lowerBinary,
  Clip: lowerClip, Prelu: lowerPrelu, Sigmoid: lowerUnary, Softmax: lowerSoftmax, Sqrt: lowerUnary, Exp: lowerUnary,
  Identity: lowerUnary, Cast: lowerCast, MaxPool: lowerPooling, AvgPool: lowerPooling, Mean: lowerMean, Pad: lowerPad,
  ResizeBilinear: lowerResizeBilinear, Concat: lowerConcat, Reshape: lowerReshape, Squeeze: lowerSqueeze,
  ExpandDims: lowerExpandDims, Pack: lowerPack, Unpack: lowerUnpack, Slice: lowerSlice, StridedSlice: lowerStridedSlice,
  Transpose: lowerTranspose, ArgMax: lowerArgMax, TopK: lowerTopK, Gather: lowerGather, GatherNd: lowerGatherNd,
};

/**
 * Rewrites a channels-last network as a channels-first ONNX graph. The layout changes once: the input is taken channels-first,
 * weights are transposed here, and values turn back to channels-last only where a reshape or an output depends on the order.
 */
export function lowerToOnnx(
  name: string, graph: ChannelsLastGraph, inputName: string, outputs: readonly WantedOutput[],
): OnnxGraph {
  const emitter = new OnnxEmitter();
  const input: Value = { onnx: inputName, shape: graph.input.shape, layout: 'channels-first', elementType: 'float32' };
  const lowering: Lowering = { emitter, values: new Map([[graph.input.name, input]]), constants: graph.constants };
  for (const node of simplified(graph, outputs)) {
    const produced = LOWER[node.operator](node, lowering);
    produced.forEach((value, index) => lowering.values.set(index === 0 ? node.name : `${node.name}:${index}`, value));
  }
  return {
    name,
    inputs: [{ name: inputName, elementType: 'float32', shape: channelsFirstShape(graph.input.shape) }],
    outputs: outputs.map((output) => giveOut(output, lowering)),
    nodes: emitter.nodes,
    initializers: emitter.initializers,
  };
}

function simplified(graph: ChannelsLastGraph, outputs: readonly WantedOutput[]): GraphNode[] {
  const tensors = outputs.map(({ tensor }) => tensor);
  const kept = new Set(tensors);
  const ordered = inOrder(withoutIdentities(graph.nodes), graph.input.name, tensors);
  return mergeClips(foldScaleAndBias(ordered, graph.constants, kept), graph.constants, kept);
}

function giveOut(output: WantedOutput, lowering: Lowering): OnnxGraph['outputs'][number] {
  const value = lowering.values.get(output.tensor);
  if (!value) throw new Error(`The network has no value "${output.tensor}" for its output "${output.name}".`);
  const shaped = output.shape.join() === value.shape.join() ? value : reshapeTo(value, output.shape.map((size) => size ?? -1), lowering);
  lowering.emitter.emitAs(output.name, 'Identity', [asWritten(shaped, lowering)]);
  return { name: output.name, elementType: value.elementType, shape: output.shape };
}

function channelsFirstShape([batch = null, height = null, width = null, channels = null]: readonly Dimension[]): Dimension[] {
  return [batch, channels, height, width];
}
