/** A direction in which vectors differ. */
export interface PrincipalComponent {
  /** Unit length. */
  readonly direction: Float64Array;
  readonly variance: number;
}

const SWEEPS = 12;
const NEGLIGIBLE = 1e-9;

/** The directions of most variance, most first, of fewer vectors than each has numbers: by the eigenvectors of their products. */
export function principalComponents(vectors: readonly Float32Array[], count: number): { readonly mean: Float64Array; readonly components: readonly PrincipalComponent[] } {
  const mean = meanOf(vectors);
  const centered = vectors.map((vector) => Float64Array.from(vector, (value, index) => value - (mean[index] ?? 0)));
  const products = centered.map((a) => Float64Array.from(centered, (b) => dot(a, b)));
  const eigen = eigenvectors(products).toSorted((a, b) => b.value - a.value).slice(0, count);
  const components = eigen.map(({ value, vector }): PrincipalComponent => {
    const direction = new Float64Array(mean.length);
    centered.forEach((each, row) => each.forEach((number, index) => (direction[index] = (direction[index] ?? 0) + number * (vector[row] ?? 0))));
    return { direction: direction.map((number) => number / Math.sqrt(value)), variance: value / vectors.length };
  });
  return { mean, components };
}

function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) vector.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
  return sum.map((value) => value / vectors.length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Eigenvectors of a symmetric matrix, of unit length: Jacobi's rotations, row by row. The matrix is used up. */
function eigenvectors(matrix: Float64Array[]): readonly { readonly value: number; readonly vector: Float64Array }[] {
  const size = matrix.length;
  const basis = matrix.map((_, row) => Float64Array.from({ length: size }, (_none, column) => (row === column ? 1 : 0)));
  const scale = Math.max(...matrix.map((row, index) => Math.abs(row[index] ?? 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const [rowP, rowQ, basisP, basisQ] = [matrix[p]!, matrix[q]!, basis[p]!, basis[q]!]; // p and q are below the size.
        const off = rowP[q] ?? 0;
        if (Math.abs(off) < NEGLIGIBLE * scale) continue;
        rotations += 1;
        const ratio = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * off);
        const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(ratio, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        for (const row of matrix) rotate(row, row, p, q, cosine, sine);
        for (let index = 0; index < size; index++) {
          rotatePair(rowP, rowQ, index, cosine, sine);
          rotatePair(basisP, basisQ, index, cosine, sine);
        }
      }
    }
    if (rotations === 0) break;
  }
  return basis.map((vector, index) => ({ value: matrix[index]?.[index] ?? 0, vector }));
}

function rotate(a: Float64Array, b: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const first = a[p] ?? 0;
  const second = b[q] ?? 0;
  a[p] = cosine * first - sine * second;
  b[q] = sine * first + cosine * second;
}

function rotatePair(a: Float64Array, b: Float64Array, index: number, cosine: number, sine: number): void {
  rotate(a, b, index, index, cosine, sine);
}
