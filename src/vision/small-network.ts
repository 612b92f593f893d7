/** A network of one hidden layer as a file holds it: its hidden weights are signed bytes in base64. */
export interface StoredNetwork {
  readonly inputs: number;
  readonly outputs: number;
  /** Worth of one unit of the hidden weights. */
  readonly step: number;
  /** One row of `inputs` weights for each hidden unit. */
  readonly hidden: string;
  readonly hiddenBias: readonly number[];
  /** One row of weights, as many as hidden units, for each output. */
  readonly output: readonly (readonly number[])[];
  readonly outputBias: readonly number[];
}

/** The network as it is applied: `output . max(0, hidden . row + hiddenBias) + outputBias`. */
export interface SmallNetwork {
  readonly inputs: number;
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: readonly (readonly number[])[];
  readonly outputBias: readonly number[];
}

/** Makes a stored network ready to be applied. */
export function readNetwork({ inputs, step, hidden, hiddenBias, output, outputBias }: StoredNetwork): SmallNetwork {
  const weights = Float32Array.from(Int8Array.from(atob(hidden), (character) => character.charCodeAt(0)), (integer) => integer * step);
  return { inputs, hidden: weights, hiddenBias: Float32Array.from(hiddenBias), output, outputBias };
}

/** Hidden units that are summed side by side: several sums at a time keep the processor busy, one after another it waits for each. */
const SIDE_BY_SIDE = 4;

/** Applies a network to the numbers of `row` that begin at `start`. */
export function applyNetwork({ inputs, hidden, hiddenBias, output, outputBias }: SmallNetwork, row: Float32Array, start: number): number[] {
  const units = hiddenBias.length;
  const active = new Float32Array(units);
  let unit = 0;
  // A row has as many numbers as a unit has weights.
  for (; unit + SIDE_BY_SIDE <= units; unit += SIDE_BY_SIDE) {
    const first = unit * inputs;
    const [second, third, fourth] = [first + inputs, first + 2 * inputs, first + 3 * inputs];
    let a = hiddenBias[unit]!;
    let b = hiddenBias[unit + 1]!;
    let c = hiddenBias[unit + 2]!;
    let d = hiddenBias[unit + 3]!;
    for (let at = 0; at < inputs; at++) {
      const value = row[start + at]!;
      a += hidden[first + at]! * value;
      b += hidden[second + at]! * value;
      c += hidden[third + at]! * value;
      d += hidden[fourth + at]! * value;
    }
    active[unit] = Math.max(0, a);
    active[unit + 1] = Math.max(0, b);
    active[unit + 2] = Math.max(0, c);
    active[unit + 3] = Math.max(0, d);
  }
  for (; unit < units; unit++) {
    let sum = hiddenBias[unit]!;
    const from = unit * inputs;
    for (let at = 0; at < inputs; at++) sum += hidden[from + at]! * row[start + at]!;
    active[unit] = Math.max(0, sum);
  }
  return output.map((weights, index) => weights.reduce((sum, weight, at) => sum + weight * active[at]!, outputBias[index] ?? 0));
}
