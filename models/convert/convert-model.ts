import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxisSize, Conversion, ModelDeclaration, TakenOutput } from '../declarations/declaration.ts';
import { buildFaceApiNetwork } from './face-api.ts';
import { fuseActivations } from './fuse-activations.ts';
import type { ChannelsLastGraph, Dimension, GraphNode } from './graph.ts';
import type { WantedOutput } from './lower-to-onnx.ts';
import { lowerToOnnx } from './lower-to-onnx.ts';
import { readOnnx } from './onnx-reader.ts';
import type { OnnxGraph } from './onnx-writer.ts';
import { writeOnnx } from './onnx-writer.ts';
import { readObject, weightFilesBeside } from './source-files.ts';
import { integerTensor } from './stored-tensor.ts';
import { tapValues } from './tap-values.ts';
import { readTflite } from './tflite.ts';
import type { GraphModelFile } from './tfjs-graph.ts';
import { readGraphModel } from './tfjs-graph.ts';
import type { LayersModelFile } from './tfjs-layers.ts';
import { readLayersModel } from './tfjs-layers.ts';
import type { WeightGroup } from './tfjs-weights.ts';
import { readWeights } from './tfjs-weights.ts';

/**
 * Makes the ONNX file of a model.
 * @param folder where the files that the declaration names lie
 */
export function convertModel(declaration: ModelDeclaration, folder: string): Uint8Array {
  const { conversion } = declaration;
  const path = join(folder, conversion.file);
  if (conversion.format === 'onnx') {
    const { freed, fused, tapped } = conversion;
    const published = readFileSync(path);
    const file = freed || fused ? rewriteOnnx(published, { freed, fused: fused === true }) : published;
    return tapped ? tapValues(file, tapped) : file;
  }
  const graph = readNetwork(declaration, conversion, path);
  return writeOnnx(lowerToOnnx(declaration.id, graph, declaration.input.name, conversion.outputs.map(wantedOutput)));
}

/** An ONNX file that is changed before it is used. */
export function rewriteOnnx(
  file: Uint8Array, { freed, fused }: { readonly freed?: { readonly axis: number; readonly size: number } | undefined; readonly fused: boolean },
): Uint8Array {
  const { graph, opsetVersion } = readOnnx(file);
  const sized = freed ? withFreedInput(graph, freed.axis, freed.size) : graph;
  return writeOnnx(fused ? fuseActivations(sized) : sized, opsetVersion);
}

/** The graph takes its first input in every size along one axis, where it was exported for one size that its network does not depend on. */
function withFreedInput(graph: OnnxGraph, axis: number, size: number): OnnxGraph {
  const [input, ...others] = graph.inputs;
  if (input?.shape[axis] !== size) {
    throw new Error(`The input's axis ${axis} is not fixed at ${size}: the package holds another model than the declaration expects.`);
  }
  return { ...graph, inputs: [{ ...input, shape: input.shape.with(axis, null) }, ...others] };
}

function readNetwork(declaration: ModelDeclaration, conversion: Exclude<Conversion, { format: 'onnx' }>, path: string): ChannelsLastGraph {
  switch (conversion.format) {
    case 'tfjs-graph': {
      const entry = { name: conversion.entry, shape: inputShape(declaration) };
      return withJoined(readGraphModel(readObject<GraphModelFile>(path), weightFilesBeside(path), entry), conversion.joined ?? []);
    }
    case 'face-api':
      return buildFaceApiNetwork(conversion.network, readWeights(readObject<readonly WeightGroup[]>(path), weightFilesBeside(path)));
    case 'tfjs-layers':
      return readLayersModel(readObject<LayersModelFile>(path), weightFilesBeside(path));
    case 'tflite':
      return readTflite(readFileSync(path));
  }
}

function inputShape({ id, input }: ModelDeclaration): Dimension[] {
  const { height, width, batch } = input;
  if (height === 'any' || width === 'any') throw new Error(`${id} is converted for one size of picture, which its declaration must name.`);
  return [batch === 'any' ? null : batch, height, width, 3];
}

function withJoined(
  graph: ChannelsLastGraph, joined: readonly { readonly tensor: string; readonly parts: readonly string[]; readonly axis: number }[],
): ChannelsLastGraph {
  const constants = new Map(graph.constants);
  const added = joined.map(({ tensor, parts, axis }): GraphNode => {
    constants.set(`${tensor}/axis`, integerTensor([], [axis]));
    return { operator: 'Concat', name: tensor, inputs: [...parts, `${tensor}/axis`], attributes: {} };
  });
  return { ...graph, constants, nodes: [...graph.nodes, ...added] };
}

function wantedOutput({ name, tensor, shape }: TakenOutput): WantedOutput {
  return { name, tensor, shape: shape.map(dimension) };
}

function dimension(size: AxisSize): Dimension {
  if (size === 'any') throw new Error('A converted model has outputs of fixed size.');
  return size === 'batch' ? null : size;
}
