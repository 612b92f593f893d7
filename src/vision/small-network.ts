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

/**
 * What the hidden units of a network say to the numbers of `row` that begin at `start`.
 *
 * @param weights as many for each unit as `inputs`
 * @param active receives one number for each unit
 */
export function activateUnits(weights: Float32Array, bias: Float32Array, inputs: number, row: Float32Array, start: number, active: Float32Array | Float64Array): void {
  const units = bias.length;
  let unit = 0;
  // Every unit has as many weights as the row has numbers.
  for (; unit + SIDE_BY_SIDE <= units; unit += SIDE_BY_SIDE) {
    const first = unit * inputs;
    const [second, third, fourth] = [first + inputs, first + 2 * inputs, first + 3 * inputs];
    let a = bias[unit]!;
    let b = bias[unit + 1]!;
    let c = bias[unit + 2]!;
    let d = bias[unit + 3]!;
    for (let at = 0; at < inputs; at++) {
      const value = row[start + at]!;
      a += weights[first + at]! * value;
      b += weights[second + at]! * value;
      c += weights[third + at]! * value;
      d += weights[fourth + at]! * value;
    }
    active[unit] = Math.max(0, a);
    active[unit + 1] = Math.max(0, b);
    active[unit + 2] = Math.max(0, c);
    active[unit + 3] = Math.max(0, d);
  }
  for (; unit < units; unit++) {
    let sum = bias[unit]!;
    const from = unit * inputs;
    for (let at = 0; at < inputs; at++) sum += weights[from + at]! * row[start + at]!;
    active[unit] = Math.max(0, sum);
  }
}

/** Applies a network to the numbers of `row` that begin at `start`. */
export function applyNetwork({ inputs, hidden, hiddenBias, output, outputBias }: SmallNetwork, row: Float32Array, start: number): number[] {
  const active = new Float32Array(hiddenBias.length);
  activateUnits(hidden, hiddenBias, inputs, row, start, active);
  return output.map((weights, index) => weights.reduce((sum, weight, unit) => sum + weight * active[unit]!, outputBias[index] ?? 0));
}
