import { InferenceSession, Tensor } from 'onnxruntime-node';
import { writeOnnx, type OnnxNode, type OnnxValue } from '../../convert/onnx-writer.ts';

/** The numbers of a network of one hidden layer, row by row: `output . max(0, hidden . row + hiddenBias) + outputBias`. */
export interface NetworkWeights {
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** What a network says to some rows, one after another. */
export interface NetworkAnswers {
  /** Of the hidden units. */
  readonly active: Float32Array;
  readonly outputs: Float32Array;
}

/** The matrix products of small networks of one shape, for many rows at a time. */
export interface NetworkProducts {
  readonly answer: (weights: NetworkWeights, rows: Float32Array) => Promise<NetworkAnswers>;
  /** Sums over the rows of the loss's slopes along each weight, from those along the outputs. */
  readonly slopes: (weights: NetworkWeights, rows: Float32Array, active: Float32Array, outputSlopes: Float32Array) => Promise<NetworkWeights>;
}

/** How large a network is. */
export interface NetworkShape {
  readonly inputs: number;
  readonly hiddenUnits: number;
  readonly outputs: number;
}

/** Opens the products as two models of the native runtime: it multiplies matrices many times faster than loops of JavaScript do. */
export async function openNetworkProducts({ inputs, hiddenUnits, outputs }: NetworkShape): Promise<NetworkProducts> {
  const forward = await openModel(
    { rows: [null, inputs], hidden: [hiddenUnits, inputs], hiddenBias: [hiddenUnits], output: [outputs, hiddenUnits], outputBias: [outputs] },
    { active: [null, hiddenUnits], outputs: [null, outputs] },
    [
      { operator: 'Gemm', inputs: ['rows', 'hidden', 'hiddenBias'], outputs: ['sums'], attributes: { transB: { integer: 1 } } },
      { operator: 'Relu', inputs: ['sums'], outputs: ['active'], attributes: {} },
      { operator: 'Gemm', inputs: ['active', 'output', 'outputBias'], outputs: ['outputs'], attributes: { transB: { integer: 1 } } },
    ],
  );
  const backward = await openModel(
    { rows: [null, inputs], output: [outputs, hiddenUnits], active: [null, hiddenUnits], outputSlopes: [null, outputs] },
    { hidden: [hiddenUnits, inputs], sums: [null, hiddenUnits], outputWeights: [outputs, hiddenUnits] },
    [
      { operator: 'MatMul', inputs: ['outputSlopes', 'output'], outputs: ['activeSlopes'], attributes: {} },
      // A unit is a positive number or 0: its sign is the slope of max(0, x).
      { operator: 'Sign', inputs: ['active'], outputs: ['isActive'], attributes: {} },
      { operator: 'Mul', inputs: ['activeSlopes', 'isActive'], outputs: ['sums'], attributes: {} },
      { operator: 'Gemm', inputs: ['sums', 'rows'], outputs: ['hidden'], attributes: { transA: { integer: 1 } } },
      { operator: 'Gemm', inputs: ['outputSlopes', 'active'], outputs: ['outputWeights'], attributes: { transA: { integer: 1 } } },
    ],
  );
  return {
    answer: async ({ hidden, hiddenBias, output, outputBias }, rows) => {
      const given = await forward({ rows, hidden, hiddenBias, output, outputBias });
      return { active: given('active'), outputs: given('outputs') };
    },
    slopes: async ({ output }, rows, active, outputSlopes) => {
      const given = await backward({ rows, output, active, outputSlopes });
      return { hidden: given('hidden'), hiddenBias: columnSums(given('sums'), hiddenUnits), output: given('outputWeights'), outputBias: columnSums(outputSlopes, outputs) };
    },
  };
}

type Shapes = Readonly<Record<string, readonly (number | null)[]>>;

async function openModel(inputs: Shapes, outputs: Shapes, nodes: readonly OnnxNode[]): Promise<(given: Readonly<Record<string, Float32Array>>) => Promise<(name: string) => Float32Array>> {
  const values = (shapes: Shapes): OnnxValue[] => Object.entries(shapes).map(([name, shape]) => ({ name, elementType: 'float32', shape }));
  const model = writeOnnx({ name: 'products', inputs: values(inputs), outputs: values(outputs), nodes, initializers: [] });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return async (given) => {
    const tensors = Object.entries(inputs).map(([name, shape]): [string, Tensor] => {
      const data = given[name] ?? new Float32Array();
      const known = shape.reduce<number>((product, size) => product * (size ?? 1), 1);
      return [name, new Tensor('float32', data, shape.map((size) => size ?? data.length / known))];
    });
    const answers = await session.run(Object.fromEntries(tensors));
    return (name) => {
      const data = answers[name]?.data;
      if (!(data instanceof Float32Array)) throw new Error(`The products gave no ${name}.`);
      return data;
    };
  };
}

function columnSums(rows: Float32Array, length: number): Float32Array {
  const sums = new Float32Array(length);
  rows.forEach((value, at) => {
    // One for each column.
    sums[at % length]! += value;
  });
  return sums;
}
