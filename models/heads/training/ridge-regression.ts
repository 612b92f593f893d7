import type { LinearDecision, Rows } from './logistic-regression.ts';

const ITERATIONS = 300;
/** Done when the residual is this much shorter than in the beginning. */
const TOLERANCE = 1e-6;

/**
 * Linear regression with an L2 penalty, solved by conjugate gradients on the normal equations
 * (Hestenes and Stiefel, 1952). Columns are centred and divided by their spread; the bias is free.
 *
 * @param targets one for each row
 * @param penalty weight of the squared length of the weights against the mean squared error
 */
export function fitRidgeRegression({ values, count, length }: Rows, targets: Float64Array, penalty: number): LinearDecision {
  const mean = new Float64Array(length);
  const scale = new Float64Array(length);
  for (let column = 0; column < length; column++) {
    let [sum, square] = [0, 0];
    for (let row = 0; row < count; row++) {
      // Inside the block by its size.
      const value = values[row * length + column]!;
      sum += value;
      square += value * value;
    }
    mean[column] = sum / count;
    const deviation = Math.sqrt(Math.max(0, square / count - (sum / count) ** 2));
    scale[column] = deviation > 1e-9 ? 1 / deviation : 0;
  }
  const middle = targets.reduce((sum, target) => sum + target, 0) / count;
  const standard = Float64Array.from(values, (value, at) => (value - mean[at % length]!) * scale[at % length]!);

  /** (Z'Z / count + penalty) times a vector. */
  function multiply(vector: Float64Array): Float64Array {
    const result = vector.map((value) => value * penalty);
    for (let row = 0; row < count; row++) {
      const start = row * length;
      let product = 0;
      // Inside the block by its size, here and below.
      for (let column = 0; column < length; column++) product += standard[start + column]! * vector[column]!;
      for (let column = 0; column < length; column++) result[column]! += (standard[start + column]! * product) / count;
    }
    return result;
  }

  const right = new Float64Array(length);
  for (let row = 0; row < count; row++) {
    const off = (targets[row] ?? 0) - middle;
    for (let column = 0; column < length; column++) right[column]! += (standard[row * length + column]! * off) / count;
  }
  const plain = conjugateGradients(multiply, right).map((weight, column) => weight * (scale[column] ?? 0));
  return { weights: plain, bias: middle - plain.reduce((sum, weight, column) => sum + weight * (mean[column] ?? 0), 0) };
}

function conjugateGradients(multiply: (vector: Float64Array) => Float64Array, right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length);
  const residual = right.slice();
  const direction = right.slice();
  let square = dot(residual, residual);
  const enough = square * TOLERANCE ** 2;
  for (let iteration = 0; iteration < ITERATIONS && square > enough; iteration++) {
    const image = multiply(direction);
    const step = square / dot(direction, image);
    for (let at = 0; at < solution.length; at++) {
      solution[at]! += step * (direction[at] ?? 0);
      residual[at]! -= step * (image[at] ?? 0);
    }
    const next = dot(residual, residual);
    for (let at = 0; at < direction.length; at++) direction[at] = (residual[at] ?? 0) + (next / square) * (direction[at] ?? 0);
    square = next;
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
