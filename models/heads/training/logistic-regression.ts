/** Rows of equal length in one block. */
export interface Rows {
  readonly values: Float32Array;
  readonly count: number;
  readonly length: number;
}

/** A decision `bias + weights . row`, above 0 for yes. */
export interface LinearDecision {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** What to fit. */
export interface RegressionTask {
  readonly rows: Rows;
  /** 1 for yes, 0 for no, one for each row. */
  readonly answers: Uint8Array;
  /** How much each row counts. */
  readonly rowWeights: Float64Array;
  /** Half of this times the squared length of the weights is added to the loss; the bias is free. */
  readonly penalty: number;
}

const MAX_ITERATIONS = 300;
const MEMORY = 10;
/** Done when the gradient is this much shorter than in the beginning. */
const TOLERANCE = 1e-4;
const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 30;

/**
 * Logistic regression with an L2 penalty, solved by L-BFGS
 * (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4, with a halving line search).
 */
export function fitLogisticRegression(task: RegressionTask): LinearDecision {
  const size = task.rows.length + 1;
  let point = new Float64Array(size);
  let { loss, gradient } = lossAt(task, point);
  const begin = norm(gradient);
  const steps: { readonly move: Float64Array; readonly change: Float64Array; readonly curvature: number }[] = [];
  for (let iteration = 0; iteration < MAX_ITERATIONS && norm(gradient) > TOLERANCE * begin; iteration++) {
    const direction = descent(gradient, steps);
    const slope = dot(direction, gradient);
    let length = steps.length === 0 ? 1 / Math.max(1, norm(gradient)) : 1;
    let next = moved(point, direction, length);
    let there = lossAt(task, next);
    for (let halving = 0; there.loss > loss + SUFFICIENT_DECREASE * length * slope && halving < MAX_HALVINGS; halving++) {
      length /= 2;
      next = moved(point, direction, length);
      there = lossAt(task, next);
    }
    const move = moved(next, point, -1);
    const change = moved(there.gradient, gradient, -1);
    const curvature = dot(move, change);
    if (curvature > 1e-12) steps.push({ move, change, curvature });
    if (steps.length > MEMORY) steps.shift();
    point = next;
    ({ loss, gradient } = there);
  }
  return { bias: point[size - 1] ?? 0, weights: point.slice(0, size - 1) };
}

/** The decision for one row of a block. */
export function decide({ bias, weights }: LinearDecision, { values, length }: Rows, row: number): number {
  let sum = bias;
  const start = row * length;
  // A row has as many values as there are weights.
  for (let index = 0; index < length; index++) sum += weights[index]! * values[start + index]!;
  return sum;
}

function lossAt({ rows, answers, rowWeights, penalty }: RegressionTask, point: Float64Array): { loss: number; gradient: Float64Array } {
  const { values, count, length } = rows;
  const decision = { bias: point[length] ?? 0, weights: point };
  const gradient = new Float64Array(length + 1);
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const sign = answers[row] === 1 ? 1 : -1;
    const weight = rowWeights[row] ?? 0;
    const margin = sign * decide(decision, rows, row);
    loss += weight * softplus(-margin);
    const slope = (-sign * weight) / (1 + Math.exp(margin));
    const start = row * length;
    for (let index = 0; index < length; index++) gradient[index]! += slope * values[start + index]!;
    gradient[length]! += slope;
  }
  for (let index = 0; index < length; index++) {
    const weight = point[index] ?? 0;
    loss += (penalty / 2) * weight * weight;
    gradient[index]! += penalty * weight;
  }
  return { loss, gradient };
}

/** The two-loop recursion. */
function descent(
  gradient: Float64Array,
  steps: readonly { readonly move: Float64Array; readonly change: Float64Array; readonly curvature: number }[],
): Float64Array {
  let direction = gradient.map((value) => -value);
  const parts: number[] = [];
  for (const { move, change, curvature } of steps.toReversed()) {
    const part = dot(move, direction) / curvature;
    parts.unshift(part);
    direction = moved(direction, change, -part);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    direction = direction.map((value) => value * scale);
  }
  steps.forEach(({ move, change, curvature }, index) => {
    direction = moved(direction, move, (parts[index] ?? 0) - dot(change, direction) / curvature);
  });
  return direction;
}

function moved(from: Float64Array, along: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, index) => value + length * (along[index] ?? 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}

/** log(1 + exp(x)) without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}
