import type { AttributeValue, ChannelsLastGraph, Dimension, GraphNode, Operator } from './graph.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { integerTensor } from './stored-tensor.ts';

/** Writes a network step by step, for formats that store weights but not how they are connected as nodes. */
export class GraphBuilder {
  readonly constants: Map<string, StoredTensor>;
  readonly #nodes: GraphNode[] = [];
  readonly #input: { readonly name: string; readonly shape: readonly Dimension[] };

  constructor(input: { readonly name: string; readonly shape: readonly Dimension[] }, constants: ReadonlyMap<string, StoredTensor>) {
    this.#input = input;
    this.constants = new Map(constants);
  }

  /** Adds a step and returns the name of its value. */
  add(operator: Operator, inputs: readonly string[], attributes: Readonly<Record<string, AttributeValue>> = {}, name?: string): string {
    const value = name ?? `step_${this.#nodes.length}`;
    this.#nodes.push({ operator, name: value, inputs, attributes });
    return value;
  }

  /** Adds a constant of whole numbers, such as a shape, and returns its name. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.constant(integerTensor(shape, values));
  }

  constant(tensor: StoredTensor): string {
    const name = `added_${this.constants.size}`;
    this.constants.set(name, tensor);
    return name;
  }

  relu(value: string): string {
    return this.add('Clip', [value], { low: 0, high: Infinity });
  }

  build(): ChannelsLastGraph {
    return { input: this.#input, constants: this.constants, nodes: this.#nodes };
  }
}

/** Attributes of a sliding window that moves alike in both directions. */
export function windowOf(stride: number, padding: 'SAME' | 'VALID', size?: number): Readonly<Record<string, AttributeValue>> {
  return { strides: [1, stride, stride, 1], padding, ...(size !== undefined && { ksize: [1, size, size, 1] }) };
}
